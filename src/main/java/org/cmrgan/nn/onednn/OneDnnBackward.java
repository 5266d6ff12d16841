/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
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

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.prelu_backward;
import org.bytedeco.dnnl.prelu_forward;
import org.bytedeco.dnnl.resampling_forward;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Node.Kind;
import org.cmrgan.nn.graph.Parameter;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.MinibatchDeviation;
import org.cmrgan.nn.operation.PlainOperation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes down a backward pass of a plan: the error at the output goes back to the input, to the parameters, or to both. Of
 * several losses in which images count differently the way back is one; only the parameters' gradients are taken for each.
 */
final class OneDnnBackward extends OneDnnPass {
	/** Operations whose parameters' gradients may be taken for several losses. */
	private static final Set<Kind> LINEAR = EnumSet.of(Kind.CONVOLUTION, Kind.DEPTHWISE_CONVOLUTION,
			Kind.TRANSPOSED_CONVOLUTION, Kind.DENSE);

	private final Value[] values;
	private final boolean wantInput;
	private final List<OneDnnLoss> losses;
	/** By node: what its value has received so far. */
	private final Value[] errors;
	/** By node: whether anything behind it wants its error. */
	private final boolean[] wanted;

	/** @param losses whose gradients by the parameters are taken; one that is whole, or several where ways are shared */
	OneDnnBackward(final OneDnnPlan plan, final OneDnnScript script, final boolean wantInput,
			final List<OneDnnLoss> losses) {
		super(plan, script);
		values = plan.values();
		this.wantInput = wantInput;
		this.losses = losses;
		errors = new Value[values.length];
		wanted = new boolean[values.length];
		wanted[0] = wantInput;
		for (final OneDnnGroup g : plan.groups()) {
			boolean any = wantsParameters() && hasParameters(g);
			for (int i = 0; i < g.arity(); i++) any |= wanted[g.input(i)];
			wanted[g.out()] = any;
		}
	}

	/** Whether several losses can share a way back: no image's error depends on other images. */
	static boolean sharesWays(final Architecture architecture) {
		for (int i = 0; i < architecture.nodes().size(); i++)
			if (architecture.nodes().get(i).kind() == Kind.MINIBATCH_DEVIATION
					|| !architecture.parameters(i).isEmpty() && (!LINEAR.contains(architecture.nodes().get(i).kind())
							|| architecture.nodes().get(i).hasSpectralNorm()))
				return false;
		return true;
	}

	private boolean wantsParameters() {
		return !losses.isEmpty();
	}

	void write() {
		final int last = values.length - 1;
		final memory in = script.in(OneDnn.plain(F32, shape(last)));
		// In the layout of the value, so that the last operation finds it ready.
		errors[last] = script.value(values[last].layout());
		script.reorder("reorder", in, errors[last].memory());
		final List<OneDnnGroup> groups = plan.groups();
		for (int k = groups.size() - 1; k >= 0; k--) {
			final OneDnnGroup g = groups.get(k);
			if (wanted[g.out()] && errors[g.out()] != null) write(g);
		}
		if (wantInput) script.reorder("reorder", errors[0].memory(), script.out(OneDnn.plain(F32, shape(0))));
	}

