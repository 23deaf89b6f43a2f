"""Makes unet.pth, unet.safetensors and types.pth beside itself: files as PyTorch writes them. Needs torch and safetensors."""
import pathlib

import torch
from safetensors.torch import save_file
from torch import nn

HERE = pathlib.Path(__file__).parent
torch.manual_seed(1)


class DoubleConv(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.double_conv = nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(), nn.Conv2d(o, o, 3, padding=1),
                                         nn.BatchNorm2d(o), nn.ReLU())

    def forward(self, x):
        return self.double_conv(x)


class Down(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), DoubleConv(i, o))

    def forward(self, x):
        return self.maxpool_conv(x)


class Up(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.up, self.conv = nn.ConvTranspose2d(i, o, 2, 2), DoubleConv(2 * o, o)

    def forward(self, x, skip):
        return self.conv(torch.cat([skip, self.up(x)], 1))


class OutConv(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv = nn.Conv2d(i, o, 1)

    def forward(self, x):
        return self.conv(x)


class UNet(nn.Module):
    def __init__(self, channels=1, classes=3, w=2):
        super().__init__()
        self.inc, self.down1, self.down2 = DoubleConv(channels, w), Down(w, 2 * w), Down(2 * w, 4 * w)
        self.up1, self.up2, self.outc = Up(4 * w, 2 * w), Up(2 * w, w), OutConv(w, classes)

    def forward(self, x):
        a = self.inc(x)
        b = self.down1(a)
        c = self.down2(b)
        return self.outc(self.up2(self.up1(c, b), a))


if __name__ == '__main__':
    net = UNet()
    net(torch.randn(8, 1, 16, 16) + 1)  # running statistics that are not those of a new network
    net.eval()
    x = torch.rand(2, 1, 16, 12)
    state = {'module.' + name: array for name, array in net.state_dict().items()}
    torch.save({'epoch': 3, 'loss': .25, 'state_dict': state}, HERE / 'unet.pth')
    with torch.no_grad():
        save_file({'input': x, 'logits': net(x), 'head.kernel': net.outc.conv.weight, 'head.bias': net.outc.conv.bias},
                  HERE / 'unet.safetensors')
    y = torch.tensor([[1., -2.5, 3e-5], [65504., 0., -.125]])
    torch.save({'float': nn.Parameter(y), 'double': y.double(), 'half': y.half(), 'brain': y.bfloat16(), 'turned': y.t(), 'part': y[:, 1:],
                'count': torch.tensor(7), 'big': 2 ** 40, 'none': None, 'list': [1, 2.5, 'a']}, HERE / 'types.pth')
