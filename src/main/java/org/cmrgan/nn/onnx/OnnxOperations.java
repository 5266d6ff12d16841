/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import static org.cmrgan.nn.onnx.OnnxGraph.integer;
import static org.cmrgan.nn.onnx.OnnxGraph.list;
import static org.cmrgan.nn.onnx.OnnxGraph.number;
import static org.cmrgan.nn.onnx.OnnxGraph.text;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.nn.graph.Node.Kind;
import org.cmrgan.nn.operation.FreeFormWarp;
import org.cmrgan.nn.operation.Mosaic;
import org.cmrgan.nn.operation.UnitMeanSquare;

/** What each operation of a network becomes in an ONNX graph: one operator, or several that compute the same in inference. */
final class OnnxOperations {
	/** Adds an operation to the graph; returns the name of its value. */
	private interface Mapping {
		String add(OnnxNode node);
	}

	private static final Map<Kind, Mapping> MAPPINGS = Collections.unmodifiableMap(mappings());

	private OnnxOperations() {}

	/** Whether there are operators for it; not for what depends on the other images of a batch. */
	static boolean knows(final Kind kind) {
		return MAPPINGS.containsKey(kind);
	}

	/** Adds an operation of a {@link #knows known} kind to the graph; returns the name of its value. */
	static String add(final Kind kind, final OnnxNode node) {
		return MAPPINGS.get(kind).add(node);
	}

	private static Map<Kind, Mapping> mappings() {
		final Map<Kind, Mapping> all = new EnumMap<>(Kind.class);
		all.put(Kind.CONVOLUTION, n -> n.gives("Conv", n.linear(n.x(0)), n.window()));
		all.put(Kind.DEPTHWISE_CONVOLUTION,
				n -> n.gives("Conv", n.linear(n.x(0)), n.window(integer("group", n.in(0)[0]))));
		all.put(Kind.TRANSPOSED_CONVOLUTION, n -> n.gives("ConvTranspose", n.linear(n.x(0)), n.window()));
		all.put(Kind.DENSE, n -> n.gives("Gemm", n.linear(flat(n))));
		all.put(Kind.BATCH_NORM,
				n -> n.gives("BatchNormalization", n.withParameters(n.x(0)), number("epsilon", n.value())));
		all.put(Kind.RELU, n -> n.gives("Relu", n.xs()));
		all.put(Kind.LEAKY_RELU, n -> n.gives("LeakyRelu", n.xs(), number("alpha", n.value())));
		// The slopes are broadcast from the right.
		all.put(Kind.PRELU, n -> n.gives("PRelu", List.of(n.x(0), n.parameter(n.out()[0], 1, 1))));
		all.put(Kind.TANH, n -> n.gives("Tanh", n.xs()));
		all.put(Kind.ADD, n -> n.gives("Add", n.xs()));
		all.put(Kind.MAX_POOL, n -> n.gives("MaxPool", n.xs(), n.window()));
		all.put(Kind.AVERAGE_POOL, n -> n.gives("AveragePool", n.xs(), n.window()));
		all.put(Kind.GLOBAL_AVERAGE_POOL,
				n -> n.gives("Flatten", List.of(n.step("GlobalAveragePool", "mean", n.xs())), integer("axis", 1)));
		all.put(Kind.UPSAMPLE, n -> twice(n, "nearest", "asymmetric"));
		all.put(Kind.BILINEAR_UPSAMPLE, n -> twice(n, "linear", "half_pixel"));
		all.put(Kind.RESHAPE, n -> n.graph().reshape(n.name(), n.x(0), n.out()));
		all.put(Kind.DROPOUT, n -> n.gives("Identity", n.xs()));
		all.put(Kind.CONCATENATION, n -> n.gives("Concat", n.xs(), integer("axis", 1)));
		all.put(Kind.SLICE, OnnxOperations::slice);
		all.put(Kind.UNIT_MEAN_SQUARE, OnnxOperations::unitMeanSquare);
		all.put(Kind.CHANNEL_FACTORS,
				n -> n.gives("Mul", List.of(n.x(0), n.graph().reshape(n.own("factors"), n.x(1), n.in(1)[0], 1, 1))));
		all.put(Kind.MIXING, OnnxOperations::mixing);
		all.put(Kind.MOSAIC, OnnxOperations::mosaic);
		all.put(Kind.WARP, OnnxOperations::warp);
		return all;
	}

	private static String flat(final OnnxNode n) {
		return n.in(0).length == 1 ? n.x(0) : n.step("Flatten", "flat", List.of(n.x(0)), integer("axis", 1));
	}

