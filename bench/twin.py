#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""The benchmark's networks in PyTorch: same architectures, weights, data and losses, same commands on standard input as
BenchmarkWorker: "load FOLDER", "step", "memory". Nodes run as PyTorch's own modules would, one after another."""
import json
import math
import os
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F


class Net(torch.nn.Module):
    """An architecture as the suite writes it down, with the parameters of its float32 file."""

    def __init__(self, folder, index):
        super().__init__()
        path = os.path.join(folder, "net%d" % index)
        with open(path + ".json") as file:
            self.nodes = json.load(file)
        values = np.fromfile(path + ".f32", dtype="<f4")
        self.learned = {}
        self.statistics = {}
        for line in open(path + ".txt"):
            name, offset, *shape = line.split()
            shape = [int(s) for s in shape]
            part = torch.tensor(values[int(offset):int(offset) + int(np.prod(shape))]).reshape(shape)
            node, kind = name.split(".")
            if kind in ("mean", "variance"):
                self.statistics[name] = part
            else:
                if kind == "W" and node.startswith("dense"):
                    part = part.t().contiguous()
                parameter = torch.nn.Parameter(part)
                self.learned[name] = parameter
                self.register_parameter(name.replace(".", "_"), parameter)

    def forward(self, x):
        values = [x]
        for n in self.nodes[1:]:
            x = values[n["inputs"][0]]
            get = lambda p: self.learned.get(n["name"] + "." + p)
            kind = n["kind"]
            if kind == "CONVOLUTION":
                x = F.conv2d(x, get("W"), get("b"), n["stride"], n["padding"])
            elif kind == "DEPTHWISE_CONVOLUTION":
                x = F.conv2d(x, get("W"), None, n["stride"], n["padding"], groups=x.shape[1])
            elif kind == "DENSE":
                x = F.linear(x.flatten(1), get("W"), get("b"))
            elif kind == "BATCH_NORM":
                mean, variance = (self.statistics[n["name"] + "." + p] for p in ("mean", "variance"))
                x = F.batch_norm(x, mean, variance, get("gamma"), get("beta"), self.training, 0.1, n["value"])
            elif kind == "RELU":
                x = F.relu(x)
            elif kind == "LEAKY_RELU":
                x = F.leaky_relu(x, n["value"])
            elif kind == "PRELU":
                x = F.prelu(x, get("alpha"))
            elif kind == "TANH":
                x = torch.tanh(x)
            elif kind == "ADD":
                x = x + values[n["inputs"][1]]
            elif kind == "MAX_POOL":
                x = F.max_pool2d(x, n["kernel"], n["stride"], n["padding"])
            elif kind == "GLOBAL_AVERAGE_POOL":
                x = x.mean((2, 3))
            elif kind == "SLICE":
                x = x[:, int(n["value"]):int(n["value"]) + math.prod(n["to"])].reshape([-1] + n["to"])
            elif kind == "CONCATENATION":
                x = torch.cat([x, values[n["inputs"][1]]], 1)
            elif kind == "UNIT_MEAN_SQUARE":
                x = x / (x.pow(2).mean(1, keepdim=True) + 1e-8).sqrt()
            elif kind == "CHANNEL_FACTORS":
                x = x * values[n["inputs"][1]][:, :, None, None]
            elif kind == "BILINEAR_UPSAMPLE":
                x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
            elif kind == "UPSAMPLE":
                x = F.interpolate(x, scale_factor=2, mode="nearest")
            elif kind == "RESHAPE":
                x = x.reshape([-1] + n["to"])
            else:
                raise ValueError(kind)
            values.append(x)
        return values[-1]


    def equalised(self, rate, epsilon):
        """Groups of parameters for Adam, as if each were a stored one times its scale."""
        groups = []
        for name, p in self.learned.items():
            node = next(n for n in self.nodes if n["name"] == name.split(".")[0])
            scale = 1.0
            if node.get("equalised") and name.endswith(".b"):
                scale = node["equalised"]
            elif node.get("equalised"):
                scale = node["gain"] / math.sqrt(p[0].numel())
            groups.append({"params": [p], "lr": rate * scale, "eps": epsilon / scale})
        return groups


