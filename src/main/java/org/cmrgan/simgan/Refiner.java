/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.run.RunContext;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A trained refiner. It is fully convolutional and takes images of any size. Use it from one thread at a time. */
public final class Refiner implements AutoCloseable {
	/** File name of a trained refiner in its folder. */
	static final String MODEL = "model.zip";
	private static final int CHUNK = 32;
	private final Architecture architecture;
	private final INDArray parameters;
	private final Optional<ModelCard> card;
	private AdversarialGraph graph;

	private Refiner(final Architecture architecture, final INDArray parameters, final Optional<ModelCard> card) {
		this.architecture = architecture;
		this.card = card;
		this.parameters = parameters.dup();
	}

	/**
	 * {@return the refiner of a file}
	 *
	 * @param model a model.zip
	 * @throws org.cmrgan.run.UserError if there is no such model, or it is not a refiner
	 */
	public static Refiner load(final Path model) {
		try (AdversarialGraph graph = AdversarialGraph.load(model)) {
			final long[] in = graph.architecture().inputShape();
			if (in.length != 3 || !Arrays.equals(in, graph.architecture().outputShape()))
				throw org.cmrgan.run.UserError
						.of("The model %s is not a refiner: give the model.zip of a simgan folder.", model);
			return new Refiner(graph.architecture(), graph.parameters(), graph.card());
		}
	}

	/** The refiner with a copy of these parameters; later training does not change it. */
	static Refiner of(final Architecture architecture, final INDArray parameters) {
		return new Refiner(architecture, parameters, Optional.empty());
	}

	/** {@return the card of the file; empty if it has none} */
	public Optional<ModelCard> card() {
		return card;
	}

	/**
	 * Refines images one by one, in order.
	 *
	 * @param images row-major, x fastest, in [-1, 1]
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @return new arrays in [-1, 1]
	 */
	public List<float[]> refine(final List<float[]> images, final int width, final int height) {
		return refine(images, width, height, RunContext.quiet());
	}

	/**
	 * As {@link #refine(List, int, int)}, but stops when the user cancels.
	 *
	 * @param images row-major, x fastest, in [-1, 1]
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return new arrays in [-1, 1]
	 */
	public List<float[]> refine(final List<float[]> images, final int width, final int height,
			final RunContext context) {
		final AdversarialGraph net = graph(width, height);
		final List<float[]> out = new ArrayList<>(images.size());
		for (int from = 0; from < images.size(); from += CHUNK) {
			context.checkCancelled();
			final List<float[]> some = images.subList(from, Math.min(images.size(), from + CHUNK));
			try (INDArray in = Tensors.of(some, width, height); INDArray raw = net.output(in)) {
				out.addAll(Tensors.toPixels(raw));
			}
		}
		return out;
	}

	private AdversarialGraph graph(final int width, final int height) {
		final Architecture wanted = architecture.ofSize(height, width);
		if (graph == null || !graph.architecture().equals(wanted)) {
			if (graph != null) graph.close();
			graph = AdversarialGraph.create(wanted, Optimiser.sgd(0), 0);
			graph.parameters().assign(parameters);
		}
		return graph;
	}

	@Override
	public void close() {
		if (graph != null) graph.close();
		parameters.close();
	}
}
