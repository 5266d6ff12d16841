/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.Map;

import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/**
 * How many images are added to a class: a multiple of its real ones, or as many as the rarer class lacks to be as large as the
 * other; perhaps to one class only. Immutable.
 */
public final class Amount {
	public static final Key<Boolean> BALANCE = Key
			.flag("balance",
					"balance the classes: add to the rarer class as many images as it lacks, and ignore the multiple")
			.or(false);
	public static final Key<String> LABEL = Key.text("label", "class to which images are added, or all").or("all");

	private static final String ALL = "all";

	private final boolean balance;
	private final String label;

	private Amount(final boolean balance, final String label) {
		this.balance = balance;
		this.label = label;
	}

	/** @param settings that have both keys */
	public static Amount of(final Settings settings) {
		return new Amount(settings.get(BALANCE), settings.get(LABEL));
	}

	/** A multiple of each class. */
	public static Amount ofEachClass() {
		return new Amount(false, ALL);
	}

	/** Whether the rarer class is filled up. */
	public boolean isBalance() {
		return balance;
	}

	/** Whether images are added to a class at all. */
	public boolean takes(final String of) {
		return label.equals(ALL) || label.equals(of);
	}

	/**
	 * @param of the class
	 * @param real its real images
	 * @param others the other class's real images
	 */
	public int images(final String of, final int multiple, final int real, final int others) {
		if (!takes(of) || multiple == 0) return 0;
		return balance ? Math.max(0, others - real) : Math.multiplyExact(multiple, real);
	}

	/** As a run's record keeps it; where the rarer class is filled up, the multiple does not count. */
	public Map<String, String> asText(final int multiple) {
		return Map.of(BALANCE.name(), Boolean.toString(balance), LABEL.name(), label, "multiple",
				balance ? "balance" : Integer.toString(multiple));
	}

	/** The multiple of each class's real images that has enough of them for this amount. */
	public int multiple(final int multiple, final int real, final int others) {
		if (!balance || multiple == 0) return multiple;
		final int rarer = Math.max(1, Math.min(real, others));
		return Math.max(1, (Math.max(real, others) + rarer - 1) / rarer);
	}

	/** @throws UserError if the class is none of the study's */
	public void requireOneOf(final Iterable<String> classes) {
		for (final String one : classes) if (takes(one)) return;
		throw UserError.of("label=%s is not a class of the study: give one of %s, or all.", label,
				String.join(", ", classes));
	}
}
