#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Second implementation of the networks that learn from few images, of their losses and of their training, with weights that are
multiplied when the network runs and R1 by double backpropagation; writes numbers of both to learned.json beside it. The numbers that
go into the networks follow from a formula, so that they need not be stored.

Run with: python3 learned_reference.py   (PyTorch 1.13)
"""
import json
import math
import os

import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
LATENT, CLASSES, WIDTH, SIZE, IMAGES = 6, 2, 2, 16, 8


def numbers(stream, *shape):
    k = torch.arange(math.prod(shape), dtype=torch.float64)
    return (math.sqrt(2) * torch.sin(0.7 + 12.9898 * k + 78.233 * stream)).reshape(shape)


def act(x):
    return math.sqrt(2) * F.leaky_relu(x, 0.2)


class Equalised(nn.Module):
    """Parameters as they are stored, and the factor of the weights."""

    def __init__(self, shape, outputs, fan_in, gain=1.0):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(shape))
        self.b = nn.Parameter(torch.zeros(outputs))
        self.factor = gain / math.sqrt(fan_in)


class Conv(Equalised):
    def __init__(self, n_in, n_out, kernel, stride=1):
        super().__init__((n_out, n_in, kernel, kernel), n_out, n_in * kernel * kernel)
        self.stride, self.padding = stride, (kernel - 1) // 2

    def forward(self, x):
        return F.conv2d(x, self.factor * self.w, self.b, self.stride, self.padding)


class Up(Equalised):
    def __init__(self, n_in, n_out):
        super().__init__((n_in, n_out, 4, 4), n_out, n_in * 4)

    def forward(self, x):
        return F.conv_transpose2d(x, self.factor * self.w, self.b, 2, 1)


class Dense(Equalised):
    def __init__(self, n_in, n_out, gain=1.0):
        super().__init__((n_out, n_in), n_out, n_in, gain)

    def forward(self, x):
        return F.linear(x, self.factor * self.w, self.b)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        ch = [8 * WIDTH, 8 * WIDTH, 4 * WIDTH, 2 * WIDTH, WIDTH]
        side = SIZE // 16
        self.side, z = side, LATENT + 16
        self.label = nn.Parameter(torch.zeros(CLASSES, 16))
        self.first, self.conv = Dense(z, ch[0] * side * side), Conv(ch[0], ch[0], 3)
        self.image = Conv(ch[0], 1, 1)
        self.factors, self.up, self.strength, self.after, self.images = (nn.ModuleList() for _ in range(5))
        self.strength = nn.ParameterList()
        for i in range(4):
            self.factors.append(Dense(z, ch[i + 1], 0.3))
            self.up.append(Up(ch[i], ch[i + 1]))
            self.strength.append(nn.Parameter(torch.zeros(ch[i + 1])))
            if i < 2:
                self.after.append(Conv(ch[i + 1], ch[i + 1], 3))
            self.images.append(Conv(ch[i + 1], 1, 1 if i < 3 else 3))

    def ordered(self):
        """In the order in which the operations run."""
        yield self.label
        for m in (self.first, self.conv, self.image):
            yield from (m.w, m.b)
        for i in range(4):
            yield from (self.factors[i].w, self.factors[i].b, self.up[i].w, self.up[i].b, self.strength[i])
            if i < 2:
                yield from (self.after[i].w, self.after[i].b)
            yield from (self.images[i].w, self.images[i].b)

    def forward(self, z, y, noise):
        z = z / (z.pow(2).mean(1, keepdim=True) + 1e-8).sqrt()
        z = torch.cat([z, self.label[y]], 1)
        x = act(self.first(z)).view(len(z), -1, self.side, self.side)
        x = act(self.conv(x))
        image = self.image(x)
        for i in range(4):
            x = act(self.up[i](x)) * self.factors[i](z)[:, :, None, None]
            x = x + self.strength[i][:, None, None] * noise[i]
            if i < 2:
                x = act(self.after[i](x))
            image = F.interpolate(image, scale_factor=2, mode='bilinear', align_corners=False) + self.images[i](x)
        return torch.tanh(image)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        ch = [1, WIDTH, 2 * WIDTH, 4 * WIDTH, 4 * WIDTH]
        self.down = nn.ModuleList([Conv(ch[i], ch[i + 1], 4, 2) for i in range(4)])
        self.last, self.out = Conv(ch[4] + 1, ch[4], 3), Dense(ch[4] * (SIZE // 16) ** 2, CLASSES)

    def ordered(self):
        for m in (*self.down, self.last, self.out):
            yield from (m.w, m.b)

    def forward(self, x, y):
        for m in self.down:
            x = act(m(x))
        n = len(x)
        g = 8 if n % 8 == 0 else n
        v = x.view(g, -1, *x.shape[1:])
        v = (v.var(0, unbiased=False) + 1e-8).sqrt().mean([1, 2, 3])
        x = torch.cat([x, v.repeat(g)[:, None, None, None].expand(-1, 1, *x.shape[2:])], 1)
        return self.out(act(self.last(x)).flatten(1)).gather(1, y[:, None])[:, 0]


def pyramid(x):
    levels = []
    for _ in range(3):
        means = F.avg_pool2d(x, 2)
        levels.append(x - F.interpolate(means, scale_factor=2, mode='bilinear', align_corners=False))
        x = means
    return levels + [x]


def pyramid_loss(x, y):
    return sum((p - q).abs().mean() for p, q in zip(pyramid(x), pyramid(y)))


def begun(net, stream, biases):
    """Stored weights like N(0, 1), what is a vector near 0, channel factors near 1."""
    for i, p in enumerate(net.ordered()):
        near = 1.0 if any(p is b for b in biases) else 0.0
        p.data = numbers(stream + i, *p.shape) * (1.0 if p.dim() > 1 else 0.1) + near
    return net


def summary(tensors):
    """Norm, and the sum of products with sines, of each."""
    out = []
    for t in tensors:
        flat = t.detach().flatten()
        out.append([flat.norm().item(), (flat * torch.sin(1.0 + torch.arange(len(flat)))).sum().item()])
    return out


def main():
    g = Generator()
    begun(g, 100, [m.b for m in g.factors])
    d = begun(Discriminator(), 200, [])
    label = torch.arange(IMAGES) % CLASSES
    pixels = [SIZE // 8, SIZE // 4, SIZE // 2, SIZE]

    def drawn(step):
        return numbers(300 + 10 * step, IMAGES, LATENT), [numbers(301 + 10 * step + i, IMAGES, 1, p, p)
                                                          for i, p in enumerate(pixels)]

    def real(step):
        return 0.5 * numbers(305 + 10 * step, IMAGES, 1, SIZE, SIZE)

    result = {'summaries': {}}
    z, noise = drawn(0)
    fake = g(z, label, noise)
    result['generator'] = fake.detach().flatten()[::13].tolist()
    both = torch.cat([real(0), fake.detach()])
    logits = d(both, torch.cat([label, label]))
    result['discriminator'] = logits.detach().tolist()
    loss = pyramid_loss(fake, real(0))
    result['pyramid'] = loss.item()
    result['summaries']['pyramid gradient'] = summary(torch.autograd.grad(loss, list(g.ordered()), retain_graph=True))
    loss = F.softplus(-d(fake, label)).mean()
    result['summaries']['generator gradient'] = summary(torch.autograd.grad(loss, list(g.ordered()), retain_graph=True))
    loss = F.softplus(-logits[:IMAGES]).mean() + F.softplus(logits[IMAGES:]).mean()
    result['summaries']['discriminator gradient'] = summary(torch.autograd.grad(loss, list(d.ordered())))
    x = real(0).requires_grad_(True)
    slope, = torch.autograd.grad(d(x, label).sum(), x, create_graph=True)
    penalty = 0.5 / 2 * slope.pow(2).sum([1, 2, 3]).mean()
    result['penalty'] = penalty.item()
    result['summaries']['penalty gradient'] = summary(
        torch.zeros_like(p) if t is None else t
        for p, t in zip(d.ordered(), torch.autograd.grad(penalty, list(d.ordered()), allow_unused=True)))

    og = torch.optim.Adam(g.parameters(), 2e-3, (0.0, 0.99))
    od = torch.optim.Adam(d.parameters(), 2e-3, (0.0, 0.99))
    before = [[p.detach().clone() for p in n.ordered()] for n in (g, d)]
    result['losses'] = []
    for step in range(10):
        for optimiser in (og, od):
            # Epsilon beside the root of v, where the paper's own implementation has it.
            optimiser.param_groups[0]['eps'] = 1e-8 / math.sqrt(1 - 0.99 ** (step + 1))
        z, noise = drawn(step)
        fake = g(z, label, noise)
        logits = d(torch.cat([real(step), fake.detach()]), torch.cat([label, label]))
        first = F.softplus(-logits[:IMAGES]).mean() + F.softplus(logits[IMAGES:]).mean()
        od.zero_grad()
        first.backward()
        od.step()
        second = F.softplus(-d(fake, label)).mean() + 3 * pyramid_loss(fake, real(step))
        og.zero_grad()
        second.backward()
        og.step()
        result['losses'].append([first.item(), second.item()])
    for name, net, old in zip(('generator', 'discriminator'), (g, d), before):
        result['summaries'][name + ' moved'] = summary(p - q for p, q in zip(net.ordered(), old))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'learned.json'), 'w') as file:
        json.dump(result, file, indent=0)


main()
