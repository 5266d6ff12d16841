/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_OUTPUT_SCALES;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_mic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_mic_4ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_sse41;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_max_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.prelu_backward;
import org.bytedeco.dnnl.prelu_forward;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.resampling_backward;
import org.bytedeco.dnnl.resampling_forward;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.operation.NativeFloats;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.Rectifier;
import org.cmrgan.nn.operation.Relu;
import org.cmrgan.nn.operation.Tanh;
import org.cmrgan.nn.operation.Window;
import org.cmrgan.run.UserError;

/**
 * oneDNN 2.5, called directly: memory descriptors and primitives. All code that depends on oneDNN's interface is here.
 * Descriptors left to "any" get the layout that suits the processor, usually with channels in blocks of 8 or 16.
 */
public final class OneDnn implements AutoCloseable {
	private static final long[] DENSE = { 0, 0 };
	/** DNNL_RUNTIME_F32_VAL, which the Java binding lacks. */
	private static final float GIVEN_WHEN_RUN = Float.intBitsToFloat(0x7fc000d0);
	/** Mask bit of the first dimension. */
	private static final int BY_IMAGE = 1;

	/** One call of oneDNN: a primitive and its arguments. */
	final class Op implements AutoCloseable {
		private final primitive primitive;
		private final IntMemoryMap arguments = new IntMemoryMap();
		private final Object[] held;

		/** @param arguments pairs of an argument's number and its memory; pairs without memory are left out */
		private Op(final primitive primitive, final Object... arguments) {
			this.primitive = primitive;
			held = arguments;
			for (int i = 0; i < arguments.length; i += 2)
				if (arguments[i + 1] != null) this.arguments.put((Integer) arguments[i], (memory) arguments[i + 1]);
		}

		public void run() {
			primitive.execute(stream, arguments);
		}

		@Override
		public void close() {
			Arrays.fill(held, null);
			arguments.close();
			primitive.close();
		}
	}

	/** Size, stride and padding of a convolution or pooling, equal in both directions. */
	static final class Extent {
		private final long[] kernel;
		private final long[] stride;
		private final long[] padding;

		Extent(final long height, final long width, final long stride, final long padding) {
			kernel = new long[] { height, width };
			this.stride = new long[] { stride, stride };
			this.padding = new long[] { padding, padding };
		}

		static Extent of(final Window w) {
			return new Extent(w.kernel(), w.kernel(), w.stride(), w.padding());
		}
	}

	private final engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
	private final stream stream = new stream(engine);
	private final primitive_attr attributes = ownScratchpad();

	/**
	 * Version of the library.
	 *
	 * @throws LinkageError if it cannot be loaded on this machine
	 */
	static String version() {
		final dnnl_version_t v = dnnl_version();
		return v.major() + "." + v.minor() + "." + v.patch();
	}

	/** Instruction sets by oneDNN's numbers, named as in its variable DNNL_MAX_CPU_ISA. */
	private static final Map<Integer, String> INSTRUCTIONS = Map.ofEntries(Map.entry(dnnl_cpu_isa_sse41, "SSE41"),
			Map.entry(dnnl_cpu_isa_avx, "AVX"), Map.entry(dnnl_cpu_isa_avx2, "AVX2"),
			Map.entry(dnnl_cpu_isa_avx2_vnni, "AVX2_VNNI"), Map.entry(dnnl_cpu_isa_avx512_mic, "AVX512_MIC"),
			Map.entry(dnnl_cpu_isa_avx512_mic_4ops, "AVX512_MIC_4OPS"),
			Map.entry(dnnl_cpu_isa_avx512_core, "AVX512_CORE"),
			Map.entry(dnnl_cpu_isa_avx512_core_vnni, "AVX512_CORE_VNNI"),
			Map.entry(dnnl_cpu_isa_avx512_core_bf16, "AVX512_CORE_BF16"),
			Map.entry(dnnl_cpu_isa_avx512_core_amx, "AVX512_CORE_AMX"));

	/**
	 * {@return the instruction set for which oneDNN generates code: that of the processor, or the one that was asked
	 * for}
	 */
	public static String instructions() {
		final int isa = dnnl_get_effective_cpu_isa();
		return INSTRUCTIONS.getOrDefault(isa, "number " + isa);
	}

