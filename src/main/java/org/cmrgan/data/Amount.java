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
 * How many images are added to each class: a multiple of its real images, or, to balance the classes, the number that
 * the rarer class lacks. May be restricted to one class. Immutable.
 */
public final class Amount {
	/** Balances the classes instead of adding a multiple to each. */
	public static final Key<Boolean> BALANCE = Key
			.flag("balance",
					"balance the classes: add to the rarer class as many images as it lacks, and ignore the multiple")
			.or(false);
	/** The class to which images are added. */
	public static final Key<String> LABEL = Key.text("label", "class to which images are added, or all").or("all");

	private static final String ALL = "all";

	private final boolean balance;
	private final String label;

	private Amount(final boolean balance, final String label) {
		this.balance = balance;
		this.label = label;
	}

	/**
	 * {@return the amount that settings ask for}
	 *
	 * @param settings contain {@link #BALANCE} and {@link #LABEL}
	 */
	public static Amount of(final Settings settings) {
		return new Amount(settings.get(BALANCE), settings.get(LABEL));
	}

	/** {@return a multiple of the real images of each class} */
	public static Amount ofEachClass() {
		return new Amount(false, ALL);
	}

	/** {@return true if the rarer class is filled up} */
	public boolean isBalance() {
		return balance;
	}

	/**
	 * {@return true if images are added to a class}
	 *
	 * @param of the class
	 */
	public boolean takes(final String of) {
		return label.equals(ALL) || label.equals(of);
	}

	/**
	 * {@return the number of images to add to a class}
	 *
	 * @param of the class
	 * @param multiple of the real images; 0 adds none
	 * @param real number of real images of the class
	 * @param others number of real images of the other class
	 */
	public int images(final String of, final int multiple, final int real, final int others) {
		if (!takes(of) || multiple == 0) return 0;
		return balance ? Math.max(0, others - real) : Math.multiplyExact(multiple, real);
	}

	/**
	 * {@return the amount for the record of a run, as text by key; "balance" replaces the multiple when the classes are
	 * balanced}
	 *
	 * @param multiple of the real images
	 */
	public Map<String, String> asText(final int multiple) {
		return Map.of(BALANCE.name(), Boolean.toString(balance), LABEL.name(), label, "multiple",
				balance ? "balance" : Integer.toString(multiple));
	}

	/**
	 * {@return the multiple of each class that contains enough images for this amount}
	 *
	 * @param multiple of the real images
	 * @param real number of real images of one class
	 * @param others number of real images of the other class
	 */
	public int multiple(final int multiple, final int real, final int others) {
		if (!balance || multiple == 0) return multiple;
		final int rarer = Math.max(1, Math.min(real, others));
		return Math.max(1, (Math.max(real, others) + rarer - 1) / rarer);
	}

	/**
	 * Checks that images are added to one of these classes.
	 *
	 * @param classes the classes of the study
	 * @throws UserError if the class is not one of them
	 */
	public void requireOneOf(final Iterable<String> classes) {
		for (final String one : classes) if (takes(one)) return;
		throw UserError.of("label=%s is not a class of the study: give one of %s, or all.", label,
				String.join(", ", classes));
	}
}
