/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cmrgan.data.Montage;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.SpreadsheetCells;
import org.cmrgan.metrics.Neighbour;
import org.cmrgan.run.AtomicFiles;

/** The quality of a fold's images: metrics.csv, memorisation.csv and nearest.png. Immutable. */
public final class QualityResult {
	/** All figures. */
	public static final String METRICS = "metrics.csv";
	/** The nearest training real of every made image. */
	public static final String MEMORISATION = "memorisation.csv";
	/** The closest pairs of all sets. */
	public static final String NEAREST = "nearest.png";

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

	/** Every figure, in the order measured. */
	public List<Figure> figures() {
		return figures;
	}

	/** What was found of copies, by the set's name. */
	public Map<String, SetCopies> copies() {
		return copies;
	}

	/**
	 * The closest pairs of one set: made images above, their nearest training reals moved onto them below, and the absolute
	 * differences, from 0 (black) to 1 (white, half the intensity range), at the bottom.
	 */
	public Montage gallery(final String set) {
		return addTo(new Montage(input.training().width(), input.training().height(), ZOOM), set);
	}

	/** Writes all files; each appears complete or not at all. */
	public void write(final Path folder) {
		AtomicFiles.write(folder.resolve(METRICS), this::writeMetrics);
		AtomicFiles.write(folder.resolve(MEMORISATION), this::writeMemorisation);
		final Montage all = new Montage(input.training().width(), input.training().height(), ZOOM);
		for (final String set : copies.keySet()) {
			if (!all.isEmpty()) all.gap();
			addTo(all, set);
			gallery(set).writePng(folder.resolve("nearest-" + set + ".png"));
		}
		if (!all.isEmpty()) all.writePng(folder.resolve(NEAREST));
	}

	private Montage addTo(final Montage montage, final String set) {
		final PatchSet made = input.made().get(set);
		final List<float[]> fakes = new ArrayList<>();
		final List<float[]> reals = new ArrayList<>();
		final List<float[]> differences = new ArrayList<>();
		final List<Nearest> rows = copies.get(set).rows();
		for (final Nearest row : rows.subList(0, Math.min(config.gallery(), rows.size()))) {
			final float[] fake = made.pixels(row.place());
			final float[] real = moved(input.training(), row.pixels());
			final float[] difference = new float[fake.length];
			for (int i = 0; i < fake.length; i++) difference[i] = Math.abs(fake[i] - real[i]);
			fakes.add(fake);
			reals.add(real);
			differences.add(difference);
		}
		return montage.row(fakes).row(reals).row(differences, 0, 1);
	}

	private static float[] moved(final PatchSet set, final Neighbour n) {
		final int w = set.width();
		final int h = set.height();
		final float[] turned = n.symmetry().apply(set.pixels(n.index()), w, h);
		final float[] out = new float[turned.length];
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++) out[y * w + x] = turned[inside(y - n.dy(), h) * w + inside(x - n.dx(), w)];
		return out;
	}

	private static int inside(final int i, final int n) {
		return Math.max(0, Math.min(n - 1, i));
	}

	private void writeMetrics(final Path path) throws IOException {
		try (Writer out = Files.newBufferedWriter(path);
				CSVPrinter csv = printer(out, "set", "label", "features", "metric", "value", "deviation", "images",
						"note")) {
			for (final Figure f : figures)
				csv.printRecord(f.set(), SpreadsheetCells.safe(f.label()), f.features(), f.metric(), plain(f.value()),
						plain(f.deviation()), f.images(), SpreadsheetCells.safe(f.note()));
		}
	}

	private void writeMemorisation(final Path path) throws IOException {
		try (Writer out = Files.newBufferedWriter(path);
				CSVPrinter csv = printer(out, "set", "id", "label", "near_copy", "nearest_id", "nearest_subject",
						"nearest_label", "distance", "second_distance", "ratio", "moved", "dx", "dy",
						"feature_nearest_id", "feature_distance", "feature_ratio")) {
			for (final SetCopies set : copies.values()) for (final Nearest row : set.rows()) {
				final Neighbour n = row.pixels();
				csv.printRecord(set.name(), SpreadsheetCells.safe(row.id()), SpreadsheetCells.safe(row.label()),
						row.isCopy(), SpreadsheetCells.safe(row.realId()), SpreadsheetCells.safe(row.realSubject()),
						SpreadsheetCells.safe(row.realLabel()), plain(n.distance()), plain(n.second()),
						plain(n.ratio()), n.symmetry().words(), n.dx(), n.dy(),
						SpreadsheetCells.safe(row.featureRealId()), plain(row.featureDistance()),
						plain(row.featureRatio()));
			}
		}
	}

	private static CSVPrinter printer(final Writer out, final String... columns) throws IOException {
		return new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(columns).get());
	}

	/** Six significant digits; empty where there is no number. */
	private static String plain(final double value) {
		if (Double.isNaN(value) || Double.isInfinite(value)) return "";
		return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
	}
}
