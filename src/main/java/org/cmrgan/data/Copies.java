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
 * Finds images with identical pixels, whatever file they come from. Under two subjects, such an image would be in
 * training and test data at once. Under two labels, one of them is wrong. Not thread-safe.
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
	 * Adds an image and compares it with those before.
	 *
	 * @param pixels hash of the size and the values
	 * @param name file and line, for messages
	 * @param subject of the image; empty if unknown, and then treated as a different person each time
	 * @param label of the image
	 */
	public void add(final String pixels, final String name, final String subject, final String label) {
		final Image image = new Image(name, subject, label);
		final Image other = first.putIfAbsent(pixels, image);
		if (other == null) return;
		final boolean one = other.subject.equals(subject) && !subject.isEmpty() && other.label.equals(label);
		(one ? repeated : mixed).add(other + " and " + image);
	}

	/** {@return a sentence that names identical images of different subjects or labels; empty if there are none} */
	public Optional<String> refusal() {
		return mixed.isEmpty()
				? Optional.empty()
				: Optional.of("Identical images have different subjects or labels (" + named(mixed)
						+ "): keep one of each pair, or correct the subject or label.");
	}

	/** {@return a sentence that names images that a subject has twice; empty if there are none} */
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
