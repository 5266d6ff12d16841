/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cmrgan.data.SpreadsheetCells;

/** What became of one file of the input. Immutable. */
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

	/** Empty for a file the table does not list. */
	String subject() {
		return subject;
	}

	/** Empty for a file the table does not list. */
	String label() {
		return label;
	}

	/** Patches cut from it; 0 if it was skipped. */
	int patches() {
		return patches;
	}

	/** Why it was skipped, or what to know of its patches; may be empty. */
	String note() {
		return note;
	}

	/** The reports as CSV with a header. */
	static String csv(final List<FileReport> reports) {
		final StringBuilder out = new StringBuilder();
		try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
			printer.printRecord("image", "subject", "label", "status", "patches", "note");
			for (final FileReport r : reports)
				printer.printRecord(SpreadsheetCells.safe(r.image), SpreadsheetCells.safe(r.subject),
						SpreadsheetCells.safe(r.label), r.patches > 0 ? "taken" : "skipped", r.patches,
						SpreadsheetCells.safe(r.note));
		} catch (final java.io.IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
		return out.toString();
	}
}
