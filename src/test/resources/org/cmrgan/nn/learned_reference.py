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
LATENT, CLASSES, WIDTH, FINEST, CONTROLS, SIZE, IMAGES = 6, 2, 2, 8, 13, 16, 8


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
    def __init__(self, n_in, n_out, kernel, stride=1, gain=1.0):
        super().__init__((n_out, n_in, kernel, kernel), n_out, n_in * kernel * kernel, gain)
        self.stride, self.padding = stride, (kernel - 1) // 2

    def forward(self, x):
        return F.conv2d(x, self.factor * self.w, self.b, self.stride, self.padding)


class Dense(Equalised):
    def __init__(self, n_in, n_out, gain=1.0):
        super().__init__((n_out, n_in), n_out, n_in, gain)

    def forward(self, x):
        return F.linear(x, self.factor * self.w, self.b)


def twice(x):
    return F.interpolate(x, scale_factor=2, mode='nearest')


def larger(x):
    return F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=False)


def spline(pixels):
    """Weight of each control at each pixel."""
    weights = torch.zeros(pixels, CONTROLS)
    for j in range(pixels):
        t = (j + 0.5) * (CONTROLS - 3) / pixels
        first = min(int(t), CONTROLS - 4)
        u = t - first
        weights[j, first:first + 4] = torch.tensor(
            [(1 - u) ** 3, 3 * u ** 3 - 6 * u ** 2 + 4, -3 * u ** 3 + 3 * u ** 2 + 3 * u + 1, u ** 3]) / 6
    return weights


def deformed(image, controls):
    n = image.shape[-1]
    b = spline(n)
    field = torch.einsum('yr,idrc,xc->idyx', b, controls.view(-1, 2, CONTROLS, CONTROLS), b)
    y, x = torch.meshgrid(torch.arange(n).double(), torch.arange(n).double(), indexing='ij')
    places = torch.stack([x + field[:, 0], y + field[:, 1]], 3)
    return F.grid_sample(image, 2 * places / (n - 1) - 1, padding_mode='border', align_corners=True)


