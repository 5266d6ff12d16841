/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A test image that networks misclassified, and how often. Immutable. */
public final class Misclassified {
	private final String id;
	private final int wrong;
	private final int decisions;

	private Misclassified(final String id, final int wrong, final int decisions) {
		this.id = id;
		this.wrong = wrong;
		this.decisions = decisions;
	}

	/**
	 * The images of a class that were misclassified at least once, most often first; ties in the order of their ids.
	 */
	static List<Misclassified> of(final Collection<CellResult> cells, final boolean positive) {
		final Map<String, int[]> counts = new LinkedHashMap<>();
		for (final CellResult cell : cells) for (final CellResult.Row row : cell.rows()) {
			if (row.isPositive() != positive) continue;
			final int[] count = counts.computeIfAbsent(row.id(), id -> new int[2]);
			if (row.isCalledPositive() != positive) count[0]++;
			count[1]++;
		}
		final List<Misclassified> out = new ArrayList<>();
		counts.forEach((id, count) -> {
			if (count[0] > 0) out.add(new Misclassified(id, count[0], count[1]));
		});
		out.sort(Comparator.comparingDouble((Misclassified m) -> -m.wrong / (double) m.decisions)
				.thenComparing(Misclassified::id));
		return out;
	}

	/** {@return the image} */
	public String id() {
		return id;
	}

	/** {@return the number of wrong decisions} */
	public int wrong() {
		return wrong;
	}

	/** {@return the number of decisions of all networks, arms and repeats} */
	public int decisions() {
		return decisions;
	}
}
