/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.Shapes;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A Deeplearning4j layer that is a whole network, defined by its {@link Architecture}. Deeplearning4j serialises it in
 * a model.zip and moves its parameters. With this class on the class path, the {@code output} of a restored model works
 * like that of any other.
 */
public final class ArchitectureLayer extends BaseLayer {
	private static final long serialVersionUID = 1L;

	/** JSON of the architecture, for both Java serialisation and Jackson. */
	private final String architecture;
	/** The precision of the numbers inside. */
	private final Precision precision;
	private transient Architecture parsed;

	/**
	 * @param architecture as {@link Architecture#toJson()} writes it
	 * @param precision null for float
	 */
	public ArchitectureLayer(@JsonProperty("architecture") final String architecture,
			@JsonProperty("precision") final Precision precision) {
		this.architecture = Objects.requireNonNull(architecture);
		this.precision = precision == null ? Precision.FLOAT : precision;
	}

	/** {@return the architecture's JSON; Jackson requires this name} */
	public String getArchitecture() {
		return architecture;
	}

	/** {@return the precision of the numbers inside; Jackson requires this name} */
	public Precision getPrecision() {
		return precision;
	}

	synchronized Architecture architecture() {
		if (parsed == null) parsed = Architecture.fromJson(architecture);
		return parsed;
	}

	@Override
	public Layer instantiate(final NeuralNetConfiguration configuration, final Collection<TrainingListener> listeners,
			final int index, final INDArray parameters, final boolean fill, final DataType type) {
		final NetworkLayer layer = new NetworkLayer(configuration, type, architecture(), precision);
		layer.setListeners(listeners);
		layer.setIndex(index);
		layer.setParamsViewArray(parameters);
		layer.setParamTable(initializer().init(configuration, parameters, fill));
		layer.setConf(configuration);
		return layer;
	}

	@Override
	public ParamInitializer initializer() {
		return new ParameterInitializer(architecture());
	}

	@Override
	public InputType getOutputType(final int index, final InputType input) {
		final long[] out = architecture().outputShape();
		return out.length == 1 ? InputType.feedForward(out[0]) : InputType.convolutional(out[1], out[2], out[0]);
	}

	@Override
	public void setNIn(final InputType input, final boolean override) {
		// The architecture contains its input shape.
	}

	@Override
	public InputPreProcessor getPreProcessorForInputType(final InputType input) {
		return null; // Deeplearning4j's word for "none".
	}

	@Override
	public IUpdater getUpdaterByParam(final String name) {
		return architecture().parameter(name).role() == Parameter.Role.STATISTIC
				? new NoOp()
				: super.getUpdaterByParam(name);
	}

	@Override
	public List<Regularization> getRegularizationByParam(final String name) {
		if (architecture().parameter(name).role() != Parameter.Role.WEIGHT || getRegularization() == null)
			return List.of();
		// Deeplearning4j's builder adds weight decay twice.
		return getRegularization().stream().distinct().collect(Collectors.toList());
	}

	@Override
	public boolean isPretrainParam(final String name) {
		return false;
	}

	@Override
	public LayerMemoryReport getMemoryReport(final InputType input) {
		final Architecture a = architecture();
		final long activations = a.values() - Shapes.product(a.inputShape());
		return new LayerMemoryReport.Builder(layerName, ArchitectureLayer.class, input, getOutputType(0, input))
				.standardMemory(a.length(), 2 * a.trainableLength()).workingMemory(0, activations, 0, 2 * activations)
				.cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS).build();
	}

	@Override
	public ArchitectureLayer clone() {
		return (ArchitectureLayer) super.clone();
	}

	@Override
	public boolean equals(final Object other) {
		return this == other || other instanceof ArchitectureLayer && super.equals(other)
				&& architecture.equals(((ArchitectureLayer) other).architecture)
				&& precision == ((ArchitectureLayer) other).precision;
	}

	@Override
	protected boolean canEqual(final Object other) {
		return other instanceof ArchitectureLayer;
	}

	@Override
	public int hashCode() {
		return 31 * super.hashCode() + architecture.hashCode();
	}
}
