/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.PretrainedWeights;
import org.cmrgan.run.UserError;

/** Initial weights from the user's files: the same in every arm. Immutable. */
final class FirstWeights {
	private final Map<Classifier, Map<String, float[]>> values = new EnumMap<>(Classifier.class);
	private final String hashes;

	/**
	 * Reads the files of {@link EvaluateConfig#weights()}.
	 *
	 * @param size side length of the images in pixels
	 * @throws UserError if a file is broken, or belongs to no classifier of the experiment or to another capacity
	 */
	FirstWeights(final EvaluateConfig config, final int size) {
		final StringBuilder all = new StringBuilder();
		for (final Path file : config.weights()) {
			final PretrainedWeights weights = PretrainedWeights.read(file);
			final List<Classifier> fitting = config.classifiers().stream()
					.filter(c -> !c.publishedNames().isEmpty() && weights.areFor(c.publishedNames()))
					.collect(Collectors.toList());
			if (fitting.isEmpty())
				throw UserError.of(
						"The weights file %s fits none of the classifiers of this experiment (%s): name its arrays as in docs/reference/evaluation.md.",
						file, config.classifiers().stream().map(Classifier::title).collect(Collectors.joining(", ")));
			final Classifier classifier = fitting.get(0);
			values.put(classifier,
					weights.of(new Recipe(config, classifier).network(size), classifier.publishedNames()));
			all.append(weights.sha256()).append(' ');
		}
		hashes = all.toString().trim();
	}

	/** Does nothing if there is no file for the network. */
	void into(final AdversarialGraph network, final Classifier classifier) {
		PretrainedWeights.into(network, values.getOrDefault(classifier, Map.of()));
	}

	/** SHA-256 of the files, empty without any: part of a cell's hash. */
	String hashes() {
		return hashes;
	}
}