	/**
	 * Restricts oneDNN to an instruction set. This is possible once in a process, and only before oneDNN is first used
	 * or asked for the set. Afterwards, only the set in use is accepted.
	 *
	 * @param name of the instruction set, in any case
	 * @param words the setting that asked for it, for the message
	 * @param start the advice if it comes too late, for the message: "start Java with …"
	 * @throws UserError if there is no such set, the processor lacks it, or another one is in use
	 */
	public static void keepTo(final String name, final String words, final String start) {
		final int isa = INSTRUCTIONS.entrySet().stream().filter(e -> e.getValue().equalsIgnoreCase(name.trim()))
				.map(Map.Entry::getKey).findFirst()
				.orElseThrow(() -> UserError.of("%s is not an instruction set: give one of %s.", words,
						INSTRUCTIONS.values().stream().sorted().collect(Collectors.joining(", "))));
		final boolean set = dnnl_set_max_cpu_isa(isa) == 0;
		if (dnnl_get_effective_cpu_isa() == isa) return;
		if (set)
			throw UserError.of("%s is not available: this processor has %s; give a lower one, or none.", words,
					instructions());
		throw UserError.of(
				"%s comes too late, because this Java process already computes with %s. Give it to the first command after a restart, or %s.",
				words, instructions(), start);
	}

	/**
	 * {@return true if the processor multiplies bfloat16 numbers; otherwise oneDNN has no such convolutions, or slow
	 * ones}
	 */
	public static boolean hasBf16() {
		final int isa = dnnl_get_effective_cpu_isa();
		return isa == dnnl_cpu_isa_avx512_core_bf16 || isa == dnnl_cpu_isa_avx512_core_amx;
	}

	// Memory

	static memory.desc any(final memory.data_type type, final long... dimensions) {
		return new memory.desc(dimensions, type, memory.format_tag.any);
	}

	/** c-order. */
	static memory.desc plain(final memory.data_type type, final long... dimensions) {
		final long[] strides = new long[dimensions.length];
		long stride = 1;
		for (int i = dimensions.length - 1; i >= 0; i--) {
			strides[i] = stride;
			stride *= dimensions[i];
		}
		return new memory.desc(dimensions, type, strides);
	}

	/** Number of adjacent channels in a layout of floats: 8 or 16 in blocks, 1 in c-order, 0 in any other layout. */
	static int block(final memory.desc layout, final long... maps) {
		if (same(layout, plain(memory.data_type.f32, maps))) return 1;
		if (same(layout, new memory.desc(maps, memory.data_type.f32, memory.format_tag.nChw8c))) return 8;
		return same(layout, new memory.desc(maps, memory.data_type.f32, memory.format_tag.nChw16c)) ? 16 : 0;
	}

	static memory.desc strided(final long[] dimensions, final long... strides) {
		return strided(memory.data_type.f32, dimensions, strides);
	}

	static memory.desc strided(final memory.data_type type, final long[] dimensions, final long... strides) {
		return new memory.desc(dimensions, type, strides);
	}

	static boolean same(final memory.desc a, final memory.desc b) {
		return a.equals(b);
	}

	/** Memory whose address is set later. */
	memory unplaced(final memory.desc description) {
		return new memory(description, engine, new Pointer());
	}

	/** Memory that owns its data. */
	memory allocated(final memory.desc description) {
		final memory made = new memory(description, engine);
		assert NativeMemory.filledWithNaN(made.get_data_handle(), description.get_size());
		return made;
	}

	/** Memory at an address that another object owns. */
	memory at(final long address, final memory.desc description) {
		return new memory(description, engine, NativeFloats.at(address));
	}

	// Primitives

	Op op(final primitive_desc description, final Object... arguments) {
		return new Op(new primitive(description), arguments);
	}

	/** The scratchpad that a primitive needs while it runs, argument {@code DNNL_ARG_SCRATCHPAD}. */
	static memory.desc scratchpad(final primitive_desc description) {
		return description.scratchpad_desc();
	}

	Op reorder(final memory from, final memory to) {
		return new Op(new reorder(new reorder.primitive_desc(from, to)), DNNL_ARG_FROM, from, DNNL_ARG_TO, to);
	}

	/**
	 * A copy into another layout, with each image multiplied by a factor.
	 *
	 * @param factors [images]
	 */
	Op scaled(final memory from, final memory to, final memory factors) {
		try (primitive_attr attributes = new primitive_attr(); FloatPointer later = new FloatPointer(GIVEN_WHEN_RUN)) {
			attributes.set_output_scales(BY_IMAGE, later);
			return new Op(new reorder(new reorder.primitive_desc(from, to, attributes, false)), DNNL_ARG_FROM, from,
					DNNL_ARG_TO, to, DNNL_ARG_ATTR_OUTPUT_SCALES, factors);
		}
	}

	/** @param activation fused into the primitive; null for none */
	convolution_forward.primitive_desc convolution(final algorithm how, final boolean training, final memory.desc src,
			final memory.desc weights, final memory.desc bias, final memory.desc dst, final Extent w,
			final Activation activation) {
		final prop_kind kind = training ? prop_kind.forward_training : prop_kind.forward_inference;
		final convolution_forward.desc d = bias == null
				? new convolution_forward.desc(kind, how, src, weights, dst, w.stride, DENSE, w.padding, w.padding)
				: new convolution_forward.desc(kind, how, src, weights, bias, dst, w.stride, DENSE, w.padding,
						w.padding);
		return activation == null
				? new convolution_forward.primitive_desc(d, attributes, engine)
				: new convolution_forward.primitive_desc(d, after(activation), engine);
	}

