/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cmrgan.run.Key;

/**
 * The cells of an experiment that one process trains: all, or share I of N. Shares are dealt in turn over all cells,
 * not over the missing ones, so that they are the same in every process at any time. Immutable.
 */
public final class Share {
	private static final String ALL = "all";
	private static final Pattern PART = Pattern.compile("(\\d{1,5})\\s*/\\s*(\\d{1,5})");
	/** The key {@code cells} of Evaluate Augmentation. */
	public static final Key<String> KEY = Key
			.text("cells", "cells to train: all, or share I of N; a later run with all writes the tables").or(ALL)
			.checked("all or I/N, such as 3/16", Share::complaint);

	private final int part;
	private final int parts;

	private Share(final int part, final int parts) {
		this.part = part;
		this.parts = parts;
	}

	/**
	 * {@return the share that a text describes}
	 *
	 * @param text a value of {@link #KEY}
	 */
	public static Share of(final String text) {
		final Matcher matcher = PART.matcher(text.trim());
		return matcher.matches()
				? new Share(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
				: new Share(1, 1);
	}

	private static String complaint(final String text) {
		if (ALL.equalsIgnoreCase(text.trim())) return "";
		if (!PART.matcher(text.trim()).matches()) return "is neither all nor I/N";
		final Share share = of(text);
		return share.part < 1 || share.part > share.parts ? "is not from 1 to N" : "";
	}

	/**
	 * {@return false if the share is all cells; 1/1 counts as a share}
	 *
	 * @param text a value of {@link #KEY}
	 */
	public static boolean isPart(final String text) {
		return PART.matcher(text.trim()).matches();
	}

	/** The cells that belong to it, in their order. */
	<T> TreeSet<T> of(final TreeSet<T> cells) {
		final TreeSet<T> out = new TreeSet<>(cells.comparator());
		int at = 0;
		for (final T cell : cells) if (at++ % parts == part - 1) out.add(cell);
		return out;
	}

	/** {@return the name of a folder for this share: "3-of-16"} */
	public String folder() {
		return part + "-of-" + parts;
	}

	@Override
	public String toString() {
		return part + "/" + parts;
	}
}
