/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import static org.cmrgan.nn.onnx.OnnxGraph.integer;
import static org.cmrgan.nn.onnx.OnnxGraph.list;
import static org.cmrgan.nn.onnx.OnnxGraph.number;
import static org.cmrgan.nn.onnx.OnnxGraph.text;

import java.util.List;

import org.cmrgan.nn.operation.Add;
import org.cmrgan.nn.operation.AveragePool;
import org.cmrgan.nn.operation.BatchNorm;
import org.cmrgan.nn.operation.BilinearUpsample;
import org.cmrgan.nn.operation.ChannelFactors;
import org.cmrgan.nn.operation.Clip;
import org.cmrgan.nn.operation.Concatenation;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.Dense;
import org.cmrgan.nn.operation.DepthwiseConvolution;
import org.cmrgan.nn.operation.Dispatch;
import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.FreeFormWarp;
import org.cmrgan.nn.operation.GlobalAveragePool;
import org.cmrgan.nn.operation.LeakyRelu;
import org.cmrgan.nn.operation.MaxPool;
import org.cmrgan.nn.operation.Mixing;
import org.cmrgan.nn.operation.Mosaic;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.PRelu;
import org.cmrgan.nn.operation.Relu;
import org.cmrgan.nn.operation.Reshape;
import org.cmrgan.nn.operation.Slice;
import org.cmrgan.nn.operation.Tanh;
import org.cmrgan.nn.operation.UnitMeanSquare;
import org.cmrgan.nn.operation.Upsample;
import org.cmrgan.nn.operation.Warp;

/**
 * Translates each operation of a network to ONNX: to one operator, or to several that compute the same in inference.
 */
final class OnnxOperations {
	/** Translations, each of which adds an operation to the graph and returns the name of its value. */
	private static final Dispatch<OnnxNode, String> MAPPINGS = Dispatch.<OnnxNode, String>none()
			.with(Convolution.class, (o, n) -> n.gives("Conv", n.linear(n.x(0), o), n.window(o.window())))
			.with(DepthwiseConvolution.class,
					(o, n) -> n.gives("Conv", n.linear(n.x(0), o), n.window(o.window(), integer("group", n.in(0)[0]))))
			.with(Dense.class, (o, n) -> n.gives("Gemm", n.linear(flat(n), o)))
			.with(BatchNorm.class,
					(o, n) -> n.gives("BatchNormalization", n.withParameters(n.x(0)), number("epsilon", o.epsilon())))
			.with(Relu.class, (o, n) -> n.gives("Relu", n.xs()))
			.with(LeakyRelu.class, (o, n) -> n.gives("LeakyRelu", n.xs(), number("alpha", o.slope())))
			// The slopes are broadcast from the right.
			.with(PRelu.class, (o, n) -> n.gives("PRelu", List.of(n.x(0), n.parameter(n.out()[0], 1, 1))))
			.with(Tanh.class, (o, n) -> n.gives("Tanh", n.xs()))
			.with(Clip.class,
					(o, n) -> n.gives("Clip",
							List.of(n.x(0), n.graph().scalar(n.own("least"), -1), n.graph().scalar(n.own("most"), 1))))
			.with(Add.class, (o, n) -> n.gives("Add", n.xs()))
			.with(MaxPool.class, (o, n) -> n.gives("MaxPool", n.xs(), n.window(o.window())))
			.with(AveragePool.class, (o, n) -> n.gives("AveragePool", n.xs(), n.window(o.window())))
			.with(GlobalAveragePool.class,
					(o, n) -> n.gives("Flatten", List.of(n.step("GlobalAveragePool", "mean", n.xs())),
							integer("axis", 1)))
			.with(Upsample.class, (o, n) -> twice(n, "nearest", "asymmetric"))
			.with(BilinearUpsample.class, (o, n) -> twice(n, "linear", "half_pixel"))
			.with(Reshape.class, (o, n) -> n.graph().reshape(n.name(), n.x(0), n.out()))
			.with(Dropout.class, (o, n) -> n.gives("Identity", n.xs()))
			.with(Concatenation.class, (o, n) -> n.gives("Concat", n.xs(), integer("axis", 1)))
			.with(Slice.class, OnnxOperations::slice).with(UnitMeanSquare.class, (o, n) -> unitMeanSquare(n))
			.with(ChannelFactors.class,
					(o, n) -> n.gives("Mul",
							List.of(n.x(0), n.graph().reshape(n.own("factors"), n.x(1), n.in(1)[0], 1, 1))))
			.with(Mixing.class, (o, n) -> mixing(n)).with(Mosaic.class, OnnxOperations::mosaic)
			.with(Warp.class, (o, n) -> warp(n));

	private OnnxOperations() {}

	/** True if the operation can be translated; operations that depend on other images of the batch cannot. */
	static boolean knows(final Operation operation) {
		return MAPPINGS.knows(operation);
	}

	/** Adds an operation that is {@link #knows known} to the graph; returns the name of its value. */
	static String add(final Operation operation, final OnnxNode node) {
		return MAPPINGS.apply(operation, node);
	}

	private static String flat(final OnnxNode n) {
		return n.in(0).length == 1 ? n.x(0) : n.step("Flatten", "flat", List.of(n.x(0)), integer("axis", 1));
	}

	private static String twice(final OnnxNode n, final String mode, final String places) {
		return n.gives("Resize", List.of(n.x(0), "", n.graph().floats(n.own("scales"), new long[] { 4 }, 1, 1, 2, 2)),
				text("mode", mode), text("coordinate_transformation_mode", places), text("nearest_mode", "floor"));
	}

	private static String slice(final Slice slice, final OnnxNode n) {
		long length = 1;
		for (final long side : n.out()) length *= side;
		final List<String> from = List.of(n.x(0), n.graph().integers(n.own("starts"), slice.first()),
				n.graph().integers(n.own("ends"), slice.first() + length), n.graph().integers(n.own("axes"), 1));
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

	private static String mosaic(final Mosaic mosaic, final OnnxNode n) {
		final long[] in = n.in(0);
		final float[] weights = mosaic.mosaic(in).weights(in[0]);
		final String shares = n.graph().floats(n.own("shares"), new long[] { 1, in[0], in[1], in[2] }, weights);
		final String weighted = n.step("Mul", "weighted", List.of(n.x(0), shares));
		final String sum = n.step("ReduceSum", "sum", List.of(weighted, n.graph().integers(n.own("axes"), 2, 3)),
				integer("keepdims", 0));
		return n.graph().reshape(n.name(), sum, n.out());
	}

	/**
	 * The spline as two matrix products, and the samples by GridSample, which clamps at the border as the suite does.
	 */
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
		// GridSample's coordinates run from -1 to 1 between the centres of the outermost pixels.
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
