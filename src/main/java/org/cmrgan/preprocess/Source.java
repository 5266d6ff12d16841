/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.nio.file.Path;
import java.util.Optional;

/** One row of the input table: an image, the place of the heart, subject and label. Immutable. */
final class Source {
	private final String where;
	private final Path folder;
	private final String name;
	private final Path image;
	private final Path mask;
	private final String region;
	private final String subject;
	private final String label;
	private final int fold;
	private final double[] spacing;
	private final String defect;

	Source(final String where, final Path folder, final String name, final Path image, final Path mask,
			final String region, final String subject, final String label, final int fold, final double[] spacing,
			final String defect) {
		this.where = where;
		this.folder = folder;
		this.name = name;
		this.image = image;
		this.mask = mask;
		this.region = region;
		this.subject = subject;
		this.label = label;
		this.fold = fold;
		this.spacing = spacing.clone();
		this.defect = defect;
	}

	/** The place in the table, for messages: "subjects.csv line 7". */
	String where() {
		return where;
	}

	/** The folder of the table, to which its paths are relative. */
	Path folder() {
		return folder;
	}

	/** The image as the table names it. */
	String name() {
		return name;
	}

	Path image() {
		return image;
	}

	Optional<Path> mask() {
		return Optional.ofNullable(mask);
	}

	/** A rectangle {@code x,y,w,h} in pixels or the path of an ImageJ ROI file; empty if there is a mask. */
	String region() {
		return region;
	}

	String subject() {
		return subject;
	}

	String label() {
		return label;
	}

	/** The reason why it cannot be used, if it is known before reading; otherwise empty. */
	String defect() {
		return defect;
	}

	/** Pixel spacing in mm in the table, for one axis to three; empty without one. */
	double[] spacing() {
		return spacing.clone();
	}

	/** The fold in the table, from 1; 0 without one. */
	int fold() {
		return fold;
	}
}
