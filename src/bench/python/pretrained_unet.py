"""Trains a small U-Net in PyTorch, to be a start in Cairn; macros/benchmark/imported.ijm takes it from there.

    python src/bench/python/pretrained_unet.py DATA OUT.pth

It learns to find whole hippocampi, not their parts, from 20 train cases that are in no draw of labelled ones. Slices at half the
resolution, z-scores, Adam, cross-entropy; needs torch and nibabel."""
import json
import pathlib
import sys

import nibabel
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

CASES, STEPS, BATCH, SIDE, WIDTHS = 20, 400, 16, 32, (8, 16, 32, 64)
torch.set_num_threads(1)
torch.manual_seed(1)
random = np.random.default_rng(1)


class Twice(nn.Module):
    def __init__(self, n, m):
        super().__init__()
        self.double_conv = nn.Sequential(nn.Conv2d(n, m, 3, padding=1, bias=False), nn.BatchNorm2d(m), nn.ReLU(),
                                         nn.Conv2d(m, m, 3, padding=1, bias=False), nn.BatchNorm2d(m), nn.ReLU())

    def forward(self, x):
        return self.double_conv(x)


class Down(nn.Module):
    def __init__(self, n, m):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), Twice(n, m))

    def forward(self, x):
        return self.maxpool_conv(x)


class Up(nn.Module):
    def __init__(self, n, m):
        super().__init__()
        self.up, self.conv = nn.ConvTranspose2d(n, m, 2, stride=2), Twice(2 * m, m)

    def forward(self, x, skip):
        return self.conv(torch.cat([skip, self.up(x)], 1))


class UNet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        a, b, c, d = WIDTHS
        self.inc, self.outc = Twice(1, a), nn.Conv2d(a, classes, 1)
        self.down1, self.down2, self.down3 = Down(a, b), Down(b, c), Down(c, d)
        self.up1, self.up2, self.up3 = Up(d, c), Up(c, b), Up(b, a)

    def forward(self, x):
        a = self.inc(x)
        b = self.down1(a)
        c = self.down2(b)
        return self.outc(self.up3(self.up2(self.up1(self.down3(c), c), b), a))


def slices(folder, names):
    """Slices at half the resolution, their middle or mirrored to fill the window, with labels."""
    images, labels = [], []
    for name in names:
        x = nibabel.load(folder / 'imagesTr' / f'{name}.nii.gz').get_fdata(dtype=np.float32).T
        y = np.asarray(nibabel.load(folder / 'labelsTr' / f'{name}.nii.gz').dataobj).T.astype(np.int64)
        x, y = (x - x.mean()) / x.std(), np.minimum(y, 1)
        h, w = x.shape[1] // 2 * 2, x.shape[2] // 2 * 2
        x, y = x[:, :h, :w].reshape(len(x), h // 2, 2, w // 2, 2).mean((2, 4)), y[:, :h:2, :w:2]
        pad = [(0, 0)] + [(max(0, SIDE + 8 - n) // 2, (max(0, SIDE + 8 - n) + 1) // 2) for n in x.shape[1:]]
        images += list(np.pad(x, pad, 'symmetric'))
        labels += list(np.pad(y, pad, 'symmetric'))
    return images, labels


def train(net, images, labels):
    optimiser = torch.optim.Adam(net.parameters(), 3e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS)
    for step in range(STEPS):
        xs, ys = [], []
        for i in random.integers(len(images), size=BATCH):
            top, left = (random.integers(n - SIDE + 1) for n in images[i].shape)
            xs.append(images[i][top:top + SIDE, left:left + SIDE] * random.uniform(.8, 1.2) + random.uniform(-.2, .2))
            ys.append(labels[i][top:top + SIDE, left:left + SIDE])
        loss = F.cross_entropy(net(torch.from_numpy(np.stack(xs)).float()[:, None]), torch.from_numpy(np.stack(ys)))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 100 == 99:
            print(step + 1, loss.item(), flush=True)


folder = pathlib.Path(sys.argv[1]) / 'hippocampus'
splits = json.loads((folder / 'splits.json').read_text())
drawn = {name for draws in splits['labelled_draws'].values() for draw in draws for name in draw}
net = UNet(2)
train(net, *slices(folder, [name for name in splits['train'] if name not in drawn][:CASES]))
torch.save(net.state_dict(), sys.argv[2])
