/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Shuffle;

/**
 * Whether a generator reproduces its training images, by distances of pixels or of features. The distance of every
 * synthetic image to its nearest training image is compared with the distances between different subjects.
 */
public final class Memorisation {
	/** A copy is closer by this factor than the nearest of different subjects are, and than the next subject is. */
	private static final double COPY = 0.5;
	private static final double RARE = 0.01;

	private final List<Neighbour> fakes;
	private final double[] reference;
	private final double[] betweenReals;

	/**
	 * @param fakes nearest real training image of each synthetic image
	 * @param heldOut distance of each held-out real image to its nearest real training image; may be empty
	 * @param betweenReals distance of each real training image to the nearest one of another subject
	 */
	public Memorisation(final List<Neighbour> fakes, final double[] heldOut, final double[] betweenReals) {
		if (fakes.isEmpty()) throw new IllegalArgumentException("no synthetic images");
		this.fakes = List.copyOf(fakes);
		this.betweenReals = betweenReals.clone();
		reference = heldOut.length > 0 ? heldOut.clone() : this.betweenReals;
	}

	/**
	 * {@return the z of the data-copying test (Meehan et al. 2020): Mann–Whitney of the distances of synthetic images
	 * against those of held-out images; without held-out images, against the distances between training subjects. Far
	 * below 0, synthetic images lie closer to the training images than unseen subjects do. Copying causes that, and so
	 * does blur}
	 */
	public double copyZ() {
		return Samples.mannWhitneyZ(distances(), reference);
	}

	/**
	 * {@return the share of synthetic images farther from their nearest real image than that one is from its nearest
	 * other subject (after Alaa et al. 2022)}
	 */
	public double authenticity() {
		int authentic = 0;
		for (final Neighbour n : fakes) if (n.distance() > betweenReals[n.index()]) authentic++;
		return authentic / (double) fakes.size();
	}

	/** {@return the mean ratio of the distance to the nearest subject to that to the second nearest} */
	public double meanRatio() {
		return fakes.stream().mapToDouble(Neighbour::ratio).average().orElseThrow();
	}

	/**
	 * A synthetic image closer than this to a real one is a copy if that real image also stands out from the other
	 * subjects.
	 */
	double copyDistance() {
		final double[] all = java.util.Arrays.copyOf(reference, reference.length + betweenReals.length);
		System.arraycopy(betweenReals, 0, all, reference.length, betweenReals.length);
		return COPY * Samples.quantile(all, RARE);
	}

	/** {@return the indices of the synthetic images that are near-copies of one training image, nearest first} */
	public List<Integer> copies() {
		final double limit = copyDistance();
		final List<Integer> out = new ArrayList<>();
		for (int i = 0; i < fakes.size(); i++)
			if (fakes.get(i).distance() < limit && fakes.get(i).ratio() < COPY) out.add(i);
		out.sort((a, b) -> Double.compare(fakes.get(a).distance(), fakes.get(b).distance()));
		return Collections.unmodifiableList(out);
	}

	/** The distances of the synthetic images to their nearest real training image. */
	double[] distances() {
		return fakes.stream().mapToDouble(Neighbour::distance).toArray();
	}

	/**
	 * {@return the z of {@link #copyZ()} from scaled features alone, which is fast enough to choose among snapshots of
	 * a generator}
	 *
	 * @param fake features [m][d]
	 * @param train features of the training reals
	 * @param heldOut features of reals the generator never saw
	 */
	public static double copyZ(final double[][] fake, final double[][] train, final double[][] heldOut) {
		return Samples.mannWhitneyZ(nearest(fake, train), nearest(heldOut, train));
	}

	/**
	 * {@return the Euclidean distance of every row to its nearest row of another set}
	 *
	 * @param from features [n][d]
	 * @param to features [m][d]
	 */
	public static double[] nearest(final double[][] from, final double[][] to) {
		final double[] out = new double[from.length];
		for (int i = 0; i < out.length; i++) {
			out[i] = Double.POSITIVE_INFINITY;
			for (final double[] t : to) out[i] = Math.min(out[i], Distances.between(from[i], t));
		}
		return out;
	}