	private static String twice(final OnnxNode n, final String mode, final String places) {
		return n.gives("Resize", List.of(n.x(0), "", n.graph().floats(n.own("scales"), new long[] { 4 }, 1, 1, 2, 2)),
				text("mode", mode), text("coordinate_transformation_mode", places), text("nearest_mode", "floor"));
	}

	private static String slice(final OnnxNode n) {
		long length = 1;
		for (final long side : n.out()) length *= side;
		final List<String> from = List.of(n.x(0), n.graph().integers(n.own("starts"), n.first()),
				n.graph().integers(n.own("ends"), n.first() + length), n.graph().integers(n.own("axes"), 1));
		if (n.out().length == 1) return n.gives("Slice", from);
		return n.graph().reshape(n.name(), n.step("Slice", "numbers", from), n.out());
	}

	private static String unitMeanSquare(final OnnxNode n) {
		final String squares = n.step("Mul", "squares", List.of(n.x(0), n.x(0)));
		final String mean = n.step("ReduceMean", "mean", List.of(squares), list("axes", 1));
		final String more = n.step("Add", "more",
				List.of(mean, n.graph().scalar(n.own("epsilon"), UnitMeanSquare.EPSILON)));
		return n.gives("Div", List.of(n.x(0), n.step("Sqrt", "root", List.of(more))));
	}

	/** exp(x) / sqrt(sum exp(2 x)) is the root of the softmax of 2 x. */
	private static String mixing(final OnnxNode n) {
		final String doubled = n.step("Mul", "doubled", List.of(n.x(0), n.graph().scalar(n.own("two"), 2)));
		return n.gives("Sqrt", List.of(n.step("Softmax", "squares", List.of(doubled), integer("axis", 1))));
	}

	private static String mosaic(final OnnxNode n) {
		final long[] in = n.in(0);
		final float[] weights = new Mosaic((int) in[1], (int) in[2], (int) n.out()[1], (int) n.out()[2]).weights(in[0]);
		final String shares = n.graph().floats(n.own("shares"), new long[] { 1, in[0], in[1], in[2] }, weights);
		final String weighted = n.step("Mul", "weighted", List.of(n.x(0), shares));
		final String sum = n.step("ReduceSum", "sum", List.of(weighted, n.graph().integers(n.own("axes"), 2, 3)),
				integer("keepdims", 0));
		return n.graph().reshape(n.name(), sum, n.out());
	}

	/** The spline as two products of matrices, the samples as GridSample, which clamps at the border as the suite does. */
	private static String warp(final OnnxNode n) {
		final int h = (int) n.in(0)[1];
		final int w = (int) n.in(0)[2];
		final int g = (int) n.in(1)[1];
		final String rows = n.graph().floats(n.own("rows"), new long[] { h, g }, FreeFormWarp.weights(h, g));
		final String columns = n.graph().floats(n.own("columns"), new long[] { g, w },
				transposed(FreeFormWarp.weights(w, g), w, g));
		final String tall = n.step("MatMul", "tall", List.of(rows, n.x(1)));
		final String field = n.step("MatMul", "field", List.of(tall, columns));
		final String last = n.step("Transpose", "last", List.of(field), list("perm", 0, 2, 3, 1));
		// GridSample counts from -1 to 1 between the middles of the outermost pixels.
		final String scaled = n.step("Mul", "scaled", List.of(last,
				n.graph().floats(n.own("scale"), new long[] { 2 }, 2f / Math.max(1, w - 1), 2f / Math.max(1, h - 1))));
		final float[] places = new float[2 * h * w];
		for (int y = 0, at = 0; y < h; y++) for (int x = 0; x < w; x++) {
			places[at++] = (float) (2.0 * x / Math.max(1, w - 1) - 1);
			places[at++] = (float) (2.0 * y / Math.max(1, h - 1) - 1);
		}
		final String at = n.step("Add", "places",
				List.of(scaled, n.graph().floats(n.own("identity"), new long[] { 1, h, w, 2 }, places)));
		return n.gives("GridSample", List.of(n.x(0), at), text("mode", "bilinear"), text("padding_mode", "border"),
				integer("align_corners", 1));
	}

	private static float[] transposed(final float[] matrix, final int rows, final int columns) {
		final float[] out = new float[matrix.length];
		for (int r = 0; r < rows; r++) for (int c = 0; c < columns; c++) out[c * rows + r] = matrix[r * columns + c];
		return out;
	}
}
