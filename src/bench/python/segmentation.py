"""Times what sc.fiji.cairn.bench.LargeStack times in eager PyTorch: percentiles of a volume, then slice by slice the same network and
the likeliest class. Arguments: side of the slices, their number, width."""
import sys
import time

import numpy
import torch

from unet import UNet

SIDE, SLICES, WIDTH = (int(a) for a in (sys.argv[1:] + [512, 48, 16][len(sys.argv) - 1:]))


def segment(network, volume, layout):
    low, high = numpy.percentile(volume, (1, 99))
    labels = numpy.empty(volume.shape, numpy.uint8)
    for z, plane in enumerate(volume):
        x = torch.from_numpy(plane.astype(numpy.float32))[None, None]
        x = ((x - low) / (high - low)).clamp(0, 1.5).contiguous(memory_format=layout)
        labels[z] = network(x).argmax(1)[0].byte().numpy()
    return labels


def main():
    volume = numpy.random.default_rng(1).integers(0, 1000, (SLICES, SIDE, SIDE), dtype=numpy.uint16)
    for name, layout in ('contiguous', torch.contiguous_format), ('channels-last', torch.channels_last):
        network = UNet(WIDTH).eval().to(memory_format=layout)
        with torch.inference_mode():
            segment(network, volume[:2], layout)
            start = time.time()
            segment(network, volume, layout)
        print(f'eager PyTorch {torch.__version__} {name} {time.time() - start:.1f} s')


main()