	/**
	 * {@return the nearest real image of every row by features}
	 *
	 * @param from features [n][d]
	 * @param reals features [m][d]
	 * @param groups subject number of each real
	 */
	public static List<Neighbour> neighbours(final double[][] from, final double[][] reals, final int[] groups) {
		final List<Neighbour> out = new ArrayList<>();
		for (final double[] row : from) out.add(neighbour(row, reals, groups, Integer.MIN_VALUE));
		return out;
	}

	/**
	 * {@return the distance of every real image to the nearest one of another subject, by features}
	 *
	 * @param reals features [m][d]
	 * @param groups subject number of each real image
	 */
	public static double[] betweenGroups(final double[][] reals, final int[] groups) {
		final double[] out = new double[reals.length];
		for (int i = 0; i < out.length; i++) out[i] = neighbour(reals[i], reals, groups, groups[i]).distance();
		return out;
	}

	private static Neighbour neighbour(final double[] row, final double[][] reals, final int[] groups,
			final int without) {
		final double[] d = new double[reals.length];
		int best = -1;
		for (int i = 0; i < d.length; i++) {
			d[i] = Distances.between(row, reals[i]);
			if (groups[i] != without && (best < 0 || d[i] < d[best])) best = i;
		}
		if (best < 0) throw new IllegalArgumentException("no real image of another subject to compare with");
		double second = Double.POSITIVE_INFINITY;
		for (int i = 0; i < d.length; i++)
			if (groups[i] != groups[best] && groups[i] != without) second = Math.min(second, d[i]);
		return new Neighbour(best, d[best], second, Symmetry.IDENTITY, 0, 0);
	}

	/** Tests whether synthetic images lie closer to the subjects that their generator saw than to others. */
	public static final class Leaning {
		private final double share;
		private final double expected;
		private final double p;

		Leaning(final double share, final double expected, final double p) {
			this.share = share;
			this.expected = expected;
			this.p = p;
		}

		/** {@return the share of synthetic images whose nearest real image is of a training subject} */
		public double share() {
			return share;
		}

		/** {@return the mean of that share when the subjects are labelled as seen and unseen at random} */
		public double expected() {
			return expected;
		}

		/** {@return the one-sided permutation p-value over subjects} */
		public double p() {
			return p;
		}
	}

	/**
	 * Compares the share of synthetic images whose nearest real image is a training one with that share under random
	 * assignments of the subjects. Unlike the Mann–Whitney test, it does not mistake blur for copying: a blurred image
	 * is close to all.
	 *
	 * @param fake features [m][d]
	 * @param reals features of training and held-out reals together
	 * @param groups subject number of each real, from 0 without gaps
	 * @param seen by subject number: true where the generator was trained on it
	 * @param permutations random deals, e.g. 500
	 * @param random source of random numbers
	 * @return the share, its expectation and its p-value
	 */
	public static Leaning leaning(final double[][] fake, final double[][] reals, final int[] groups,
			final boolean[] seen, final int permutations, final RandomGenerator random) {
		final Map<Integer, Integer> nearestGroups = new LinkedHashMap<>();
		for (final Neighbour n : neighbours(fake, reals, groups))
			nearestGroups.merge(groups[n.index()], 1, Integer::sum);
		final double found = share(nearestGroups, seen, fake.length);
		final int[] order = new int[seen.length];
		for (int i = 0; i < order.length; i++) order[i] = i;
		double sum = 0;
		int asMuch = 1;
		for (int k = 0; k < permutations; k++) {
			Shuffle.of(order, random);
			final boolean[] dealt = new boolean[seen.length];
			for (int i = 0; i < order.length; i++) dealt[order[i]] = seen[i];
			final double share = share(nearestGroups, dealt, fake.length);
			sum += share;
			if (share >= found - 1e-12) asMuch++;
		}
		return new Leaning(found, sum / permutations, asMuch / (permutations + 1.0));
	}

	private static double share(final Map<Integer, Integer> nearestGroups, final boolean[] seen, final int fakes) {
		int hits = 0;
		for (final Map.Entry<Integer, Integer> e : nearestGroups.entrySet()) if (seen[e.getKey()]) hits += e.getValue();
		return hits / (double) fakes;
	}
}
