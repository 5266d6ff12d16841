/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.Set;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Node;
import org.cmrgan.nn.graph.Node.Kind;
import org.cmrgan.nn.graph.Parameter;
import org.cmrgan.nn.graph.PlainOperations;
import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.MinibatchDeviation;
import org.cmrgan.nn.operation.PlainOperation;
import org.cmrgan.nn.operation.Shapes;

/** Writes down the calls of one pass of a plan: what forward and backward share, shapes and layouts above all. */
abstract class OneDnnPass {
	static final memory.data_type F32 = memory.data_type.f32;
	/** Maps of this many pixels a side gain from Winograd's algorithm (Lavin & Gray 2016, arXiv 1509.09308); smaller ones lose. */
	private static final long WINOGRAD = 16;

	/** What oneDNN does faster than Java: a mosaic is a convolution of each channel by itself, a slice a copy. */
	private static final Set<Kind> LIBRARY = Set.of(Kind.MOSAIC, Kind.SLICE, Kind.BILINEAR_UPSAMPLE);

	final OneDnnPlan plan;
	final OneDnnExecutor executor;
	final OneDnn library;
	final OneDnnScript script;
	private final Architecture architecture;

	OneDnnPass(final OneDnnPlan plan, final OneDnnScript script) {
		this.plan = plan;
		this.script = script;
		executor = plan.executor();
		library = executor.library();
		architecture = executor.architecture();
	}

	/** A way to make a primitive by an algorithm. */
	interface Made<P> {
		P with(algorithm how);
	}

	/**
	 * A convolution's primitive by the algorithm that suits its shape. The rule is fixed and not found out by timing, so
	 * that two runs, also a run and its continuation, do the same to the last bit.
	 */
	final <P> P suited(final int node, final Made<P> make) {
		// To one map Winograd's would compute sixteen.
		return shape(node)[1] == 1 ? make.with(algorithm.convolution_direct) : suitedToError(node, make);
	}

	/** {@link #suited} for the error at the input, which for one map, too, has all channels of the input. */
	final <P> P suitedToError(final int node, final Made<P> make) {
		final Node n = node(node);
		if (n.kind() == Kind.CONVOLUTION && n.kernel() == 3 && n.stride() == 1
				&& Math.min(shape(node)[2], shape(node)[3]) >= WINOGRAD) {
			try {
				return make.with(algorithm.convolution_winograd);
			} catch (final RuntimeException e) {
				// Not for these channels or this processor.
			}
		}
		return make.with(algorithm.convolution_direct);
	}

	/** The convolution whose gradient at the input is the transposed convolution: from the large maps to the small ones. */
	final convolution_forward.primitive_desc back(final OneDnnGroup g) {
		return library.convolution(algorithm.convolution_direct, true, any(shape(g.main())), any(transposedWeights(g)),
				null, any(shape(g.input(0))), window(g), null);
	}

	/** Which of oneDNN's ways a primitive takes. */
	static String kind(final primitive_desc description) {
		return description.impl_info_str().getString();
	}

	// The architecture

	final Node node(final int i) {
		return architecture.nodes().get(i);
	}

	final Parameter parameter(final int node, final int which) {
		return architecture.parameters(node).get(which);
	}

	final boolean hasParameters(final OneDnnGroup g) {
		return !architecture.parameters(g.main()).isEmpty();
	}

	final OneDnn.Activation activation(final OneDnnGroup g) {
		return g.hasActivation() ? OneDnn.Activation.of(node(g.activation())) : null;
	}

	/** Images, channels, height and width of a node's values. */
	final long[] shape(final int node) {
		final long[] s = OneDnnExecutor.maps(architecture.shape(node));
		return new long[] { plan.images(), s[0], s[1], s[2] };
	}

	/** The window of a group's convolution or pooling; with an upsampling taken in, that of the transposed convolution. */
	final OneDnn.Window window(final OneDnnGroup g) {
		if (g.isBoxed()) return new OneDnn.Window(4, 4, 2, 1);
		final Node node = node(g.main());
		return new OneDnn.Window(node.kernel(), node.kernel(), node.stride(), node.padding());
	}

	/** A window of the whole map. */
	final OneDnn.Window whole(final OneDnnGroup g) {
		final long[] in = shape(g.input(0));
		return new OneDnn.Window(in[2], in[3], 1, 0);
	}

	final long[] convolutionWeights(final int node) {
		final long[] s = parameter(node, 0).shape();
		return node(node).kind() == Kind.DEPTHWISE_CONVOLUTION ? new long[] { s[0], 1, 1, s[2], s[3] } : s;
	}

	final long[] transposedWeights(final OneDnnGroup g) {
		final long k = g.isBoxed() ? 4 : node(g.main()).kernel();
		return new long[] { shape(g.input(0))[1], shape(g.main())[1], k, k };
	}

	/** The weights of a mosaic as a convolution of each channel by itself, from whole maps to one pixel. */
	final long[] mosaicWeights(final OneDnnGroup g) {
		final long[] in = shape(g.input(0));
		return new long[] { in[1], 1, 1, in[2], in[3] };
	}

	/** A mosaic's image, or its error, as the maps of one pixel that the convolution gives. */
	final long[] onePixel(final OneDnnGroup g) {
		final long[] in = shape(g.input(0));
		return new long[] { in[0], in[1], 1, 1 };
	}

	final long[] denseWeights(final int node) {
		final long[] in = shape(node(node).input(0));
		return new long[] { shape(node)[1], in[1], in[2], in[3] };
	}

	/** Whether a node is computed in Java, image by image. */
	static boolean isPlain(final Kind kind) {
		return PlainOperations.is(kind) && !LIBRARY.contains(kind);
	}

