/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.cmrgan.data.ModelCard;
import org.cmrgan.data.PixelScaling;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.run.AtomicFiles;

/**
 * Keeps the networks of an experiment, each as a model.zip with its description. May be used by cells that run in
 * parallel.
 */
public final class ModelKeeper {
	private final Path folder;
	private final IntFunction<ModelCard> cards;

	/**
	 * @param folder receives a file for each cell
	 * @param cards descriptions of the networks of a fold
	 */
	public ModelKeeper(final Path folder, final IntFunction<ModelCard> cards) {
		this.folder = folder;
		this.cards = cards;
	}

	/**
	 * Writes the network of a cell.
	 *
	 * @param settings of its training
	 * @param classes in the order of its outputs
	 * @param scaling of the pixels before the network
	 */
	void keep(final Cell cell, final AdversarialGraph network, final Map<String, String> settings,
			final List<String> classes, final PixelScaling scaling) {
		// Paths are private, so they are left out.
		settings.computeIfPresent(EvaluateConfig.WEIGHTS.name(), (k, v) -> v.equals("none") ? v : "given");
		settings.put("classifier", cell.classifier().key());
		settings.put("arm", cell.arm().key());
		settings.put("multiple", Integer.toString(cell.multiple()));
		settings.put("repeat", Integer.toString(cell.repeat()));
		final ModelCard card = cards.apply(cell.fold()).ofClasses(classes, classes.get(1))
				.of(ModelCard.Kind.CLASSIFIER, settings).scaledBy(scaling).holding(false);
		// Saved without the optimiser state, which is twice as large.
		try (AdversarialGraph bare = AdversarialGraph.create(network.architecture(), Optimiser.sgd(1e-3), 1)) {
			bare.parameters().assign(network.parameters());
			AtomicFiles.write(folder.resolve(cell.fileName() + ".zip"), path -> bare.save(path, card));
		}
	}
}
