package org.cmrgan.nn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.resampling_forward;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.Architecture.Kind;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The calls of oneDNN that run an architecture on one number of images, written down once and then repeated. Vectors are
 * maps of one pixel here. Operations that oneDNN runs in one pass are grouped: a convolution and the activation after it,
 * batch norm and ReLU, nearest upsampling and a 3x3 convolution.
 */
final class OneDnnPlan implements AutoCloseable {
	private static final memory.data_type F32 = memory.data_type.f32;
	/** Maps of this many pixels a side gain from Winograd's algorithm (Lavin & Gray 2016, arXiv 1509.09308); smaller ones lose. */
	private static final long WINOGRAD = 16;

	/** Operations that run as one. */
	private static final class Group {
		private final int main;
		private final boolean boxed;
		private final int[] inputs;
		private int activation = -1;
		/** What the backward pass needs of the forward pass. */
		private primitive_desc forward;
		private primitive_desc gradient;
		private memory workspace;

		private Group(final int main, final boolean boxed, final int... inputs) {
			this.main = main;
			this.boxed = boxed;
			this.inputs = inputs;
		}

		private int out() {
			return activation < 0 ? main : activation;
		}
	}

	/** A stretch of memory that one or several values or errors lie in. */
	private static final class Slot {
		private final long offset;
		private final long bytes;
		private final boolean kept;
		private int holders = 1;

		private Slot(final long offset, final long bytes, final boolean kept) {
			this.offset = offset;
			this.bytes = bytes;
			this.kept = kept;
		}
	}

	/** Numbers in a layout. */
	private static final class Value {
		private final memory.desc layout;
		private final memory memory;
		private final Slot slot;

		private Value(final memory.desc layout, final memory memory, final Slot slot) {
			this.layout = layout;
			this.memory = memory;
			this.slot = slot;
		}
	}

	/** A list of calls with the memory they need. */
	private static final class Script {
		private final List<Runnable> steps = new ArrayList<>();
		private final List<String> names = new ArrayList<>();
		private final Set<OneDnnWeight.Copy> weights = new LinkedHashSet<>();
		private final NativeMemory.Offsets offsets = new NativeMemory.Offsets();
		private final List<memory> memories = new ArrayList<>();
		private final List<Long> places = new ArrayList<>();
		private memory in;
		private memory out;

		private void run(final long version) {
			for (final OneDnnWeight.Copy weight : weights) weight.refresh(version);
			for (final Runnable step : steps) step.run();
		}
	}

	private final OneDnnExecutor executor;
	private final OneDnn library;
	private final Architecture architecture;
	private final int images;
	private final boolean training;
	private final List<Group> groups = new ArrayList<>();
	private final Value[] values;
	private final int[] uses;
	private final boolean[] needed;
	private final NativeMemory.Offsets keptOffsets = new NativeMemory.Offsets();
	private final List<memory> keptMemories = new ArrayList<>();
	private final List<Long> keptPlaces = new ArrayList<>();
	private final List<Pointer> owned = new ArrayList<>();
	private final List<OneDnn.Op> ops = new ArrayList<>();
	private final Script forward;
	/** By what is wanted: 1 for the error at the input, 2 for the parameters' gradient. */
	private final Script[] backward = new Script[4];
	private Script script;

	OneDnnPlan(final OneDnnExecutor executor, final int images, final boolean training) {
		this.executor = executor;
		this.images = images;
		this.training = training;
		library = executor.library();
		architecture = executor.architecture();
		final int n = architecture.nodes().size();
		values = new Value[n];
		uses = new int[n];
		needed = new boolean[n];
		group();
		forward = writeForward();
	}

	void forward(final long from, final long to) {
		forward.in.set_data_handle(NativeMemory.At.address(from));
		forward.out.set_data_handle(NativeMemory.At.address(to));
		forward.run(executor.version());
	}

	/** @param to where dL/dInput goes; 0 if it is not wanted */
	void backward(final long from, final long to, final boolean wantParameters) {
		final int which = (to != 0 ? 1 : 0) + (wantParameters ? 2 : 0);
		if (which == 0) return;
		if (backward[which] == null) backward[which] = writeBackward(to != 0, wantParameters);
		final Script s = backward[which];
		s.in.set_data_handle(NativeMemory.At.address(from));
		if (to != 0) s.out.set_data_handle(NativeMemory.At.address(to));
		s.run(executor.version());
	}

	// Grouping

