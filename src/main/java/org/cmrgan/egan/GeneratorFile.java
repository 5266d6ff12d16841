/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.cmrgan.data.ModelCard;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.run.AtomicFiles;

/** The file of a trained generator. */
final class GeneratorFile {
	/** Its name in the folder of a training. */
	static final String NAME = "model.zip";

	private GeneratorFile() {}

	/**
	 * Writes a generator without its optimiser state, which is twice as large and does not belong to the selected
	 * snapshot.
	 */
	static void write(final AdversarialGraph generator, final Path file, final ModelCard card) {
		write(generator, all -> {}, file, card);
	}

	/** Writes a generator after {@code complete} has changed the written copy; the generator itself stays as it is. */
	static void write(final AdversarialGraph generator, final Consumer<AdversarialGraph> complete, final Path file,
			final ModelCard card) {
		try (AdversarialGraph bare = AdversarialGraph.create(generator.architecture(), Optimiser.sgd(1e-3), 1)) {
			bare.parameters().assign(generator.parameters());
			complete.accept(bare);
			final ModelCard full = card.drawing(Latents.of(generator.architecture()).description());
			AtomicFiles.write(file, path -> bare.save(path, full));
		}
	}
}
