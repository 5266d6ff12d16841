/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.data.Montage;

/** The quality of a fold's images: metrics.csv, memorisation.csv and nearest.png. Immutable. */
public final class QualityResult {
	/** The closest pairs of all sets. */
	static final String NEAREST = "nearest.png";

	private static final int ZOOM = 2;

	private final QualityInput input;
	private final QualityConfig config;
	private final List<Figure> figures;
	private final Map<String, SetCopies> copies;

	QualityResult(final QualityInput input, final QualityConfig config, final List<Figure> figures,
			final Map<String, SetCopies> copies) {
		this.input = input;
		this.config = config;
		this.figures = List.copyOf(figures);
		this.copies = Collections.unmodifiableMap(new LinkedHashMap<>(copies));
	}

	/** {@return all figures, in the order measured} */
	public List<Figure> figures() {
		return figures;
	}

	/** The figures and nearest training images, as written to files and read from them. */
	QualityFindings findings() {
		return new QualityFindings(figures,
				copies.values().stream().flatMap(set -> set.rows().stream()).collect(Collectors.toList()));
	}

	/** {@return the result of the search for copies, by the name of the set} */
	public Map<String, SetCopies> copies() {
		return copies;
	}

	/**
	 * The closest pairs of one set: synthetic images at the top, their registered nearest training images in the
	 * middle, and the absolute differences, from 0 (black) to 1 (white, half the intensity range), at the bottom.
	 */
	Montage gallery(final String set) {
		return addTo(new Montage(input.training().width(), input.training().height(), ZOOM), set);
	}

	/**
	 * Writes all files. Each appears complete or not at all.
	 *
	 * @param folder of the fold's quality
	 */
	public void write(final Path folder) {
		findings().write(folder);
		final Montage all = new Montage(input.training().width(), input.training().height(), ZOOM);
		for (final String set : copies.keySet()) {
			if (!all.isEmpty()) all.gap();
			addTo(all, set);
			gallery(set).writePng(folder.resolve("nearest-" + set + ".png"));
		}
		if (!all.isEmpty()) all.writePng(folder.resolve(NEAREST));
	}

	private Montage addTo(final Montage montage, final String set) {
		final ClosestPairs pairs = ClosestPairs.of(copies.get(set).rows(), input.made().get(set), input.training(),
				config.gallery());
		return montage.row(pairs.made()).row(pairs.real()).row(pairs.difference(), 0, 1);
	}
}