	private void write(final OneDnnGroup g) {
		final Kind kind = node(g.main()).kind();
		Value e = errors[g.out()];
		errors[g.out()] = null;
		if (isPlain(kind)) {
			plainly(g, e);
			return;
		}
		if (isGate(g.main())) {
			gate(g, e);
			return;
		}
		if (g.hasActivation() && kind != Kind.BATCH_NORM) e = activation(activation(g), values[g.out()], e);
		switch (kind) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
				if (g.isBoxed()) transposed(g, e);
				else
					convolution(g, e);
				break;
			case TRANSPOSED_CONVOLUTION :
				transposed(g, e);
				break;
			case DENSE :
				dense(g, e);
				break;
			case BATCH_NORM :
				batchNorm(g, e);
				break;
			case RELU :
			case LEAKY_RELU :
			case TANH :
				give(g.input(0), activation(OneDnn.Activation.of(node(g.main())), values[g.main()], e));
				break;
			case PRELU :
				prelu(g, e);
				break;
			case ADD :
				for (int i = 0; i < g.arity(); i++) if (wanted[g.input(i)]) give(g.input(i), e.hold());
				script.drop(e);
				break;
			case MAX_POOL :
				pool(g, e, true, window(g));
				break;
			case AVERAGE_POOL :
				pool(g, e, false, window(g));
				break;
			case GLOBAL_AVERAGE_POOL :
				pool(g, e, false, whole(g));
				break;
			case UPSAMPLE :
				upsample(g, e);
				break;
			case BILINEAR_UPSAMPLE :
				bilinear(g, e);
				break;
			case MOSAIC :
				mosaic(g, e);
				break;
			case SLICE :
				unslice(g, e);
				break;
			case CHANNEL_FACTORS :
				channelFactors(g, e);
				break;
			case MINIBATCH_DEVIATION :
				minibatchDeviation(g, e);
				break;
			case RESHAPE :
				final Value flat = script.as(e, plain(shape(g.main())));
				give(g.input(0), script.alias(flat, plain(shape(g.input(0)))));
				script.drop(flat);
				script.drop(e);
				break;
			case DROPOUT :
				dropout(g, e);
				break;
			default :
				throw new IllegalStateException(node(g.main()).name());
		}
	}

	/** Adds an error to what a value has received so far; takes over one hold on it. */
	private void give(final int to, final Value e) {
		final Value before = errors[to];
		if (before == null) {
			errors[to] = e;
			return;
		}
		// Into one that nobody else reads, or else into a new one.
		final Value base = e.isSole() ? e : before;
		final Value other = script.as(base == e ? before : e, base.layout());
		final Value sum = base.isSole() ? base : script.value(base.layout());
		script.call("add", library.sum(base.layout(), other.layout(), sum.layout(), null), DNNL_ARG_SRC_0,
				base.memory(), DNNL_ARG_SRC_1, other.memory(), DNNL_ARG_DST, sum.memory());
		script.drop(other);
		script.drop(base == e ? before : e);
		if (sum != base) script.drop(base);
		errors[to] = sum;
	}

	/** Gives an error to a group's input if that is wanted, or drops it. */
	private void giveOrDrop(final OneDnnGroup g, final Value dx) {
		if (wanted[g.input(0)]) give(g.input(0), dx);
		else
			script.drop(dx);
	}

	private Value activation(final OneDnn.Activation a, final Value y, final Value e) {
		final Value in = script.as(e, y.layout());
		script.drop(e);
		final Value out = in.isSole() ? in : script.value(y.layout());
		script.call("activation'", library.activationBackward(a, y.layout()), DNNL_ARG_DST, y.memory(),
				DNNL_ARG_DIFF_DST, in.memory(), DNNL_ARG_DIFF_SRC, out.memory());
		if (out != in) script.drop(in);
		return out;
	}

	private void convolution(final OneDnnGroup g, final Value e) {
		final int i = g.main();
		final convolution_forward.primitive_desc hint = (convolution_forward.primitive_desc) g.forward();
		final long[] in = shape(g.input(0));
		if (wantsParameters()) {
			final convolution_backward_weights.primitive_desc p = suited(i, how -> library.convolutionWeights(how,
					any(in), OneDnn.any(F32, convolutionWeights(i)), biasLayout(i), any(shape(i)), window(g), hint));
			final Value src = script.as(values[g.input(0)], p.src_desc());
			for (final OneDnnLoss loss : losses) {
				final Value dst = loss.weighted(script, e, p.diff_dst_desc());
				weightGradient(loss, i, p.diff_weights_desc(),
						memory -> script.call("convolution'w " + kind(p), p, DNNL_ARG_SRC, src.memory(),
								DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_WEIGHTS, memory, DNNL_ARG_DIFF_BIAS,
								biasGradient(loss, i)));
				script.drop(dst);
			}
			script.drop(src);
		}
		if (wanted[g.input(0)]) {
			final convolution_backward_data.primitive_desc p = suitedToError(i, how -> library.convolutionData(how,
					any(in), any(convolutionWeights(i)), any(shape(i)), window(g), hint));
			final Value dst = script.as(e, p.diff_dst_desc());
			final Value dx = script.value(p.diff_src_desc());
			script.call("convolution'x " + kind(p), p, DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_WEIGHTS,
					script.weights(executor.weight(i, false), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory());
			script.drop(dst);
			give(g.input(0), dx);
		}
		script.drop(e);
	}

	/** Where the gradient of a parameter that is a vector goes. */
	private memory gradient(final OneDnnLoss loss, final int node, final int which) {
		final Parameter p = parameter(node, which);
		return loss.place(p, vector(p.length()));
	}

	private memory biasGradient(final OneDnnLoss loss, final int i) {
		return node(i).hasBias() ? gradient(loss, i, 1) : null;
	}

	/** The one loss that a network without shared ways has. */
	private OneDnnLoss onlyLoss() {
		return losses.get(0);
	}

	/** Lets a step write its weights' gradient where and as the gradient vector has it. */
	private void weightGradient(final OneDnnLoss loss, final int i, final memory.desc layout,
			final Consumer<memory> write) {
		final memory.desc wanted = executor.weightDescription(i);
		final memory place = loss.place(parameter(i, 0), wanted);
		if (OneDnn.same(layout, wanted)) write.accept(place);
		else
			through(layout, place, write);
		if (node(i).hasSpectralNorm()) script.step("spectral norm'", () -> executor.spectralNormBackward(i));
	}

	/** Lets a step write in a layout, and copies that to its place. */
	private void through(final memory.desc layout, final memory place, final Consumer<memory> write) {
		final Value blocked = script.value(layout);
		write.accept(blocked.memory());
		script.reorder("reorder w", blocked.memory(), place);
		script.drop(blocked);
	}

	private void transposed(final OneDnnGroup g, final Value e) {
		final int i = g.main();
		final convolution_forward.primitive_desc p = (convolution_forward.primitive_desc) g.forward();
		if (wantsParameters()) {
			final convolution_backward_weights.primitive_desc pw = library.convolutionWeights(
					algorithm.convolution_direct, any(shape(i)), OneDnn.any(F32, transposedWeights(g)), null,
					any(shape(g.input(0))), window(g), p);
			final Value src = script.as(e, pw.src_desc());
			for (final OneDnnLoss loss : losses) {
				// The small maps and not the large ones: the gradient is linear in either.
				final Value dst = loss.weighted(script, values[g.input(0)], pw.diff_dst_desc());
				final Consumer<memory> write = memory -> script.call("transposed'w " + kind(pw), pw, DNNL_ARG_SRC,
						src.memory(), DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_WEIGHTS, memory);
				if (g.isBoxed()) boxedGradient(loss, i, pw.diff_weights_desc(), write);
				else
					weightGradient(loss, i, pw.diff_weights_desc(), write);
				script.drop(dst);
			}
			script.drop(src);
			if (node(i).hasBias()) summed(i, e);
		}
		if (wanted[g.input(0)]) {
			final Value src = script.as(e, p.src_desc());
			final Value dx = script.value(p.dst_desc());
			script.call("transposed'x " + kind(p), p, DNNL_ARG_SRC, src.memory(), DNNL_ARG_WEIGHTS,
					script.weights(executor.weight(i, g.isBoxed()), p.weights_desc()), DNNL_ARG_DST, dx.memory());
			script.drop(src);
			give(g.input(0), dx);
		}
		script.drop(e);
	}

	/** The gradient of the 3x3 kernel from that of the 4x4 kernel. */
	private void boxedGradient(final OneDnnLoss loss, final int i, final memory.desc layout,
			final Consumer<memory> write) {
		final long[] s = parameter(i, 0).shape();
		final INDArray plain = executor.array(s[0] * s[1], 16);
		final INDArray into = loss.view(parameter(i, 0));
		through(layout, executor.at(plain, 0, BoxedKernel.description(s[0], s[1])), write);
		script.step("box'", () -> BoxedKernel.boxBackward(plain, into));
	}

	/** The bias's gradients: the error summed over images and pixels, by an average pooling that reads it once. */
	private void summed(final int i, final Value e) {
		final long[] s = shape(i);
		final INDArray means = executor.array(s[0], s[1]);
		final pooling_forward.primitive_desc p = library.pool(false, false, e.layout(), any(s[0], s[1], 1, 1),
				new OneDnn.Window(s[2], s[3], 1, 0));
		through(p.dst_desc(), executor.at(means, 0, OneDnn.plain(F32, s[0], s[1], 1, 1)),
				memory -> script.call("bias'", p, DNNL_ARG_SRC, e.memory(), DNNL_ARG_DST, memory));
		final double pixels = s[2] * s[3];
		for (final OneDnnLoss loss : losses) script.step("bias'", () -> loss.sum(means, pixels, parameter(i, 1)));
	}

	private void dense(final OneDnnGroup g, final Value e) {
		final int i = g.main();
		final inner_product_forward.primitive_desc hint = (inner_product_forward.primitive_desc) g.forward();
		final memory.desc rows = rows(i);
		final Value flat = script.as(e, plain(shape(i)));
		if (wantsParameters()) {
			final inner_product_backward_weights.primitive_desc p = library.denseWeights(any(shape(g.input(0))),
					OneDnn.any(F32, denseWeights(i)), biasLayout(i), rows, hint);
			final Value src = script.as(values[g.input(0)], p.src_desc());
			for (final OneDnnLoss loss : losses) {
				final Value dst = loss.weighted(script, flat, flat.layout());
				weightGradient(loss, i, p.diff_weights_desc(),
						memory -> script.call("dense'w", p, DNNL_ARG_SRC, src.memory(), DNNL_ARG_DIFF_DST,
								script.part(dst, 0, rows), DNNL_ARG_DIFF_WEIGHTS, memory, DNNL_ARG_DIFF_BIAS,
								biasGradient(loss, i)));
				script.drop(dst);
			}
			script.drop(src);
		}
		if (wanted[g.input(0)]) {
			final inner_product_backward_data.primitive_desc p = library.denseData(any(shape(g.input(0))),
					any(denseWeights(i)), rows, hint);
			final Value dx = script.value(p.diff_src_desc());
			script.call("dense'x", p, DNNL_ARG_DIFF_DST, script.part(flat, 0, rows), DNNL_ARG_WEIGHTS,
					script.weights(executor.weight(i, false), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory());
			give(g.input(0), dx);
		}
		script.drop(flat);
		script.drop(e);
	}

	private void batchNorm(final OneDnnGroup g, final Value e) {
		final int i = g.main();
		final Value x = values[g.input(0)];
		final batch_normalization_backward.primitive_desc p = library.batchNormBackward(x.layout(), node(i).value(),
				g.hasActivation(), (batch_normalization_forward.primitive_desc) g.forward());
		final Value dst = script.as(e, x.layout());
		script.drop(e);
		final Value dx = dst.isSole() ? dst : script.value(x.layout());
		final memory.desc v = vector(shape(i)[1]);
		final Value unused = wantsParameters() ? null : script.value(vector(2 * shape(i)[1]));
		script.call("batchnorm'", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_SRC,
				dx.memory(), DNNL_ARG_SCALE, vector(i, 0), DNNL_ARG_SHIFT, vector(i, 1), DNNL_ARG_MEAN, statistic(i, 2),
				DNNL_ARG_VARIANCE, statistic(i, 3), DNNL_ARG_WORKSPACE, g.workspace(), DNNL_ARG_DIFF_SCALE,
				unused == null ? gradient(onlyLoss(), i, 0) : script.part(unused, 0, v), DNNL_ARG_DIFF_SHIFT,
				unused == null ? gradient(onlyLoss(), i, 1) : script.part(unused, v.get_size(), v));
		if (unused != null) script.drop(unused);
		if (dx != dst) script.drop(dst);
		giveOrDrop(g, dx);
	}

	private void prelu(final OneDnnGroup g, final Value e) {
		final int i = g.main();
		final Value x = values[g.input(0)];
		final prelu_backward.primitive_desc p = library.preluBackward(x.layout(), any(1, shape(i)[1], 1, 1),
				(prelu_forward.primitive_desc) g.forward());
		final Value dst = script.as(e, x.layout());
		script.drop(e);
		final Value dx = script.value(x.layout());
		final memory.desc plain = OneDnn.plain(F32, 1, shape(i)[1], 1, 1);
		final Consumer<memory> write = memory -> script.call("prelu'", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DIFF_DST,
				dst.memory(), DNNL_ARG_WEIGHTS, script.weights(executor.slopes(i), p.weights_desc()), DNNL_ARG_DIFF_SRC,
				dx.memory(), DNNL_ARG_DIFF_WEIGHTS, memory);
		if (!wantsParameters()) {
			final Value unused = script.value(p.diff_weights_desc());
			write.accept(unused.memory());
			script.drop(unused);
		} else if (OneDnn.same(p.diff_weights_desc(), plain)) write.accept(onlyLoss().place(parameter(i, 0), plain));
		else
			through(p.diff_weights_desc(), onlyLoss().place(parameter(i, 0), plain), write);
		script.drop(dst);
		giveOrDrop(g, dx);
	}

	private void pool(final OneDnnGroup g, final Value e, final boolean max, final OneDnn.Window w) {
		final Value dst = script.as(e, values[g.main()].layout());
		final Value dx = script.value(values[g.input(0)].layout());
		final pooling_backward.primitive_desc p = library.poolBackward(max, dx.layout(), dst.layout(), w,
				(pooling_forward.primitive_desc) g.forward());
		script.call("pool'", p, DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_SRC, dx.memory(), DNNL_ARG_WORKSPACE,
				g.workspace());
		script.drop(dst);
		script.drop(e);
		give(g.input(0), dx);
	}

	private void mosaic(final OneDnnGroup g, final Value e) {
		final convolution_backward_data.primitive_desc p = library.convolutionData(algorithm.convolution_direct,
				any(shape(g.input(0))), any(mosaicWeights(g)), any(onePixel(g)), whole(g),
				(convolution_forward.primitive_desc) g.forward());
		final Value flat = script.as(e, plain(shape(g.main())));
		final Value pixel = script.alias(flat, plain(onePixel(g)));
		final Value dst = script.as(pixel, p.diff_dst_desc());
		final Value dx = script.value(p.diff_src_desc());
		script.call("mosaic' " + kind(p), p, DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_WEIGHTS,
				script.weights(executor.mosaic(g.main()), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory());
		script.drop(dst);
		script.drop(pixel);
		script.drop(flat);
		script.drop(e);
		give(g.input(0), dx);
	}

	private void gate(final OneDnnGroup g, final Value e) {
		final Value x = values[g.input(0)];
		final Value in = script.as(e, x.layout());
		script.drop(e);
		final Value dx = script.value(x.layout());
		gate(g, in, x, dx);
		script.drop(in);
		give(g.input(0), dx);
	}

	/** In Java: oneDNN's own way back is an order of magnitude slower. */
	private void bilinear(final OneDnnGroup g, final Value e) {
		final PlainOperation operation = plainOperation(g);
		final Value error = floats(e, g.main());
		script.drop(e);
		final Value dx = floats(g.input(0));
		final boolean[] asked = { true };
		script.step("bilinear'", () -> IntStream.range(0, plan.images()).parallel().forEach(
				i -> NativeMemory.write(dx.memory(), i, operation.errors(asked, numbers(error, g.main(), i))[0])));
		script.drop(error);
		giveNumbers(g.input(0), dx);
	}

	private void unslice(final OneDnnGroup g, final Value e) {
		final Value stretch = script.as(e, plain(shape(g.main())));
		final Value dx = script.value(plain(shape(g.input(0))));
		script.step("slice'", () -> Pointer.memset(dx.memory().get_data_handle(), 0, dx.layout().get_size()));
		script.reorder("slice'", script.part(stretch, 0, sliced(g)), slice(g, dx));
		script.drop(stretch);
		script.drop(e);
		give(g.input(0), dx);
	}

	private void channelFactors(final OneDnnGroup g, final Value e) {
		final memory.desc layout = factored(values[g.input(0)], g.main());
		final Value error = script.as(e, layout);
		script.drop(e);
		final ChannelFactors times = channelFactors(g, layout);
		if (wanted[g.input(1)]) {
			final Value maps = script.as(values[g.input(0)], layout);
			final Value sums = floats(g.input(1));
			script.step("factors'", () -> times.products(maps.memory(), error.memory(), sums.memory()));
			script.drop(maps);
			giveNumbers(g.input(1), sums);
		}
		if (wanted[g.input(0)]) {
			final Value factors = floats(values[g.input(1)], g.input(1));
			final Value dx = error.isSole() ? error.hold() : script.value(layout);
			script.step("factors'", () -> times.multiply(error.memory(), factors.memory(), dx.memory()));
			script.drop(factors);
			if (executor.type() == F32) give(g.input(0), dx);
			else
				giveNumbers(g.input(0), dx);
		}
		script.drop(error);
	}

	private void minibatchDeviation(final OneDnnGroup g, final Value e) {
		final Value in = floats(values[g.input(0)], g.input(0));
		final Value error = floats(e, g.main());
		final Value dx = floats(g.input(0));
		final MinibatchDeviation deviation = minibatchDeviation(g);
		script.step("minibatch'", () -> NativeMemory.write(dx.memory(), 0,
				deviation.errors(allNumbers(error, g.main()), allNumbers(in, g.input(0)))));
		script.drop(in);
		script.drop(error);
		script.drop(e);
		giveNumbers(g.input(0), dx);
	}

	private void dropout(final OneDnnGroup g, final Value e) {
		final Value error = floats(e, g.main());
		final Value out = floats(g.input(0));
		dropOut(g.main(), error, out);
		script.drop(error);
		script.drop(e);
		giveNumbers(g.input(0), out);
	}

	private void plainly(final OneDnnGroup g, final Value e) {
		final PlainOperation operation = plainOperation(g);
		final Value[] in = operands(g, values);
		final Value error = floats(e, g.main());
		final Value[] out = new Value[in.length];
		final boolean[] asked = new boolean[in.length];
		for (int k = 0; k < out.length; k++) {
			asked[k] = wanted[g.input(k)];
			if (asked[k]) out[k] = floats(g.input(k));
		}
		script.step(node(g.main()).name() + "'", () -> {
			for (int i = 0; i < plan.images(); i++) {
				final double[][] of = operation.errors(asked, numbers(error, g.main(), i), numbers(g, i, in));
				for (int k = 0; k < out.length; k++) if (asked[k]) NativeMemory.write(out[k].memory(), i, of[k]);
			}
		});
		for (final Value v : in) script.drop(v);
		script.drop(error);
		script.drop(e);
		for (int k = 0; k < out.length; k++) if (asked[k]) giveNumbers(g.input(k), out[k]);
	}

	/** Gives an error that is held as plain floats, in the network's numbers. */
	private void giveNumbers(final int to, final Value floats) {
		final Value error = script.as(floats, plain(shape(to)));
		script.drop(floats);
		give(to, error);
	}

	private void upsample(final OneDnnGroup g, final Value e) {
		final Value wide = script.as(e, values[g.main()].layout());
		final Value narrow = script.value(values[g.input(0)].layout());
		script.call("upsample'",
				library.upsampleBackward(narrow.layout(), wide.layout(),
						(resampling_forward.primitive_desc) g.forward()),
				DNNL_ARG_DIFF_DST, wide.memory(), DNNL_ARG_DIFF_SRC, narrow.memory());
		script.drop(wide);
		script.drop(e);
		give(g.input(0), narrow);
	}
}
