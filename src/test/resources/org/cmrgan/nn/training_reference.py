#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Trains the small classifier for twenty steps with AdamW and with SGD, and gives ResNet-50, an eighth as wide, one batch, with
PyTorch; writes the losses and the logits afterwards to training.json beside it. ResNet-50 is not trained: from these weights
PyTorch in single and in double precision differ by a tenth after three steps. First weights and batches follow from a formula, so that they need not be stored.

Run with: python3 training_reference.py   (PyTorch 1.13)
"""
import json
import os

import torch
from torch import nn

STEPS, BATCH, SIZE, SMOOTHING = 20, 8, 48, 0.1


def wave(count, shift):
    """sin((12.9898 (i + 1)² + 78.233 shift) mod 997), i from 0: numbers in [-1, 1] with no pattern to follow."""
    i = torch.arange(count, dtype=torch.float64)
    return torch.sin(torch.remainder(12.9898 * (i + 1) * (i + 1) + 78.233 * shift, 997.0))


def block(n_in, n_out):
    return [nn.Conv2d(n_in, n_out, 3, 1, 1, bias=False), nn.BatchNorm2d(n_out), nn.ReLU()]


def small(c):
    half = [nn.AvgPool2d(2)]
    layers = half + block(1, c) + block(c, c) + half + block(c, 2 * c) + half + block(2 * c, 4 * c) + half + block(4 * c, c)
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(c * 3 * 3, 2))


class Bottleneck(nn.Module):
    """With its modules in the order in which the suite has them: the way around first."""

    def __init__(self, n_in, n, stride, around):
        super().__init__()
        c = lambda a, b, k, s: nn.Sequential(nn.Conv2d(a, b, k, s, k // 2, bias=False), nn.BatchNorm2d(b))
        self.around = c(n_in, 4 * n, 1, stride) if around else nn.Identity()
        self.first, self.second, self.third = c(n_in, n, 1, 1), c(n, n, 3, stride), c(n, 4 * n, 1, 1)

    def forward(self, x):
        return torch.relu(self.third(torch.relu(self.second(torch.relu(self.first(x))))) + self.around(x))


def resnet50():
    layers = [nn.Conv2d(1, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    n_in = 8
    for i, (n, blocks) in enumerate(((8, 3), (16, 4), (32, 6), (64, 3))):
        for b in range(blocks):
            layers.append(Bottleneck(n_in, n, 2 if i > 0 and b == 0 else 1, b == 0))
            n_in = 4 * n
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 2))


def fill(net):
    """Convolutions and the last layer in order: the k-th is wave(.., k), in the shape of its weights, times sqrt(6 / fan in)."""
    with torch.no_grad():
        k = 0
        for module in net.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                w = module.weight
                w.copy_((wave(w.numel(), k) * (6.0 / w[0].numel()) ** 0.5).reshape(w.shape))
                if module.bias is not None:
                    module.bias.zero_()
                k += 1


def batch(step):
    """Images that are waves, those of class 1 brighter on the left."""
    x = wave(BATCH * SIZE * SIZE, 1000 + step).reshape(BATCH, 1, SIZE, SIZE)
    y = torch.arange(BATCH) % 2
    x[y == 1, :, :, : SIZE // 2] += 0.3
    return x.float(), y


def train(net, make, steps=STEPS):
    fill(net)
    decaying = [p for p in net.parameters() if p.dim() > 1]
    others = [p for p in net.parameters() if p.dim() == 1]
    optimiser, rate = make(decaying, others)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=STEPS, cycle_momentum=False)
    losses, rates = [], []
    net.train()
    for step in range(steps):
        x, y = batch(step)
        loss = nn.functional.cross_entropy(net(x), y, label_smoothing=SMOOTHING)
        optimiser.zero_grad()
        loss.backward()
        rates.append(optimiser.param_groups[0]['lr'])
        optimiser.step()
        cycle.step() if step < STEPS - 1 else None
        losses.append(loss.item())
    net.eval()
    with torch.no_grad():
        return {'losses': losses, 'rates': rates, 'logits': net(batch(steps)[0]).flatten().tolist()}


def adamw(decaying, others):
    return torch.optim.AdamW([{'params': decaying, 'weight_decay': 0.01}, {'params': others, 'weight_decay': 0}], 1e-3), 1e-3


def sgd(decaying, others):
    return torch.optim.SGD([{'params': decaying, 'weight_decay': 5e-3}, {'params': others, 'weight_decay': 0}], 3e-3, 0.9,
                           nesterov=True), 3e-3


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'training.json'), 'w') as f:
    json.dump({'adamw': train(small(8), adamw), 'sgd': train(small(8), sgd), 'resnet50': train(resnet50(), sgd, 1)}, f)
    f.write('\n')
