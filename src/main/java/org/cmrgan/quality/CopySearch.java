/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.Memorisation;
import org.cmrgan.metrics.NearestImages;
import org.cmrgan.metrics.Neighbour;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Workers;

/**
 * Searches for training images among synthetic ones: by pixels under flips, rotations and shifts, and by the first
 * extractor's features.
 */
final class CopySearch {
	private final PatchSet training;
	private final PatchSet heldOut;
	private final QualityConfig config;
	private final Seeds seeds;
	private final RunContext context;
	private final FeatureExtractor extractor;
	private final NearestImages search;
	private final double[] betweenPixels;
	private final double[] heldOutPixels;
	private final FeatureScale scale;
	private final double[][] realFeatures;
	private final double[][] trainingFeatures;
	private final int[] groups;
	private final double[] betweenFeatures;
	private final double[] heldOutFeatures;
	private final boolean[] seen;

	CopySearch(final QualityInput input, final QualityConfig config, final Seeds seeds, final RunContext context) {
		training = input.training();
		heldOut = input.heldOut();
		this.config = config;
		this.seeds = seeds;
		this.context = context;
		extractor = input.extractors().get(0);
		final PatchSet reals = heldOut.isEmpty() ? training : training.plus(heldOut);
		groups = groups(reals);
		final int n = training.size();
		final int[] trainingGroups = java.util.Arrays.copyOf(groups, n);
		seen = new boolean[1 + java.util.Arrays.stream(groups).max().orElse(0)];
		for (final int g : trainingGroups) seen[g] = true;
		final int shift = Math.min(config.shift(), (Math.min(training.width(), training.height()) - 1) / 4);
		search = new NearestImages(training.pixels().toArray(new float[0][]), trainingGroups, training.width(),
				training.height(), shift);
		final List<Neighbour> nearest = Workers.inOrder(context, "Distances between subjects", "image", reals.size(),
				i -> i < n ? search.of(training.pixels(i), groups[i]) : search.of(heldOut.pixels(i - n)));
		betweenPixels = nearest.subList(0, n).stream().mapToDouble(Neighbour::distance).toArray();
		heldOutPixels = nearest.subList(n, nearest.size()).stream().mapToDouble(Neighbour::distance).toArray();
		scale = new FeatureScale(extractor.of(training));
		realFeatures = scale.apply(extractor.of(reals));
		trainingFeatures = java.util.Arrays.copyOf(realFeatures, n);
		betweenFeatures = Memorisation.betweenGroups(trainingFeatures, trainingGroups);
		heldOutFeatures = Memorisation.nearest(java.util.Arrays.copyOfRange(realFeatures, n, realFeatures.length),
				trainingFeatures);
	}

	/** @param set not empty */
	SetCopies in(final String name, final PatchSet set) {
		final List<Neighbour> byPixels = Workers.inOrder(context, "Looking for copies, " + name, "image", set.size(),
				i -> search.of(set.pixels(i)));
		final double[][] features = scale.apply(extractor.of(set));
		final List<Neighbour> byFeatures = Memorisation.neighbours(features, trainingFeatures,
				java.util.Arrays.copyOf(groups, training.size()));
		final Memorisation pixels = new Memorisation(byPixels, heldOutPixels, betweenPixels);
		final Memorisation inFeatures = new Memorisation(byFeatures, heldOutFeatures, betweenFeatures);
		final Optional<Memorisation.Leaning> leaning = heldOut.isEmpty()
				? Optional.empty()
				: Optional.of(Memorisation.leaning(features, realFeatures, groups, seen, config.permutations(),
						seeds.random("quality.leaning", 0)));
		final Set<Integer> copies = new HashSet<>(pixels.copies());
		final List<Nearest> rows = new ArrayList<>();
		for (int i = 0; i < set.size(); i++) {
			final Patch nearest = training.patch(byPixels.get(i).index());
			final Neighbour feature = byFeatures.get(i);
			rows.add(new Nearest.Builder(name, set.patch(i).id(), set.patch(i).label())
					.real(nearest.id(), nearest.subject(), nearest.label()).pixels(byPixels.get(i))
					.features(training.patch(feature.index()).id(), feature.distance(), feature.ratio())
					.build(copies.contains(i)));
		}
		rows.sort((a,
				b) -> a.isCopy() != b.isCopy() ? (a.isCopy() ? -1 : 1) : Double.compare(a.distance(), b.distance()));
		return new SetCopies(name, extractor.name(), rows, pixels, inFeatures, leaning, !heldOut.isEmpty());
	}

	private static int[] groups(final PatchSet reals) {
		final Map<String, Integer> numbers = new HashMap<>();
		final int[] out = new int[reals.size()];
		for (int i = 0; i < out.length; i++) {
			final String subject = reals.patch(i).subject();
			final Integer known = numbers.get(subject);
			out[i] = known == null ? numbers.size() : known;
			numbers.put(subject, out[i]);
		}
		return out;
	}
}
