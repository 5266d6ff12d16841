/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.List;

import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.prelu_forward;
import org.bytedeco.dnnl.resampling_forward;
import org.cmrgan.nn.graph.Node;
import org.cmrgan.nn.graph.Node.Kind;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.MinibatchDeviation;
import org.cmrgan.nn.operation.PlainOperation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes down the forward pass of a plan; leaves the values that the backward pass needs, and how they were computed. */
final class OneDnnForward extends OneDnnPass {
	private final Value[] values;
	private final boolean[] kept;

	OneDnnForward(final OneDnnPlan plan, final OneDnnScript script) {
		super(plan, script);
		values = plan.values();
		kept = plan.isTraining()
				? OneDnnGroup.needed(executor.architecture(), plan.groups())
				: new boolean[values.length];
	}

	void write() {
		final List<OneDnnGroup> groups = plan.groups();
		final int last = values.length - 1;
		final int[] uses = new int[values.length];
		for (final OneDnnGroup g : groups) for (int i = 0; i < g.arity(); i++) uses[g.input(i)]++;
		uses[last]++;
		final memory in = script.in(OneDnn.plain(F32, shape(0)));
		values[0] = script.kept(plain(shape(0)));
		script.reorder("reorder", in, values[0].memory());
		for (final OneDnnGroup g : groups) {
			write(g);
			for (int i = 0; i < g.arity(); i++)
				if (--uses[g.input(i)] == 0 && !kept[g.input(i)]) script.drop(values[g.input(i)]);
		}
		script.reorder("reorder", values[last].memory(), script.out(OneDnn.plain(F32, shape(last))));
	}

	private Value result(final OneDnnGroup g, final memory.desc layout) {
		final Value made = kept[g.out()] ? script.kept(layout) : script.value(layout);
		values[g.out()] = made;
		return made;
	}

