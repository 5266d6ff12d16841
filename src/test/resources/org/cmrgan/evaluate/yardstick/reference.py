#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Second implementation of the yardstick, with NumPy and scikit-learn; writes reference.json beside it.

Run with: python3 reference.py   (scikit-learn 1.2, NumPy 1.24)
"""
import json
import os

import numpy as np
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SIZE = 24
SUBJECTS = 30
MADE = 8
TESTED = 12
state = 1


def noise():
    global state
    state = (state * 1103515245 + 12345) % 2 ** 31
    return state / 2 ** 31


def image(kind):
    """Noise, and faint stripes along x (kind 0) or along y (kind 1)."""
    x = np.zeros((SIZE, SIZE), np.float32)
    for r in range(SIZE):
        for c in range(SIZE):
            x[r, c] = np.float32(noise() + 0.09 * (((c if kind else r) % 8) < 4))
    return x


def hog(images, cell=8, bins=8):
    x = np.array(images, float)
    z = (x - x.mean((1, 2), keepdims=True)) / x.std((1, 2), keepdims=True)
    gy, gx = np.gradient(z, axis=(1, 2))
    size = np.hypot(gx, gy)
    o = ((np.arctan2(gy, gx) % np.pi) / np.pi * bins).astype(int).clip(0, bins - 1)
    n = SIZE // cell
    h = np.stack([np.where(o == b, size, 0).reshape(-1, n, cell, n, cell).sum((2, 4)) for b in range(bins)], -1)
    h = h.reshape(len(x), -1)
    return h / np.linalg.norm(h, axis=1, keepdims=True)


def threshold(s, y):
    t = np.unique(s)
    t = np.r_[t[0] - 1, (t[1:] + t[:-1]) / 2]
    b = np.array([balanced_accuracy_score(y, s > v) for v in t])
    return np.median(t[b >= b.max() - .01])


def svm(c, g):
    return make_pipeline(StandardScaler(), SVC(C=c, gamma=g, class_weight='balanced', tol=1e-10))


# Subjects of one to three images, a third of them positive; a copy of each real image; made images; test images.
real, classes, subjects = [], [], []
for subject in range(SUBJECTS):
    for _ in range(1 + subject * 7 % 3):
        real.append(image(subject % 3 == 0))
        classes.append(int(subject % 3 == 0))
        subjects.append('s%02d' % subject)
copies = [x[:, ::-1] for x in real]
made = [image(i % 2) for i in range(MADE)]
made_classes = [i % 2 for i in range(MADE)]
tested = [image(i % 2) for i in range(TESTED)]

y, owner = np.array(classes), np.array(subjects)
h, hc, hm, ht = hog(real), hog(copies), hog(made), hog(tested)
d = h.shape[1]
folds = np.zeros(len(y), int)
for k, (_, b) in enumerate(StratifiedGroupKFold(4).split(h, y, owner)):
    folds[b] = k


def chosen(with_copies):
    best = None
    for c in (.1, .3, 1, 3, 10):
        for g in (.3, 1, 3):
            s = np.zeros(len(y))
            for k in range(4):
                a, b = folds != k, folds == k
                x, l = (np.r_[h[a], hc[a]], np.r_[y[a], y[a]]) if with_copies else (h[a], y[a])
                s[b] = svm(c, g / d).fit(x, l).decision_function(h[b])
            v = roc_auc_score(y, s)
            if best is None or v > best[0] + 1e-12:
                best = (v, c, g / d, threshold(s, y))
    return best


out = {'features': hog(real[:2]).tolist(), 'folds': folds.tolist(), 'arms': {}}
for name, x, l, with_copies in (('none', h, y, False), ('copies', np.r_[h, hc], np.r_[y, y], True),
                                ('made', np.r_[h, hm], np.r_[y, made_classes], False)):
    v, c, g, t = chosen(with_copies)
    decisions = svm(c, g).fit(x, l).decision_function(ht)
    out['arms'][name] = {'auc': v, 'c': c, 'gamma': g, 'threshold': t, 'decisions': decisions.tolist()}
    print(name, v, c, g * d, t, roc_auc_score([i % 2 for i in range(TESTED)], decisions))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'reference.json'), 'w') as f:
    json.dump(out, f)