class Coarse(nn.Module):
    def __init__(self):
        super().__init__()
        ch = [8 * WIDTH, 8 * WIDTH, 4 * WIDTH, 2 * WIDTH]
        self.side, z = SIZE // 16, LATENT + 16
        self.label = nn.Parameter(torch.zeros(CLASSES, 16))
        self.first, self.conv = Dense(z, ch[0] * self.side ** 2), Conv(ch[0], ch[0], 3)
        self.image = Conv(ch[0], 1, 1, gain=0.3)
        self.factors, self.up, self.after, self.images = (nn.ModuleList() for _ in range(4))
        for i in range(3):
            self.factors.append(Dense(z, ch[i + 1], 0.3))
            self.up.append(Conv(ch[i], ch[i + 1], 3))
            self.after.append(Conv(ch[i + 1], ch[i + 1], 3))
            self.images.append(Conv(ch[i + 1], 1, 3, gain=0.3))
        self.linear = Dense(LATENT - 1, (SIZE // 2) ** 2)
        self.shape = Dense(LATENT - 1, 2 * CONTROLS ** 2)
        self.shape.b.requires_grad_(False)

    def ordered(self):
        """In the order in which the operations run."""
        yield self.label
        for m in (self.first, self.conv, self.image):
            yield from (m.w, m.b)
        for i in range(3):
            for m in (self.factors[i], self.up[i], self.after[i], self.images[i]):
                yield from (m.w, m.b)
        yield from (self.linear.w, self.linear.b, self.shape.w)

    def forward(self, z, y):
        code = z[:, :-1]
        z = z / (z.pow(2).mean(1, keepdim=True) + 1e-8).sqrt()
        z = torch.cat([z, self.label[y]], 1)
        x = act(self.first(z)).view(len(z), -1, self.side, self.side)
        x = act(self.conv(x))
        image = self.image(x)
        for i in range(3):
            x = act(self.up[i](larger(x))) * self.factors[i](z)[:, :, None, None]
            x = act(self.after[i](x))
            image = larger(image) + self.images[i](x)
        return deformed(image + self.linear(code).view(image.shape), self.shape(code))


class Detail(nn.Module):
    def __init__(self):
        super().__init__()
        c = 3 * WIDTH
        self.first = Conv(1, c, 3)
        self.refined = nn.ModuleList([Conv(c, c, 3) for _ in range(3)])
        self.strength = nn.ParameterList([nn.Parameter(torch.zeros(n)) for n in (c, FINEST)])
        self.narrow, self.finest, self.whole = Conv(c, FINEST, 1), Conv(FINEST, FINEST, 3), Conv(FINEST, 1, 3, gain=0.3)

    def ordered(self):
        for m in (self.first, self.refined[0]):
            yield from (m.w, m.b)
        yield self.strength[0]
        for m in (self.refined[1], self.refined[2], self.narrow, self.finest):
            yield from (m.w, m.b)
        yield from (self.strength[1], self.whole.w, self.whole.b)

    def forward(self, coarse, noise):
        x = act(self.first(coarse))
        for i, m in enumerate(self.refined):
            if i == 1:
                x = x + self.strength[0][:, None, None] * noise[0]
            x = x + act(m(x)) / 2
        x = math.sqrt(2) * self.finest(twice(self.narrow(x))) + self.strength[1][:, None, None] * noise[1]
        x = F.leaky_relu(x, 0.2)
        return torch.tanh(larger(coarse)) + self.whole(x)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.coarse, self.detail = Coarse(), Detail()

    def ordered(self):
        yield from self.coarse.ordered()
        yield from self.detail.ordered()

    def forward(self, z, y, noise, own, given):
        return torch.clamp(self.detail(own[:, :, None, None] * self.coarse(z, y) + given, noise), -1, 1)


class Discriminator(nn.Module):
    """Of texture."""

    def __init__(self):
        super().__init__()
        w = WIDTH
        self.texture = nn.ModuleList([Conv(1, w, 4, 2), Conv(w, w, 3), Conv(w, 2 * w, 4, 2), Conv(2 * w, 2 * w, 3)])
        self.place = Conv(2 * w, 1, 1)

    def ordered(self):
        for m in (*self.texture, self.place):
            yield from (m.w, m.b)

    def forward(self, x):
        for m in self.texture:
            x = act(m(x))
        return self.place(x)


class CoarseDiscriminator(nn.Module):
    def __init__(self):
        super().__init__()
        w, side = WIDTH, SIZE // 8
        self.anatomy = nn.ModuleList([Conv(1, 2 * w, 3), Conv(2 * w, 4 * w, 4, 2), Conv(4 * w, 8 * w, 4, 2),
                                      Conv(8 * w, 8 * w, 3)])
        self.whole = Dense(8 * w * side ** 2, 1)

    def ordered(self):
        for m in (*self.anatomy, self.whole):
            yield from (m.w, m.b)

    def forward(self, x):
        for m in self.anatomy:
            x = act(m(x))
        return self.whole(x.flatten(1))


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
    begun(g, 100, [m.b for m in g.coarse.factors])
    d = begun(Discriminator(), 200, [])
    label = torch.arange(IMAGES) % CLASSES

    def drawn(step):
        """Every other pair of images has a given coarse image in place of its own."""
        own = (torch.arange(IMAGES) % 4 < 2).double()[:, None]
        given = (1 - own[:, :, None, None]) * numbers(304 + 10 * step, IMAGES, 1, SIZE // 2, SIZE // 2)
        noise = [numbers(301 + 10 * step + i, IMAGES, 1, p, p) for i, p in enumerate((SIZE // 2, SIZE))]
        return numbers(300 + 10 * step, IMAGES, LATENT), label, noise, own, given

    def real(step):
        return 0.5 * numbers(305 + 10 * step, IMAGES, 1, SIZE, SIZE)

    def both_losses(logits):
        return F.softplus(-logits[:IMAGES]).mean() + F.softplus(logits[IMAGES:]).mean()

    result = {'summaries': {}}
    fake = g(*drawn(0))
    result['generator'] = fake.detach().flatten()[::13].tolist()
    logits = d(torch.cat([real(0), fake.detach()]))
    result['discriminator'] = logits.detach().flatten().tolist()
    loss = pyramid_loss(fake, real(0))
    result['pyramid'] = loss.item()
    judge = begun(CoarseDiscriminator(), 400, [])
    result['coarse'] = judge(F.avg_pool2d(real(0), 2)).detach().flatten().tolist()
    result['summaries']['pyramid gradient'] = summary(torch.autograd.grad(loss, list(g.ordered()), retain_graph=True))
    loss = F.softplus(-d(fake)).mean()
    result['summaries']['generator gradient'] = summary(torch.autograd.grad(loss, list(g.ordered()), retain_graph=True))
    loss = both_losses(logits)
    result['summaries']['discriminator gradient'] = summary(torch.autograd.grad(loss, list(d.ordered())))
    x = real(0).requires_grad_(True)
    slope, = torch.autograd.grad(d(x).mean([1, 2, 3]).sum(), x, create_graph=True)
    penalty = 0.5 / 2 * slope.pow(2).sum([1, 2, 3]).mean()
    result['penalty'] = penalty.item()
    result['summaries']['penalty gradient'] = summary(
        torch.zeros_like(p) if t is None else t
        for p, t in zip(d.ordered(), torch.autograd.grad(penalty, list(d.ordered()), allow_unused=True)))

    og = torch.optim.Adam(list(g.ordered()), 2e-3, (0.0, 0.99))
    od = torch.optim.Adam(d.parameters(), 2e-3, (0.0, 0.99))
    before = [[p.detach().clone() for p in n.ordered()] for n in (g, d)]
    result['losses'] = []
    for step in range(10):
        for optimiser in (og, od):
            # Epsilon beside the root of v, where the paper's own implementation has it.
            optimiser.param_groups[0]['eps'] = 1e-8 / math.sqrt(1 - 0.99 ** (step + 1))
        fake = g(*drawn(step))
        first = both_losses(d(torch.cat([real(step), fake.detach()])))
        od.zero_grad()
        first.backward()
        od.step()
        second = F.softplus(-d(fake)).mean() + 3 * pyramid_loss(fake, real(step))
        og.zero_grad()
        second.backward()
        og.step()
        result['losses'].append([first.item(), second.item()])
    for name, net, old in zip(('generator', 'discriminator'), (g, d), before):
        result['summaries'][name + ' moved'] = summary(p - q for p, q in zip(net.ordered(), old))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'learned.json'), 'w') as file:
        json.dump(result, file, indent=0)


main()
