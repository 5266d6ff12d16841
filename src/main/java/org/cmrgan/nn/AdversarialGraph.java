/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cmrgan.data.ModelCard;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.GraphExecutor;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.UserError;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * A network that is trained by errors from outside, as in a GAN: forward pass, an error at the output, backward pass,
 * and a step when the caller asks for it. It is a Deeplearning4j {@link ComputationGraph} of one
 * {@link ArchitectureLayer}.
 * <p>
 * A network that only passes an error on (the discriminator while the generator learns) is not changed: neither weights
 * nor statistics change before {@link #step()}.
 * <p>
 * Use it from one thread at a time. Arguments must be contiguous arrays in c-order; the caller closes the returned
 * arrays.
 */
public final class AdversarialGraph implements AutoCloseable {
	/** Number of images that run at once in {@link #output}; more would only need more memory. */
	private static final int CHUNK = 64;

	private final ComputationGraph graph;
	private final NetworkLayer layer;
	private final Architecture architecture;
	private final INDArray parameters;
	private final INDArray gradients;
	private final Gradient named;
	private Optional<ModelCard> card = Optional.empty();

	private AdversarialGraph(final ComputationGraph graph) {
		this.graph = graph;
		graph.initGradientsView();
		layer = (NetworkLayer) graph.getLayer(0);
		architecture = layer.architecture();
		parameters = flat(graph.params());
		gradients = flat(graph.getFlattenedGradients());
		named = new DefaultGradient(graph.getFlattenedGradients());
		// The vertex has a name because the updater looks up each layer's gradients by name.
		for (final Parameter p : architecture.parameters())
			named.setGradientFor(ModelConfiguration.NAME + "_" + p.name(), p.view(gradients));
	}

	/**
	 * {@return a new network, initialised from the seed}
	 *
	 * @param architecture structure of the network
	 * @param optimiser how gradients move the parameters
	 * @param seed of the initial values and of dropout
	 */
	public static AdversarialGraph create(final Architecture architecture, final Optimiser optimiser, final long seed) {
		return create(architecture, optimiser, seed, Precision.FLOAT);
	}

	/**
	 * {@return a new network with a given precision, initialised from the seed}
	 *
	 * @param architecture structure of the network
	 * @param optimiser how gradients move the parameters
	 * @param seed of the initial values and of dropout
	 * @param precision of the numbers inside it
	 */
	public static AdversarialGraph create(final Architecture architecture, final Optimiser optimiser, final long seed,
			final Precision precision) {
		return create(architecture, optimiser, seed, precision, DataType.FLOAT);
	}

	static AdversarialGraph create(final Architecture architecture, final Optimiser optimiser, final long seed,
			final DataType type) {
		return create(architecture, optimiser, seed, Precision.FLOAT, type);
	}

	private static AdversarialGraph create(final Architecture architecture, final Optimiser optimiser, final long seed,
			final Precision precision, final DataType type) {
		Backend.prepare();
		final ComputationGraph graph = new ComputationGraph(
				ModelConfiguration.of(architecture.toJson(), optimiser, seed, precision, type));
		graph.init();
		return new AdversarialGraph(graph);
	}

	/**
	 * {@return the network of a file}
	 *
	 * @param file a model.zip
	 * @throws UserError if there is no such model, if it is not one of this suite, or if it is damaged
	 */
	public static AdversarialGraph load(final Path file) {
		Backend.prepare();
		if (!Files.isRegularFile(file)) throw new UserError("There is no model " + file + ": train it first.");
		try (SavedModel saved = new SavedModel(file)) {
			return load(saved);
		} catch (final UserError e) {
			throw e;
		} catch (final IOException | RuntimeException e) {
			throw new UserError("Cannot read the model " + file + " (" + e.getMessage()
					+ "): give a model.zip written by this suite, or train again.", e);
		}
	}

	private static AdversarialGraph load(final SavedModel saved) throws IOException {
		final ModelConfiguration read = saved.configuration();
		final ComputationGraph graph = new ComputationGraph(read.configuration());
		final long length = read.architecture().length();
		graph.init(saved.parameters(read.type(), length), false);
		final AdversarialGraph network = new AdversarialGraph(graph);
		try {
			if (saved.hasMemory() != network.memoryLength() > 0) throw new IOException("another optimiser's memory");
			if (saved.hasMemory()) try (INDArray memory = saved.memory(read.type(), network.memoryLength())) {
				flat(graph.getUpdater().getStateViewArray()).assign(memory);
			}
		} catch (final IOException | RuntimeException e) {
			network.close();
			throw e;
		}
		network.card = saved.about();
		return network;
	}

	/**
	 * Writes a model.zip of Deeplearning4j with the optimiser's state. It does not write atomically; the caller does.
	 *
	 * @param file the file to write
	 * @throws IOException if writing fails
	 */
	public void save(final Path file) throws IOException {
		write(file, Optional.empty());
	}

	/**
	 * As {@link #save(Path)}, with a model.json to which the shapes of input and output are added.
	 *
	 * @param file the file to write
	 * @param about describes the network
	 * @throws IOException if writing fails
	 */
	public void save(final Path file, final ModelCard about) throws IOException {
		write(file, Optional
				.of(about.shaped(architecture.inputShape(), architecture.outputShape(), architecture.takesAnySize())));
	}

	private void write(final Path file, final Optional<ModelCard> about) throws IOException {
		SavedModel.write(file, graph.getConfiguration().toJson(), graph.params(),
				graph.getUpdater().getStateViewArray(), about);
	}

	/**
	 * {@return the card of the file from which this network was read; empty for a new network, and if the file has
	 * none}
	 */
	public Optional<ModelCard> card() {
		return card;
	}

	/** {@return the structure of the network} */
	public Architecture architecture() {
		return architecture;
	}

	/**
	 * {@return the executor that runs it, in words for run.json}
	 */
	public String describe() {
		return layer.executor().describe();
	}

	/** Running times for the benchmark: milliseconds of each kind of call, one line for each sequence of calls. */
	String profile() {
		return layer.executor().profile();
	}

	/**
	 * {@return the output in training mode. It keeps what {@link #backward} needs until the next forward pass. Dropout
	 * depends on the seed and the number of steps, so it is the same in each pass before a step}
	 *
	 * @param x [images, ...]
	 */
	public INDArray forward(final INDArray x) {
		check(x, architecture.inputShape(), "input");
		return layer.at(iteration()).forward(x);
	}

	/**
	 * {@return the output in inference mode, for any number of images. Batch norm uses its running statistics, and
	 * anything that {@link #forward} kept is lost}
	 *
	 * @param x [images, ...]
	 */
	public INDArray output(final INDArray x) {
		check(x, architecture.inputShape(), "input");
		final long n = x.size(0);
		if (n <= CHUNK) return layer.executor().output(x);
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final long[] shape = concat(n, architecture.outputShape());
			final INDArray all = Nd4j.createUninitialized(x.dataType(), shape, 'c');
			for (long from = 0; from < n; from += CHUNK) {
				final long to = Math.min(n, from + CHUNK);
				final INDArray in = x.get(NDArrayIndex.interval(from, to)).dup('c');
				final INDArray out = layer.executor().output(in);
				all.get(NDArrayIndex.interval(from, to)).assign(out);
				in.close();
				out.close();
			}
			return all;
		}
	}

	/**
	 * Runs the backward pass of the last {@link #forward}. May be called several times after one forward pass, as long
	 * as the parameters have not changed.
	 *
	 * @param error dL/dOutput, shaped like the output; already divided by the number of images if the loss is a mean
	 * @param wantInput whether dL/dInput is returned
	 * @param wantParameters whether {@link #gradient()} is set to dL/dParameters
	 * @return dL/dInput, if {@code wantInput}
	 */
	public Optional<INDArray> backward(final INDArray error, final boolean wantInput, final boolean wantParameters) {
		check(error, architecture.outputShape(), "error");
		return layer.executor().backward(error, wantInput, wantParameters);
	}

	/**
	 * The gradients of several losses that differ only in the weight of each image: the m-th is that of Σ_i
	 * factors[m][i] L_i. If no image's error depends on other images, one backward pass is enough.
	 *
	 * @param error by image, dL_i/dOutput after the last {@link #forward} pass
	 * @param factors by loss and image
	 * @return vectors like {@link #gradient()}, valid until the next call and not owned by the caller;
	 * {@link #gradient()} itself may change
	 */
	public List<INDArray> gradients(final INDArray error, final float[]... factors) {
		check(error, architecture.outputShape(), "error");
		return layer.executor().gradients(error, factors);
	}

	/**
	 * {@return dL/dParameters of the last backward pass that computed it, in the order of {@link
	 * Architecture#parameters()}. It is valid until the next {@link #step()}, which may overwrite it. A view; the part
	 * of the statistics is not a derivative}
	 */
	public INDArray gradient() {
		return gradients;
	}

	/** {@return the Euclidean norm of dL/dParameters, without the statistics of batch norm} */
	public double gradientNorm() {
		return gradients.get(NDArrayIndex.interval(0, architecture.trainableLength())).norm2Number().doubleValue();
	}

	/** Moves the parameters along {@link #gradient()} by the optimiser. */
	public void step() {
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final int iteration = graph.getConfiguration().getIterationCount();
			final IUpdater updater = layer.updater();
			final FusedStep fused = fused();
			if (fused.suits(updater)) fused.run(updater, iteration, layer.decay());
			else if (updater instanceof Nesterovs) {
				// Deeplearning4j's own updater defines its momentum differently, which matters when the rate changes.
				fused.nesterov((Nesterovs) updater, iteration, layer.decay());
			} else {
				scale(parameters, false);
				scale(gradients, true);
				graph.getUpdater().update(named, iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
				parameters.subi(gradients);
				scale(parameters, true);
			}
			layer.executor().parametersChanged();
			graph.getConfiguration().setIterationCount(iteration + 1);
		}
	}

	/**
	 * Sets the learning rate from now on.
	 *
	 * @param rate the learning rate
	 */
	public void learningRate(final double rate) {
		final IUpdater updater = layer.updater();
		// Deeplearning4j creates its updater again at each change, which takes as long as a step of a small network.
		if (fused().suits(updater)) updater.setLrAndSchedule(rate, null);
		else
			graph.setLearningRate(rate);
	}

	private FusedStep fused() {
		return new FusedStep(parameters, gradients, graph.getUpdater().getStateViewArray(), architecture);
	}

	/** {@return the number of steps so far} */
	public int iteration() {
		return graph.getConfiguration().getIterationCount();
	}

	/**
	 * {@return the parameters in the order of {@link Architecture#parameters()}: a view, which may be written to. Call
	 * this again before each use}
	 */
	public INDArray parameters() {
		layer.executor().parametersChanged();
		return parameters;
	}

	/**
	 * Sets one parameter.
	 *
	 * @param parameter of this network's architecture
	 * @param values row-major, as many as the parameter has
	 */
	public void set(final Parameter parameter, final float... values) {
		try (INDArray given = Nd4j.createFromArray(values)) {
			parameter.view(parameters()).assign(given.reshape(parameter.shape()));
		}
	}

	/** {@return a copy of everything that training changes} */
	public State state() {
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final INDArray memory = graph.getUpdater().getStateViewArray();
			return new State(parameters.dup(), memory == null ? Nd4j.empty(parameters.dataType()) : memory.dup(),
					iteration());
		}
	}

	/**
	 * {@return the state of a network like this one, as written by {@link State#writeTo}}
	 *
	 * @param in positioned at the data
	 * @throws IOException if reading fails, or the data are not valid
	 */
	public State readState(final DataInputStream in) throws IOException {
		return State.readFrom(in, parameters.dataType(), architecture.length(), memoryLength());
	}

	private long memoryLength() {
		final INDArray memory = graph.getUpdater().getStateViewArray();
		return memory == null ? 0 : memory.length();
	}

	/**
	 * Restores a state, which is not changed.
	 *
	 * @param state of a network like this one
	 * @throws IllegalArgumentException if it belongs to another architecture
	 */
	public void restore(final State state) {
		final INDArray memory = graph.getUpdater().getStateViewArray();
		if (state.parameters().length() != architecture.length()
				|| state.memory().length() != (memory == null ? 0 : memory.length()))
			throw new IllegalArgumentException("the state of another network");
		parameters.assign(flat(state.parameters()));
		if (memory != null) flat(memory).assign(flat(state.memory()));
		layer.executor().parametersChanged();
		graph.getConfiguration().setIterationCount(state.iteration());
	}

	/** Another network that shares the parameters and the gradient. */
	GraphExecutor executor(final Architecture other) {
		return ExecutorChoice.create(other, parameters, gradients, Precision.FLOAT);
	}

	/** Multiplies or divides the part of each parameter by its scale, if it has one. */
	private void scale(final INDArray flat, final boolean up) {
		for (final Parameter p : architecture.parameters()) if (p.scale() != 1) {
			final INDArray part = flat.get(NDArrayIndex.interval(p.offset(), p.offset() + p.length()));
			part.muli(up ? p.scale() : 1 / p.scale());
		}
	}

	/** Frees all memory of the network. */
	@Override
	public void close() {
		layer.release();
		final INDArray memory = graph.getUpdater().getStateViewArray();
		for (final INDArray array : memory == null
				? List.of(graph.params(), graph.getFlattenedGradients())
				: List.of(graph.params(), graph.getFlattenedGradients(), memory))
			if (!array.wasClosed() && array.closeable()) array.close();
	}

	private static INDArray flat(final INDArray array) {
		return array.reshape(array.length());
	}

	private static void check(final INDArray array, final long[] shape, final String what) {
		final long[] given = array.shape();
		boolean fits = given.length == shape.length + 1 && given[0] > 0;
		for (int i = 0; fits && i < shape.length; i++) fits = given[i + 1] == shape[i];
		if (!fits)
			throw new IllegalArgumentException("the network's " + what + " is [images, "
					+ java.util.Arrays.toString(shape) + "], not " + java.util.Arrays.toString(given));
	}

	private static long[] concat(final long first, final long[] rest) {
		final long[] all = new long[rest.length + 1];
		all[0] = first;
		System.arraycopy(rest, 0, all, 1, rest.length);
		return all;
	}
}
