"""Writes small Zarr arrays with other implementations, for the tests: python zarr_corpus.py FOLDER

Needs tensorstore and numcodecs. The name of each array says its type; element i, counted the last axis fastest, is
i // 16 % 120, half more for floats; those of names with "holes" are the fill value, 7, in the first chunk.
"""
import itertools
import json
import os
import sys

import numcodecs
import numpy as np
import tensorstore as ts

SHAPE = (12, 20, 24)
CHUNK = (8, 16, 16)
TYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64"]


def voxels(dtype):
    values = (np.arange(np.prod(SHAPE)) // 16 % 120).reshape(SHAPE)
    return (values + 0.5 if dtype.startswith("float") else values).astype(dtype)


def write(root, name, spec, values, holes=False):
    spec["kvstore"] = {"driver": "file", "path": os.path.join(root, name)}
    array = ts.open(spec, create=True, open=True, dtype=None if "type" in "".join(spec["metadata"]) else values.dtype,
                    shape=values.shape).result()
    if holes:
        array[8:].write(values[8:]).result()
        array[:8, 16:].write(values[:8, 16:]).result()
        array[:8, :16, 16:].write(values[:8, :16, 16:]).result()
    else:
        array.write(values).result()


def two(root, name, voxel, compressor, **more):
    metadata = {"chunks": CHUNK, "compressor": compressor, "dimension_separator": "/", **more}
    write(root, "v2-" + name, {"driver": "zarr", "metadata": metadata}, voxels(voxel), "holes" in name)


def big(root, dtype, stored, compressor):
    two(root, "big-" + dtype, dtype, compressor, **{"dtype": stored})


def three(root, name, dtype, codecs, chunk=CHUNK, **more):
    metadata = {"data_type": dtype, "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunk}}, "codecs": codecs, **more}
    write(root, "v3-" + name, {"driver": "zarr3", "metadata": metadata}, voxels(dtype), "holes" in name)


def codec(name, **configuration):
    return {"name": name, "configuration": configuration} if configuration else {"name": name}


def sharding(location, *codecs):
    return codec("sharding_indexed", chunk_shape=(4, 8, 8), codecs=list(codecs), index_location=location,
                 index_codecs=[codec("bytes", endian="little"), codec("crc32c")])


def by_numcodecs(root, name, dtype, packer):
    """The chunks of Zarr 2, packed by the codecs of Python's zarr."""
    folder = os.path.join(root, "v2-numcodecs-" + name)
    os.makedirs(folder)
    values = voxels(dtype)
    with open(os.path.join(folder, ".zarray"), "w") as out:
        json.dump({"zarr_format": 2, "shape": SHAPE, "chunks": CHUNK, "dtype": values.dtype.str, "fill_value": 0, "order": "C",
                   "filters": None, "compressor": packer.get_config()}, out)
    for at in itertools.product(*(range(0, s, c) for s, c in zip(SHAPE, CHUNK))):
        chunk = np.zeros(CHUNK, values.dtype)
        part = values[tuple(slice(a, a + c) for a, c in zip(at, CHUNK))]
        chunk[tuple(slice(0, n) for n in part.shape)] = part
        key = ".".join(str(a // c) for a, c in zip(at, CHUNK))
        with open(os.path.join(folder, key), "wb") as out:
            out.write(packer.encode(chunk))


def main(root):
    little = codec("bytes", endian="little")
    for dtype in TYPES:
        two(root, "raw-" + dtype, dtype, None)
        three(root, "zstd-" + dtype, dtype, [little, codec("zstd", level=3, checksum=False)])
    for inner in ["blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd"]:
        for shuffle in [0, 1, 2]:
            two(root, f"blosc-{inner}-{shuffle}-uint16", "uint16", {"id": "blosc", "cname": inner, "clevel": 5, "shuffle": shuffle})
    for inner, dtype in [("lz4", "float64"), ("zstd", "uint8"), ("blosclz", "int32")]:
        three(root, f"blosc-{inner}-{dtype}", dtype, [little, codec("blosc", cname=inner, clevel=5, shuffle="bitshuffle")])
    two(root, "zlib-int16", "int16", {"id": "zlib", "level": 6})
    two(root, "gzip-int16", "int16", {"id": "gzip", "level": 6})
    two(root, "zstd-int16", "int16", {"id": "zstd", "level": 3})
    two(root, "fortran-uint16", "uint16", {"id": "zlib", "level": 1}, order="F")
    big(root, "uint16", ">u2", None)
    big(root, "float32", ">f4", {"id": "zstd", "level": 1})
    two(root, "dots-uint8", "uint8", None, dimension_separator=".")
    two(root, "holes-uint16", "uint16", None, fill_value=7, dtype="<u2")
    three(root, "holes-float32", "float32", [little, codec("gzip", level=5)], fill_value=7)
    three(root, "holes-int16", "int16", [sharding("end", little, codec("zstd", level=1))], fill_value=7)
    three(root, "big-int32", "int32", [codec("bytes", endian="big"), codec("gzip", level=1)])
    three(root, "transpose-uint16", "uint16", [codec("transpose", order=[2, 0, 1]), little, codec("zstd", level=1)])
    three(root, "crc-uint16", "uint16", [little, codec("crc32c")])
    three(root, "shards-start-uint16", "uint16", [sharding("start", little)])
    three(root, "shards-end-float32", "float32", [sharding("end", little, codec("blosc", cname="lz4", clevel=5, shuffle="shuffle"))])
    three(root, "shards-transpose-uint8", "uint8", [sharding("end", codec("transpose", order=[2, 1, 0]), codec("bytes"), codec("gzip", level=1))])
    three(root, "keys-uint8", "uint8", [codec("bytes")], chunk_key_encoding=codec("v2", separator="."))
    three(root, "dots-uint8", "uint8", [codec("bytes")], chunk_key_encoding=codec("default", separator="."))
    for name, packer in [("blosc", numcodecs.Blosc("zstd", 5, numcodecs.Blosc.BITSHUFFLE)), ("zstd", numcodecs.Zstd(3)),
                         ("gzip", numcodecs.GZip(5)), ("zlib", numcodecs.Zlib(5))]:
        by_numcodecs(root, name + "-uint32", "uint32", packer)


if __name__ == "__main__":
    main(sys.argv[1])
