/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.List;

import org.cmrgan.data.CsvText;

/** The outcome for one file of the input. Immutable. */
final class FileReport {
	private final String image;
	private final String subject;
	private final String label;
	private final int patches;
	private final String note;

	FileReport(final String image, final String subject, final String label, final int patches, final String note) {
		this.image = image;
		this.subject = subject;
		this.label = label;
		this.patches = patches;
		this.note = note;
	}

	/** The image as the table names it. */
	String image() {
		return image;
	}

	/** Empty for a file that is not in the table. */
	String subject() {
		return subject;
	}

	/** Number of patches from it; 0 if it was skipped. */
	int patches() {
		return patches;
	}

	/** The reason why it was skipped, or a remark on its patches; may be empty. */
	String note() {
		return note;
	}

	/** The reports as CSV with a header. */
	static String csv(final List<FileReport> reports) {
		final CsvText csv = new CsvText("image", "subject", "label", "status", "patches", "note");
		for (final FileReport r : reports)
			csv.row(r.image, r.subject, r.label, r.patches > 0 ? "taken" : "skipped", r.patches, r.note);
		return csv.text();
	}
}
