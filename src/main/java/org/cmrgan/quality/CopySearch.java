package org.cmrgan.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.Memorisation;
import org.cmrgan.metrics.NearestImages;
import org.cmrgan.metrics.Neighbour;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;

/** Looks for training images among made ones: in pixels under flips, turns and shifts, and in the first extractor's features. */
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
		betweenPixels = new double[n];
		heldOutPixels = new double[heldOut.size()];
		try (Progress progress = context.start("Distances between subjects", "image", n + (long) heldOut.size())) {
			for (int i = 0; i < n; i++) {
				betweenPixels[i] = search.of(training.pixels(i), groups[i]).distance();
				progress.done(i + 1L);
			}
			for (int i = 0; i < heldOutPixels.length; i++) {
				heldOutPixels[i] = search.of(heldOut.pixels(i)).distance();
				progress.done(n + i + 1L);
			}
		}
		scale = new FeatureScale(extractor.of(training));
		realFeatures = scale.apply(extractor.of(reals));
		trainingFeatures = java.util.Arrays.copyOf(realFeatures, n);
		betweenFeatures = Memorisation.betweenGroups(trainingFeatures, trainingGroups);
		heldOutFeatures = Memorisation.nearest(java.util.Arrays.copyOfRange(realFeatures, n, realFeatures.length),
				trainingFeatures);
	}

	/** @param set not empty */
	SetCopies in(final String name, final PatchSet set) {
		final List<Neighbour> byPixels = new ArrayList<>();
		try (Progress progress = context.start("Looking for copies, " + name, "image", set.size())) {
			for (int i = 0; i < set.size(); i++) {
				byPixels.add(search.of(set.pixels(i)));
				progress.done(i + 1L);
			}
		}
		final double[][] features = scale.apply(extractor.of(set));
		final List<Neighbour> byFeatures = Memorisation.neighbours(features, trainingFeatures,
				java.util.Arrays.copyOf(groups, training.size()));
		final Memorisation pixels = new Memorisation(byPixels, heldOutPixels, betweenPixels);
		final Memorisation inFeatures = new Memorisation(byFeatures, heldOutFeatures, betweenFeatures);
		final Optional<Memorisation.Leaning> leaning = heldOut.isEmpty()
				? Optional.empty()
				: Optional.of(Memorisation.leaning(features, realFeatures, groups, seen, config.permutations(),
						seeds.random("quality.leaning." + name, 0)));
		final Set<Integer> copies = new HashSet<>(pixels.copies());
		final List<Nearest> rows = new ArrayList<>();
		for (int i = 0; i < set.size(); i++) {
			final int real = byPixels.get(i).index();
			rows.add(new Nearest(i, set.patch(i).id(), set.patch(i).label(), real, training.patch(real).id(),
					training.patch(real).subject(),
					training.patch(real).label(), byPixels.get(i), byFeatures.get(i),
					training.patch(byFeatures.get(i).index()).id(),
					copies.contains(i)));
		}
		rows.sort((a, b) -> a.isCopy() != b.isCopy()
				? (a.isCopy() ? -1 : 1)
				: Double.compare(a.pixels().distance(), b.pixels().distance()));
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