	convolution_backward_data.primitive_desc convolutionData(final algorithm how, final memory.desc diffSrc,
			final memory.desc weights, final memory.desc diffDst, final Extent w,
			final convolution_forward.primitive_desc forward) {
		return new convolution_backward_data.primitive_desc(new convolution_backward_data.desc(how, diffSrc, weights,
				diffDst, w.stride, DENSE, w.padding, w.padding), attributes, engine, forward);
	}

	convolution_backward_weights.primitive_desc convolutionWeights(final algorithm how, final memory.desc src,
			final memory.desc diffWeights, final memory.desc diffBias, final memory.desc diffDst, final Extent w,
			final convolution_forward.primitive_desc forward) {
		final convolution_backward_weights.desc d = diffBias == null
				? new convolution_backward_weights.desc(how, src, diffWeights, diffDst, w.stride, DENSE, w.padding,
						w.padding)
				: new convolution_backward_weights.desc(how, src, diffWeights, diffBias, diffDst, w.stride, DENSE,
						w.padding, w.padding);
		return new convolution_backward_weights.primitive_desc(d, attributes, engine, forward);
	}

	inner_product_forward.primitive_desc dense(final boolean training, final memory.desc src, final memory.desc weights,
			final memory.desc bias, final memory.desc dst) {
		final prop_kind kind = training ? prop_kind.forward_training : prop_kind.forward_inference;
		return new inner_product_forward.primitive_desc(bias == null
				? new inner_product_forward.desc(kind, src, weights, dst)
				: new inner_product_forward.desc(kind, src, weights, bias, dst), attributes, engine);
	}

	inner_product_backward_data.primitive_desc denseData(final memory.desc diffSrc, final memory.desc weights,
			final memory.desc diffDst, final inner_product_forward.primitive_desc forward) {
		return new inner_product_backward_data.primitive_desc(
				new inner_product_backward_data.desc(diffSrc, weights, diffDst), attributes, engine, forward);
	}

	inner_product_backward_weights.primitive_desc denseWeights(final memory.desc src, final memory.desc diffWeights,
			final memory.desc diffBias, final memory.desc diffDst, final inner_product_forward.primitive_desc forward) {
		return new inner_product_backward_weights.primitive_desc(
				diffBias == null
						? new inner_product_backward_weights.desc(src, diffWeights, diffDst)
						: new inner_product_backward_weights.desc(src, diffWeights, diffBias, diffDst),
				attributes, engine, forward);
	}

	private static int normalisation(final boolean training, final boolean relu) {
		return normalization_flags.use_scale.value | normalization_flags.use_shift.value
				| (training ? 0 : normalization_flags.use_global_stats.value)
				| (relu ? normalization_flags.fuse_norm_relu.value : 0);
	}

	/**
	 * x + shift along channels, as a batch norm with mean 0 and variance 0; finite also for channels that pad a block.
	 */
	batch_normalization_forward.primitive_desc shift(final memory.desc x, final boolean relu) {
		final int flags = normalization_flags.use_shift.value | normalization_flags.use_global_stats.value
				| (relu ? normalization_flags.fuse_norm_relu.value : 0);
		return new batch_normalization_forward.primitive_desc(
				new batch_normalization_forward.desc(prop_kind.forward_inference.value, x, 1f, flags), attributes,
				engine);
	}

	batch_normalization_forward.primitive_desc batchNorm(final boolean training, final memory.desc x,
			final double epsilon, final boolean relu) {
		final prop_kind kind = training ? prop_kind.forward_training : prop_kind.forward_inference;
		return new batch_normalization_forward.primitive_desc(
				new batch_normalization_forward.desc(kind.value, x, (float) epsilon, normalisation(training, relu)),
				attributes, engine);
	}

	batch_normalization_backward.primitive_desc batchNormBackward(final memory.desc x, final double epsilon,
			final boolean relu, final batch_normalization_forward.primitive_desc forward) {
		return new batch_normalization_backward.primitive_desc(
				new batch_normalization_backward.desc(prop_kind.backward.value, x, x, (float) epsilon,
						normalisation(true, relu)),
				attributes, engine, forward);
	}

	eltwise_forward.primitive_desc activation(final Activation a, final memory.desc x) {
		return new eltwise_forward.primitive_desc(
				new eltwise_forward.desc(prop_kind.forward_training, a.backward, x, a.slope, 0f), attributes, engine);
	}

