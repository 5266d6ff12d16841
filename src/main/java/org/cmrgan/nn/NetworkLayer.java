/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.List;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.GraphExecutor;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.Seeds;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Runs an {@link ArchitectureLayer} inside Deeplearning4j by a {@link GraphExecutor}. */
final class NetworkLayer extends BaseLayer<org.deeplearning4j.nn.conf.layers.BaseLayer> {
	private static final long serialVersionUID = 1L;

	private final transient Architecture architecture;
	private final transient Precision precision;
	private transient GraphExecutor executor;

	NetworkLayer(final NeuralNetConfiguration configuration, final DataType type, final Architecture architecture,
			final Precision precision) {
		super(configuration, type);
		this.architecture = architecture;
		this.precision = precision;
	}

	Architecture architecture() {
		return architecture;
	}

	/** The optimiser of the parameters. */
	IUpdater updater() {
		return layerConf().getIUpdater();
	}

	/** Weight decay, 0 if there is none. */
	double decay() {
		final List<Regularization> all = layerConf().getRegularization();
		if (all == null) return 0;
		return all.stream().filter(r -> r instanceof WeightDecay)
				.mapToDouble(r -> ((WeightDecay) r).getCoeff().valueAt(0, 0)).max().orElse(0);
	}

	/** Created on first use, because Deeplearning4j assigns the gradient only when training begins. */
	GraphExecutor executor() {
		if (executor == null)
			executor = ExecutorChoice.create(architecture, paramsFlattened, gradientsFlattened, precision);
		return executor;
	}

	/**
	 * Sets the step from which dropout of the next forward pass draws.
	 *
	 * @param iteration steps taken
	 */
	GraphExecutor at(final int iteration) {
		executor().seed(new Seeds(conf().getSeed()).of("dropout", iteration));
		return executor();
	}

	@Override
	public void setBackpropGradientsViewArray(final INDArray gradients) {
		super.setBackpropGradientsViewArray(gradients);
		release();
	}

	@Override
	public void setParamsViewArray(final INDArray parameters) {
		super.setParamsViewArray(parameters);
		release();
	}

	@Override
	public INDArray activate(final boolean training, final LayerWorkspaceMgr workspaces) {
		assertInputSet(false);
		// Deeplearning4j may have changed the parameters without notice.
		executor().parametersChanged();
		return into(ArrayType.ACTIVATIONS, workspaces,
				training ? at(getIterationCount()).forward(input) : executor().output(input));
	}

	@Override
	public Pair<Gradient, INDArray> backpropGradient(final INDArray error, final LayerWorkspaceMgr workspaces) {
		final INDArray atInput = executor().backward(error, true, true).orElseThrow();
		final Gradient gradient = new DefaultGradient(gradientsFlattened);
		for (final Parameter p : architecture.parameters())
			gradient.setGradientFor(p.name(), gradientViews.get(p.name()));
		return new Pair<>(gradient, into(ArrayType.ACTIVATION_GRAD, workspaces, atInput));
	}

	/** Copies an array into Deeplearning4j's workspace, which frees it. */
	private static INDArray into(final ArrayType type, final LayerWorkspaceMgr workspaces, final INDArray array) {
		final INDArray copy = workspaces.createUninitialized(type, array.dataType(), array.shape(), 'c').assign(array);
		array.close();
		return copy;
	}

	@Override
	public boolean isPretrainLayer() {
		return false;
	}

	void release() {
		if (executor != null) executor.close();
		executor = null;
	}
}
