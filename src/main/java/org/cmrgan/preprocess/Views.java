/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.cmrgan.preprocess.ScanReader.Scan;

/**
 * Checks whether the views in the images of a table are comparable: otherwise a network could tell the classes apart by
 * the orientation of their slices. Remarks name the classes concerned.
 */
final class Views {
	/** Cosine of 45 degrees. */
	private static final double ALIKE = 0.7071;
	/** Fraction of the images of a class that are stored alike. */
	private static final double MOST = 0.8;

	private final List<Scan> scans;

	/** @param scans those that gave patches */
	Views(final List<Scan> scans) {
		this.scans = scans;
	}

	/** A sentence for each irregularity. */
	List<String> oddities() {
		final List<String> out = new ArrayList<>();
		directions().ifPresent(out::add);
		planes().ifPresent(out::add);
		storages().ifPresent(out::add);
		return out;
	}

	/** Only some images are rotated by their headers. */
	private Optional<String> directions() {
		final List<Scan> without = scans.stream().filter(s -> !axes(s).isKnown()).collect(Collectors.toList());
		final boolean turned = scans.stream().anyMatch(s -> axes(s).isKnown() && !axes(s).isAsStored());
		if (without.isEmpty() || !turned) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT,
				"%d of %d images have no direction in their headers (TransformMatrix) and were not rotated, unlike the others (%s): their patches may be oriented differently, so give all images a direction, or none.",
				without.size(), scans.size(), byLabel("without", s -> !axes(s).isKnown())));
	}

	/** Some images show another plane than most. */
	private Optional<String> planes() {
		final List<Scan> known = scans.stream().filter(s -> axes(s).isKnown()).collect(Collectors.toList());
		if (known.isEmpty()) return Optional.empty();
		double[] middle = axes(known.get(0)).normal();
		double best = -1;
		for (final double[] normal : known.stream().map(s -> axes(s).normal()).distinct()
				.collect(Collectors.toList())) {
			double sum = 0;
			for (final Scan scan : known) sum += along(axes(scan).normal(), normal);
			if (sum > best) {
				best = sum;
				middle = normal;
			}
		}
		final double[] most = middle;
		final List<Scan> others = known.stream().filter(s -> along(axes(s).normal(), most) < ALIKE)
				.collect(Collectors.toList());
		if (others.isEmpty()) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT,
				"%d of %d images (the first: %s) show a plane that differs from the others by more than 45 degrees (%s): give slices of one view.",
				others.size(), scans.size(), others.get(0).source.name(), byLabel("of it", others::contains)));
	}

	/** Each class is stored in its own way, which suggests different origins. */
	private Optional<String> storages() {
		final Map<String, Map<String, Integer>> codes = new TreeMap<>();
		for (final Scan scan : scans)
			if (axes(scan).isKnown())
				codes.computeIfAbsent(scan.source.label(), l -> new TreeMap<>()).merge(axes(scan).code(), 1,
						Integer::sum);
		if (codes.size() < 2) return Optional.empty();
		final Map<String, String> usual = new LinkedHashMap<>();
		for (final Map.Entry<String, Map<String, Integer>> label : codes.entrySet()) {
			final int all = label.getValue().values().stream().mapToInt(n -> n).sum();
			final Map.Entry<String, Integer> first = label.getValue().entrySet().stream()
					.max(Map.Entry.comparingByValue()).orElseThrow();
			if (all < 2 || first.getValue() < MOST * all) return Optional.empty();
			usual.put(label.getKey(), first.getKey());
		}
		final Set<String> different = Set.copyOf(usual.values());
		if (different.size() < usual.size()) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT,
				"The headers (TransformMatrix) give each class a different row and column direction (%s), so their patches are rotated or mirrored: check the headers with the contact sheet.",
				usual.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "))));
	}

	/** "patient 4 of 4 without, normal 0 of 4". */
	private String byLabel(final String word, final Function<Scan, Boolean> is) {
		final Map<String, int[]> counts = new TreeMap<>();
		for (final Scan scan : scans) {
			final int[] count = counts.computeIfAbsent(scan.source.label(), l -> new int[2]);
			count[1]++;
			if (is.apply(scan)) count[0]++;
		}
		return counts.entrySet().stream()
				.map(e -> e.getKey() + " " + e.getValue()[0] + " of " + e.getValue()[1] + " " + word)
				.collect(Collectors.joining(", "));
	}

	private static SliceAxes axes(final Scan scan) {
		return scan.axes.orElseThrow();
	}

	private static double along(final double[] a, final double[] b) {
		return Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
	}
}
