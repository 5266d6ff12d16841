/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.IOException;
import java.util.Map;

import org.cmrgan.nn.graph.Architecture;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The configuration of a model.zip. The few settings in which this suite's networks differ are read from the text, and
 * a configuration is rebuilt from them; the text must then contain nothing else. Therefore no class that a file names
 * is ever loaded, as Deeplearning4j's own reader does.
 */
final class ModelConfiguration {
	/** Name of the only layer. */
	static final String NAME = "network";
	private static final String CLASS = "@class";

	private final Architecture architecture;
	private final DataType type;
	private final ComputationGraphConfiguration configuration;

	private ModelConfiguration(final Architecture architecture, final DataType type,
			final ComputationGraphConfiguration configuration) {
		this.architecture = architecture;
		this.type = type;
		this.configuration = configuration;
	}

	/**
	 * Deeplearning4j's configuration of a network.
	 *
	 * @param architecture as {@link Architecture#toJson()} writes it
	 */
	static ComputationGraphConfiguration of(final String architecture, final Optimiser optimiser, final long seed,
			final Precision precision, final DataType type) {
		final NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder().seed(seed).dataType(type)
				.updater(optimiser.updater()).miniBatch(false);
		if (optimiser.weightDecay() > 0) builder.weightDecay(optimiser.weightDecay());
		return builder.graphBuilder().addInputs("input")
				.addLayer(NAME, new ArchitectureLayer(architecture, precision), "input").setOutputs(NAME).build();
	}

	/** @throws IOException if the text is not a configuration, or not that of a network of this suite */
	static ModelConfiguration parse(final String json) throws IOException {
		final JsonElement given;
		final ModelConfiguration made;
		try {
			given = JsonParser.parseString(json);
			made = make(given.getAsJsonObject());
		} catch (final RuntimeException e) {
			throw new IOException("its configuration does not describe a network of this suite: " + e.getMessage(), e);
		}
		requireSame(given, JsonParser.parseString(made.configuration.toJson()), "configuration");
		return made;
	}

	private static ModelConfiguration make(final JsonObject given) {
		final JsonObject network = given.getAsJsonObject("vertices").getAsJsonObject(NAME).getAsJsonObject("layerConf");
		final JsonObject layer = network.getAsJsonObject("layer");
		final String text = layer.get("architecture").getAsString();
		final DataType type = DataType.valueOf(given.get("dataType").getAsString());
		final JsonElement precision = layer.get("precision");
		final Optimiser optimiser = Optimiser.of(updater(layer.getAsJsonObject("iupdater")));
		final double decay = decay(layer.getAsJsonArray("regularization"));
		final int iteration = given.get("iterationCount").getAsInt();
		if (iteration < 0) throw new IllegalArgumentException(iteration + " steps");
		final Architecture architecture = Architecture.fromJson(text);
		final ComputationGraphConfiguration made = of(text, decay > 0 ? optimiser.weightDecay(decay) : optimiser,
				network.get("seed").getAsLong(),
				precision == null ? Precision.FLOAT : Precision.valueOf(precision.getAsString()), type);
		made.setIterationCount(iteration);
		// Deeplearning4j enters the order of the vertices when it is first asked for.
		new ComputationGraph(made).topologicalSortOrder();
		return new ModelConfiguration(architecture, type, made);
	}

	private static IUpdater updater(final JsonObject given) {
		final double rate = given.get("learningRate").getAsDouble();
		final String name = given.get(CLASS).getAsString();
		if (name.equals(Sgd.class.getName())) return new Sgd(rate);
		if (name.equals(Nesterovs.class.getName())) return new Nesterovs(rate, given.get("momentum").getAsDouble());
		if (!name.equals(Adam.class.getName())) throw new IllegalArgumentException("the optimiser " + name);
		return new Adam(rate, given.get("beta1").getAsDouble(), given.get("beta2").getAsDouble(),
				given.get("epsilon").getAsDouble());
	}

	private static double decay(final JsonArray regularization) {
		return regularization.isEmpty()
				? 0
				: regularization.get(0).getAsJsonObject().getAsJsonObject("coeff").get("value").getAsDouble();
	}

	/** A file of an earlier version may contain less than this one, but never anything else. */
	private static void requireSame(final JsonElement given, final JsonElement made, final String where)
			throws IOException {
		boolean same = given.getClass() == made.getClass();
		if (same && given.isJsonObject()) {
			for (final Map.Entry<String, JsonElement> e : given.getAsJsonObject().entrySet()) {
				final JsonElement other = made.getAsJsonObject().get(e.getKey());
				if (other == null) throw new IOException("its configuration has an unknown entry in " + where);
				requireSame(e.getValue(), other, where + "." + e.getKey());
			}
		} else if (same && given.isJsonArray()) {
			same = given.getAsJsonArray().size() == made.getAsJsonArray().size();
			for (int i = 0; same && i < given.getAsJsonArray().size(); i++)
				requireSame(given.getAsJsonArray().get(i), made.getAsJsonArray().get(i), where);
		} else if (same && given.isJsonPrimitive()) {
			same = given.getAsString().equals(made.getAsString());
		}
		if (!same) throw new IOException("its configuration differs from this suite's networks in " + where);
	}

	Architecture architecture() {
		return architecture;
	}

	/** Float, or double in tests. */
	DataType type() {
		return type;
	}

	/** The configuration of a new network. */
	ComputationGraphConfiguration configuration() {
		return configuration;
	}
}
