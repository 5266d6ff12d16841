/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.AnatomyComponents;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.HandMadeFeatures;
import org.cmrgan.metrics.KernelDistance;
import org.cmrgan.metrics.Manifold;
import org.cmrgan.metrics.Memorisation;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.train.BestSnapshot;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Selects the best generator of all snapshots by a score, where lower is better. The score is the KID to images of
 * subjects that were held out inside the training fold. It grows by up to a factor of two with the real images that are
 * not covered, and further if anatomy is farther from the held-out images than different real subjects are from each
 * other. A snapshot that copies training images is selected only if all do; one that makes nearly the same image from
 * all latent vectors never is. Features are the fixed hand-made ones.
 */
final class Selection {
	/** Mann-Whitney z of distances to training images, below which a generator counts as copying. */
	static final double COPYING = -1.6;
	private static final int NEIGHBOURS = 5;
	/** Anatomy up to this multiple of the distance between real subjects is not penalised. */
	private static final double TOLERANCE = 1.5;
	private static final int HALVES = 50;
	private static final int FEWEST = 4;
	private static final List<String> FIGURES = List.of("kid", "coverage", "copyZ", "diversity", "anatomy");

	private final INDArray latents;
	private final HandMadeFeatures features;
	private final FeatureScale scale;
	private final double[][] train;
	private final double[][] judge;
	private final AnatomyComponents components;
	private final double[][] anatomy;
	private final double usual;
	private final double usualAnatomy;
	private final boolean heldOut;
	private final double realDiversity;
	private final List<Map<String, Object>> seen = new ArrayList<>();
	private BestSnapshot best = new BestSnapshot();
	private long bestStep;
	private double bestScore;
	private boolean bestCopies;
	/** True if only {@link #watch} has kept a snapshot. */
	private boolean early;

	/**
	 * @param train the images the generator learns from
	 * @param inner images of other subjects of the training fold; empty if there are too few subjects to hold any out
	 * @param latents the latent vectors that judge every snapshot
	 */
	Selection(final PatchSet train, final PatchSet inner, final INDArray latents) {
		this.latents = latents;
		features = new HandMadeFeatures(train.width(), train.height());
		final double[][] raw = features.of(train.pixels().toArray(new float[0][]));
		scale = new FeatureScale(raw);
		this.train = scale.apply(raw);
		realDiversity = Math.max(Fitness.pairwiseDiversity(train.pixels()), 1e-12);
		heldOut = inner.size() >= 2;
		components = AnatomyComponents.forFigures(train.pixels().toArray(new float[0][]), train.width(),
				train.height());
		anatomy = components.of((heldOut ? inner : train).pixels().toArray(new float[0][]));
		judge = heldOut ? scale.apply(features.of(inner.pixels().toArray(new float[0][]))) : this.train;
		usual = usual(train, this.train, judge);
		usualAnatomy = usual(train, components.of(train.pixels().toArray(new float[0][])), anatomy);
	}

	/** The KID between real subjects on some features; above 0. */
	private double usual(final PatchSet train, final double[][] of, final double[][] judges) {
		double out = heldOut ? KernelDistance.between(judges, of) : 0;
		final List<String> subjects = new ArrayList<>(train.subjects());
		if (subjects.size() >= FEWEST && of.length >= FEWEST) {
			final int[] groups = train.patches().stream().mapToInt(p -> subjects.indexOf(p.subject())).toArray();
			out = Math.max(out, KernelDistance.halvesOfGroups(of, groups, HALVES, new MersenneTwister(1)).mean());
		}
		return Math.max(out, 1e-3);
	}

	/** Judges the current generator, and keeps its parameters if it is the best so far. */
	void consider(final long step, final AdversarialGraph generator) {
		judge(step, generator, true);
	}

	/**
	 * Judges a generator that evolution has not changed yet. It is kept only until {@link #consider} is called, so that a
	 * training that ends before has a result.
	 */
	void watch(final long step, final AdversarialGraph generator) {
		judge(step, generator, false);
	}

