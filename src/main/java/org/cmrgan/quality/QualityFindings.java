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

/** What is known of the quality of a fold's images: every figure, and the nearest training image of every made one. Immutable. */
public final class QualityFindings {
	private final List<Figure> figures;
	private final List<Nearest> nearest;

	QualityFindings(final List<Figure> figures, final List<Nearest> nearest) {
		this.figures = List.copyOf(figures);
		this.nearest = List.copyOf(nearest);
	}

	/**
	 * Reads what {@link QualityResult#write} wrote.
	 *
	 * @throws org.cmrgan.run.UserError naming the file, and the column or row that will not do
	 */
	public static QualityFindings read(final Path folder) {
		return new QualityFindings(FigureTable.read(folder.resolve(FigureTable.FILE)),
				NearestTable.read(folder.resolve(NearestTable.FILE)));
	}

	void write(final Path folder) {
		FigureTable.write(folder.resolve(FigureTable.FILE), figures);
		NearestTable.write(folder.resolve(NearestTable.FILE), nearest);
	}

	/** Every figure, in the order measured. */
	public List<Figure> figures() {
		return figures;
	}

	/** The first figure of a set over both classes, if it was measured. */
	public Optional<Figure> figure(final String set, final QualityMetric metric) {
		return figures.stream()
				.filter(f -> f.set().equals(set) && f.label().equals(Quality.ALL) && f.metric() == metric).findFirst();
	}

	/** How near a set is to the training images by KID, in a sentence; empty where that was not measured. */
	public Optional<String> realism(final String madeSet) {
		final Optional<Figure> kid = figure(madeSet, QualityMetric.KID).filter(f -> Double.isFinite(f.value()));
		return kid.map(k -> "The " + madeSet + " images " + differ(k, figure(madeSet, QualityMetric.KID_P))
				+ reference() + ".");
	}

	private static String differ(final Figure kid, final Optional<Figure> p) {
		if (p.isEmpty()) return String.format(Locale.ROOT, "have a KID of %.3f to the training images", kid.value());
		return String.format(Locale.ROOT, "%s significantly from the training images (KID %.3f, p = %.3f)",
				p.get().value() < SetCopies.P ? "differ" : "do not differ", kid.value(), p.get().value());
	}

	/** What is as good as it gets. */
	private String reference() {
		final Optional<Figure> heldOut = figure(Quality.HELD_OUT, QualityMetric.KID)
				.filter(f -> Double.isFinite(f.value()));
		if (heldOut.isPresent())
			return String.format(Locale.ROOT, "; held-out real images have a KID of %.3f", heldOut.get().value());
		return figure(Quality.TRAINING, QualityMetric.KID).filter(f -> Double.isFinite(f.value())).map(
				f -> String.format(Locale.ROOT, "; random halves of the training images have a KID of %.3f", f.value()))
				.orElse("");
	}

	/** The sets measured: training, held-out, synthetic, refined, as far as they are there. */
	public List<String> sets() {
		return figures.stream().map(Figure::set).distinct().collect(Collectors.toList());
	}

	/** The sets that were searched for copies of training images. */
	public List<String> madeSets() {
		return sets().stream().filter(set -> figure(set, QualityMetric.NEAR_COPIES).isPresent())
				.collect(Collectors.toList());
	}

	/** Near-copies of training images in a set that was searched. */
	public int copies(final String madeSet) {
		return (int) figure(madeSet, QualityMetric.NEAR_COPIES).orElseThrow().value();
	}

	/** Images of a set that was searched. */
	public int images(final String madeSet) {
		return figure(madeSet, QualityMetric.NEAR_COPIES).orElseThrow().images();
	}

	/** What was found of copies in a set that was searched, in a sentence or two. */
	public String verdict(final String madeSet) {
		return figure(madeSet, QualityMetric.NEAR_COPIES).orElseThrow().note();
	}

	/** Whether a set as a whole lies closer to the subjects its generator saw than chance explains. */
	public boolean leans(final String madeSet) {
		return figure(madeSet, QualityMetric.SEEN_P).map(f -> f.value() < SetCopies.P).orElse(false);
	}

	/** One for each image of a set, copies first, then the nearest first. */
	public List<Nearest> nearest(final String madeSet) {
		return nearest.stream().filter(n -> n.set().equals(madeSet)).collect(Collectors.toList());
	}
}
