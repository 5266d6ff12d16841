/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The measured quality of a fold's images: every figure, and the nearest training image of every synthetic one.
 * Immutable.
 */
public final class QualityFindings {
	private final List<Figure> figures;
	private final List<Nearest> nearest;

	QualityFindings(final List<Figure> figures, final List<Nearest> nearest) {
		this.figures = List.copyOf(figures);
		this.nearest = List.copyOf(nearest);
	}

	/**
	 * {@return the findings that {@link QualityResult#write} wrote}
	 *
	 * @param folder contains metrics.csv and memorisation.csv
	 * @throws org.cmrgan.run.UserError naming the file, and the column or row that is not valid
	 */
	public static QualityFindings read(final Path folder) {
		return new QualityFindings(FigureTable.read(folder.resolve(FigureTable.FILE)),
				NearestTable.read(folder.resolve(NearestTable.FILE)));
	}

	void write(final Path folder) {
		FigureTable.write(folder.resolve(FigureTable.FILE), figures);
		NearestTable.write(folder.resolve(NearestTable.FILE), nearest);
	}

	/** {@return all figures, in the order measured} */
	public List<Figure> figures() {
		return figures;
	}

	/**
	 * {@return the first figure of a set over both classes; empty if it was not measured}
	 *
	 * @param set such as "synthetic"
	 * @param metric what was measured
	 */
	public Optional<Figure> figure(final String set, final QualityMetric metric) {
		return figures.stream()
				.filter(f -> f.set().equals(set) && f.label().equals(Quality.ALL) && f.metric() == metric).findFirst();
	}

	/**
	 * {@return a sentence on how close a set is to the training images by KID; empty if that was not measured}
	 *
	 * @param madeSet a set that was searched, such as "synthetic"
	 */
	public Optional<String> realism(final String madeSet) {
		final Optional<Figure> kid = figure(madeSet, QualityMetric.KID).filter(f -> Double.isFinite(f.value()));
		return kid.map(k -> "The " + madeSet + " images " + differ(k, figure(madeSet, QualityMetric.KID_P))
				+ reference() + ".");
	}

	private static String differ(final Figure kid, final Optional<Figure> p) {
		if (p.isEmpty()) return "have a KID of " + number(kid) + " to the training images";
		return String.format(Locale.ROOT, "%s significantly from the training images (KID %s, p = %.3f)",
				p.get().value() < SetCopies.P ? "differ" : "do not differ", number(kid), p.get().value());
	}

	/** Decimals are noise in a large distance. */
	private static String number(final Figure kid) {
		return String.format(Locale.ROOT, Math.abs(kid.value()) < 10 ? "%.3f" : "%.0f", kid.value());
	}

	/** The KID that a perfect generator would have. */
	private String reference() {
		final Optional<Figure> heldOut = figure(Quality.HELD_OUT, QualityMetric.KID)
				.filter(f -> Double.isFinite(f.value()));
		if (heldOut.isPresent()) return "; held-out real images have a KID of " + number(heldOut.get());
		return figure(Quality.TRAINING, QualityMetric.KID).filter(f -> Double.isFinite(f.value()))
				.map(f -> "; random halves of the training images have a KID of " + number(f)).orElse("");
	}

	/** {@return the sets that were measured: training, held-out, synthetic and refined, as far as they exist} */
	public List<String> sets() {
		return figures.stream().map(Figure::set).distinct().collect(Collectors.toList());
	}

	/** {@return the sets that were searched for copies of training images} */
	public List<String> madeSets() {
		return sets().stream().filter(set -> figure(set, QualityMetric.NEAR_COPIES).isPresent())
				.collect(Collectors.toList());
	}

	/**
	 * {@return the number of near-copies of training images in a set}
	 *
	 * @param madeSet a set that was searched, such as "synthetic"
	 */
	public int copies(final String madeSet) {
		return (int) figure(madeSet, QualityMetric.NEAR_COPIES).orElseThrow().value();
	}

	/**
	 * {@return the number of images in a set}
	 *
	 * @param madeSet a set that was searched, such as "synthetic"
	 */
	public int images(final String madeSet) {
		return figure(madeSet, QualityMetric.NEAR_COPIES).orElseThrow().images();
	}

	/**
	 * {@return the result of the search for copies in a set, in one or two sentences}
	 *
	 * @param madeSet a set that was searched, such as "synthetic"
	 */
	public String verdict(final String madeSet) {
		return figure(madeSet, QualityMetric.NEAR_COPIES).orElseThrow().note();
	}

	/**
	 * {@return true if a set as a whole is significantly closer to the subjects that its generator saw than to others}
	 *
	 * @param madeSet a set that was searched, such as "synthetic"
	 */
	public boolean leans(final String madeSet) {
		return figure(madeSet, QualityMetric.SEEN_P).map(f -> f.value() < SetCopies.P).orElse(false);
	}

	/**
	 * {@return the nearest training image of each image of a set, near-copies first, then by distance}
	 *
	 * @param madeSet a set that was searched, such as "synthetic"
	 */
	public List<Nearest> nearest(final String madeSet) {
		return nearest.stream().filter(n -> n.set().equals(madeSet)).collect(Collectors.toList());
	}
}