	private void judge(final long step, final AdversarialGraph generator, final boolean eligible) {
		final List<float[]> images = Latents.images(generator, latents);
		final double[][] fakes = scale.apply(features.of(images.toArray(new float[0][])));
		final double diversity = Fitness.pairwiseDiversity(images) / realDiversity;
		final double kid = KernelDistance.between(judge, fakes);
		final double coverage = new Manifold(judge, fakes).coverage(Math.min(NEIGHBOURS, judge.length - 1));
		final double copyZ = heldOut ? Memorisation.copyZ(fakes, train, judge) : 0;
		final boolean copies = copyZ < COPYING;
		final double anatomyKid = KernelDistance.between(anatomy, components.of(images.toArray(new float[0][])));
		final Map<String, Object> row = new LinkedHashMap<>();
		row.put("step", step);
		row.put("kid", kid);
		row.put("coverage", coverage);
		row.put("copyZ", copyZ);
		row.put("diversity", diversity);
		row.put("anatomy", anatomyKid);
		seen.add(row);
		final double score = score(row);
		if (early || !eligible) best = new BestSnapshot();
		early = !eligible;
		if (eligible && diversity < Alarms.COLLAPSED) return;
		if (!best.isEmpty() && (copies && !bestCopies || copies == bestCopies && score >= bestScore)) return;
		best.keep(generator.parameters());
		bestStep = step;
		bestScore = score;
		bestCopies = copies;
	}

	/** The score of a snapshot from its figures; lower is better. */
	private double score(final Map<String, Object> row) {
		final double strayed = Math.max(1, (Double) row.get("anatomy") / (TOLERANCE * usualAnatomy));
		// The distance between real subjects is added, so that a KID near 0, which may be negative, does not hide the
		// other factors.
		return Math.max(0, (Double) row.get("kid") + usual) * (2 - (Double) row.get("coverage")) * strayed;
	}

	/** True if a step's snapshot made different images from different latent vectors. */
	boolean isDiverse(final long step) {
		return of(step).map(row -> (Double) row.get("diversity") >= Alarms.COLLAPSED).orElse(false);
	}

	/** The given steps from the best snapshot to the worst, in the order of {@link #consider}. */
	List<Long> ranked(final Collection<Long> steps) {
		final List<Long> out = new ArrayList<>(steps);
		out.sort(Comparator.comparing((Long step) -> of(step).map(r -> (Double) r.get("copyZ") < COPYING).orElse(true))
				.thenComparing(step -> of(step).map(this::score).orElse(Double.POSITIVE_INFINITY))
				.thenComparing(step -> step));
		return out;
	}

	private Optional<Map<String, Object>> of(final long step) {
		return seen.stream().filter(row -> (Long) row.get("step") == step).findFirst();
	}

	/** The step of the best snapshot. */
	long bestStep() {
		return bestStep;
	}

	/** True if {@link #consider} was not called yet. */
	boolean isEarly() {
		return early;
	}

	/** True if every snapshot so far makes nearly the same image from all latent vectors. */
	boolean isEmpty() {
		return best.isEmpty();
	}

	/** Gives the generator the best parameters. */
	void applyTo(final AdversarialGraph generator) {
		best.applyTo(generator.parameters());
	}

	/** The reason for the selection, for run.json. */
	String reason() {
		if (early) return "training ended during regression, and the generator is its last, of generation " + bestStep;
		return String.format(java.util.Locale.ROOT,
				"the snapshot at generation %d, of %d, has the best score (KID, coverage and anatomy) against %d %s (%s, %s)%s",
				bestStep, seen.size(), judge.length,
				heldOut
						? "real images of subjects held out within the training part"
						: "training images, because there are too few subjects to hold any out",
				HandMadeFeatures.NAME, AnatomyComponents.NAME,
				bestCopies ? "; every snapshot was closer to the training images than unseen real images are" : "");
	}

	/** KID of the last snapshot on the hand-made features. There must be one. */
	double texture() {
		return last("kid");
	}

	/** KID of the last snapshot on the components of anatomy. There must be one. */
	double anatomy() {
		return last("anatomy");
	}

	private double last(final String figure) {
		return (Double) seen.get(seen.size() - 1).get(figure);
	}

	/** The figures of each snapshot, in order. */
	List<Map<String, Object>> seen() {
		return seen;
	}

	void save(final DataOutputStream out) throws IOException {
		out.writeLong(bestStep);
		out.writeDouble(bestScore);
		out.writeBoolean(bestCopies);
		out.writeBoolean(early);
		best.save(out);
		out.writeInt(seen.size());
		for (final Map<String, Object> row : seen) {
			out.writeLong((Long) row.get("step"));
			for (final String figure : FIGURES) out.writeDouble((Double) row.get(figure));
		}
	}

	void load(final DataInputStream in) throws IOException {
		bestStep = in.readLong();
		bestScore = in.readDouble();
		bestCopies = in.readBoolean();
		early = in.readBoolean();
		best.load(in);
		seen.clear();
		final int count = in.readInt();
		for (int i = 0; i < count; i++) {
			final Map<String, Object> row = new LinkedHashMap<>();
			row.put("step", in.readLong());
			for (final String figure : FIGURES) row.put(figure, in.readDouble());
			seen.add(row);
		}
	}
}
