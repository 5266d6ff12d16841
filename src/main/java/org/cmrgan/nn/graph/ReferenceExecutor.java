/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.Gate;
import org.cmrgan.nn.operation.MinibatchDeviation;
import org.cmrgan.nn.operation.PlainOperation;
import org.cmrgan.nn.operation.SpectralNorm;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Runs a network with ND4J's own operations, on any backend, in float and double: the reference, and the way where oneDNN
 * cannot be called. Operations of ND4J that are wrong or very slow in 1.0.0-M2.1 are put together from others.
 */
public final class ReferenceExecutor implements GraphExecutor {
	private static final int[] MAPS = { 0, 2, 3 };

	private final Architecture architecture;
	private final INDArray parameters;
	private final INDArray gradient;
	private final INDArray[] values;
	/** What a node's backward pass needs besides values: mean, variance and 1/deviation; the weights over their norm. */
	private final INDArray[][] kept;
	private final SpectralNorm[] norms;
	private long seed;
	/** Gradient vectors of several losses. */
	private final List<INDArray> several = new ArrayList<>();

	/** @param gradient same length as the parameters; null for a network that is only asked for outputs */
	public ReferenceExecutor(final Architecture architecture, final INDArray parameters, final INDArray gradient) {
		this.architecture = architecture;
		this.parameters = parameters;
		this.gradient = gradient;
		values = new INDArray[architecture.nodes().size()];
		kept = new INDArray[values.length][];
		norms = new SpectralNorm[values.length];
	}

	@Override
	public INDArray forward(final INDArray x) {
		return run(x, true);
	}

	@Override
	public void seed(final long seed) {
		this.seed = seed;
	}

	@Override
	public INDArray output(final INDArray x) {
		final INDArray out = run(x, false);
		free();
		return out;
	}

