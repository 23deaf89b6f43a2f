"""Times the supervised training step of sc.fiji.cairn.bench.TrainingStep in eager PyTorch: the same network, loss,
clipping, AdamW and moving average. Arguments: side of the slices, width, batch, steps."""
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

SIZE, WIDTH, BATCH, STEPS = (int(a) for a in (sys.argv[1:] + [64, 16, 16, 60][len(sys.argv) - 1:]))
LEVELS, CLASSES = 5, 3
WIDTHS = [WIDTH * min(8, 2 ** i) for i in range(LEVELS)]


def unit(before, after):
    layers = []
    for channels in (before, after):
        layers += [nn.Conv2d(channels, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.LeakyReLU(.01, True)]
    return nn.Sequential(*layers)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.ModuleList(unit(WIDTHS[i - 1] if i else 1, WIDTHS[i]) for i in range(LEVELS))
        self.decoder = nn.ModuleList(unit(WIDTHS[i + 1] + WIDTHS[i], WIDTHS[i]) for i in reversed(range(LEVELS - 1)))
        self.head = nn.Conv2d(WIDTH, CLASSES, 1)

    def forward(self, x):
        maps = []
        for i, block in enumerate(self.encoder):
            x = block(F.max_pool2d(x, 2) if i else x)
            maps.append(x)
        for block, skip in zip(self.decoder, reversed(maps[:-1])):
            x = block(torch.cat([F.interpolate(x, scale_factor=2, mode='nearest'), skip], 1))
        return self.head(x)


def loss(logits, labels):
    p = logits.softmax(1)
    truth = F.one_hot(labels, CLASSES).movedim(-1, 1).float()
    dice = (2 * (p * truth).sum((0, 2, 3)) + 1e-5) / ((p + truth).sum((0, 2, 3)) + 1e-5)
    return F.cross_entropy(logits, labels) + 1 - dice[1:].mean()


def main():
    network = UNet()
    optimiser = torch.optim.AdamW(network.parameters(), 1e-3, weight_decay=1e-4)
    average = [p.detach().clone() for p in network.parameters()]
    x = torch.randn(BATCH, 1, SIZE, SIZE)
    labels = (x[:, 0] > .5).long() + 2 * (x[:, 0] < -1).long()
    for step in range(STEPS):
        if step == STEPS // 3 + 1:
            start = time.time()
        optimiser.zero_grad(set_to_none=True)
        value = loss(network(x), labels)
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.)
        optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(average, list(network.parameters()), .01)
        value.item()
    print(f'eager PyTorch {torch.__version__} float32 {(STEPS - 1 - STEPS // 3) / (time.time() - start):.2f} steps/s')


main()
