/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.cmrgan.data.PixelScaling;
import org.cmrgan.data.Window;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.Input;
import org.cmrgan.nn.operation.Operation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as an ONNX file, opset {@value OnnxGraph#OPSET}. The conversion between intensities and the range of the
 * network is part of the graph: it takes and returns images in their own unit, [images, 1, height, width] of float32.
 * Without a window, these are in [-1, 1].
 */
public final class OnnxModel {
	/** The operator set of the files. */
	public static final int OPSET = OnnxGraph.OPSET;

	private static final double FLAT = 1e-12;

	private final OnnxGraph graph = new OnnxGraph();
	private final Architecture network;
	private final INDArray parameters;
	private final UnaryOperator<String> names;
	private final Optional<Window> window;

	private OnnxModel(final Architecture network, final INDArray parameters, final UnaryOperator<String> names,
			final Optional<Window> window) {
		for (final Operation operation : network.operations())
			if (!(operation instanceof Input) && !OnnxOperations.knows(operation))
				throw new IllegalArgumentException(operation.name() + " depends on the other images of a batch");
		this.network = network;
		this.parameters = parameters;
		this.names = names;
		this.window = window;
	}

	/** The network alone: input {@code x}, output of its last operation. */
	static OnnxModel plain(final Architecture network, final INDArray parameters) {
		final OnnxModel out = new OnnxModel(network, parameters, UnaryOperator.identity(), Optional.empty());
		out.graph.input("x", network.inputShape());
		out.graph.output(out.network("x"), network.outputShape());
		return out;
	}

	/**
	 * {@return a refiner: input {@code image}, output {@code refined}, of any size. Its correction is added to the
	 * image in the image's unit, so that values outside the window, which the network sees clipped, are kept}
	 *
	 * @param network structure of the network
	 * @param parameters flat, in its order
	 * @param window intensities of -1 and 1; empty for images in [-1, 1]
	 */
	public static OnnxModel refiner(final Architecture network, final INDArray parameters,
			final Optional<Window> window) {
		final OnnxModel out = new OnnxModel(network, parameters, UnaryOperator.identity(), window);
		final boolean open = network.takesAnySize();
		out.graph.input("image", sides(network.inputShape(), open));
		final String seen = out.seen("image");
		final String made = out.unit(out.network(seen), window.isPresent() ? "made" : "refined");
		if (window.isPresent()) {
			final String difference = out.graph.add("Sub", "difference", List.of(made, seen));
			final double unit = (window.get().high() - window.get().low()) / 2;
			final String change = out.graph.add("Mul", "change", List.of(difference, out.graph.scalar("unit", unit)));
			out.graph.add("Add", "refined", List.of("image", change));
		}
		out.graph.output("refined", sides(network.outputShape(), open));
		return out;
	}

	/**
	 * {@return a generator: input {@code latent}, output {@code image}}
	 *
	 * @param network structure of the network
	 * @param parameters flat, in its order
	 * @param window intensities of -1 and 1; empty for images in [-1, 1]
	 */
	public static OnnxModel generator(final Architecture network, final INDArray parameters,
			final Optional<Window> window) {
		final OnnxModel out = new OnnxModel(network, parameters, UnaryOperator.identity(), window);
		out.graph.input("latent", network.inputShape());
		final String made = out.unit(out.network("latent"), window.isPresent() ? "made" : "image");
		if (window.isPresent()) {
			final double unit = (window.get().high() - window.get().low()) / 2;
			final String scaled = out.graph.add("Mul", "scaled", List.of(made, out.graph.scalar("unit", unit)));
			out.graph.add("Add", "image", List.of(scaled, out.graph.scalar("middle", window.get().low() + unit)));
		}
		out.graph.output("image", network.outputShape());
		return out;
	}

	/**
	 * {@return a classifier: input {@code image}, output {@code probabilities} of the classes}
	 *
	 * @param network structure of the network
	 * @param parameters flat, in its order
	 * @param names name of a parameter in the file, by the network's name for it
	 * @param window intensities of -1 and 1; empty for images in [-1, 1]
	 * @param scaling of pixels in [-1, 1] before the network
	 */
	public static OnnxModel classifier(final Architecture network, final INDArray parameters,
			final UnaryOperator<String> names, final Optional<Window> window, final PixelScaling scaling) {
		final OnnxModel out = new OnnxModel(network, parameters, names, window);
		out.graph.input("image", network.inputShape());
		final String logits = out.network(out.scaled(out.seen("image"), scaling));
		out.graph.add("Softmax", "probabilities", List.of(logits), OnnxGraph.integer("axis", 1));
		out.graph.output("probabilities", network.outputShape());
		return out;
	}

	/**
	 * Writes the model. Equal models give equal files.
	 *
	 * @param facts for people and programs, by name
	 * @param file the file to write
	 * @throws IOException if writing fails
	 */
	public void write(final Map<String, String> facts, final Path file) throws IOException {
		graph.write(facts, file);
	}

	private static long[] sides(final long[] shape, final boolean open) {
		final long[] out = shape.clone();
		for (int i = 1; open && i < out.length; i++) out[i] = OnnxGraph.OPEN;
		return out;
	}

	/** Converts the image's unit to [-1, 1]. */
	private String seen(final String image) {
		if (window.isEmpty()) return image;
		final double low = window.get().low();
		final double range = window.get().high() - low;
		// As in Refine SimGAN, NaN pixels do not spread and are returned unchanged.
		final String number = graph.add("Where", "number",
				List.of(graph.add("IsNaN", "none", List.of(image)), graph.scalar("background", low), image));
		final String inside = graph.add("Clip", "inside",
				List.of(number, graph.scalar("low", low), graph.scalar("high", window.get().high())));
		// The difference comes first, because it is exact near the lower end.
		final String above = graph.add("Sub", "above", List.of(inside, graph.scalar("from", low)));
		final String share = graph.add("Mul", "share", List.of(above, graph.scalar("gain", 2 / range)));
		return graph.add("Sub", "seen", List.of(share, graph.scalar("one", 1)));
	}

	private String unit(final String x, final String name) {
		return graph.add("Clip", name, List.of(x, graph.scalar("least", -1), graph.scalar("most", 1)));
	}

	private String scaled(final String x, final PixelScaling scaling) {
		if (scaling.isIdentity()) return x;
		if (!scaling.isOfEachImage()) {
			final String centred = graph.add("Sub", "centred", List.of(x, graph.scalar("mean", scaling.mean())));
			return graph.add("Div", "standardised", List.of(centred, graph.scalar("deviation", scaling.deviation())));
		}
		final String mean = graph.add("ReduceMean", "mean", List.of(x), OnnxGraph.list("axes", 1, 2, 3));
		final String centred = graph.add("Sub", "centred", List.of(x, mean));
		final String squares = graph.add("Mul", "squares", List.of(centred, centred));
		final String variance = graph.add("ReduceMean", "variance", List.of(squares), OnnxGraph.list("axes", 1, 2, 3));
		final String flat = graph.add("Less", "flat", List.of(variance, graph.scalar("nothing", FLAT)));
		final String deviation = graph.add("Where", "deviation",
				List.of(flat, graph.scalar("same", 1), graph.add("Sqrt", "root", List.of(variance))));
		return graph.add("Div", "standardised", List.of(centred, deviation));
	}

	private String network(final String input) {
		final List<String> values = new ArrayList<>(List.of(input));
		for (int i = 1; i < network.operations().size(); i++) {
			final Operation operation = network.operations().get(i);
			final List<String> operands = new ArrayList<>();
			for (int k = 0; k < operation.arity(); k++) operands.add(values.get(operation.input(k)));
			values.add(OnnxOperations.add(operation, new OnnxNode(graph, network, parameters, names, i, operands)));
		}
		return values.get(values.size() - 1);
	}
}