	private INDArray run(final INDArray x, final boolean training) {
		try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			free();
			final int last = values.length - 1;
			final int[] uses = new int[values.length];
			for (final Node node : architecture.nodes()) for (int i = 0; i < node.arity(); i++) uses[node.input(i)]++;
			values[0] = x.dup('c');
			for (int i = 1; i <= last; i++) {
				values[i] = forward(i, training);
				if (training) continue;
				final Node node = architecture.nodes().get(i);
				for (int k = 0; k < node.arity(); k++) if (--uses[node.input(k)] == 0) {
					close(values[node.input(k)]);
					values[node.input(k)] = null;
				}
			}
			return values[last].dup('c');
		}
	}

	private INDArray forward(final int i, final boolean training) {
		final Node node = architecture.nodes().get(i);
		final INDArray x = values[node.input(0)];
		final INDArray y = Nd4j.createUninitialized(x.dataType(), shape(x.size(0), architecture.shape(i)), 'c');
		if (PlainOperations.is(node.kind())) return plainly(i, y);
		switch (node.kind()) {
			case CONVOLUTION :
				exec("conv2d", arrays(x, weights(i, training)), arrays(y), window(node, 1));
				return addBias(node, y);
			case DEPTHWISE_CONVOLUTION :
				exec("depthwise_conv2d", arrays(x, depthwise(weights(i, training))), arrays(y), window(node, 1));
				return addBias(node, y);
			case TRANSPOSED_CONVOLUTION :
				// The gradient at the input of a convolution; the deconv2d operation is six times slower.
				final INDArray w = weights(i, training);
				final INDArray unused = w.ulike();
				exec("conv2d_bp", arrays(y, w, x), arrays(y, unused), window(node, 1));
				close(unused);
				return addBias(node, y);
			case DENSE :
				x.reshape(x.size(0), -1).mmuli(weights(i, training), y);
				return addBias(node, y);
			case BATCH_NORM :
				return batchNorm(i, x, y, training);
			case RELU :
				if (architecture.parts() > 1) return put(gate(node).apply(numbers(x), numbers(x)), y);
				return Nd4j.exec(new ScalarMax(x, null, y, 0.0));
			case LEAKY_RELU :
				if (architecture.parts() > 1) return put(gate(node).apply(numbers(x), numbers(x)), y);
				return Nd4j.exec(new LeakyReLU(x, y, node.value()));
			case PRELU :
				// x + (a - 1) min(x, 0): the prelu operation takes thirty times as long, and its derivative refuses shared slopes.
				Nd4j.exec(new ScalarMin(x, null, y, 0.0));
				y.muli(alongChannels(parameter(node, "alpha").sub(1), 4));
				return y.addi(x);
			case TANH :
				exec("tanh", arrays(x), arrays(y));
				return y;
			case ADD :
				return values[node.input(0)].addi(values[node.input(1)], y);
			case MAX_POOL :
				exec("maxpool2d", arrays(x), arrays(y), pool(node));
				return y;
			case AVERAGE_POOL :
				exec("avgpool2d", arrays(x), arrays(y), pool(node));
				return y;
			case GLOBAL_AVERAGE_POOL :
				return y.assign(x.mean(2, 3));
			case UPSAMPLE :
				exec("upsampling2d", arrays(x), arrays(y), 2, 2, 1);
				return y;
			case CHANNEL_FACTORS :
				exec("multiply", arrays(x, maps(values[node.input(1)])), arrays(y));
				return y;
			case MINIBATCH_DEVIATION :
				return put(minibatch(i, x).forward(numbers(x)), y);
			case RESHAPE :
				return y.assign(x.reshape('c', y.shape()));
			case DROPOUT :
				return training ? dropout(node, x, y) : y.assign(x);
			default :
				throw new IllegalStateException(node.name());
		}
	}

	private INDArray batchNorm(final int i, final INDArray x, final INDArray y, final boolean training) {
		final Node node = architecture.nodes().get(i);
		INDArray mean = parameter(node, "mean");
		INDArray variance = parameter(node, "variance");
		if (training) {
			mean = mean.ulike();
			variance = variance.ulike();
			exec("moments", arrays(x), arrays(mean, variance), reduced(x));
			final INDArray inverse = Transforms.sqrt(variance.add(node.value()), false).rdivi(1);
			kept[i] = arrays(mean, variance, inverse);
		}
		Nd4j.exec(DynamicCustomOp.builder("batchnorm")
				.addInputs(x, mean, variance, parameter(node, "gamma"), parameter(node, "beta")).addOutputs(y)
				.addIntegerArguments(1, 1, 1).addFloatingPointArguments(node.value()).build());
		return y;
	}

	@Override
	public Optional<INDArray> backward(final INDArray error, final boolean wantInput, final boolean wantParameters) {
		final int last = values.length - 1;
		if (values[0] == null) throw new IllegalStateException("backward without a forward pass");
		try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			final boolean[] wanted = wanted(wantInput, wantParameters);
			final INDArray[] errors = new INDArray[values.length];
			errors[last] = error.dup('c');
			for (int i = last; i > 0; i--) {
				if (errors[i] == null) continue;
				backward(i, errors, wanted, wantParameters);
				close(errors[i]);
			}
			return wantInput ? Optional.of(errors[0]) : Optional.empty();
		}
	}

	@Override
	public List<INDArray> gradients(final INDArray error, final float[]... factors) {
		while (several.size() < factors.length) several.add(gradient.dup());
		final List<INDArray> into = several.subList(0, factors.length);
		GraphExecutor.onePassEach(this, gradient, into, error, factors);
		return into;
	}

	/** Which values need an error: those that depend on what is asked for. */
	private boolean[] wanted(final boolean wantInput, final boolean wantParameters) {
		final boolean[] wanted = new boolean[values.length];
		wanted[0] = wantInput;
		for (int i = 1; i < values.length; i++) {
			final Node node = architecture.nodes().get(i);
			wanted[i] = wantParameters && !architecture.parameters(i).isEmpty();
			for (int k = 0; k < node.arity(); k++) wanted[i] |= wanted[node.input(k)];
		}
		return wanted;
	}

	private void backward(final int i, final INDArray[] errors, final boolean[] wanted, final boolean wantParameters) {
		final Node node = architecture.nodes().get(i);
		final int from = node.input(0);
		final INDArray x = values[from];
		final INDArray y = values[i];
		final INDArray e = errors[i];
		if (node.kind() == Node.Kind.ADD) {
			for (int k = 0; k < 2; k++) if (wanted[node.input(k)]) give(errors, node.input(k), e.dup());
			return;
		}
		if (node.kind() == Node.Kind.CHANNEL_FACTORS) {
			channelFactorsBackward(node, e, errors, wanted);
			return;
		}
		if (PlainOperations.is(node.kind())) {
			plainlyBack(i, e, errors, wanted);
			return;
		}
		final INDArray dx = x.ulike();
		switch (node.kind()) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
			case TRANSPOSED_CONVOLUTION :
			case DENSE :
				final INDArray w = kept[i][0];
				final INDArray dw = w.ulike();
				linear(node, x, w, e, dx, dw);
				if (wantParameters) keepWeightGradient(i, dw, e);
				close(dw);
				break;
			case BATCH_NORM :
				batchNormBackward(i, x, e, dx, wantParameters);
				break;
			case RELU :
				if (architecture.parts() > 1) put(gate(node).apply(numbers(e), numbers(x)), dx);
				else
					exec("relu_bp", arrays(x, e), arrays(dx));
				break;
			case LEAKY_RELU :
				if (architecture.parts() > 1) put(gate(node).apply(numbers(e), numbers(x)), dx);
				else
					sloped(x, e, dx, Nd4j.scalar(x.dataType(), node.value()));
				break;
			case PRELU :
				if (wantParameters) {
					final INDArray negative = Nd4j.exec(new ScalarMin(x, null, x.ulike(), 0.0)).muli(e);
					gradient(node, "alpha").assign(negative.sum(MAPS));
					close(negative);
				}
				sloped(x, e, dx, alongChannels(parameter(node, "alpha"), 4));
				break;
			case TANH :
				y.mul(y).rsubi(1).muli(e, dx);
				break;
			case MAX_POOL :
				exec("maxpool2d_bp", arrays(x, e), arrays(dx), pool(node));
				break;
			case AVERAGE_POOL :
				exec("avgpool2d_bp", arrays(x, e), arrays(dx), pool(node));
				break;
			case GLOBAL_AVERAGE_POOL :
				dx.assign(0).addi(e.div(x.size(2) * x.size(3)).reshape(e.size(0), e.size(1), 1, 1));
				break;
			case UPSAMPLE :
				exec("upsampling2d_bp", arrays(x, e), arrays(dx), 1);
				break;
			case MINIBATCH_DEVIATION :
				put(minibatch(i, x).errors(numbers(e), numbers(x)), dx);
				break;
			case RESHAPE :
				dx.assign(e.reshape('c', dx.shape()));
				break;
			case DROPOUT :
				dropout(node, e, dx);
				break;
			default :
				throw new IllegalStateException(node.name());
		}
		if (wanted[from]) give(errors, from, dx);
		else
			close(dx);
	}

	private static void linear(final Node node, final INDArray x, final INDArray w, final INDArray e, final INDArray dx,
			final INDArray dw) {
		switch (node.kind()) {
			case CONVOLUTION :
				exec("conv2d_bp", arrays(x, w, e), arrays(dx, dw), window(node, 1));
				break;
			case DEPTHWISE_CONVOLUTION :
				exec("depthwise_conv2d_bp", arrays(x, depthwise(w), e), arrays(dx, depthwise(dw)), window(node, 1));
				break;
			case TRANSPOSED_CONVOLUTION :
				exec("conv2d", arrays(e, w), arrays(dx), window(node, 1));
				final INDArray unused = e.ulike();
				exec("conv2d_bp", arrays(e, w, x), arrays(unused, dw), window(node, 1));
				close(unused);
				break;
			default :
				x.reshape(x.size(0), -1).transpose().mmuli(e, dw);
				dx.assign(e.mmul(w.transpose()).reshape('c', dx.shape()));
		}
	}

	/** e where x > 0, slope · e elsewhere. */
	private static void sloped(final INDArray x, final INDArray e, final INDArray dx, final INDArray slope) {
		final INDArray positive = x.ulike();
		exec("relu_bp", arrays(x, e), arrays(positive));
		e.subi(positive, dx);
		dx.muli(slope).addi(positive);
		close(positive);
	}

	/** dx = gamma / s (e - mean(e) - (x - mean) / s · mean(e · (x - mean) / s)); the batchnorm_bp operation is three times slower. */
	private void batchNormBackward(final int i, final INDArray x, final INDArray e, final INDArray dx,
			final boolean wantParameters) {
		final Node node = architecture.nodes().get(i);
		final INDArray mean = kept[i][0];
		final INDArray inverse = kept[i][2];
		final int rank = x.rank();
		final double n = x.length() / (double) mean.length();
		final INDArray shift = e.sum(reduced(x));
		e.muli(x, dx);
		final INDArray scale = dx.sum(reduced(x)).subi(mean.mul(shift)).muli(inverse);
		final INDArray a = parameter(node, "gamma").mul(inverse);
		final INDArray b = a.mul(inverse).muli(scale).divi(-n);
		final INDArray c = a.mul(shift).divi(-n).subi(b.mul(mean));
		exec("multiply", arrays(x, alongChannels(b, rank)), arrays(dx));
		final INDArray t = x.ulike();
		exec("multiply", arrays(e, alongChannels(a, rank)), arrays(t));
		dx.addi(t).addi(alongChannels(c, rank));
		close(t);
		if (!wantParameters) return;
		gradient(node, "gamma").assign(scale);
		gradient(node, "beta").assign(shift);
		gradient(node, "mean").assign(parameter(node, "mean").sub(mean).muli(1 - Architecture.MOMENTUM));
		final double unbiased = Architecture.unbiased((long) n);
		gradient(node, "variance")
				.assign(parameter(node, "variance").sub(kept[i][1].mul(unbiased)).muli(1 - Architecture.MOMENTUM));
	}

	private INDArray dropout(final Node node, final INDArray from, final INDArray to) {
		final Dropout dropout = new Dropout(node.name(), node.value(), seed);
		final int images = (int) from.size(0);
		final double[] all = numbers(from);
		for (int i = 0; i < images; i++) join(dropout.of(i, part(all, i, images)), all, i);
		return put(all, to);
	}

	private void channelFactorsBackward(final Node node, final INDArray e, final INDArray[] errors,
			final boolean... wanted) {
		final INDArray x = values[node.input(0)];
		final INDArray factors = values[node.input(1)];
		if (wanted[node.input(0)]) {
			final INDArray dx = x.ulike();
			exec("multiply", arrays(e, maps(factors)), arrays(dx));
			give(errors, node.input(0), dx);
		}
		if (!wanted[node.input(1)]) return;
		try (INDArray products = e.mul(x)) {
			give(errors, node.input(1), products.sum(2, 3));
		}
	}

	/** Vectors [images, channels] as maps of one pixel. */
	private static INDArray maps(final INDArray vectors) {
		return vectors.reshape('c', vectors.size(0), vectors.size(1), 1, 1);
	}

	private MinibatchDeviation minibatch(final int node, final INDArray x) {
		return new MinibatchDeviation((int) x.size(0), architecture.parts(),
				architecture.shape(architecture.nodes().get(node).input(0)));
	}

	private static double slope(final Node node) {
		return node.kind() == Node.Kind.RELU ? 0 : node.value();
	}

	private Gate gate(final Node node) {
		return new Gate(architecture.parts(), slope(node));
	}

	private INDArray plainly(final int node, final INDArray y) {
		final PlainOperation operation = PlainOperations.of(architecture, node);
		final int images = (int) y.size(0);
		final double[][] in = operands(node);
		final double[] out = new double[Math.toIntExact(y.length())];
		for (int i = 0; i < images; i++) join(operation.forward(parts(in, i, images)), out, i);
		return put(out, y);
	}

	private void plainlyBack(final int node, final INDArray error, final INDArray[] errors, final boolean[] wanted) {
		final PlainOperation operation = PlainOperations.of(architecture, node);
		final int images = (int) error.size(0);
		final double[][] in = operands(node);
		final double[] e = numbers(error);
		final double[][] out = new double[in.length][];
		final boolean[] asked = new boolean[in.length];
		for (int k = 0; k < in.length; k++) {
			asked[k] = wanted[architecture.nodes().get(node).input(k)];
			out[k] = new double[in[k].length];
		}
		for (int i = 0; i < images; i++) {
			final double[][] of = operation.errors(asked, part(e, i, images), parts(in, i, images));
			for (int k = 0; k < out.length; k++) if (asked[k]) join(of[k], out[k], i);
		}
		for (int k = 0; k < out.length; k++) {
			final int to = architecture.nodes().get(node).input(k);
			if (asked[k]) give(errors, to, put(out[k], values[to].ulike()));
		}
	}

	private double[][] operands(final int node) {
		final Node of = architecture.nodes().get(node);
		final double[][] in = new double[of.arity()][];
		for (int k = 0; k < in.length; k++) in[k] = numbers(values[of.input(k)]);
		return in;
	}

	/** The numbers of one image. */
	private static double[] part(final double[] all, final int image, final int images) {
		final int length = all.length / images;
		return Arrays.copyOfRange(all, image * length, (image + 1) * length);
	}

	private static double[][] parts(final double[][] all, final int image, final int images) {
		return Arrays.stream(all).map(numbers -> part(numbers, image, images)).toArray(double[][]::new);
	}

	private static void join(final double[] part, final double[] all, final int image) {
		System.arraycopy(part, 0, all, image * part.length, part.length);
	}

	private static double[] numbers(final INDArray array) {
		final INDArray copy = array.dup('c');
		final double[] numbers = copy.data().asDouble();
		close(copy);
		return numbers;
	}

	private static INDArray put(final double[] numbers, final INDArray to) {
		final INDArray all = Nd4j.createFromArray(numbers);
		final INDArray cast = all.castTo(to.dataType());
		to.assign(cast.reshape('c', to.shape()));
		close(cast);
		close(all);
		return to;
	}

	/** The weights that take part: as they are, or over their spectral norm. */
	private INDArray weights(final int i, final boolean training) {
		final Node node = architecture.nodes().get(i);
		final INDArray w = parameter(node, "W");
		if (!node.hasSpectralNorm()) {
			if (training) kept[i] = arrays(w);
			return w;
		}
		final SpectralNorm norm = SpectralNorm.of(w, parameter(node, "u"));
		final INDArray normal = w.div(norm.sigma());
		if (training) {
			kept[i] = arrays(normal);
			norms[i] = norm;
		}
		return normal;
	}

	private void keepWeightGradient(final int i, final INDArray dw, final INDArray e) {
		final Node node = architecture.nodes().get(i);
		if (node.hasBias()) gradient(node, "b").assign(e.sum(reduced(e)));
		gradient(node, "W").assign(dw);
		if (!node.hasSpectralNorm()) return;
		norms[i].backward(gradient(node, "W"), parameter(node, "W"));
		final INDArray turned = gradient(node, "u");
		norms[i].direct(turned);
		parameter(node, "u").subi(turned, turned);
	}

	private INDArray addBias(final Node node, final INDArray y) {
		return node.hasBias() ? y.addi(alongChannels(parameter(node, "b"), y.rank())) : y;
	}

	private INDArray parameter(final Node node, final String name) {
		return architecture.parameter(node.name() + "." + name).view(parameters);
	}

	private INDArray gradient(final Node node, final String name) {
		return architecture.parameter(node.name() + "." + name).view(gradient);
	}

	private static void give(final INDArray[] errors, final int to, final INDArray e) {
		if (errors[to] == null) errors[to] = e;
		else {
			errors[to].addi(e);
			close(e);
		}
	}

	private static void exec(final String name, final INDArray[] in, final INDArray[] out, final int... integers) {
		final DynamicCustomOp.DynamicCustomOpsBuilder op = DynamicCustomOp.builder(name).addInputs(in).addOutputs(out);
		if (integers.length > 0) op.addIntegerArguments(integers);
		Nd4j.exec(op.build());
	}

	private static INDArray[] arrays(final INDArray... arrays) {
		return arrays;
	}

	/** Kernel, stride, padding, dilation, explicit padding, NCHW, weights as [out, in, kernel, kernel]. */
	private static int[] window(final Node node, final int weightFormat) {
		final int k = node.kernel();
		final int s = node.stride();
		final int p = node.padding();
		return new int[] { k, k, s, s, p, p, 1, 1, 0, 0, weightFormat };
	}

	private static int[] pool(final Node node) {
		final int k = node.kernel();
		final int s = node.stride();
		final int p = node.padding();
		return new int[] { k, k, s, s, p, p, 1, 1, 0, 0, 0 };
	}

	/** [channels, 1, k, k] seen as [1, channels, k, k], the order of the depthwise operations; the same bytes. */
	private static INDArray depthwise(final INDArray w) {
		return w.reshape('c', 1, w.size(0), w.size(2), w.size(3));
	}

	private static INDArray alongChannels(final INDArray v, final int rank) {
		return rank == 2 ? v.reshape(1, v.length()) : v.reshape(1, v.length(), 1, 1);
	}

	private static int[] reduced(final INDArray x) {
		return x.rank() == 2 ? new int[] { 0 } : MAPS;
	}

	private static long[] shape(final long images, final long[] of) {
		final long[] shape = new long[of.length + 1];
		shape[0] = images;
		System.arraycopy(of, 0, shape, 1, of.length);
		return shape;
	}

	private static void close(final INDArray array) {
		if (array != null && !array.wasClosed() && array.closeable()) array.close();
	}

	private void free() {
		for (final INDArray value : values) close(value);
		Arrays.fill(values, null);
		for (int i = 1; i < kept.length; i++) if (kept[i] != null) {
			// Weights without a norm are views of the parameters, and stay.
			if (norms[i] != null || architecture.nodes().get(i).kind() == Node.Kind.BATCH_NORM)
				for (final INDArray array : kept[i]) close(array);
		}
		Arrays.fill(kept, null);
		Arrays.fill(norms, null);
	}

	@Override
	public void parametersChanged() {
		// They are read anew at each pass.
	}

	@Override
	public String describe() {
		return "ND4J operations";
	}

	@Override
	public void close() {
		free();
		several.forEach(ReferenceExecutor::close);
	}
}
