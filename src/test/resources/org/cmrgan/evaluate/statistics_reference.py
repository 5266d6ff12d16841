#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Second implementation of the statistics, with scikit-learn, SciPy and brute force; writes statistics.json beside it.

Run with: python3 statistics_reference.py   (scikit-learn 1.2, SciPy 1.10, NumPy)
"""
import itertools
import json
import os

import numpy as np
from scipy import stats
from sklearn import metrics

rng = np.random.default_rng(7)


def ranking(y, s, g, w):
    """AUC over pairs within groups; average precision weighted by the groups' positives."""
    pairs = concordant = ap = positives = 0.0
    for group in sorted(set(g)):
        k = [i for i in range(len(y)) if g[i] == group]
        wp = sum(w[i] for i in k if y[i])
        wn = sum(w[i] for i in k if not y[i])
        if wp == 0 or wn == 0:
            continue
        yy, ss, ww = [y[i] for i in k], [s[i] for i in k], [w[i] for i in k]
        concordant += metrics.roc_auc_score(yy, ss, sample_weight=ww) * wp * wn
        pairs += wp * wn
        ap += metrics.average_precision_score(yy, ss, sample_weight=ww) * wp
        positives += wp
    return concordant / pairs, ap / positives


def sensitivity_at_90(y, s, g, w):
    """Each group's ROC curve at 10 % false positives, linear between thresholds; weighted by the groups' positives."""
    total = positives = 0.0
    for group in sorted(set(g)):
        k = [i for i in range(len(y)) if g[i] == group]
        wp = sum(w[i] for i in k if y[i])
        if wp == 0 or wp == sum(w[i] for i in k):
            continue
        k = [i for i in k if w[i] > 0]
        fpr, tpr, _ = metrics.roc_curve([y[i] for i in k], [s[i] for i in k], sample_weight=[w[i] for i in k],
                                        drop_intermediate=False)
        last = max(i for i in range(len(fpr)) if fpr[i] <= 0.1 + 1e-12)
        step = fpr[last + 1] - fpr[last]
        total += wp * (tpr[last] + (tpr[last + 1] - tpr[last]) * (0.1 - fpr[last]) / step)
        positives += wp
    return total / positives


def calibration_error(y, s, w):
    y, s, w = np.array(y), np.array(s), np.array(w, float)
    b = np.minimum((s * 10).astype(int), 9)
    return sum(abs((w * (s - y))[b == k].sum()) for k in range(10)) / w.sum()


def all_metrics(y, p, s, g, w):
    auc, ap = ranking(y, s, g, w)
    return {
        'accuracy': metrics.accuracy_score(y, p, sample_weight=w),
        'balanced_accuracy': metrics.balanced_accuracy_score(y, p, sample_weight=w),
        'sensitivity': metrics.recall_score(y, p, sample_weight=w),
        'specificity': metrics.recall_score(y, p, pos_label=0, sample_weight=w),
        'auc': auc,
        'average_precision': ap,
        'mcc': metrics.matthews_corrcoef(y, p, sample_weight=w),
        'f1': metrics.f1_score(y, p, sample_weight=w),
        'brier': metrics.brier_score_loss(y, s, sample_weight=w),
        'sensitivity_at_90': sensitivity_at_90(y, s, g, w),
        'ece': calibration_error(y, s, w),
    }


def cases(groups):
    out = []
    for subject in range(12):
        y = int(subject < 8)
        for image in range(int(rng.integers(1, 5))):
            score = float(np.round(np.clip(rng.normal(0.45 + 0.25 * y, 0.25), 0, 1), 1))  # rounded: with ties
            out.append({'subject': subject, 'group': 'g%d' % (subject % groups), 'positive': y, 'score': score,
                        'predicted': int(score >= 0.5)})
    return out


def metric_sets():
    out = []
    for groups in (1, 3):
        c = cases(groups)
        columns = [[r[k] for r in c] for k in ('positive', 'predicted', 'score', 'group', 'subject')]
        for weighted in (False, True):
            weight = rng.integers(0, 4, 12).tolist() if weighted else [1] * 12
            w = [weight[s] for s in columns[4]]
            out.append({'cases': c, 'weights': weight, 'expected': all_metrics(*columns[:4], w)})
    return out


def wilson():
    out = []
    for k, n in ((0, 10), (10, 10), (1, 24), (252, 298), (257, 298)):
        ci = stats.binomtest(k, n).proportion_ci(0.95, 'wilson')
        out.append({'successes': k, 'trials': n, 'low': ci.low, 'high': ci.high})
    return out


def mcnemar():
    return [{'b': b, 'c': c, 'p': stats.binomtest(min(b, c), b + c).pvalue if b + c else 1.0}
            for b, c in ((0, 0), (4, 0), (10, 6), (6, 10), (1, 12), (5, 5), (40, 60))]


def sign_flip():
    """All 2^n swaps of whole subjects, accuracy and balanced accuracy, in exact whole numbers."""
    out = []
    for _ in range(4):
        n = 11
        kind = [int(s < 7) for s in range(n)]
        images = rng.integers(1, 6, n)
        a = np.array([rng.binomial(m, 0.8) for m in images])
        b = np.array([rng.binomial(m, 0.5) for m in images])
        d = a - b
        k = np.array(kind)
        total = [int(images[k == 0].sum()), int(images[k == 1].sum())]

        def both(signs):
            x = d * signs
            return abs(int(x.sum())), abs(int(x[k == 1].sum()) * total[0] + int(x[k == 0].sum()) * total[1])

        seen = both(np.ones(n, int))
        flips = [both(np.array(s)) for s in itertools.product((1, -1), repeat=n)]
        out.append({'kind': kind, 'images': images.tolist(), 'correctA': a.tolist(), 'correctB': b.tolist(),
                    'accuracy': sum(f[0] >= seen[0] for f in flips) / len(flips),
                    'balanced': sum(f[1] >= seen[1] for f in flips) / len(flips)})
    return out


def nadeau_bengio():
    out = []
    for folds, repeats in ((4, 1), (4, 5), (10, 10)):
        d = rng.normal(0.02, 0.05, folds * repeats)
        j = len(d)
        t = d.mean() / np.sqrt((1 / j + 1 / (folds - 1)) * d.var(ddof=1))
        out.append({'differences': d.tolist(), 'ratio': 1 / (folds - 1), 't': t, 'p': 2 * stats.t.sf(abs(t), j - 1)})
    return out


def holm():
    p = rng.uniform(0, 0.2, 7)
    order = np.argsort(p)
    adjusted = np.empty(7)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(7, 0, -1)))
    return {'p': p.tolist(), 'adjusted': adjusted.tolist()}


def percentile():
    v = rng.normal(size=101)
    return {'values': v.tolist(), 'low': np.percentile(v, 2.5), 'high': np.percentile(v, 97.5)}


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'statistics.json'), 'w') as f:
    json.dump({'metrics': metric_sets(), 'wilson': wilson(), 'mcnemar': mcnemar(), 'signFlip': sign_flip(),
               'nadeauBengio': nadeau_bengio(), 'holm': holm(), 'percentile': percentile()}, f)
    f.write('\n')
