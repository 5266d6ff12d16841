#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Second implementation of the metrics, in numpy, scipy and scikit-learn.

Run it to renew reference.json beside it:  python3 reference.py
Inputs come from a linear congruential generator that the Java test repeats, so that no data need be stored.
"""
import json
import os

import numpy as np
from scipy import linalg, signal, stats
from sklearn.decomposition import PCA
from sklearn.metrics.pairwise import polynomial_kernel
from sklearn.neighbors import NearestNeighbors


class Lcg:
    """x <- 6364136223846793005 x + 1442695040888963407 mod 2^64; uniform = high 53 bits."""

    def __init__(self, seed):
        self.x = seed

    def uniform(self, *shape):
        out = np.empty(int(np.prod(shape)))
        for i in range(out.size):
            self.x = (self.x * 6364136223846793005 + 1442695040888963407) % 2**64
            out[i] = (self.x >> 11) / 2.0**53
        return out.reshape(shape)


def features():
    g = Lcg(7)
    real = 2 * g.uniform(40, 12) - 1
    fake = 2.6 * g.uniform(55, 12) - 1.0
    fake[:, 0] += 0.5 * fake[:, 1]
    return real, fake


def images():
    g = Lcg(11)
    out = []
    for i in range(6):
        noise = 2 * g.uniform(80, 80) - 1
        y, x = np.mgrid[0:80, 0:80]
        ring = np.exp(-((np.hypot(x - 38 - i, y - 41 + i) - 18 - i) ** 2) / 30.0)
        out.append((1.4 * ring - 0.7 + 0.25 * noise).astype(np.float32))
    return np.array(out)


def mmd2(x, y):
    d = x.shape[1]
    kxx = polynomial_kernel(x, x, degree=3, gamma=1.0 / d, coef0=1)
    kyy = polynomial_kernel(y, y, degree=3, gamma=1.0 / d, coef0=1)
    kxy = polynomial_kernel(x, y, degree=3, gamma=1.0 / d, coef0=1)
    m, n = len(x), len(y)
    return ((kxx.sum() - np.trace(kxx)) / (m * (m - 1)) + (kyy.sum() - np.trace(kyy)) / (n * (n - 1)) - 2 * kxy.mean())


def frechet(x, y):
    sx, sy = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    root = linalg.sqrtm(sx @ sy)
    return float(((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(sx + sy - 2 * np.real(root)))


def radii(x, k):
    return NearestNeighbors(n_neighbors=k + 1).fit(x).kneighbors(x)[0][:, k]


def ms_ssim(a, b):
    weights = np.array([0.0448, 0.2856, 0.3001])
    weights /= weights.sum()
    g = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    window = np.outer(g, g)
    window /= window.sum()
    c1, c2 = (0.01 * 2) ** 2, (0.03 * 2) ** 2
    a, b = a.astype(float), b.astype(float)
    out = 1.0
    for s in range(3):
        f = lambda x: signal.convolve2d(x, window, mode="valid")
        ma, mb = f(a), f(b)
        va, vb, cab = f(a * a) - ma * ma, f(b * b) - mb * mb, f(a * b) - ma * mb
        cs = (2 * cab + c2) / (va + vb + c2)
        lum = (2 * ma * mb + c1) / (ma**2 + mb**2 + c1)
        out *= max(0, np.mean(cs * lum) if s == 2 else np.mean(cs)) ** weights[s]
        a, b = [x.reshape(x.shape[0] // 2, 2, x.shape[1] // 2, 2).mean((1, 3)) for x in (a, b)]
    return float(out)


def spectrum(image):
    n = 80
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(n) + 0.5) / n)
    x = image.astype(float)
    power = np.abs(np.fft.fft2((x - x.mean()) * np.outer(hann, hann))) ** 2
    f = np.fft.fftfreq(n)
    radius = np.hypot(f[:, None], f[None, :])
    ring = np.floor(radius * n + 0.5).astype(int)
    return [float(power[ring == r].mean()) for r in range(41)], float(power[radius >= 0.25].sum() / power.sum())


def glcm(image, d):
    level = np.clip(np.floor((image.astype(np.float32) + 1) / 2 * 16), 0, 15).astype(int)
    p = np.zeros((16, 16))
    h, w = level.shape
    for dx, dy in ((d, 0), (0, d), (d, d), (d, -d)):
        ys = slice(max(0, -dy), h - max(0, dy))
        yt = slice(max(0, dy), h - max(0, -dy))
        a, b = level[ys, : w - dx].ravel(), level[yt, dx:].ravel()
        np.add.at(p, (a, b), 1)
        np.add.at(p, (b, a), 1)
    p /= p.sum()
    i, j = np.mgrid[0:16, 0:16]
    mean = (i * p).sum()
    nz = p[p > 0]
    return [float(v) for v in (
        (p * (i - j) ** 2).sum(), (p / (1 + (i - j) ** 2)).sum(), (p**2).sum(),
        (p * (i - mean) * (j - mean)).sum() / (p * (i - mean) ** 2).sum(), -(nz * np.log(nz)).sum())]


def main():
    real, fake = features()
    dist = np.sqrt(((real[:, None] - fake[None]) ** 2).sum(-1))
    r3, f3, r5 = radii(real, 3), radii(fake, 3), radii(real, 5)
    pca = PCA(n_components=5, svd_solver="full").fit(real)
    g = Lcg(23)
    directions = 2 * g.uniform(9, 12) - 1
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    a, b = np.round(real[:, 0], 1), np.round(fake[:, 0], 1)
    u = stats.mannwhitneyu(a, b, alternative="two-sided", use_continuity=False, method="asymptotic")
    sign = np.sign(u.statistic - len(a) * len(b) / 2)
    im = images()
    radial, share = spectrum(im[2])
    pixels = im[3].astype(float).ravel()
    out = {
        "mmd2": float(mmd2(real, fake)),
        "frechetAll": frechet(real, fake),
        "frechet5": frechet(pca.transform(real), pca.transform(fake)),
        "precision3": float((dist <= r3[:, None]).any(0).mean()),
        "recall3": float((dist <= f3[None]).any(1).mean()),
        "density5": float((dist < r5[:, None]).sum() / (5 * len(fake))),
        "coverage5": float((dist < r5[:, None]).any(1).mean()),
        "sliced": float(np.mean([stats.wasserstein_distance(real @ d, fake @ d) for d in directions])),
        "ks": float(stats.ks_2samp(a, b).statistic),
        "wasserstein": float(stats.wasserstein_distance(a, b)),
        "mannWhitneyZ": float(sign * stats.norm.isf(u.pvalue / 2)),
        "msSsim01": ms_ssim(im[0], im[1]),
        "msSsim05": ms_ssim(im[0], im[5]),
        "msSsimMean": float(np.mean([ms_ssim(im[i], im[j]) for i in range(6) for j in range(i)])),
        "radial": radial,
        "highFrequencyShare": share,
        "coOccurrence1": glcm(im[2], 1),
        "coOccurrence4": glcm(im[2], 4),
        "moments": [float(pixels.mean()), float(pixels.std()), float(stats.skew(pixels)), float(stats.kurtosis(pixels) + 3)],
        "nearest": [float(v) for v in dist.min(0)[:5]],
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.json")
    with open(path, "w") as f:
        json.dump(out, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
