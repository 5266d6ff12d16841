package org.cmrgan.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Window;

/** study.json: what all stages of a study share. Immutable; field names are the file's keys. */
public final class StudyInfo {
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

	/**
	 * @param classes the two labels, sorted
	 * @param positive the label whose detection is the question
	 * @param size width and height of a patch, pixels
	 * @param spacing mm between pixel centres
	 * @param window kind of intensity window: t1, percentile or minmax
	 * @param range what -1 and 1 stand for, where it is one for the whole study (ms for T1)
	 * @param foldWindows what -1 and 1 stand for in each fold from 0 on, where it depends on the fold's training subjects; else empty
	 * @param folds number of folds
	 * @param seed the seed of the folds
	 * @param source the table or folder of the raw images
	 * @param sourceSha256 hash over what was read
	 * @param config every value of the preprocessing, as text
	 */
	public StudyInfo(final List<String> classes, final String positive, final int size, final double spacing,
			final String window,
			final Optional<Window> range, final List<Window> foldWindows, final int folds, final long seed,
			final String source,
			final String sourceSha256,
			final Map<String, String> config) {
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

	public List<String> classes() {
		return classes;
	}

	public String positive() {
		return positive;
	}

	/** The other class. */
	public String negative() {
		return classes.stream().filter(c -> !c.equals(positive)).findFirst().orElseThrow();
	}

	public int size() {
		return size;
	}

	/** Millimetres. */
	public double spacing() {
		return spacing;
	}

	public String windowKind() {
		return window;
	}

	/** What -1 and 1 stand for, where it is one for the whole study. */
	public Optional<Window> window() {
		return windowLow == null || windowHigh == null
				? Optional.empty()
				: Optional.of(new Window(windowLow, windowHigh));
	}

	/** What -1 and 1 stand for in the networks of fold k; empty where each image has a window of its own. */
	public Optional<Window> window(final int k) {
		return hasFoldWindows() ? Optional.of(foldWindows.get(k)) : window();
	}

	/** Whether each fold has a window of its own, from its training subjects. */
	public boolean hasFoldWindows() {
		return foldWindows != null && !foldWindows.isEmpty();
	}

	public int folds() {
		return folds;
	}

	public long seed() {
		return seed;
	}

	public String source() {
		return source;
	}

	public String sourceSha256() {
		return sourceSha256;
	}

	/** Every value of the preprocessing, as text, by macro key. */
	public Map<String, String> config() {
		return config;
	}
}