	/** Computed from the activation's result, so that its input need not be kept. */
	eltwise_backward.primitive_desc activationBackward(final Activation a, final memory.desc x) {
		return new eltwise_backward.primitive_desc(new eltwise_backward.desc(a.backward, x, x, a.slope, 0f), attributes,
				engine, activation(a, x));
	}

	prelu_forward.primitive_desc prelu(final memory.desc x, final memory.desc slopes) {
		return new prelu_forward.primitive_desc(new prelu_forward.desc(prop_kind.forward_training, x, slopes),
				attributes, engine);
	}

	prelu_backward.primitive_desc preluBackward(final memory.desc x, final memory.desc slopes,
			final prelu_forward.primitive_desc forward) {
		return new prelu_backward.primitive_desc(new prelu_backward.desc(x, slopes, x, slopes), attributes, engine,
				forward);
	}

	binary.primitive_desc sum(final memory.desc a, final memory.desc b, final memory.desc c,
			final Activation activation) {
		final binary.desc d = new binary.desc(algorithm.binary_add, a, b, c);
		return activation == null
				? new binary.primitive_desc(d, attributes, engine)
				: new binary.primitive_desc(d, after(activation), engine);
	}

	pooling_forward.primitive_desc pool(final boolean training, final boolean max, final memory.desc src,
			final memory.desc dst, final Extent w) {
		return new pooling_forward.primitive_desc(
				new pooling_forward.desc(training ? prop_kind.forward_training : prop_kind.forward_inference,
						pooling(max), src, dst, w.stride, w.kernel, w.padding, w.padding),
				attributes, engine);
	}

	pooling_backward.primitive_desc poolBackward(final boolean max, final memory.desc diffSrc,
			final memory.desc diffDst, final Extent w, final pooling_forward.primitive_desc forward) {
		return new pooling_backward.primitive_desc(
				new pooling_backward.desc(pooling(max), diffSrc, diffDst, w.stride, w.kernel, w.padding, w.padding),
				attributes, engine, forward);
	}

	private static algorithm pooling(final boolean max) {
		return max ? algorithm.pooling_max : algorithm.pooling_avg_exclude_padding;
	}

	/** Doubles the size: repeats each pixel four times, or interpolates bilinearly between pixel centres. */
	resampling_forward.primitive_desc upsample(final boolean bilinear, final memory.desc src, final memory.desc dst) {
		return new resampling_forward.primitive_desc(
				new resampling_forward.desc(prop_kind.forward_training, resampling(bilinear), src, dst), attributes,
				engine);
	}

	private static algorithm resampling(final boolean bilinear) {
		return bilinear ? algorithm.resampling_linear : algorithm.resampling_nearest;
	}

	resampling_backward.primitive_desc upsampleBackward(final memory.desc diffSrc, final memory.desc diffDst,
			final resampling_forward.primitive_desc forward) {
		return new resampling_backward.primitive_desc(
				new resampling_backward.desc(algorithm.resampling_nearest, diffSrc, diffDst), attributes, engine,
				forward);
	}

	/**
	 * Makes a primitive use the caller's scratchpad. A scratchpad of oneDNN belongs to the thread that created the
	 * primitive, and would be missing on another thread.
	 */
	private static primitive_attr ownScratchpad() {
		final primitive_attr made = new primitive_attr();
		made.set_scratchpad_mode(scratchpad_mode.user);
		return made;
	}

	private static primitive_attr after(final Activation activation) {
		final post_ops then = new post_ops();
		then.append_eltwise(1f, activation.forward, activation.slope, 0f);
		final primitive_attr attributes = ownScratchpad();
		attributes.set_post_ops(then);
		return attributes;
	}

	/** An elementwise function whose derivative follows from its result. */
	static final class Activation {
		private final algorithm forward;
		private final algorithm backward;
		private final float slope;
		private final boolean relu;

		private Activation(final algorithm forward, final algorithm backward, final double slope, final boolean relu) {
			this.relu = relu;
			this.forward = forward;
			this.backward = backward;
			this.slope = (float) slope;
		}

		/** True for max(x, 0). */
		boolean isRelu() {
			return relu;
		}

		/** The function of one of {@link #is}. */
		static Activation of(final Operation operation) {
			if (operation instanceof Rectifier)
				return new Activation(algorithm.eltwise_relu, algorithm.eltwise_relu_use_dst_for_bwd,
						((Rectifier) operation).slope(), operation instanceof Relu);
			return new Activation(algorithm.eltwise_tanh, algorithm.eltwise_tanh_use_dst_for_bwd, 0, false);
		}

		static boolean is(final Operation operation) {
			return operation instanceof Rectifier || operation instanceof Tanh;
		}
	}

	@Override
	public void close() {
		attributes.close();
		stream.close();
		engine.close();
	}
}
