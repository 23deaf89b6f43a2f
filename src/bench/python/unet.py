"""The common network of Cairn for slices, as a Python user writes it."""
import torch
import torch.nn.functional as F
from torch import nn

LEVELS, CLASSES = 5, 3


def unit(before, after):
    layers = []
    for channels in (before, after):
        layers += [nn.Conv2d(channels, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.LeakyReLU(.01, True)]
    return nn.Sequential(*layers)


class UNet(nn.Module):
    def __init__(self, width):
        super().__init__()
        widths = [width * min(8, 2 ** i) for i in range(LEVELS)]
        self.encoder = nn.ModuleList(unit(widths[i - 1] if i else 1, widths[i]) for i in range(LEVELS))
        self.decoder = nn.ModuleList(unit(widths[i + 1] + widths[i], widths[i]) for i in reversed(range(LEVELS - 1)))
        self.head = nn.Conv2d(width, CLASSES, 1)

    def forward(self, x):
        maps = []
        for i, block in enumerate(self.encoder):
            x = block(F.max_pool2d(x, 2) if i else x)
            maps.append(x)
        for block, skip in zip(self.decoder, reversed(maps[:-1])):
            x = block(torch.cat([F.interpolate(x, scale_factor=2, mode='nearest'), skip], 1))
        return self.head(x)