	private void group() {
		final List<Architecture.Node> nodes = architecture.nodes();
		final int[] consumers = new int[nodes.size()];
		for (final Architecture.Node node : nodes) for (int i = 0; i < node.arity(); i++) consumers[node.input(i)]++;
		consumers[nodes.size() - 1]++;
		final Group[] maker = new Group[nodes.size()];
		for (int i = 1; i < nodes.size(); i++) {
			final Architecture.Node node = nodes.get(i);
			final int from = node.input(0);
			final Group before = maker[from];
			if (consumers[from] == 1 && before != null && before.activation < 0
					&& joins(node, nodes.get(before.main).kind())) {
				before.activation = i;
				maker[i] = before;
				continue;
			}
			final Group group;
			if (consumers[from] == 1 && before != null && before.activation < 0
					&& nodes.get(from).kind() == Kind.UPSAMPLE && boxes(node)) {
				groups.remove(before);
				group = new Group(i, true, nodes.get(from).input(0));
			} else if (node.kind() == Kind.ADD) group = new Group(i, false, from, node.input(1));
			else
				group = new Group(i, false, from);
			groups.add(group);
			maker[i] = group;
		}
		for (final Group g : groups) {
			for (final int in : g.inputs) uses[in]++;
			final Kind kind = nodes.get(g.main).kind();
			switch (kind) {
				case CONVOLUTION :
				case DEPTHWISE_CONVOLUTION :
				case TRANSPOSED_CONVOLUTION :
				case DENSE :
				case BATCH_NORM :
				case PRELU :
					needed[g.inputs[0]] = true;
					break;
				default :
			}
			if (g.activation >= 0 && kind != Kind.BATCH_NORM || OneDnn.Activation.is(kind)) needed[g.out()] = true;
		}
		uses[nodes.size() - 1]++;
	}

