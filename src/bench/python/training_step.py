"""Times the supervised training step of sc.fiji.cairn.bench.TrainingStep in eager PyTorch: the same network, loss,
clipping, AdamW and moving average. Arguments: side of the slices, width, batch, steps."""
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

from unet import CLASSES, UNet

SIZE, WIDTH, BATCH, STEPS = (int(a) for a in (sys.argv[1:] + [64, 16, 16, 60][len(sys.argv) - 1:]))


def loss(logits, labels):
    p = logits.softmax(1)
    truth = F.one_hot(labels, CLASSES).movedim(-1, 1).float()
    dice = (2 * (p * truth).sum((0, 2, 3)) + 1e-5) / ((p + truth).sum((0, 2, 3)) + 1e-5)
    return F.cross_entropy(logits, labels) + 1 - dice[1:].mean()


def main():
    network = UNet(WIDTH)
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
