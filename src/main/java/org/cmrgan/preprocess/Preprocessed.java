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
 * The patches of a study, and how they were made. Immutable. The pixels are in a temporary file, which is deleted when
 * this is closed; they cannot be read afterwards.
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
	 * {@return the patches in the order of the table. Besides id, subject, label and fold, each has these columns:
	 * source (the image as the table names it), sha256 (of that file), plane (slice of a volume, from 0), window_low
	 * and window_high (the intensities of -1 and 1), mask_mean (mean of the heart in the source's intensities) and
	 * roi_mm (side of the square region of interest, mm)}
	 */
	public PatchSet patches() {
		return patches;
	}

	/** {@return the masks of the patches that came with one, with the same ids: 1 inside, 0 outside. May be empty} */
	public PatchSet masks() {
		return masks;
	}

	/** {@return the kind of the window: t1, percentile or minmax} */
	public String windowKind() {
		return windowKind;
	}

	/**
	 * {@return the windows for training, by fold from 0, each from the training subjects of its fold. If there are any,
	 * {@link #patches} hold all values unclipped, and {@link PatchSet#inWindow} gives those of a fold. Empty if the
	 * window of a patch does not depend on other patches}
	 */
	public List<Window> foldWindows() {
		return foldWindows;
	}

	/** {@return the window of all patches in all folds; empty if each patch or each fold has its own} */
	public Optional<Window> window() {
		return "t1".equals(windowKind) ? Optional.of(Windows.T1) : Optional.empty();
	}

	/** {@return the two classes, sorted} */
	public List<String> labels() {
		return labels;
	}

	/** {@return the positive class} */
	public String positive() {
		return positive;
	}

	/** {@return the number of folds, which column fold of the table decides if there is one} */
	public int folds() {
		return folds;
	}

	/** {@return the CSV file that was read} */
	public Path table() {
		return table;
	}

	/** Every file of the input, used or skipped. */
	List<FileReport> files() {
		return files;
	}

	/** The files without a patch. */
	List<FileReport> skipped() {
		final List<FileReport> out = new ArrayList<>(files);
		out.removeIf(f -> f.patches() > 0);
		return Collections.unmodifiableList(out);
	}

	/**
	 * Writes files.csv and contact-sheet.png; with more than 120 slices, several numbered contact sheets.
	 *
	 * @param folder of the study
	 * @param context receives progress and messages, and checks for a request to stop
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
