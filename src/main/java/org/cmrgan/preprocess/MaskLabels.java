/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The values of a mask that belong to the heart: its only label, the requested label, or partial volumes of 0.5 and
 * more. Immutable.
 */
final class MaskLabels {
	/** Largest number of labels in a message. */
	private static final int NAMED = 10;
	/** More different values than these are not labels. */
	private static final int MOST = 4096;
	/** Cubic interpolation overshoots by some tenths. */
	private static final double OVERSHOOT = 0.5;
	private static final double HALF = 0.5;

	private final double label;
	private final boolean share;

	private MaskLabels(final double label, final boolean share) {
		this.label = label;
		this.share = share;
	}

	/**
	 * @param wanted the label of the heart, or NaN for the only one
	 * @throws Unusable if there are several labels and none is requested, if the requested label is missing, or if
	 * values lie between labels
	 */
	static MaskLabels of(final SliceImages mask, final double wanted, final String name) throws Unusable {
		final TreeSet<Float> values = values(mask);
		if (values.isEmpty()) return new MaskLabels(wanted, false);
		final boolean whole = values.stream().allMatch(v -> v == Math.rint(v));
		if (!whole) return share(values, wanted, name);
		if (Double.isNaN(wanted)) {
			if (values.size() == 1) return new MaskLabels(values.first(), false);
			throw new Unusable(
					"mask %s has %s labels (%s): give mask_label= the label of the myocardium, "
							+ "or a mask with a single label",
					name, values.size() < MOST ? values.size() : "many", words(values));
		}
		if (values.contains((float) wanted)) return new MaskLabels(wanted, false);
		throw new Unusable("mask %s does not contain mask_label=%s, only %s: correct the mask or the key", name,
				word((float) wanted), words(values));
	}

	private static MaskLabels share(final TreeSet<Float> values, final double wanted, final String name)
			throws Unusable {
		if (values.first() < -OVERSHOOT || values.last() > 1 + OVERSHOOT)
			throw new Unusable(
					"mask %s has values between labels (%s): "
							+ "resample the mask by nearest neighbour, so that it holds whole numbers",
					name, words(values));
		if (!Double.isNaN(wanted) && wanted != 1)
			throw new Unusable(
					"mask %s holds fractions from 0 to 1 and does not contain mask_label=%s: correct the mask or the key",
					name, word((float) wanted));
		return new MaskLabels(HALF, true);
	}

	/** All values except 0 and NaN. */
	private static TreeSet<Float> values(final SliceImages mask) {
		final TreeSet<Float> out = new TreeSet<>();
		float last = 0;
		for (int z = 0; z < mask.count() && out.size() < MOST; z++) for (final float value : mask.pixels(z)) {
			if (value == last || value == 0 || !Float.isFinite(value)) continue;
			if (out.size() < MOST) out.add(value);
			last = value;
		}
		return out;
	}

	/** True if the mask contains partial volumes, of which 0.5 and more was used. */
	boolean isShare() {
		return share;
	}

	/** Replaces the values by 1 for the heart and 0 elsewhere. */
	float[] inside(final float[] values) {
		for (int i = 0; i < values.length; i++)
			values[i] = (share ? values[i] >= label : values[i] == (float) label) ? 1 : 0;
		return values;
	}

	private static String words(final TreeSet<Float> values) {
		final List<String> first = values.stream().limit(NAMED).map(MaskLabels::word).collect(Collectors.toList());
		return String.join(", ", first) + (values.size() > NAMED
				? " and " + (values.size() < MOST ? values.size() - NAMED : "many") + " more"
				: "");
	}

	private static String word(final float value) {
		return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Float.toString(value);
	}
}
