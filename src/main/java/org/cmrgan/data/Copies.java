/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds images that hold the same pixels, whatever file they come in. Under two subjects such an image would be trained on and
 * tested with at once; under two labels one of them is wrong. Not thread-safe.
 */
public final class Copies {
	private static final int NAMED = 5;

	private final Map<String, Image> first = new HashMap<>();
	private final List<String> mixed = new ArrayList<>();
	private final List<String> repeated = new ArrayList<>();

	private static final class Image {
		final String name;
		final String subject;
		final String label;

		Image(final String name, final String subject, final String label) {
			this.name = name;
			this.subject = subject;
			this.label = label;
		}

		@Override
		public String toString() {
			return name + " (" + (subject.isEmpty() ? "" : subject + ", ") + label + ")";
		}
	}

	/**
	 * @param pixels hash over size and values
	 * @param name for messages: file and line
	 * @param subject whose it is; empty where that is unknown, which then counts as somebody else each time
	 */
	public void add(final String pixels, final String name, final String subject, final String label) {
		final Image image = new Image(name, subject, label);
		final Image other = first.putIfAbsent(pixels, image);
		if (other == null) return;
		final boolean one = other.subject.equals(subject) && !subject.isEmpty() && other.label.equals(label);
		(one ? repeated : mixed).add(other + " and " + image);
	}

	/** A sentence that names the same images of several subjects or labels, if there are any. */
	public Optional<String> refusal() {
		return mixed.isEmpty()
				? Optional.empty()
				: Optional.of("Identical images have different subjects or labels (" + named(mixed)
						+ "): keep one of each pair, or correct the subject or label.");
	}

	/** A sentence that names the images that a subject has twice, if there are any. */
	public Optional<String> warning() {
		return repeated.isEmpty()
				? Optional.empty()
				: Optional.of("Identical images of one subject occur twice and count twice: " + named(repeated) + ".");
	}

	private static String named(final List<String> pairs) {
		return pairs.stream().limit(NAMED).collect(Collectors.joining("; "))
				+ (pairs.size() > NAMED ? "; and " + (pairs.size() - NAMED) + " more pairs" : "");
	}
}
