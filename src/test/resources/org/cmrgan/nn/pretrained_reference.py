#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Second implementation of the two classifiers, written with the modules and names of torchvision's ResNet-50 and of the PyTorch
port of Xception, both an eighth as wide; writes names, shapes and logits to pretrained.json beside it. The numbers in the networks
follow from a formula, so that they need not be stored.

Run with: python3 pretrained_reference.py   (PyTorch 1.13)
"""
import json
import os

import torch
from torch import nn


def convolution(n_in, n_out, kernel, stride=1, padding=0, groups=1):
    return nn.Conv2d(n_in, n_out, kernel, stride, padding, groups=groups, bias=False)


class Bottleneck(nn.Module):
    def __init__(self, n_in, n, stride, downsample):
        super().__init__()
        self.conv1, self.bn1 = convolution(n_in, n, 1), nn.BatchNorm2d(n)
        self.conv2, self.bn2 = convolution(n, n, 3, stride, 1), nn.BatchNorm2d(n)
        self.conv3, self.bn3 = convolution(n, 4 * n, 1), nn.BatchNorm2d(4 * n)
        self.downsample = nn.Sequential(convolution(n_in, 4 * n, 1, stride), nn.BatchNorm2d(4 * n)) if downsample else None

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = torch.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = convolution(3, 8, 7, 2, 3), nn.BatchNorm2d(8)
        self.pool = nn.MaxPool2d(3, 2, 1)
        n_in = 8
        for i, (n, blocks) in enumerate(((8, 3), (16, 4), (32, 6), (64, 3))):
            layer = []
            for b in range(blocks):
                layer.append(Bottleneck(n_in, n, 2 if i > 0 and b == 0 else 1, b == 0))
                n_in = 4 * n
            setattr(self, 'layer%d' % (i + 1), nn.Sequential(*layer))
        self.fc = nn.Linear(256, 2)

    def forward(self, x):
        x = self.pool(torch.relu(self.bn1(self.conv1(x))))
        for i in range(1, 5):
            x = getattr(self, 'layer%d' % i)(x)
        return self.fc(x.mean((2, 3)))


class Separable(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.conv1 = convolution(n_in, n_in, 3, 1, 1, n_in)
        self.pointwise = convolution(n_in, n_out, 1)

    def forward(self, x):
        return self.pointwise(self.conv1(x))


class Block(nn.Module):
    def __init__(self, widths, stride=1, relu=True):
        super().__init__()
        n_in, n_out = widths[0], widths[-1]
        self.skip = convolution(n_in, n_out, 1, stride) if stride > 1 else None
        if stride > 1:
            self.skipbn = nn.BatchNorm2d(n_out)
        rep = []
        for a, b in zip(widths, widths[1:]):
            rep += [nn.ReLU(), Separable(a, b), nn.BatchNorm2d(b)]
        if not relu:
            rep = rep[1:]
        if stride > 1:
            rep.append(nn.MaxPool2d(3, stride, 1))
        self.rep = nn.Sequential(*rep)

    def forward(self, x):
        return self.rep(x) + (x if self.skip is None else self.skipbn(self.skip(x)))


class Xception(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = convolution(3, 8, 3, 2), nn.BatchNorm2d(8)
        self.conv2, self.bn2 = convolution(8, 8, 3), nn.BatchNorm2d(8)
        self.block1 = Block((8, 16, 16), 2, False)
        self.block2 = Block((16, 32, 32), 2)
        self.block3 = Block((32, 88, 88), 2)
        for i in range(4, 12):
            setattr(self, 'block%d' % i, Block((88, 88, 88, 88)))
        self.block12 = Block((88, 88, 128), 2)
        self.conv3, self.bn3 = Separable(128, 192), nn.BatchNorm2d(192)
        self.conv4, self.bn4 = Separable(192, 256), nn.BatchNorm2d(256)
        self.fc = nn.Linear(256, 2)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = torch.relu(self.bn2(self.conv2(x)))
        for i in range(1, 13):
            x = getattr(self, 'block%d' % i)(x)
        x = torch.relu(self.bn3(self.conv3(x)))
        x = torch.relu(self.bn4(self.conv4(x)))
        return self.fc(x.mean((2, 3)))


def wave(count, shift):
    """sin((12.9898 (i + 1)² + 78.233 shift) mod 997), i from 0: numbers in [-1, 1] with no pattern to follow."""
    i = torch.arange(count, dtype=torch.float64)
    return torch.sin(torch.remainder(12.9898 * (i + 1) * (i + 1) + 78.233 * shift, 997.0))


def fill(net):
    """Each array of float32 in the order of the state; the rule goes by the name's end and the number of axes."""
    names = []
    with torch.no_grad():
        for index, (name, value) in enumerate((n, v) for n, v in net.state_dict().items() if v.is_floating_point()):
            w = wave(value.numel(), index).reshape(value.shape)
            if name.endswith('running_var'):
                w = 1 + 0.5 * w
            elif name.endswith('running_mean') or name.endswith('bias'):
                w = 0.1 * w
            elif value.dim() == 1:
                w = 1 + 0.2 * w
            else:
                w = w * (4.0 / value[0].numel()) ** 0.5
            value.copy_(w)
            names.append({'name': name, 'shape': list(value.shape)})
    return names


def reference(net):
    net.eval()
    names = fill(net)
    grey = wave(2 * 80 * 80, 5000).reshape(2, 1, 80, 80).float()
    with torch.no_grad():
        logits = net(grey.repeat(1, 3, 1, 1))
    return {'arrays': names, 'logits': logits.flatten().tolist()}


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'pretrained.json'), 'w') as f:
    json.dump({'resnet50': reference(ResNet()), 'xception': reference(Xception())}, f)
    f.write('\n')