	private void write(final OneDnnGroup g) {
		final Node node = node(g.main());
		if (isPlain(node.kind())) {
			plainly(g);
			return;
		}
		final Value x = values[g.input(0)];
		if (isGate(g.main())) {
			gate(g, x, x, result(g, x.layout()));
			return;
		}
		switch (node.kind()) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
				if (g.isBoxed()) transposed(g, x);
				else
					convolution(g, x);
				break;
			case TRANSPOSED_CONVOLUTION :
				transposed(g, x);
				break;
			case DENSE :
				dense(g, x);
				break;
			case BATCH_NORM :
				batchNorm(g, x);
				break;
			case RELU :
			case LEAKY_RELU :
			case TANH :
				script.call("activation", library.activation(OneDnn.Activation.of(node), x.layout()), DNNL_ARG_SRC,
						x.memory(), DNNL_ARG_DST, result(g, x.layout()).memory());
				break;
			case PRELU :
				prelu(g, x);
				break;
			case ADD :
				add(g, x);
				break;
			case MAX_POOL :
				pool(g, x, true, window(g));
				break;
			case AVERAGE_POOL :
				pool(g, x, false, window(g));
				break;
			case GLOBAL_AVERAGE_POOL :
				pool(g, x, false, whole(g));
				break;
			case UPSAMPLE :
			case BILINEAR_UPSAMPLE :
				final resampling_forward.primitive_desc up = script.own(g.forward(
						library.upsample(node.kind() == Kind.BILINEAR_UPSAMPLE, x.layout(), any(shape(g.main())))));
				script.call("upsample", up, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DST, result(g, up.dst_desc()).memory());
				break;
			case MOSAIC :
				mosaic(g, x);
				break;
			case SLICE :
				final Value vector = script.as(x, plain(shape(g.input(0))));
				final Value stretch = result(g, plain(shape(g.main())));
				script.reorder("slice", slice(g, vector), script.part(stretch, 0, sliced(g)));
				script.drop(vector);
				break;
			case CHANNEL_FACTORS :
				channelFactors(g, x);
				break;
			case MINIBATCH_DEVIATION :
				minibatchDeviation(g, x);
				break;
			case RESHAPE :
				// Both shapes have their numbers in the same order only when plain.
				final Value flat = script.as(x, plain(shape(g.input(0))));
				final Value copy = result(g, plain(shape(g.main())));
				script.reorder("reorder", script.part(flat, 0, copy.layout()), copy.memory());
				script.drop(flat);
				break;
			case DROPOUT :
				dropout(g, x);
				break;
			default :
				throw new IllegalStateException(node.name());
		}
	}

	private void convolution(final OneDnnGroup g, final Value x) {
		final int i = g.main();
		final convolution_forward.primitive_desc p = script
				.own(g.forward(suited(i, how -> library.convolution(how, plan.isTraining(), any(shape(g.input(0))),
						any(convolutionWeights(i)), biasLayout(i), any(shape(i)), window(g), activation(g)))));
		final Value src = script.as(x, p.src_desc());
		script.call("convolution " + kind(p), p, DNNL_ARG_SRC, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(executor.weight(i, false), p.weights_desc()), DNNL_ARG_BIAS, bias(i), DNNL_ARG_DST,
				result(g, p.dst_desc()).memory());
		script.drop(src);
	}

	private memory bias(final int node) {
		return node(node).hasBias() ? vector(node, 1) : null;
	}

	private void transposed(final OneDnnGroup g, final Value x) {
		final int i = g.main();
		final convolution_forward.primitive_desc hint = script.own(g.forward(back(g)));
		final convolution_backward_data.primitive_desc p = library.convolutionData(algorithm.convolution_direct,
				any(shape(i)), any(transposedWeights(g)), any(shape(g.input(0))), window(g), hint);
		final Value src = script.as(x, p.diff_dst_desc());
		final Value y = result(g, p.diff_src_desc());
		script.call("transposed " + kind(p), p, DNNL_ARG_DIFF_DST, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(executor.weight(i, g.isBoxed()), p.weights_desc()), DNNL_ARG_DIFF_SRC, y.memory());
		script.drop(src);
		final boolean relu = g.hasActivation() && node(g.activation()).kind() == Kind.RELU;
		if (node(i).hasBias()) addBias(i, y, relu);
		if (!(relu && node(i).hasBias())) activate(g, y);
	}

	/** As a batch norm of mean 0, variance 0 and epsilon 1 does it: oneDNN's own addition along channels is fifty times slower. */
	private void addBias(final int i, final Value y, final boolean relu) {
		final memory.desc v = vector(shape(i)[1]);
		final INDArray zeros = executor.array(shape(i)[1]);
		script.call("bias", library.shift(y.layout(), relu), DNNL_ARG_SRC, y.memory(), DNNL_ARG_DST, y.memory(),
				DNNL_ARG_SHIFT, vector(i, 1), DNNL_ARG_MEAN, executor.at(zeros, 0, v), DNNL_ARG_VARIANCE,
				executor.at(zeros, 0, v));
	}

	/** A group's activation by a call of its own, where the main operation cannot take it along. */
	private void activate(final OneDnnGroup g, final Value y) {
		if (g.hasActivation())
			script.call("activation", library.activation(activation(g), y.layout()), DNNL_ARG_SRC, y.memory(),
					DNNL_ARG_DST, y.memory());
	}

	private void dense(final OneDnnGroup g, final Value x) {
		final int i = g.main();
		final inner_product_forward.primitive_desc p = script.own(g.forward(library.dense(plan.isTraining(),
				any(shape(g.input(0))), any(denseWeights(i)), biasLayout(i), rows(i))));
		final Value src = script.as(x, p.src_desc());
		final Value y = result(g, plain(shape(i)));
		script.call("dense", p, DNNL_ARG_SRC, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(executor.weight(i, false), p.weights_desc()), DNNL_ARG_BIAS, bias(i), DNNL_ARG_DST,
				script.part(y, 0, rows(i)));
		script.drop(src);
		activate(g, y);
	}

	private void batchNorm(final OneDnnGroup g, final Value x) {
		final int i = g.main();
		final boolean relu = g.hasActivation();
		final batch_normalization_forward.primitive_desc p = script
				.own(g.forward(library.batchNorm(plan.isTraining(), x.layout(), node(i).value(), relu)));
		if (plan.isTraining() && relu) g.workspace(script.kept(p.workspace_desc()).memory());
		script.call("batchnorm", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DST, result(g, x.layout()).memory(),
				DNNL_ARG_SCALE, vector(i, 0), DNNL_ARG_SHIFT, vector(i, 1), DNNL_ARG_MEAN, statistic(i, 2),
				DNNL_ARG_VARIANCE, statistic(i, 3), DNNL_ARG_WORKSPACE, g.workspace());
	}

	private void prelu(final OneDnnGroup g, final Value x) {
		final prelu_forward.primitive_desc p = script
				.own(g.forward(library.prelu(x.layout(), any(1, shape(g.main())[1], 1, 1))));
		script.call("prelu", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_WEIGHTS,
				script.weights(executor.slopes(g.main()), p.weights_desc(0)), DNNL_ARG_DST,
				result(g, x.layout()).memory());
	}

	private void add(final OneDnnGroup g, final Value x) {
		final Value other = script.as(values[g.input(1)], x.layout());
		script.call("add", library.sum(x.layout(), x.layout(), x.layout(), activation(g)), DNNL_ARG_SRC_0, x.memory(),
				DNNL_ARG_SRC_1, other.memory(), DNNL_ARG_DST, result(g, x.layout()).memory());
		script.drop(other);
	}

	private void mosaic(final OneDnnGroup g, final Value x) {
		final convolution_forward.primitive_desc p = script
				.own(g.forward(library.convolution(algorithm.convolution_direct, plan.isTraining(),
						any(shape(g.input(0))), any(mosaicWeights(g)), null, any(onePixel(g)), whole(g), null)));
		final Value src = script.as(x, p.src_desc());
		final Value pixel = script.value(p.dst_desc());
		script.call("mosaic " + kind(p), p, DNNL_ARG_SRC, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(executor.mosaic(g.main()), p.weights_desc()), DNNL_ARG_DST, pixel.memory());
		script.drop(src);
		final Value y = result(g, plain(shape(g.main())));
		script.reorder("reorder", pixel.memory(), script.part(y, 0, plain(onePixel(g))));
		script.drop(pixel);
	}

	private void channelFactors(final OneDnnGroup g, final Value x) {
		final memory.desc layout = factored(x, g.main());
		final Value maps = script.as(x, layout);
		final Value factors = floats(values[g.input(1)], g.input(1));
		final boolean direct = executor.type() == F32;
		final Value y = direct ? result(g, layout) : script.value(layout);
		final ChannelFactors times = channelFactors(g, layout);
		script.step("factors", () -> times.multiply(maps.memory(), factors.memory(), y.memory()));
		script.drop(maps);
		script.drop(factors);
		if (direct) return;
		script.reorder("reorder", y.memory(), result(g, plain(shape(g.main()))).memory());
		script.drop(y);
	}

	private void minibatchDeviation(final OneDnnGroup g, final Value x) {
		final Value in = floats(x, g.input(0));
		final Value out = floats(g.main());
		final MinibatchDeviation deviation = minibatchDeviation(g);
		script.step("minibatch",
				() -> NativeMemory.write(out.memory(), 0, deviation.forward(allNumbers(in, g.input(0)))));
		script.drop(in);
		script.reorder("reorder", out.memory(), result(g, plain(shape(g.main()))).memory());
		script.drop(out);
	}

	private void dropout(final OneDnnGroup g, final Value x) {
		if (!plan.isTraining()) {
			values[g.out()] = x.hold();
			return;
		}
		final Value in = floats(x, g.main());
		final Value out = floats(g.main());
		dropOut(g.main(), in, out);
		script.drop(in);
		script.reorder("reorder", out.memory(), result(g, plain(shape(g.main()))).memory());
		script.drop(out);
	}

	private void plainly(final OneDnnGroup g) {
		final PlainOperation operation = plainOperation(g);
		final Value[] in = operands(g, values);
		final Value out = floats(g.main());
		// Places are known only once the script runs, and may change from one run to the next.
		script.step(node(g.main()).name(), () -> {
			for (int i = 0; i < plan.images(); i++)
				NativeMemory.write(out.memory(), i, operation.forward(numbers(g, i, in)));
		});
		for (final Value v : in) script.drop(v);
		script.reorder("reorder", out.memory(), result(g, plain(shape(g.main()))).memory());
		script.drop(out);
	}

	private void pool(final OneDnnGroup g, final Value x, final boolean max, final OneDnn.Window w) {
		final pooling_forward.primitive_desc p = script
				.own(g.forward(library.pool(plan.isTraining(), max, x.layout(), any(shape(g.main())), w)));
		if (plan.isTraining() && max) g.workspace(script.kept(p.workspace_desc()).memory());
		script.call("pool", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DST, result(g, p.dst_desc()).memory(),
				DNNL_ARG_WORKSPACE, g.workspace());
	}
}
