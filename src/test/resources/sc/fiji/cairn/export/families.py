"""Makes basicunet.safetensors and plainunet.safetensors beside itself: weights under the names of MONAI's BasicUNet and of nnU-Net's
PlainConvUNet, an input, and what these networks make of it. Needs torch and safetensors."""
import pathlib

import torch
from safetensors.torch import save_file
from torch import nn

HERE = pathlib.Path(__file__).parent
torch.manual_seed(1)


def named(**modules):
    one = nn.Sequential()
    for name, module in modules.items():
        one.add_module(name, module)
    return one


def basic_unit(i, o):
    return named(conv=nn.Conv2d(i, o, 3, padding=1), adn=named(N=nn.InstanceNorm2d(o, affine=True), A=nn.LeakyReLU(.1)))


def two(i, o):
    return named(conv_0=basic_unit(i, o), conv_1=basic_unit(o, o))


class UpCat(nn.Module):
    def __init__(self, i, skip, o, up):
        super().__init__()
        self.upsample, self.convs = named(deconv=nn.ConvTranspose2d(i, up, 2, 2)), two(skip + up, o)

    def forward(self, x, skip):
        return self.convs(torch.cat([skip, self.upsample(x)], 1))


class BasicUNet(nn.Module):
    def __init__(self, channels, classes, f):
        super().__init__()
        self.conv_0, self.final_conv = two(channels, f[0]), nn.Conv2d(f[5], classes, 1)
        for k in range(1, 5):
            setattr(self, f'down_{k}', named(max_pooling=nn.MaxPool2d(2), convs=two(f[k - 1], f[k])))
            setattr(self, f'upcat_{k}', UpCat(f[k], f[k - 1], f[k - 1] if k > 1 else f[5], f[k] // 2 if k > 1 else f[1]))

    def forward(self, x):
        maps = [self.conv_0(x)]
        for k in range(1, 5):
            maps.append(getattr(self, f'down_{k}')(maps[-1]))
        y = maps.pop()
        for k in range(4, 0, -1):
            y = getattr(self, f'upcat_{k}')(y, maps.pop())
        return self.final_conv(y)


class PlainUnit(nn.Module):
    def __init__(self, i, o, kernel, stride):
        super().__init__()
        self.conv = nn.Conv3d(i, o, kernel, stride, [(k - 1) // 2 for k in kernel])
        self.norm, self.nonlin = nn.InstanceNorm3d(o, affine=True), nn.LeakyReLU(.01)
        self.all_modules = nn.Sequential(self.conv, self.norm, self.nonlin)

    def forward(self, x):
        return self.all_modules(x)


def stacked(i, o, kernel, stride):
    return named(convs=nn.Sequential(PlainUnit(i, o, kernel, stride), PlainUnit(o, o, kernel, [1, 1, 1])))


class PlainConvUNet(nn.Module):
    def __init__(self, channels, classes, widths, kernels, strides):
        super().__init__()
        inputs = [channels] + widths[:-1]
        self.encoder, self.decoder = nn.Module(), nn.Module()
        self.encoder.stages = nn.Sequential(*[nn.Sequential(stacked(*one)) for one in zip(inputs, widths, kernels, strides)])
        coarse = range(len(widths) - 1, 0, -1)
        self.decoder.encoder = self.encoder
        self.decoder.stages = nn.ModuleList([stacked(2 * widths[k - 1], widths[k - 1], kernels[k - 1], [1, 1, 1]) for k in coarse])
        self.decoder.transpconvs = nn.ModuleList([nn.ConvTranspose3d(widths[k], widths[k - 1], strides[k], strides[k]) for k in coarse])
        self.decoder.seg_layers = nn.ModuleList([nn.Conv3d(widths[k - 1], classes, 1) for k in coarse])

    def forward(self, x):
        maps = []
        for stage in self.encoder.stages:
            maps.append(x := stage(x))
        x = maps.pop()
        for up, stage in zip(self.decoder.transpconvs, self.decoder.stages):
            x = stage(torch.cat([up(x), maps.pop()], 1))
        return self.decoder.seg_layers[-1](x)


def save(name, net, x, head):
    for key, parameter in net.named_parameters():
        if key.split('.')[-2] in ('N', 'norm'):
            parameter.data.uniform_(.5, 1.5)
    with torch.no_grad():
        arrays = {key: array.clone() for key, array in net.state_dict().items()}
        save_file(arrays | {'input': x, 'logits': net(x), 'head.kernel': head.weight, 'head.bias': head.bias}, HERE / f'{name}.safetensors')


if __name__ == '__main__':
    basic = BasicUNet(1, 3, (2, 2, 4, 8, 16, 2))
    save('basicunet', basic, torch.rand(1, 1, 32, 48), basic.final_conv)
    plain = PlainConvUNet(2, 3, [2, 3, 4], [[1, 3, 3], [3, 3, 3], [3, 3, 3]], [[1, 1, 1], [1, 2, 2], [2, 2, 2]])
    save('plainunet', plain, torch.rand(1, 2, 4, 8, 12), plain.decoder.seg_layers[-1])
