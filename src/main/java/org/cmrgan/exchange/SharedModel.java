/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.ModelCard.Kind;
import org.cmrgan.data.Tensors;
import org.cmrgan.data.Window;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Losses;
import org.cmrgan.nn.SafetensorsWriter;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.PublishedNames;
import org.cmrgan.nn.onnx.OnnxModel;
import org.cmrgan.nn.operation.Mosaic;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network to be exported to other programs. It knows what the network is, by its model.json or, in a file of
 * an early version, by its shapes. It runs the network on images in their own unit, and writes ONNX and safetensors.
 */
public final class SharedModel implements AutoCloseable {
	private final Path file;
	private final AdversarialGraph network;
	private final ModelCard card;
	private final Kind kind;
	private final Optional<Window> window;

	private SharedModel(final Path file, final AdversarialGraph network, final Optional<Window> window) {
		this.file = file;
		this.network = network;
		this.window = window;
		card = network.card().orElse(ModelCard.blank());
		kind = card.kind().orElseGet(() -> kindOf(network.architecture()));
	}

	/**
	 * {@return the network of a model.zip}
	 *
	 * @param file the model.zip
	 * @param window what -1 and 1 stand for; empty for images in [-1, 1]
	 * @throws UserError if the file is not a model.zip, or is damaged
	 */
	public static SharedModel open(final Path file, final Optional<Window> window) {
		return new SharedModel(file, AdversarialGraph.load(file), window);
	}

	private static Kind kindOf(final Architecture network) {
		if (network.inputShape().length == 1) return Kind.GENERATOR;
		return network.outputShape().length == 1 ? Kind.CLASSIFIER : Kind.REFINER;
	}

	/** {@return the card in the file; blank if it has none} */
	public ModelCard card() {
		return card;
	}

	/** {@return the kind of the network} */
	public Kind kind() {
		return kind;
	}

	/** {@return the intensities that -1 and 1 stand for; empty for images in [-1, 1]} */
	public Optional<Window> window() {
		return window;
	}

	/** {@return the unit of the images: ms, that of the scans, or empty for [-1, 1]} */
	public String unit() {
		return window.isEmpty() ? "" : "t1".equals(card.windowKind()) ? "ms" : "the scans' unit";
	}

	Architecture architecture() {
		return network.architecture();
	}

	/**
	 * {@return true if the file contains training images, as a mosaic does, or if a file of an early version may
	 * contain them}
	 */
	public boolean mayHoldTrainingImages() {
		return card.holdsTrainingImages() || kind == Kind.GENERATOR && card.kind().isEmpty()
				|| network.architecture().operations().stream().anyMatch(o -> o instanceof Mosaic);
	}

	/** Names of the classes in the order of a classifier's outputs. */
	List<String> classes() {
		return card.classes().isEmpty() ? List.of("negative", "positive") : card.classes();
	}

	/**
	 * Writes the network as ONNX, opset {@value OnnxModel#OPSET}. The file appears complete or not at all.
	 *
	 * @param to the file to create or to replace
	 */
	public void writeOnnx(final Path to) {
		final OnnxModel model = onnx();
		AtomicFiles.write(to, path -> model.write(facts(), path));
	}

	/** Like {@link #writeOnnx}, to a temporary place. */
	void writeOnnxTo(final Path to) throws IOException {
		onnx().write(facts(), to);
	}

	private OnnxModel onnx() {
		final Architecture net = network.architecture();
		switch (kind) {
			case GENERATOR :
				return OnnxModel.generator(net, network.parameters(), window);
			case REFINER :
				return OnnxModel.refiner(net, network.parameters(), window);
			default :
				return OnnxModel.classifier(net, network.parameters(), names(), window, card.scaling());
		}
	}

	/**
	 * Writes the parameters as safetensors. Those of ResNet-50 and Xception have the names of published files.
	 *
	 * @param to the file to create or to replace
	 */
	public void writeSafetensors(final Path to) {
		AtomicFiles.write(to,
				path -> SafetensorsWriter.write(network.architecture(), network.parameters(), names(), facts(), path));
	}

	private UnaryOperator<String> names() {
		final Optional<List<String>> published = PublishedNames.byKey(card.settings().getOrDefault("classifier", ""));
		if (kind != Kind.CLASSIFIER || published.isEmpty()) return UnaryOperator.identity();
		final Map<String, String> all = PublishedNames.of(network.architecture(), published.get());
		return all::get;
	}

	private Map<String, String> facts() {
		final Map<String, String> facts = new TreeMap<>();
		facts.put("model.json", card.toJson());
		facts.put("sha256 of model.zip", Hashes.of(file));
		facts.put("window", window.map(w -> w.low() + "," + w.high()).orElse("none: images are in [-1, 1]"));
		if (!unit().isEmpty()) facts.put("unit", unit());
		if (kind == Kind.CLASSIFIER) facts.put("classes", String.join(",", classes()));
		return facts;
	}

	/**
	 * Runs the network on one image.
	 *
	 * @param image in its own unit, row-major, x fastest
	 * @return an image in the same unit, or the probabilities of the classes
	 * @throws IllegalStateException if it is a generator
	 */
	float[] run(final float[] image, final int width, final int height) {
		if (kind == Kind.GENERATOR) throw new IllegalStateException("a generator takes no image");
		final float[] seen = window.map(w -> w.toUnit(image)).orElse(image);
		final float[] scaled = kind == Kind.CLASSIFIER ? card.scaling().of(seen) : seen;
		try (AdversarialGraph sized = sized(width, height);
				INDArray x = Tensors.of(List.of(scaled), width, height);
				INDArray y = sized.output(x)) {
			if (kind == Kind.CLASSIFIER) return floats(Losses.probabilities(y));
			final float[] made = Tensors.toPixels(y).get(0);
			if (window.isEmpty()) return made;
			final double unit = (window.get().high() - window.get().low()) / 2;
			final float[] out = new float[image.length];
			for (int i = 0; i < out.length; i++) out[i] = (float) (image[i] + unit * (made[i] - seen[i]));
			return out;
		}
	}

	private AdversarialGraph sized(final int width, final int height) {
		final Architecture net = kind == Kind.REFINER
				? network.architecture().ofSize(height, width)
				: network.architecture();
		final AdversarialGraph copy = AdversarialGraph.create(net, org.cmrgan.nn.Optimiser.sgd(0), 0);
		copy.parameters().assign(network.parameters());
		return copy;
	}

	private static float[] floats(final double... values) {
		final float[] out = new float[values.length];
		for (int i = 0; i < out.length; i++) out[i] = (float) values[i];
		return out;
	}

	@Override
	public void close() {
		network.close();
	}
}
