/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Labels;
import org.cmrgan.data.Window;

/** study.json: what all stages of a study share. Immutable; the fields are named like the keys of the file. */
public final class StudyInfo implements Json.Checked {
	private final List<String> classes;
	private final String positive;
	private final int size;
	private final double spacing;
	private final String window;
	private final Double windowLow;
	private final Double windowHigh;
	private final List<Window> foldWindows;
	private final int folds;
	private final long seed;
	private final String source;
	private final String sourceSha256;
	private final Map<String, String> config;
	private final Map<String, String> versions;
	private String realSha256;

	/**
	 * @param classes the two labels, sorted
	 * @param positive the label whose detection is the question
	 * @param size width and height of a patch, pixels
	 * @param spacing pixel spacing in mm
	 * @param window kind of intensity window: t1, percentile or minmax
	 * @param range intensities of -1 and 1, if the whole study shares them (ms for T1)
	 * @param foldWindows intensities of -1 and 1 in each fold from 0 on, if they depend on the fold's training
	 * subjects; otherwise empty
	 * @param folds number of folds
	 * @param seed the seed of the folds
	 * @param source the table or folder of the raw images
	 * @param sourceSha256 hash of the input
	 * @param config every value of the preprocessing, as text
	 */
	public StudyInfo(final List<String> classes, final String positive, final int size, final double spacing,
			final String window, final Optional<Window> range, final List<Window> foldWindows, final int folds,
			final long seed, final String source, final String sourceSha256, final Map<String, String> config) {
		this.classes = List.copyOf(classes);
		this.positive = positive;
		this.size = size;
		this.spacing = spacing;
		this.window = window;
		this.windowLow = range.map(Window::low).orElse(null);
		this.windowHigh = range.map(Window::high).orElse(null);
		this.foldWindows = List.copyOf(foldWindows);
		this.folds = folds;
		this.seed = seed;
		this.source = source;
		this.sourceSha256 = sourceSha256;
		this.config = new LinkedHashMap<>(config);
		this.versions = Versions.all();
	}

	/** A copy with the hash of the pixels and rows of its real set. */
	StudyInfo ofReal(final String sha256) {
		final StudyInfo out = new StudyInfo(classes, positive, size, spacing, window, window(),
				foldWindows == null ? List.of() : foldWindows, folds, seed, source, sourceSha256, config());
		out.realSha256 = sha256;
		return out;
	}

	/** Hash of the pixels and rows of the real set when it was made; empty if that was not recorded. */
	String realSha256() {
		return realSha256 == null ? "" : realSha256;
	}

	@Override
	public Optional<String> complaint() {
		if (classes == null || classes.size() != 2 || classes.contains(null) || classes.get(0).equals(classes.get(1)))
			return Optional.of("classes are not two different labels");
		final List<String> problems = Labels.problems(classes, "its classes");
		if (!problems.isEmpty()) return Optional.of(problems.get(0).replaceAll("[.:]?[^:]*$", ""));
		if (!classes.contains(positive)) return Optional.of("positive is not one of the classes");
		if (size < 1) return Optional.of("size is not a number of pixels");
		if (!(spacing > 0 && spacing < Double.POSITIVE_INFINITY)) return Optional.of("spacing is not a length in mm");
		if (window == null) return Optional.of("window is missing");
		if (folds < 1) return Optional.of("folds is not a number of folds");
		if ((windowLow == null) != (windowHigh == null) || windowLow != null && !isWindow(windowLow, windowHigh))
			return Optional.of("windowLow is not below windowHigh");
		if (!hasFoldWindows()) return Optional.empty();
		if (foldWindows.size() != folds + 1)
			return Optional.of("foldWindows does not have one entry per fold and one for all data");
		return foldWindows.stream().allMatch(w -> w != null && isWindow(w.low(), w.high()))
				? Optional.empty()
				: Optional.of("an entry of foldWindows is not two increasing numbers");
	}

	private static boolean isWindow(final double low, final double high) {
		return low < high && Double.isFinite(high - low);
	}

	/** {@return the two classes, sorted} */
	public List<String> classes() {
		return classes;
	}

	/** {@return the positive class} */
	public String positive() {
		return positive;
	}

	/** {@return the negative class} */
	public String negative() {
		return classes.stream().filter(c -> !c.equals(positive)).findFirst().orElseThrow();
	}

	/** {@return the width and height of a patch, pixels} */
	public int size() {
		return size;
	}

	/** {@return the pixel spacing of a patch, mm} */
	public double spacing() {
		return spacing;
	}

	/** {@return how the window was found: t1, percentile or minmax} */
	public String windowKind() {
		return window;
	}

	/** {@return what -1 and 1 stand for, if it is the same in the whole study} */
	public Optional<Window> window() {
		return windowLow == null || windowHigh == null
				? Optional.empty()
				: Optional.of(new Window(windowLow, windowHigh));
	}

	/**
	 * {@return what -1 and 1 stand for in the networks of a fold; empty if each image has its own window}
	 *
	 * @param k the fold; 0 for all data
	 */
	public Optional<Window> window(final int k) {
		return hasFoldWindows() ? Optional.of(foldWindows.get(k)) : window();
	}

	/** {@return true if each fold has its own window, from its training subjects} */
	public boolean hasFoldWindows() {
		return foldWindows != null && !foldWindows.isEmpty();
	}

	/** {@return the number of folds} */
	public int folds() {
		return folds;
	}

	/** {@return the random seed of the folds} */
	public long seed() {
		return seed;
	}

	/** {@return the table or images that the study was made from} */
	public String source() {
		return source;
	}

	/** {@return the SHA-256 of the source} */
	public String sourceSha256() {
		return sourceSha256;
	}

	/** {@return every setting of the preprocessing, as text by key} */
	public Map<String, String> config() {
		return config == null ? Map.of() : config;
	}
}
