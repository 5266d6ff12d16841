/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cmrgan.metrics.Memorisation;

/** The result of the search for copies in one synthetic set. Immutable. */
public final class SetCopies {
	/** The one-sided 5 % level. */
	private static final double Z = -1.645;
	static final double P = 0.05;

	private final String name;
	private final String features;
	private final List<Nearest> rows;
	private final Memorisation pixels;
	private final Memorisation inFeatures;
	private final Optional<Memorisation.Leaning> leaning;
	private final boolean hasHeldOut;

	SetCopies(final String name, final String features, final List<Nearest> rows, final Memorisation pixels,
			final Memorisation inFeatures, final Optional<Memorisation.Leaning> leaning, final boolean hasHeldOut) {
		this.name = name;
		this.features = features;
		this.rows = List.copyOf(rows);
		this.pixels = pixels;
		this.inFeatures = inFeatures;
		this.leaning = leaning;
		this.hasHeldOut = hasHeldOut;
	}

	/** One row per synthetic image, copies first, then by distance. */
	List<Nearest> rows() {
		return rows;
	}

	/** {@return the number of near-copies of single training images} */
	public int copies() {
		return (int) rows.stream().filter(Nearest::isCopy).count();
	}

	/**
	 * {@return true if the set as a whole is significantly closer to the subjects that its generator saw than to
	 * others}
	 */
	public boolean leans() {
		return leaning.map(l -> l.p() < P && l.share() > l.expected()).orElse(false);
	}

	/** {@return the result in one or two sentences} */
	public String verdict() {
		final int copies = copies();
		if (copies > 0) {
			final Nearest first = rows.get(0);
			return String.format(Locale.ROOT,
					"%d of %d %s images %s of a training image (the closest: %s, of %s): do not share this set, and train again with other settings.",
					copies, rows.size(), name, copies == 1 ? "is a near-copy" : "are near-copies", first.id(),
					first.realId());
		}
		if (leans()) {
			final Memorisation.Leaning l = leaning.orElseThrow();
			return String.format(Locale.ROOT,
					"No %s image is a near-copy of a training image. But the set as a whole is biased towards its training subjects: %.0f %% of the images are "
							+ "closest to a training subject, where %.0f %% are expected (p = %.3f). Treat it as patient data.",
					name, 100 * l.share(), 100 * l.expected(), l.p());
		}
		final String clean = String.format(Locale.ROOT, "No %s image is a near-copy of a training image", name);
		if (pixels.copyZ() < Z || inFeatures.copyZ() < Z)
			return clean + (hasHeldOut
					? ". But the images are closer to the training images than held-out subjects are"
					: ". But the images are closer to the training images than training subjects are to each other")
					+ ", because of copying or blur: look at the closest pairs.";
		return clean + ", and the set is no closer to the training images than "
				+ (hasHeldOut ? "held-out subjects are." : "training subjects are to each other.");
	}

	List<Figure> figures() {
		final List<Figure> out = new ArrayList<>();
		add(out, "", QualityMetric.NEAR_COPIES, copies(), verdict());
		add(out, "", QualityMetric.COPYING_Z_PIXELS, pixels.copyZ(),
				hasHeldOut ? "against held-out reals" : "against distances between training subjects");
		add(out, features, QualityMetric.COPYING_Z_FEATURES, inFeatures.copyZ(),
				hasHeldOut ? "against held-out reals" : "against distances between training subjects");
		add(out, "", QualityMetric.AUTHENTICITY, pixels.authenticity(), "");
		add(out, features, QualityMetric.AUTHENTICITY, inFeatures.authenticity(), "");
		add(out, "", QualityMetric.NEIGHBOUR_RATIO, pixels.meanRatio(), "");
		leaning.ifPresent(l -> {
			add(out, features, QualityMetric.SEEN_SHARE, l.share(),
					String.format(Locale.ROOT, "%.3f expected by chance", l.expected()));
			add(out, features, QualityMetric.SEEN_P, l.p(), "permutation of subjects");
		});
		return out;
	}

	private void add(final List<Figure> out, final String on, final QualityMetric metric, final double value,
			final String note) {
		out.add(new Figure(name, Quality.ALL, on, metric, value, Double.NaN, rows.size(), note));
	}
}
