/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.evaluate.yardstick.Yardstick;
import org.cmrgan.evaluate.yardstick.YardstickImages;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;

/**
 * Trains and tests the yardstick on the images of a cell. Pixels are not scaled, because its features do not depend on
 * their scale.
 */
final class YardstickCell {
	/**
	 * Number of augmented copies of each real image in the classic arms, in which a network would see a new one at each
	 * step.
	 */
	private static final int COPIES = 3;
	/** Scores are rounded to six decimals. */
	private static final double DECIMALS = 1e6;

	private final EvaluateConfig config;
	private final Seeds seeds;
	private final String positive;
	private final String negative;

	YardstickCell(final EvaluateConfig config, final Seeds seeds, final String positive, final String negative) {
		this.config = config;
		this.seeds = seeds;
		this.positive = positive;
		this.negative = negative;
	}

	CellResult run(final Cell cell, final CellImages images, final RunContext context) {
		final PatchSet test = images.test();
		final String place = "evaluate.fold-" + cell.fold() + ".yardstick";
		final Yardstick yardstick = Yardstick.train(
				training(cell, images, seeds.random(place + ".draw", cell.repeat())),
				seeds.random(place + ".inner", cell.repeat()), context);
		final List<CellResult.Row> rows = new ArrayList<>();
		for (int i = 0; i < test.size(); i++) {
			context.checkCancelled();
			final Patch patch = test.patch(i);
			final double score = rounded(yardstick.score(test.pixels(i)));
			rows.add(new CellResult.Row(patch.id(), patch.subject(), patch.label(), patch.label().equals(positive),
					score, score >= 0.5 ? positive : negative));
		}
		return new CellResult(cell, 0, Double.NaN, Double.NaN, rows);
	}

	private YardstickImages training(final Cell cell, final CellImages images, final RandomGenerator random) {
		final YardstickImages out = new YardstickImages(images.test().width(), images.test().height());
		final ClassicAugmentation augmentation = config.augmentation(images.test().width(), images.test().height());
		for (int kind = 0; kind < 2; kind++) {
			real(out, images, kind);
			for (int i = 0; i < images.added(kind).size(); i++)
				add(out, images.added(kind).get(i), kind, images.owners(kind).get(i));
			if (!cell.arm().isClassic()) continue;
			for (int i = 0; i < images.real(kind).size(); i++)
				for (int copy = 0; copy < COPIES; copy++)
					add(out, augmentation.apply(images.real(kind).get(i), random), kind, images.subjects(kind).get(i));
			for (int i = 0; i < images.added(kind).size(); i++)
				add(out, augmentation.apply(images.added(kind).get(i), random), kind, images.owners(kind).get(i));
		}
		return out;
	}

	private static void real(final YardstickImages to, final CellImages images, final int kind) {
		for (int i = 0; i < images.real(kind).size(); i++)
			to.real(images.real(kind).get(i), kind, images.subjects(kind).get(i));
	}

	private static void add(final YardstickImages to, final float[] image, final int kind, final String owner) {
		if (owner.isEmpty()) to.made(image, kind);
		else
			to.copy(image, kind, owner);
	}

	/**
	 * Drops the synthetic images that a yardstick, trained on the cell's real images alone, assigns to the other label.
	 */
	void filter(final Cell cell, final CellImages images, final RunContext context) {
		final YardstickImages real = new YardstickImages(images.test().width(), images.test().height());
		for (int kind = 0; kind < 2; kind++) real(real, images, kind);
		final Yardstick yardstick = Yardstick.train(real,
				seeds.random("evaluate.fold-" + cell.fold() + ".filter", cell.repeat()), context);
		images.keepMade((image, kind) -> yardstick.score(image) > 0.5 == (kind == 1));
	}

	/** Rounds to six decimals, but stays on the same side of one half. */
	private static double rounded(final double score) {
		final double near = Math.round(score * DECIMALS) / DECIMALS;
		return score > 0.5 ? near : Math.min(near, 0.5 - 1 / DECIMALS);
	}
}
