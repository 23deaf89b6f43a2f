"""Times what sc.fiji.cairn.bench.LargeStack times in eager PyTorch: percentiles of a volume, then slice by slice the same network and
the likeliest class; contiguous, with channels-last maps, and with these in bfloat16. Arguments: side of the slices, their number, width."""
import sys
import time

import numpy
import torch

from unet import UNet

SIDE, SLICES, WIDTH = (int(a) for a in (sys.argv[1:] + [512, 48, 16][len(sys.argv) - 1:]))


def segment(network, volume, layout, kind):
    low, high = numpy.percentile(volume, (1, 99))
    labels = numpy.empty(volume.shape, numpy.uint8)
    for z, plane in enumerate(volume):
        x = torch.from_numpy(plane.astype(numpy.float32))[None, None]
        x = ((x - low) / (high - low)).clamp(0, 1.5).contiguous(memory_format=layout)
        labels[z] = network(x.to(kind)).argmax(1)[0].byte().numpy()
    return labels


def main():
    volume = numpy.random.default_rng(1).integers(0, 1000, (SLICES, SIDE, SIDE), dtype=numpy.uint16)
    for name, layout, kind in (('contiguous', torch.contiguous_format, torch.float32),
                               ('channels-last', torch.channels_last, torch.float32),
                               ('channels-last, bfloat16', torch.channels_last, torch.bfloat16)):
        network = UNet(WIDTH).eval().to(kind, memory_format=layout)
        with torch.inference_mode():
            segment(network, volume[:2], layout, kind)
            start = time.time()
            segment(network, volume, layout, kind)
        print(f'eager PyTorch {torch.__version__} {name}: {time.time() - start:.1f} s')


main()