def frozen(net, is_frozen):
    for p in net.parameters():
        p.requires_grad_(not is_frozen)


def trainer(name, batch, folder):
    count = 2 if name in ("refiner", "egan", "learned") else 1
    nets = [Net(folder, i) for i in range(count)]

    def data(i, *shape):
        return torch.tensor(np.fromfile(os.path.join(folder, "data%d.f32" % i), dtype="<f4")).reshape(shape)

    def images(n):
        values = data(0, n, 1, -1)
        side = round(values.shape[2] ** 0.5)
        return values.reshape(n, 1, side, side)

    if name == "refiner":
        r, d = nets
        frozen(d, True)
        optimiser = torch.optim.SGD(r.parameters(), 1e-3)
        x = images(batch)
        target = torch.zeros(batch, x.shape[2] // 4, x.shape[3] // 4, dtype=torch.long)

        def step():
            optimiser.zero_grad()
            y = r(x)
            loss = F.cross_entropy(d(y), target) + 0.1 * (y - x).abs().mean()
            loss.backward()
            optimiser.step()
            return loss.item()
    elif name == "patchd":
        optimiser = torch.optim.SGD(nets[0].parameters(), 1e-3)
        x = images(2 * batch)
        target = (torch.arange(2 * batch) // batch).reshape(-1, 1, 1).expand(-1, x.shape[2] // 4, x.shape[3] // 4)

        def step():
            optimiser.zero_grad()
            loss = F.cross_entropy(nets[0](x), target)
            loss.backward()
            optimiser.step()
            return loss.item()
    elif name == "egan":
        g, d = nets
        og, od = (torch.optim.Adam(n.parameters(), 2e-4, (0.5, 0.999)) for n in nets)
        real, z = images(batch), data(1, batch, 100)
        targets = torch.cat([torch.full((batch, 1), 0.9), torch.full((batch, 1), 0.1)])
        ones = torch.ones(batch, 1)

        def step():
            with torch.no_grad():
                fake = g(z)
            od.zero_grad()
            first = F.binary_cross_entropy_with_logits(d(torch.cat([real, fake])), targets)
            first.backward()
            od.step()
            og.zero_grad()
            frozen(d, True)
            second = F.binary_cross_entropy_with_logits(d(g(z)), ones)
            second.backward()
            frozen(d, False)
            og.step()
            return first.item() + second.item()
    elif name == "learned":
        g, d = nets
        og, od = (torch.optim.Adam(n.equalised(2e-3, 1e-8), betas=(0.0, 0.99)) for n in nets)
        real, z = images(batch), data(1, batch, -1)
        targets = torch.cat([torch.ones(batch, 2), torch.zeros(batch, 2)])
        ones = torch.ones(batch, 2)

        def step():
            fake = g(z)
            od.zero_grad()
            first = F.binary_cross_entropy_with_logits(d(torch.cat([real, fake.detach()])), targets)
            first.backward()
            od.step()
            og.zero_grad()
            frozen(d, True)
            second = F.binary_cross_entropy_with_logits(d(fake), ones)
            second.backward()
            frozen(d, False)
            og.step()
            return first.item() + second.item()
    else:
        optimiser = torch.optim.Adam(nets[0].parameters(), 1e-4)
        x = images(batch)
        target = torch.arange(batch) % 2

        def step():
            optimiser.zero_grad()
            loss = F.cross_entropy(nets[0](x), target)
            loss.backward()
            optimiser.step()
            return loss.item()
    return step


def main():
    name, batch = sys.argv[1].split("/")[0], int(sys.argv[2])
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count())))
    step = None
    print("ready", torch.__version__, flush=True)
    for line in sys.stdin:
        words = line.split(None, 1)
        if words[0] == "load":
            step = trainer(name, batch, words[1].strip())
            print("loaded", flush=True)
        elif words[0] == "step":
            start, cpu = time.perf_counter(), time.process_time()
            loss = step()
            print("%.6f %.6f %.9f" % (time.perf_counter() - start, time.process_time() - cpu, loss), flush=True)
        elif words[0] == "memory":
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)
        else:
            break


main()
