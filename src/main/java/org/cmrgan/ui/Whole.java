/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.cmrgan.run.TimeLeft;

/**
 * The progress of a whole run of several trainings. Parts are weighted by their approximate duration. Work that an
 * earlier run finished counts as done, but not for the speed.
 */
final class Whole {
	private final Map<String, Double> weights;
	private final Map<String, Double> done = new LinkedHashMap<>();
	private final double sum;
	private final long begin;
	private double found;

	/**
	 * @param weights weights of the parts by label, in the order in which they begin
	 * @param now nanoseconds
	 */
	Whole(final Map<String, Double> weights, final long now) {
		this.weights = new LinkedHashMap<>(weights);
		sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
		begin = now;
	}

	/**
	 * Begins a part. Parts before it that never began, and are not open, were finished by an earlier run.
	 *
	 * @param open labels of running parts
	 */
	void started(final String label, final List<String> open) {
		if (!weights.containsKey(label)) return;
		for (final String earlier : new ArrayList<>(weights.keySet())) {
			if (earlier.equals(label)) break;
			if (!open.contains(earlier)) take(earlier, 1, true);
		}
	}

	/**
	 * @param share fraction of a part that is done, from 0 to 1
	 * @param already true if an earlier run did it
	 */
	void take(final String label, final double share, final boolean already) {
		final double weight = weights.getOrDefault(label, 0.0);
		final double before = done.getOrDefault(label, 0.0);
		if (share <= before || weight == 0) return;
		done.put(label, share);
		if (already) found += weight * (share - before);
	}

	/** The fraction of the run that is done, from 0 to 1. */
	double share() {
		return sum == 0
				? 0
				: done.entrySet().stream().mapToDouble(e -> weights.get(e.getKey()) * e.getValue()).sum() / sum;
	}

	/** Words such as "whole: 38 %, about 21 min left"; empty for a run of one part. */
	String words(final long now) {
		if (weights.size() < 2) return "";
		final double share = share();
		final double own = share - found / sum;
		final double seconds = (now - begin) * 1e-9;
		final String percent = String.format(Locale.ROOT, "whole: %.0f %%", 100 * share);
		// Too early for an estimate.
		return own < 0.005 || seconds < 5
				? percent
				: percent + ", about " + TimeLeft.words(seconds / own * (1 - share)) + " left";
	}
}