	final PlainOperation plainOperation(final OneDnnGroup g) {
		return PlainOperations.of(architecture, g.main());
	}

	/** The operands of what is computed in Java, as plain floats; to be dropped. */
	final OneDnnScript.Value[] operands(final OneDnnGroup g, final OneDnnScript.Value... values) {
		final OneDnnScript.Value[] in = new OneDnnScript.Value[g.arity()];
		for (int k = 0; k < in.length; k++) in[k] = floats(values[g.input(k)], g.input(k));
		return in;
	}

	/** The numbers of such operands for one image, once the script runs. */
	final double[][] numbers(final OneDnnGroup g, final int image, final OneDnnScript.Value... in) {
		final double[][] numbers = new double[in.length][];
		for (int k = 0; k < in.length; k++) numbers[k] = numbers(in[k], g.input(k), image);
		return numbers;
	}

	/** The numbers that a node's value or error, held as plain floats, has for one image. */
	final double[] numbers(final OneDnnScript.Value floats, final int node, final int image) {
		return NativeMemory.read(floats.memory(), image, Math.toIntExact(Shapes.product(architecture.shape(node))));
	}

	/** The layout in which factors meet maps: their own if it is one that {@link ChannelFactors} reads. */
	final memory.desc factored(final OneDnnScript.Value maps, final int node) {
		return OneDnn.block(maps.layout(), shape(node)) == 0 ? OneDnn.plain(F32, shape(node)) : maps.layout();
	}

	final ChannelFactors channelFactors(final OneDnnGroup g, final memory.desc layout) {
		final long[] maps = shape(g.main());
		return new ChannelFactors(OneDnn.block(layout, maps), maps);
	}

	/** Whether a node is a ReLU that goes by the first part of a batch. */
	final boolean isGate(final int node) {
		return OneDnnGroup.isGate(architecture, node(node));
	}

	/** A step that lets such a ReLU work on floats in one layout. */
	final void gate(final OneDnnGroup g, final OneDnnScript.Value values, final OneDnnScript.Value deciding,
			final OneDnnScript.Value to) {
		final NativeGate gate = new NativeGate(architecture, node(g.main()));
		final long length = to.layout().get_size() / Float.BYTES;
		script.step("gate", () -> gate.apply(values.memory(), deciding.memory(), to.memory(), length));
	}

	final MinibatchDeviation minibatchDeviation(final OneDnnGroup g) {
		return new MinibatchDeviation(plan.images(), architecture.parts(), architecture.shape(g.input(0)));
	}

	/** The numbers of all images of a node's value or error that is held as plain floats, once the script runs. */
	final double[] allNumbers(final OneDnnScript.Value floats, final int node) {
		return NativeMemory.read(floats.memory(), 0, Math.toIntExact(Shapes.product(shape(node))));
	}

	/** A slice's numbers where they lie in its vector. */
	final memory slice(final OneDnnGroup g, final OneDnnScript.Value vector) {
		final long length = Shapes.product(architecture.shape(g.main()));
		final long all = shape(g.input(0))[1];
		return script.part(vector, node(g.main()).first() * (vector.layout().get_size() / (plan.images() * all)),
				OneDnn.strided(executor.type(), new long[] { plan.images(), length, 1, 1 }, all, 1, 1, 1));
	}

	/** A slice as a vector. */
	final memory.desc sliced(final OneDnnGroup g) {
		return plain(plan.images(), Shapes.product(architecture.shape(g.main())), 1, 1);
	}

	/** Dropout of a node's values, or of the errors there. @param to, like {@code from}, plain floats */
	final void dropOut(final int node, final OneDnnScript.Value from, final OneDnnScript.Value to) {
		// What is dropped is known only once the script runs.
		script.step("dropout", () -> {
			final Dropout dropout = executor.dropout(node);
			for (int i = 0; i < plan.images(); i++)
				NativeMemory.write(to.memory(), i, dropout.of(i, numbers(from, node, i)));
		});
	}

	// Layouts

	/** In the network's numbers, laid out as oneDNN likes best. */
	final memory.desc any(final long... dimensions) {
		return OneDnn.any(executor.type(), dimensions);
	}

	/** In the network's numbers, c-order. */
	final memory.desc plain(final long... dimensions) {
		return OneDnn.plain(executor.type(), dimensions);
	}

	/** A value as plain floats, for what is computed here and not by oneDNN; to be dropped. */
	final OneDnnScript.Value floats(final OneDnnScript.Value v, final int node) {
		return script.as(v, OneDnn.plain(F32, shape(node)));
	}

	/** Room for a node's value or error as plain floats. */
	final OneDnnScript.Value floats(final int node) {
		return script.value(OneDnn.plain(F32, shape(node)));
	}

	static memory.desc vector(final long length) {
		return OneDnn.plain(F32, length);
	}

	/** null for an operation without bias, as oneDNN wants it. */
	final memory.desc biasLayout(final int node) {
		return node(node).hasBias() ? vector(parameter(node, 1).length()) : null;
	}

	/** What a dense operation gives, as rows. */
	final memory.desc rows(final int node) {
		return plain(plan.images(), shape(node)[1]);
	}

	// Places

	/** A node's parameter that is a vector. */
	final memory vector(final int node, final int which) {
		final Parameter p = parameter(node, which);
		return executor.parameter(p, vector(p.length()));
	}

	/** Mean or variance of a batch norm: the batch's own in training, the running one otherwise. */
	final memory statistic(final int node, final int which) {
		final Parameter p = parameter(node, which);
		return plan.isTraining() ? executor.batchStatistic(p, vector(p.length())) : vector(node, which);
	}
}