	private static boolean joins(final Architecture.Node node, final Kind main) {
		switch (main) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
			case TRANSPOSED_CONVOLUTION :
			case DENSE :
			case ADD :
				return OneDnn.Activation.is(node.kind());
			case BATCH_NORM :
				return node.kind() == Kind.RELU;
			default :
				return false;
		}
	}

	private static boolean boxes(final Architecture.Node node) {
		return node.kind() == Kind.CONVOLUTION && node.kernel() == 3 && node.stride() == 1 && node.padding() == 1
				&& !node.hasSpectralNorm();
	}

	// Memory while writing a script

	private Slot slot(final long bytes, final boolean keep) {
		final boolean kept = keep && training;
		return new Slot((kept ? keptOffsets : script.offsets).take(bytes), bytes, kept);
	}

	private memory in(final Slot slot, final memory.desc layout) {
		final memory made = own(library.unplaced(layout));
		(slot.kept ? keptMemories : script.memories).add(made);
		(slot.kept ? keptPlaces : script.places).add(slot.offset);
		return made;
	}

	private Value value(final memory.desc layout, final boolean keep) {
		final Slot slot = slot(layout.get_size(), keep);
		return new Value(layout, in(slot, layout), slot);
	}

	/** The same bytes seen otherwise. */
	private Value alias(final Value v, final memory.desc layout) {
		v.slot.holders++;
		return new Value(layout, in(v.slot, layout), v.slot);
	}

	private void drop(final Value v) {
		if (--v.slot.holders == 0 && !v.slot.kept) script.offsets.give(v.slot.offset, v.slot.bytes);
	}

	/** The same numbers in a layout: itself, held once more, or a copy. */
	private Value as(final Value v, final memory.desc layout) {
		if (OneDnn.same(v.layout, layout)) {
			v.slot.holders++;
			return v;
		}
		final Value copy = value(layout, false);
		step("reorder", library.reorder(v.memory, copy.memory));
		return copy;
	}

	private <P extends Pointer> P own(final P pointer) {
		owned.add(pointer);
		return pointer;
	}

	/** A call of a primitive, which finds its scratchpad in the plan's memory. */
	private void call(final String name, final primitive_desc description, final Object... arguments) {
		final memory.desc layout = OneDnn.scratchpad(description);
		if (layout.get_size() == 0) {
			step(name, library.op(description, arguments));
			return;
		}
		final Value scratchpad = value(layout, false);
		final Object[] all = Arrays.copyOf(arguments, arguments.length + 2);
		all[arguments.length] = DNNL_ARG_SCRATCHPAD;
		all[arguments.length + 1] = scratchpad.memory;
		step(name, library.op(description, all));
		drop(scratchpad);
	}

	private void step(final String name, final OneDnn.Op op) {
		ops.add(op);
		step(name, op::run);
	}

	private void step(final String name, final Runnable run) {
		script.steps.add(run);
		script.names.add(name);
	}

	private memory weights(final OneDnnWeight of, final memory.desc layout) {
		final OneDnnWeight.Copy copy = of.copy(layout);
		script.weights.add(copy);
		return copy.memory();
	}

	private memory.desc any(final long... dimensions) {
		return OneDnn.any(executor.type(), dimensions);
	}

	private long[] shape(final int node) {
		return withImages(OneDnnExecutor.maps(architecture.shape(node)));
	}

	private long[] withImages(final long... shape) {
		return new long[] { images, shape[0], shape[1], shape[2] };
	}

	private Architecture.Node node(final int i) {
		return architecture.nodes().get(i);
	}

	private Architecture.Parameter parameter(final int node, final int which) {
		return architecture.parameters(node).get(which);
	}

	private static memory.desc vector(final long length) {
		return OneDnn.plain(F32, length);
	}

	// Forward

	private Script writeForward() {
		script = new Script();
		final memory.desc given = OneDnn.plain(F32, shape(0));
		script.in = own(library.unplaced(given));
		values[0] = value(OneDnn.plain(executor.type(), shape(0)), true);
		step("reorder", library.reorder(script.in, values[0].memory));
		for (final Group g : groups) {
			forward(g);
			for (final int in : g.inputs) if (--uses[in] == 0 && !(training && needed[in])) drop(values[in]);
		}
		final int last = values.length - 1;
		script.out = own(library.unplaced(OneDnn.plain(F32, shape(last))));
		step("reorder", library.reorder(values[last].memory, script.out));
		final Script written = script;
		if (training) executor.kept().place(keptMemories, keptPlaces, keptOffsets.size());
		executor.scratch().place(written.memories, written.places, written.offsets.size());
		return written;
	}

	private Value result(final Group g, final memory.desc layout) {
		final Value made = value(layout, needed[g.out()]);
		values[g.out()] = made;
		return made;
	}

	private void forward(final Group g) {
		final Architecture.Node node = node(g.main);
		final Value x = values[g.inputs[0]];
		final OneDnn.Activation activation = g.activation < 0 ? null : OneDnn.Activation.of(node(g.activation));
		switch (node.kind()) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
				if (g.boxed) transposed(g, x, activation);
				else
					convolution(g, x, activation);
				break;
			case TRANSPOSED_CONVOLUTION :
				transposed(g, x, activation);
				break;
			case DENSE :
				dense(g, x, activation);
				break;
			case BATCH_NORM :
				batchNorm(g, x);
				break;
			case RELU :
			case LEAKY_RELU :
			case TANH :
				final OneDnn.Activation alone = OneDnn.Activation.of(node);
				call("activation", library.activation(alone, x.layout), DNNL_ARG_SRC, x.memory, DNNL_ARG_DST,
						result(g, x.layout).memory);
				break;
			case PRELU :
				final prelu_forward.primitive_desc prelu = library.prelu(x.layout, any(1, shape(g.main)[1], 1, 1));
				g.forward = own(prelu);
				call("prelu", prelu, DNNL_ARG_SRC, x.memory, DNNL_ARG_WEIGHTS,
						weights(executor.slopes(g.main), prelu.weights_desc(0)), DNNL_ARG_DST,
						result(g, x.layout).memory);
				break;
			case ADD :
				final Value other = as(values[g.inputs[1]], x.layout);
				call("add", library.sum(x.layout, x.layout, x.layout, activation), DNNL_ARG_SRC_0, x.memory,
						DNNL_ARG_SRC_1,
						other.memory, DNNL_ARG_DST, result(g, x.layout).memory);
				drop(other);
				break;
			case MAX_POOL :
				pool(g, x, true, new OneDnn.Window(node.kernel(), node.kernel(), node.stride(), node.padding()));
				break;
			case GLOBAL_AVERAGE_POOL :
				pool(g, x, false, whole(g));
				break;
			case UPSAMPLE :
				final resampling_forward.primitive_desc up = library.upsample(x.layout, any(shape(g.main)));
				g.forward = own(up);
				call("upsample", up, DNNL_ARG_SRC, x.memory, DNNL_ARG_DST, result(g, up.dst_desc()).memory);
				break;
			case RESHAPE :
				// Both shapes have their numbers in the same order only when plain.
				final Value flat = as(x, OneDnn.plain(executor.type(), shape(g.inputs[0])));
				final Value copy = result(g, OneDnn.plain(executor.type(), shape(g.main)));
				final memory source = in(flat.slot, copy.layout);
				step("reorder", library.reorder(source, copy.memory));
				drop(flat);
				break;
			default :
				throw new IllegalStateException(node.name());
		}
	}

	private OneDnn.Window whole(final Group g) {
		final long[] in = shape(g.inputs[0]);
		return new OneDnn.Window(in[2], in[3], 1, 0);
	}

	private static OneDnn.Window window(final Architecture.Node node) {
		return new OneDnn.Window(node.kernel(), node.kernel(), node.stride(), node.padding());
	}

	private memory bias(final int node) {
		return node(node).hasBias()
				? executor.parameter(parameter(node, 1), vector(parameter(node, 1).length()))
				: null;
	}

	private memory.desc biasLayout(final int node) {
		return node(node).hasBias() ? vector(parameter(node, 1).length()) : null;
	}

	private interface Made<P> {
		P with(algorithm how);
	}

	/**
	 * A convolution's primitive by the algorithm that suits its shape. The rule is fixed and not found out by timing, so
	 * that two runs, also a run and its continuation, do the same to the last bit.
	 */
	private <P> P suited(final int node, final Made<P> make) {
		final Architecture.Node n = node(node);
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

	private memory.desc anyWeights(final int node) {
		final long[] s = parameter(node, 0).shape();
		return node(node).kind() == Kind.DEPTHWISE_CONVOLUTION ? any(s[0], 1, 1, s[2], s[3]) : any(s);
	}

	private memory.desc anyGradient(final int node) {
		final long[] s = parameter(node, 0).shape();
		return node(node).kind() == Kind.DEPTHWISE_CONVOLUTION
				? OneDnn.any(F32, s[0], 1, 1, s[2], s[3])
				: OneDnn.any(F32, s);
	}

	private void convolution(final Group g, final Value x, final OneDnn.Activation activation) {
		final int i = g.main;
		final convolution_forward.primitive_desc p = suited(i,
				how -> library.convolution(how, training, any(shape(g.inputs[0])), anyWeights(i), biasLayout(i),
						any(shape(i)), window(node(i)), activation));
		g.forward = own(p);
		final Value src = as(x, p.src_desc());
		call("convolution " + kind(p), p, DNNL_ARG_SRC, src.memory, DNNL_ARG_WEIGHTS,
				weights(executor.weight(i, false), p.weights_desc()),
				DNNL_ARG_BIAS, bias(i), DNNL_ARG_DST, result(g, p.dst_desc()).memory);
		drop(src);
	}

	/** The convolution whose gradient at the input is the transposed convolution: from the large maps to the small ones. */
	private convolution_forward.primitive_desc back(final Group g) {
		final OneDnn.Window w = g.boxed ? new OneDnn.Window(4, 4, 2, 1) : window(node(g.main));
		return library.convolution(algorithm.convolution_direct, true, any(shape(g.main)), any(transposedWeights(g)),
				null, any(shape(g.inputs[0])), w,
				null);
	}

	private long[] transposedWeights(final Group g) {
		final long k = g.boxed ? 4 : node(g.main).kernel();
		return new long[] { shape(g.inputs[0])[1], shape(g.main)[1], k, k };
	}

	private void transposed(final Group g, final Value x, final OneDnn.Activation activation) {
		final int i = g.main;
		final convolution_forward.primitive_desc hint = back(g);
		g.forward = own(hint);
		final OneDnn.Window w = g.boxed ? new OneDnn.Window(4, 4, 2, 1) : window(node(i));
		final convolution_backward_data.primitive_desc p = library.convolutionData(algorithm.convolution_direct,
				any(shape(i)),
				any(transposedWeights(g)), any(shape(g.inputs[0])), w, hint);
		final Value src = as(x, p.diff_dst_desc());
		final Value y = result(g, p.diff_src_desc());
		call("transposed " + kind(p), p, DNNL_ARG_DIFF_DST, src.memory, DNNL_ARG_WEIGHTS,
				weights(executor.weight(i, g.boxed), p.weights_desc()),
				DNNL_ARG_DIFF_SRC, y.memory);
		drop(src);
		final boolean relu = activation != null && node(g.activation).kind() == Kind.RELU;
		if (node(i).hasBias()) addBias(i, y, relu);
		if (activation != null && !(relu && node(i).hasBias()))
			call("activation", library.activation(activation, y.layout), DNNL_ARG_SRC, y.memory,
					DNNL_ARG_DST, y.memory);
	}

	/** As a batch norm of mean 0, variance 0 and epsilon 1 does it: oneDNN's own addition along channels is fifty times slower. */
	private void addBias(final int i, final Value y, final boolean relu) {
		final memory.desc v = vector(shape(i)[1]);
		final INDArray zeros = executor.array(shape(i)[1]);
		call("bias", library.shift(y.layout, relu), DNNL_ARG_SRC, y.memory, DNNL_ARG_DST, y.memory,
				DNNL_ARG_SHIFT, executor.parameter(parameter(i, 1), v), DNNL_ARG_MEAN, executor.at(zeros, v),
				DNNL_ARG_VARIANCE, executor.at(zeros, v));
	}

	private long[] denseWeights(final int i) {
		final long[] in = shape(node(i).input(0));
		return new long[] { shape(i)[1], in[1], in[2], in[3] };
	}

	private void dense(final Group g, final Value x, final OneDnn.Activation activation) {
		final int i = g.main;
		final memory.desc rows = OneDnn.plain(executor.type(), images, shape(i)[1]);
		final inner_product_forward.primitive_desc p = library.dense(training, any(shape(g.inputs[0])),
				any(denseWeights(i)), biasLayout(i), rows);
		g.forward = own(p);
		final Value src = as(x, p.src_desc());
		final Value y = result(g, OneDnn.plain(executor.type(), shape(i)));
		call("dense", p, DNNL_ARG_SRC, src.memory, DNNL_ARG_WEIGHTS,
				weights(executor.weight(i, false), p.weights_desc()),
				DNNL_ARG_BIAS, bias(i), DNNL_ARG_DST, in(y.slot, rows));
		drop(src);
		if (activation != null)
			call("activation", library.activation(activation, y.layout), DNNL_ARG_SRC, y.memory,
					DNNL_ARG_DST, y.memory);
	}

	private void batchNorm(final Group g, final Value x) {
		final int i = g.main;
		final boolean relu = g.activation >= 0;
		final batch_normalization_forward.primitive_desc p = library.batchNorm(training, x.layout, node(i).value(),
				relu);
		g.forward = own(p);
		final memory.desc v = vector(shape(i)[1]);
		if (training && relu) {
			final memory.desc signs = p.workspace_desc();
			g.workspace = in(slot(signs.get_size(), true), signs);
		}
		call("batchnorm", p, DNNL_ARG_SRC, x.memory, DNNL_ARG_DST, result(g, x.layout).memory, DNNL_ARG_SCALE,
				executor.parameter(parameter(i, 0), v), DNNL_ARG_SHIFT, executor.parameter(parameter(i, 1), v),
				DNNL_ARG_MEAN, statistic(i, 2),
				DNNL_ARG_VARIANCE, statistic(i, 3), DNNL_ARG_WORKSPACE, g.workspace);
	}

	private memory statistic(final int node, final int which) {
		final Architecture.Parameter p = parameter(node, which);
		return training ? executor.batchStatistic(p, vector(p.length())) : executor.parameter(p, vector(p.length()));
	}

	private void pool(final Group g, final Value x, final boolean max, final OneDnn.Window w) {
		final pooling_forward.primitive_desc p = library.pool(training, max, x.layout, any(shape(g.main)), w);
		g.forward = own(p);
		if (training && max) {
			final memory.desc places = p.workspace_desc();
			g.workspace = in(slot(places.get_size(), true), places);
		}
		call("pool", p, DNNL_ARG_SRC, x.memory, DNNL_ARG_DST, result(g, p.dst_desc()).memory,
				DNNL_ARG_WORKSPACE, g.workspace);
	}

	// Backward

	private Script writeBackward(final boolean wantInput, final boolean wantParameters) {
		script = new Script();
		final boolean[] wanted = new boolean[values.length];
		wanted[0] = wantInput;
		for (final Group g : groups) {
			boolean any = wantParameters && !architecture.parameters(g.main).isEmpty();
			for (final int in : g.inputs) any |= wanted[in];
			wanted[g.out()] = any;
		}
		final Value[] errors = new Value[values.length];
		final int last = values.length - 1;
		script.in = own(library.unplaced(OneDnn.plain(F32, shape(last))));
		// In the layout of the value, so that the last operation finds it ready.
		errors[last] = value(values[last].layout, false);
		step("reorder", library.reorder(script.in, errors[last].memory));
		for (int k = groups.size() - 1; k >= 0; k--) {
			final Group g = groups.get(k);
			if (wanted[g.out()] && errors[g.out()] != null) backward(g, errors, wanted, wantParameters);
		}
		if (wantInput) {
			script.out = own(library.unplaced(OneDnn.plain(F32, shape(0))));
			step("reorder", library.reorder(errors[0].memory, script.out));
		}
		executor.scratch().place(script.memories, script.places, script.offsets.size());
		return script;
	}

	private void backward(final Group g, final Value[] errors, final boolean[] wanted, final boolean wantParameters) {
		final int from = g.inputs[0];
		final Kind kind = node(g.main).kind();
		Value e = errors[g.out()];
		errors[g.out()] = null;
		if (g.activation >= 0 && kind != Kind.BATCH_NORM)
			e = activationBackward(OneDnn.Activation.of(node(g.activation)), values[g.out()], e);
		switch (kind) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
				if (g.boxed) transposedBackward(g, e, errors, wanted[from], wantParameters);
				else
					convolutionBackward(g, e, errors, wanted[from], wantParameters);
				break;
			case TRANSPOSED_CONVOLUTION :
				transposedBackward(g, e, errors, wanted[from], wantParameters);
				break;
			case DENSE :
				denseBackward(g, e, errors, wanted[from], wantParameters);
				break;
			case BATCH_NORM :
				batchNormBackward(g, e, errors, wanted[from], wantParameters);
				break;
			case RELU :
			case LEAKY_RELU :
			case TANH :
				give(errors, from, activationBackward(OneDnn.Activation.of(node(g.main)), values[g.main], e));
				break;
			case PRELU :
				preluBackward(g, e, errors, wanted[from], wantParameters);
				break;
			case ADD :
				for (final int in : g.inputs) if (wanted[in]) {
					e.slot.holders++;
					give(errors, in, e);
				}
				drop(e);
				break;
			case MAX_POOL :
				poolBackward(g, e, errors, true, window(node(g.main)));
				break;
			case GLOBAL_AVERAGE_POOL :
				poolBackward(g, e, errors, false, whole(g));
				break;
			case UPSAMPLE :
				final Value wide = as(e, values[g.main].layout);
				final Value narrow = value(values[from].layout, false);
				call("upsample'",
						library.upsampleBackward(narrow.layout, wide.layout,
								(resampling_forward.primitive_desc) g.forward),
						DNNL_ARG_DIFF_DST, wide.memory, DNNL_ARG_DIFF_SRC, narrow.memory);
				drop(wide);
				drop(e);
				give(errors, from, narrow);
				break;
			case RESHAPE :
				final Value flat = as(e, OneDnn.plain(executor.type(), shape(g.main)));
				give(errors, from, alias(flat, OneDnn.plain(executor.type(), shape(from))));
				drop(flat);
				drop(e);
				break;
			default :
				throw new IllegalStateException(node(g.main).name());
		}
	}

	/** Adds an error to what a value has received so far; takes over one hold on it. */
	private void give(final Value[] errors, final int to, final Value e) {
		final Value before = errors[to];
		if (before == null) {
			errors[to] = e;
			return;
		}
		// Into one that nobody else reads, or else into a new one.
		final Value base = e.slot.holders == 1 ? e : before;
		final Value other = as(base == e ? before : e, base.layout);
		final Value sum = base.slot.holders == 1 ? base : value(base.layout, false);
		call("add", library.sum(base.layout, other.layout, sum.layout, null), DNNL_ARG_SRC_0, base.memory,
				DNNL_ARG_SRC_1, other.memory,
				DNNL_ARG_DST, sum.memory);
		drop(other);
		drop(base == e ? before : e);
		if (sum != base) drop(base);
		errors[to] = sum;
	}

	private Value activationBackward(final OneDnn.Activation a, final Value y, final Value e) {
		final Value in = as(e, y.layout);
		drop(e);
		final Value out = in.slot.holders == 1 ? in : value(y.layout, false);
		call("activation'", library.activationBackward(a, y.layout), DNNL_ARG_DST, y.memory, DNNL_ARG_DIFF_DST,
				in.memory,
				DNNL_ARG_DIFF_SRC, out.memory);
		if (out != in) drop(in);
		return out;
	}

	private void convolutionBackward(final Group g, final Value e, final Value[] errors, final boolean wantInput,
			final boolean wantParameters) {
		final int i = g.main;
		final convolution_forward.primitive_desc hint = (convolution_forward.primitive_desc) g.forward;
		final OneDnn.Window w = window(node(i));
		if (wantParameters) {
			final convolution_backward_weights.primitive_desc p = suited(i,
					how -> library.convolutionWeights(how, any(shape(g.inputs[0])), anyGradient(i), biasLayout(i),
							any(shape(i)), w, hint));
			final Value src = as(values[g.inputs[0]], p.src_desc());
			final Value dst = as(e, p.diff_dst_desc());
			weightGradient(i, p.diff_weights_desc(), executor.weightDescription(i),
					memory -> call("convolution'w " + kind(p), p, DNNL_ARG_SRC,
							src.memory, DNNL_ARG_DIFF_DST, dst.memory, DNNL_ARG_DIFF_WEIGHTS, memory,
							DNNL_ARG_DIFF_BIAS, biasGradient(i)));
			drop(src);
			drop(dst);
		}
		if (wantInput) {
			final convolution_backward_data.primitive_desc p = suited(i,
					how -> library.convolutionData(how, any(shape(g.inputs[0])), anyWeights(i), any(shape(i)), w,
							hint));
			final Value dst = as(e, p.diff_dst_desc());
			final Value dx = value(p.diff_src_desc(), false);
			call("convolution'x " + kind(p), p, DNNL_ARG_DIFF_DST, dst.memory, DNNL_ARG_WEIGHTS,
					weights(executor.weight(i, false), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory);
			drop(dst);
			give(errors, g.inputs[0], dx);
		}
		drop(e);
	}

	private memory biasGradient(final int i) {
		return node(i).hasBias() ? executor.gradient(parameter(i, 1), vector(parameter(i, 1).length())) : null;
	}

	private interface IntoMemory {
		void write(memory memory);
	}

	/** Lets a step write its weights' gradient where and as the gradient vector has it. */
	private void weightGradient(final int i, final memory.desc layout, final memory.desc wanted,
			final IntoMemory write) {
		final memory place = executor.gradient(parameter(i, 0), wanted);
		if (OneDnn.same(layout, wanted)) write.write(place);
		else {
			final Value blocked = value(layout, false);
			write.write(blocked.memory);
			step("reorder w", library.reorder(blocked.memory, place));
			drop(blocked);
		}
		if (node(i).hasSpectralNorm()) step("spectral norm'", () -> executor.spectralNormBackward(i));
	}

	private void transposedBackward(final Group g, final Value e, final Value[] errors, final boolean wantInput,
			final boolean wantParameters) {
		final int i = g.main;
		final convolution_forward.primitive_desc p = (convolution_forward.primitive_desc) g.forward;
		if (wantParameters) {
			final OneDnn.Window w = g.boxed ? new OneDnn.Window(4, 4, 2, 1) : window(node(i));
			final convolution_backward_weights.primitive_desc pw = library.convolutionWeights(
					algorithm.convolution_direct, any(shape(i)),
					OneDnn.any(F32, transposedWeights(g)), null, any(shape(g.inputs[0])), w, p);
			final Value src = as(e, pw.src_desc());
			final Value dst = as(values[g.inputs[0]], pw.diff_dst_desc());
			final IntoMemory write = memory -> call("transposed'w " + kind(pw), pw, DNNL_ARG_SRC, src.memory,
					DNNL_ARG_DIFF_DST, dst.memory,
					DNNL_ARG_DIFF_WEIGHTS, memory);
			if (g.boxed) boxedGradient(i, pw.diff_weights_desc(), write);
			else
				weightGradient(i, pw.diff_weights_desc(), executor.weightDescription(i), write);
			drop(src);
			drop(dst);
			if (node(i).hasBias()) summed(i, e);
		}
		if (wantInput) {
			final Value src = as(e, p.src_desc());
			final Value dx = value(p.dst_desc(), false);
			call("transposed'x " + kind(p), p, DNNL_ARG_SRC, src.memory, DNNL_ARG_WEIGHTS,
					weights(executor.weight(i, g.boxed), p.weights_desc()),
					DNNL_ARG_DST, dx.memory);
			drop(src);
			give(errors, g.inputs[0], dx);
		}
		drop(e);
	}

	/** The gradient of the 3x3 kernel from that of the 4x4 kernel. */
	private void boxedGradient(final int i, final memory.desc layout, final IntoMemory write) {
		final long[] s = parameter(i, 0).shape();
		final INDArray plain = executor.array(s[0] * s[1], 16);
		final INDArray into = executor.gradientView(parameter(i, 0));
		final memory place = executor.at(plain, BoxedKernel.description(s[0], s[1]));
		final Value blocked = value(layout, false);
		write.write(blocked.memory);
		step("reorder w", library.reorder(blocked.memory, place));
		drop(blocked);
		step("box'", () -> BoxedKernel.boxBackward(plain, into));
	}

	/** The bias's gradient: the error summed over images and pixels, by an average pooling that reads it once. */
	private void summed(final int i, final Value e) {
		final long[] s = shape(i);
		final INDArray means = executor.array(images, s[1]);
		final INDArray into = executor.gradientView(parameter(i, 1));
		final pooling_forward.primitive_desc p = library.pool(false, false, e.layout, any(images, s[1], 1, 1),
				new OneDnn.Window(s[2], s[3], 1, 0));
		final Value blocked = value(p.dst_desc(), false);
		call("bias'", p, DNNL_ARG_SRC, e.memory, DNNL_ARG_DST, blocked.memory);
		step("reorder w", library.reorder(blocked.memory, executor.at(means, OneDnn.plain(F32, images, s[1], 1, 1))));
		drop(blocked);
		final double pixels = s[2] * s[3];
		step("bias'", () -> into.assign(means.sum(0).muli(pixels)));
	}

	private void denseBackward(final Group g, final Value e, final Value[] errors, final boolean wantInput,
			final boolean wantParameters) {
		final int i = g.main;
		final inner_product_forward.primitive_desc hint = (inner_product_forward.primitive_desc) g.forward;
		final memory.desc rows = OneDnn.plain(executor.type(), images, shape(i)[1]);
		final Value flat = as(e, OneDnn.plain(executor.type(), shape(i)));
		final memory dst = in(flat.slot, rows);
		if (wantParameters) {
			final inner_product_backward_weights.primitive_desc p = library.denseWeights(any(shape(g.inputs[0])),
					OneDnn.any(F32, denseWeights(i)),
					biasLayout(i), rows, hint);
			final Value src = as(values[g.inputs[0]], p.src_desc());
			weightGradient(i, p.diff_weights_desc(), executor.weightDescription(i),
					memory -> call("dense'w", p, DNNL_ARG_SRC, src.memory,
							DNNL_ARG_DIFF_DST, dst, DNNL_ARG_DIFF_WEIGHTS, memory, DNNL_ARG_DIFF_BIAS,
							biasGradient(i)));
			drop(src);
		}
		if (wantInput) {
			final inner_product_backward_data.primitive_desc p = library.denseData(any(shape(g.inputs[0])),
					any(denseWeights(i)), rows, hint);
			final Value dx = value(p.diff_src_desc(), false);
			call("dense'x", p, DNNL_ARG_DIFF_DST, dst, DNNL_ARG_WEIGHTS,
					weights(executor.weight(i, false), p.weights_desc()),
					DNNL_ARG_DIFF_SRC, dx.memory);
			give(errors, g.inputs[0], dx);
		}
		drop(flat);
		drop(e);
	}

	private void batchNormBackward(final Group g, final Value e, final Value[] errors, final boolean wantInput,
			final boolean wantParameters) {
		final int i = g.main;
		final Value x = values[g.inputs[0]];
		final batch_normalization_backward.primitive_desc p = library.batchNormBackward(x.layout, node(i).value(),
				g.activation >= 0,
				(batch_normalization_forward.primitive_desc) g.forward);
		final Value dst = as(e, x.layout);
		drop(e);
		final Value dx = dst.slot.holders == 1 ? dst : value(x.layout, false);
		final memory.desc v = vector(shape(i)[1]);
		final Value unused = wantParameters ? null : value(vector(2 * shape(i)[1]), false);
		call("batchnorm'", p, DNNL_ARG_SRC, x.memory, DNNL_ARG_DIFF_DST, dst.memory, DNNL_ARG_DIFF_SRC,
				dx.memory, DNNL_ARG_SCALE,
				executor.parameter(parameter(i, 0), v), DNNL_ARG_SHIFT, executor.parameter(parameter(i, 1), v),
				DNNL_ARG_MEAN, statistic(i, 2),
				DNNL_ARG_VARIANCE, statistic(i, 3), DNNL_ARG_WORKSPACE, g.workspace, DNNL_ARG_DIFF_SCALE,
				unused == null ? executor.gradient(parameter(i, 0), v) : in(unused.slot, v), DNNL_ARG_DIFF_SHIFT,
				unused == null ? executor.gradient(parameter(i, 1), v) : second(unused, v));
		if (unused != null) drop(unused);
		if (dx != dst) drop(dst);
		if (wantInput) give(errors, g.inputs[0], dx);
		else
			drop(dx);
	}

	/** The second half of a value's memory. */
	private memory second(final Value v, final memory.desc layout) {
		final memory made = own(library.unplaced(layout));
		script.memories.add(made);
		script.places.add(v.slot.offset + layout.get_size());
		return made;
	}

	private void preluBackward(final Group g, final Value e, final Value[] errors, final boolean wantInput,
			final boolean wantParameters) {
		final int i = g.main;
		final Value x = values[g.inputs[0]];
		final prelu_backward.primitive_desc p = library.preluBackward(x.layout, any(1, shape(i)[1], 1, 1),
				(prelu_forward.primitive_desc) g.forward);
		final Value dst = as(e, x.layout);
		drop(e);
		final Value dx = value(x.layout, false);
		final memory.desc plain = OneDnn.plain(F32, 1, shape(i)[1], 1, 1);
		final memory.desc layout = p.diff_weights_desc();
		final boolean direct = wantParameters && OneDnn.same(layout, plain);
		final Value slopes = direct ? null : value(layout, false);
		call("prelu'", p, DNNL_ARG_SRC, x.memory, DNNL_ARG_DIFF_DST, dst.memory, DNNL_ARG_WEIGHTS,
				weights(executor.slopes(i), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory, DNNL_ARG_DIFF_WEIGHTS,
				direct ? executor.gradient(parameter(i, 0), plain) : slopes.memory);
		if (slopes != null) {
			if (wantParameters)
				step("reorder w", library.reorder(slopes.memory, executor.gradient(parameter(i, 0), plain)));
			drop(slopes);
		}
		drop(dst);
		if (wantInput) give(errors, g.inputs[0], dx);
		else
			drop(dx);
	}

	private void poolBackward(final Group g, final Value e, final Value[] errors, final boolean max,
			final OneDnn.Window w) {
		final pooling_forward.primitive_desc hint = (pooling_forward.primitive_desc) g.forward;
		final Value x = values[g.inputs[0]];
		final Value dst = as(e, values[g.main].layout);
		final Value dx = value(x.layout, false);
		final pooling_backward.primitive_desc p = library.poolBackward(max, dx.layout, dst.layout, w, hint);
		call("pool'", p, DNNL_ARG_DIFF_DST, dst.memory, DNNL_ARG_DIFF_SRC, dx.memory, DNNL_ARG_WORKSPACE,
				g.workspace);
		drop(dst);
		drop(e);
		give(errors, g.inputs[0], dx);
	}

	/** Which of oneDNN's ways a primitive takes. */
	private static String kind(final primitive_desc description) {
		return description.impl_info_str().getString();
	}

	/** Milliseconds of each kind of call in one run of each script, for the benchmark. */
	String profile() {
		final List<Script> scripts = new ArrayList<>(List.of(forward));
		Arrays.stream(backward).filter(s -> s != null).forEach(scripts::add);
		final long most = 4 * Math.max(java.util.Arrays.stream(shape(0)).reduce(1, (a, b) -> a * b),
				java.util.Arrays.stream(shape(values.length - 1)).reduce(1, (a, b) -> a * b));
		try (BytePointer from = new BytePointer(most); BytePointer to = new BytePointer(most)) {
			Pointer.memset(from, 0, most);
			for (final Script s : scripts) {
				s.in.set_data_handle(from);
				if (s.out != null) s.out.set_data_handle(to);
			}
			return scripts.stream().map(OneDnnPlan::profile).collect(Collectors.joining("\n"));
		}
	}

	private static String profile(final Script s) {
		final java.util.TreeMap<String, Double> sums = new java.util.TreeMap<>();
		for (int i = 0; i < s.steps.size(); i++) {
			final long start = System.nanoTime();
			s.steps.get(i).run();
			sums.merge(s.names.get(i), (System.nanoTime() - start) * 1e-6, Double::sum);
		}
		return sums.entrySet().stream()
				.map(e -> String.format(java.util.Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
				.collect(Collectors.joining(", "));
	}

	@Override
	public void close() {
		executor.kept().forget(keptMemories);
		final List<Script> scripts = new ArrayList<>(List.of(forward));
		Arrays.stream(backward).filter(s -> s != null).forEach(scripts::add);
		for (final Script s : scripts) executor.scratch().forget(s.memories);
		ops.forEach(OneDnn.Op::close);
		owned.forEach(Pointer::close);
	}
}
