/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;

/**
 * The patches of a study and how they came about. Immutable. The pixels are in a temporary file, which goes when this is closed;
 * they cannot be asked for afterwards.
 */
public final class Preprocessed implements AutoCloseable {
	private final PatchSet patches;
	private final PatchSet masks;
	private final String windowKind;
	private final List<Window> foldWindows;
	private final List<String> labels;
	private final String positive;
	private final int folds;
	private final Path table;
	private final List<FileReport> files;
	private final ContactSheet sheet;
	private final Spill spill;

	Preprocessed(final PatchSet patches, final PatchSet masks, final String windowKind, final List<Window> foldWindows,
			final List<String> labels, final String positive, final int folds, final Path table,
			final List<FileReport> files, final ContactSheet sheet, final Spill spill) {
		this.patches = patches;
		this.masks = masks;
		this.windowKind = windowKind;
		this.foldWindows = List.copyOf(foldWindows);
		this.labels = List.copyOf(labels);
		this.positive = positive;
		this.folds = folds;
		this.table = table;
		this.files = List.copyOf(files);
		this.sheet = sheet;
		this.spill = spill;
	}

	/**
	 * The patches in the order of the table. Besides id, subject, label and fold each has the columns source (the image as the
	 * table names it), sha256 (of that file), plane (slice of a volume, from 0), window_low and window_high (what -1 and 1 stand
	 * for), mask_mean (mean of the heart in the source's intensities) and roi_mm (side of the squared region of interest).
	 */
	public PatchSet patches() {
		return patches;
	}

	/** The masks of those patches that came with one, by the same ids: 1 inside, 0 outside. May be empty. */
	public PatchSet masks() {
		return masks;
	}

	/** t1, percentile or minmax. */
	public String windowKind() {
		return windowKind;
	}

	/**
	 * The windows that training wants, by fold from 0, each from the training subjects of its fold; {@link #patches} then hold all
	 * values unclipped, and {@link PatchSet#inWindow} gives those of a fold. Empty when a patch's window depends on no other.
	 */
	public List<Window> foldWindows() {
		return foldWindows;
	}

	/** The one window of all patches, whatever the fold; empty when each has its own, or each fold. */
	public Optional<Window> window() {
		return "t1".equals(windowKind) ? Optional.of(Windows.T1) : Optional.empty();
	}

	/** The two classes, sorted. */
	public List<String> labels() {
		return labels;
	}

	/** The class of the ill. */
	public String positive() {
		return positive;
	}

	/** Number of folds, by the table's column fold if it has one. */
	public int folds() {
		return folds;
	}

	/** The CSV that was read. */
	public Path table() {
		return table;
	}

	/** Every file of the input, taken or skipped. */
	public List<FileReport> files() {
		return files;
	}

	/** The files no patch came of. */
	public List<FileReport> skipped() {
		final List<FileReport> out = new ArrayList<>(files);
		out.removeIf(f -> f.patches() > 0);
		return Collections.unmodifiableList(out);
	}

	/**
	 * Writes files.csv and contact-sheet.png (several numbered ones beyond 120 slices).
	 *
	 * @return the files written
	 */
	public List<Path> writeReports(final Path folder, final RunContext context) {
		final List<Path> out = new ArrayList<>();
		AtomicFiles.writeText(folder.resolve("files.csv"), FileReport.csv(files));
		out.add(folder.resolve("files.csv"));
		out.addAll(sheet.write(folder, context));
		return out;
	}

	@Override
	public void close() {
		spill.close();
	}
}
