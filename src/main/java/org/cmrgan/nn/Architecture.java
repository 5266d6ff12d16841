package org.cmrgan.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.google.gson.Gson;

/**
 * What a network is: a graph of operations, each a function of earlier ones, and the parameters these need.
 * It holds no numbers; an {@link ArchitectureLayer} gives it parameters and runs it. Immutable.
 * <p>
 * Shapes leave the number of images out: [channels, height, width] for maps, [features] for vectors.
 * All parameters lie in one flat vector: first the weights (which weight decay shrinks), then biases, scales, shifts and
 * slopes, last the statistics that no gradient moves (means and variances of batch norm, directions of spectral norm).
 */
public final class Architecture {
	/** What a node computes. */
	public enum Kind {
		INPUT, CONVOLUTION, DEPTHWISE_CONVOLUTION, TRANSPOSED_CONVOLUTION, DENSE, BATCH_NORM, RELU, LEAKY_RELU, PRELU, TANH, ADD, MAX_POOL, GLOBAL_AVERAGE_POOL, UPSAMPLE, RESHAPE
	}

	/** How a convolution or dense operation departs from the usual. */
	public enum Option {
		/** Adds no bias, as before a batch norm. */
		NO_BIAS,
		/** Pads nothing; otherwise (kernel - 1) / 2 rows and columns of zeros on every side. */
		VALID,
		/**
		 * Divides the weights by their largest singular value, followed with one power iteration per training step
		 * (Miyato et al. 2018, arXiv 1802.05957).
		 */
		SPECTRAL_NORM
	}

	/** What training does with a parameter. */
	public enum Role {
		/** Moved by the optimiser and shrunk by weight decay. */
		WEIGHT,
		/** Moved by the optimiser: biases, scales, shifts, slopes. */
		BIAS,
		/** Followed, not learned; its derivative is not part of any gradient norm. */
		STATISTIC
	}

	/** How a parameter begins. */
	public static final class Start {
		private enum Law {
			NORMAL, CONSTANT, DIRECTION
		}

		private final Law law;
		private final double value;

		private Start(final Law law, final double value) {
			this.law = law;
			this.value = value;
		}

		static Start normal(final double deviation) {
			return deviation == 0 ? constant(0) : new Start(Law.NORMAL, deviation);
		}

		static Start constant(final double value) {
			return new Start(Law.CONSTANT, value);
		}

		static Start direction() {
			return new Start(Law.DIRECTION, 1);
		}

		boolean isNormal() {
			return law == Law.NORMAL;
		}

		/** A random unit vector that the power iteration then turns. */
		boolean isDirection() {
			return law == Law.DIRECTION;
		}

		/** Standard deviation, or the constant. */
		double value() {
			return value;
		}
	}

	/** One operation. */
	public static final class Node {
		private final String name;
		private final Kind kind;
		private final int[] inputs;
		private final int channels;
		private final int kernel;
		private final int stride;
		private final int padding;
		private final boolean bias;
		private final boolean spectralNorm;
		private final double value;
		private final double gain;
		private final long[] to;

		private Node(final String name, final Kind kind, final int[] inputs, final int channels, final int kernel,
				final int stride,
				final int padding, final boolean bias, final boolean spectralNorm, final double value,
				final double gain,
				final long... to) {
			this.name = name;
			this.kind = kind;
			this.inputs = inputs;
			this.channels = channels;
			this.kernel = kernel;
			this.stride = stride;
			this.padding = padding;
			this.bias = bias;
			this.spectralNorm = spectralNorm;
			this.value = value;
			this.gain = gain;
			this.to = to;
		}

		/** Unique in the network; the names of its parameters begin with it. */
		public String name() {
			return name;
		}

		public Kind kind() {
			return kind;
		}

		/** Number of operands. */
		int arity() {
			return inputs.length;
		}

		/** Index of an operand among the nodes; always below this node's own. */
		int input(final int i) {
			return inputs[i];
		}

		int kernel() {
			return kernel;
		}

		int stride() {
			return stride;
		}

		int padding() {
			return padding;
		}

		boolean hasBias() {
			return bias;
		}

		boolean hasSpectralNorm() {
			return spectralNorm;
		}

		/** The slope of a LeakyReLU, the epsilon of a batch norm. */
		double value() {
			return value;
		}

		@Override
		public String toString() {
			return name;
		}
	}

	/** A named part of the parameter vector. */
	public static final class Parameter {
		private final String name;
		private final Role role;
		private final int node;
		private final Start start;
		private final long[] shape;
		private final long length;
		private long offset;

		private Parameter(final String name, final Role role, final int node, final Start start, final long... shape) {
			this.name = name;
			this.role = role;
			this.node = node;
			this.start = start;
			this.shape = shape;
			this.length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
		}

		/** The node's name, a dot, and W, b, gamma, beta, alpha, mean, variance or u. */
		public String name() {
			return name;
		}

		public Role role() {
			return role;
		}

		/** c-order: [out, in, kernel, kernel] of convolutions, [in, out] of dense operations, [channels] of all else. */
		public long[] shape() {
			return shape.clone();
		}

		/** Where it begins in the parameter vector. */
		public long offset() {
			return offset;
		}

		public long length() {
			return length;
		}

		int node() {
			return node;
		}

		Start start() {
			return start;
		}

		@Override
		public String toString() {
			return name + Arrays.toString(shape);
		}
	}

	/** How fast the running statistics of batch norm forget: new = 0.9 old + 0.1 batch. */
	static final double MOMENTUM = 0.9;
	private static final double EPSILON = 1e-5;

	private final List<Node> nodes;
	private final long[][] shapes;
	private final List<List<Parameter>> byNode;
	private final List<Parameter> parameters;
	private final long trainable;
	private final long length;

	private Architecture(final List<Node> nodes) {
		this.nodes = List.copyOf(nodes);
		shapes = new long[nodes.size()][];
		byNode = new ArrayList<>();
		for (int i = 0; i < nodes.size(); i++) {
			shapes[i] = shapeOf(i);
			byNode.add(parametersOf(i));
		}
		final List<Parameter> all = new ArrayList<>();
		for (final Role role : Role.values())
			byNode.forEach(list -> list.stream().filter(p -> p.role == role).forEach(all::add));
		long at = 0;
		long learned = 0;
		for (final Parameter p : all) {
			p.offset = at;
			at += p.length;
			if (p.role != Role.STATISTIC) learned = at;
		}
		parameters = Collections.unmodifiableList(all);
		trainable = learned;
		length = at;
	}

	/** Begins a network on images. */
	public static Builder image(final int channels, final int height, final int width) {
		return new Builder(channels, height, width);
	}

	/** Begins a network on vectors. */
	public static Builder vector(final int features) {
		return new Builder(features);
	}

	/**
	 * The same network, with the same parameters, on images of another size.
	 *
	 * @throws IllegalArgumentException if it is not fully convolutional
	 */
	public Architecture ofSize(final int height, final int width) {
		requireMaps(nodes.get(0), shapes[0]);
		final List<Node> resized = new ArrayList<>(nodes);
		resized.set(0,
				new Node("input", Kind.INPUT, new int[0], 0, 0, 1, 0, false, false, 0, 0, shapes[0][0], height, width));
		final Architecture other = new Architecture(resized);
		if (other.length != length)
			throw new IllegalArgumentException("a network that is not fully convolutional has one size");
		return other;
	}

	/** The operations in the order they run; the first is the input, the last the output. */
	public List<Node> nodes() {
		return nodes;
	}

	/** All parameters in the order of the parameter vector. */
	public List<Parameter> parameters() {
		return parameters;
	}

	/** @throws IllegalArgumentException if there is no such parameter */
	public Parameter parameter(final String name) {
		return parameters.stream().filter(p -> p.name.equals(name)).findFirst()
				.orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
	}

	/** Length of the parameter vector, statistics of batch norm included. */
	public long length() {
		return length;
	}

	/** Length of the part of the parameter vector that the optimiser moves; it comes first. */
	public long trainableLength() {
		return trainable;
	}

	/** Length of the part of the parameter vector that weight decay shrinks; it comes first of all. */
	long weightLength() {
		return parameters.stream().filter(p -> p.role == Role.WEIGHT).mapToLong(Parameter::length).sum();
	}

	/** Shape of one image or vector that goes in. */
	public long[] inputShape() {
		return shapes[0].clone();
	}

	/** Shape of what comes out for one image. */
	public long[] outputShape() {
		return shapes[shapes.length - 1].clone();
	}

	/** Multiplications and additions of one forward pass over one image, those of convolutions and dense operations only. */
	public double flops() {
		double sum = 0;
		for (int i = 0; i < nodes.size(); i++) sum += flops(i);
		return sum;
	}

	/**
	 * Bytes of memory that training with Adam takes, roughly and rather too many: parameters, gradient, Adam's two memories, a
	 * copy of the parameters and one in the processor's layout; values of every node, kept and once more on the way back.
	 *
	 * @param images in a batch
	 */
	public long trainingBytes(final int images) {
		long values = 0;
		for (final long[] shape : shapes) values += product(shape);
		return Float.BYTES * (6 * length + 2 * values * images);
	}

	double flops(final int i) {
		final Node node = nodes.get(i);
		final long[] out = shapes[i];
		switch (node.kind) {
			case DENSE :
				return 2.0 * shapes[node.inputs[0]][0] * out[0];
			case CONVOLUTION :
				return 2.0 * out[0] * out[1] * out[2] * shapes[node.inputs[0]][0] * node.kernel * node.kernel;
			case TRANSPOSED_CONVOLUTION :
				final long[] in = shapes[node.inputs[0]];
				return 2.0 * in[0] * in[1] * in[2] * out[0] * node.kernel * node.kernel;
			case DEPTHWISE_CONVOLUTION :
				return 2.0 * out[0] * out[1] * out[2] * node.kernel * node.kernel;
			default :
				return 0;
		}
	}

	long[] shape(final int node) {
		return shapes[node];
	}

	/** The parameters of a node: W and b; gamma, beta, mean and variance; alpha; u last where there is one. */
	List<Parameter> parameters(final int node) {
		return byNode.get(node);
	}

	/** A text that {@link #fromJson} reads. */
	public String toJson() {
		return new Gson().toJson(nodes);
	}

	/** @throws IllegalArgumentException if this is no architecture */
	public static Architecture fromJson(final String json) {
		final Node[] read;
		try {
			read = new Gson().fromJson(json, Node[].class);
		} catch (final com.google.gson.JsonParseException e) {
			throw new IllegalArgumentException("not an architecture: " + e.getMessage(), e);
		}
		if (read == null || read.length == 0
				|| Arrays.stream(read).anyMatch(n -> n == null || n.kind == null || n.inputs == null))
			throw new IllegalArgumentException("not an architecture");
		return new Architecture(Arrays.asList(read));
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Architecture && toJson().equals(((Architecture) other).toJson());
	}

	@Override
	public int hashCode() {
		return toJson().hashCode();
	}

	/** One line per operation. */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < nodes.size(); i++)
			text.append(nodes.get(i).name).append(' ').append(Arrays.toString(shapes[i])).append(' ')
					.append(byNode.get(i)).append('\n');
		return text.toString();
	}

	private long[] shapeOf(final int index) {
		final Node node = nodes.get(index);
		if (node.kind == Kind.INPUT) {
			if (index != 0) throw new IllegalArgumentException("only the first node is an input");
			return node.to;
		}
		for (final int i : node.inputs)
			if (i < 0 || i >= index) throw new IllegalArgumentException(node.name + " comes before what it needs");
		final long[] in = shapes[node.inputs[0]];
		switch (node.kind) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
			case MAX_POOL :
				requireMaps(node, in);
				return new long[] { node.kind == Kind.CONVOLUTION ? node.channels : in[0], slid(node, in[1]),
						slid(node, in[2]) };
			case TRANSPOSED_CONVOLUTION :
				requireMaps(node, in);
				return new long[] { node.channels, spread(node, in[1]), spread(node, in[2]) };
			case DENSE :
				return new long[] { node.channels };
			case UPSAMPLE :
				requireMaps(node, in);
				return new long[] { in[0], 2 * in[1], 2 * in[2] };
			case GLOBAL_AVERAGE_POOL :
				requireMaps(node, in);
				return new long[] { in[0] };
			case RESHAPE :
				if (product(in) != product(node.to))
					throw new IllegalArgumentException(
							node.name + ": " + Arrays.toString(in) + " has no shape " + Arrays.toString(node.to));
				return node.to;
			case ADD :
				for (final int i : node.inputs)
					if (!Arrays.equals(in, shapes[i]))
						throw new IllegalArgumentException(
								node.name + " adds " + Arrays.toString(in) + " and " + Arrays.toString(shapes[i]));
				return in;
			default :
				return in;
		}
	}

	private static void requireMaps(final Node node, final long[] in) {
		if (in.length != 3) throw new IllegalArgumentException(node.name + " needs maps, not vectors");
		if (Math.min(in[1], in[2]) + 2 * node.padding < node.kernel)
			throw new IllegalArgumentException(
					node.name + ": the map of " + in[1] + "x" + in[2] + " is smaller than the kernel");
	}

	private static long slid(final Node node, final long in) {
		return (in + 2L * node.padding - node.kernel) / node.stride + 1;
	}

	private static long spread(final Node node, final long in) {
		return (in - 1) * node.stride + node.kernel - 2L * node.padding;
	}

	private static long product(final long... shape) {
		return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
	}

	private List<Parameter> parametersOf(final int index) {
		final Node node = nodes.get(index);
		if (node.kind == Kind.INPUT) return List.of();
		final long[] in = shapes[node.inputs[0]];
		final long out = shapes[index][0];
		final List<Parameter> list = new ArrayList<>();
		switch (node.kind) {
			case CONVOLUTION :
				weight(list, index, in[0] * node.kernel * node.kernel, out, in[0], node.kernel, node.kernel);
				break;
			case DEPTHWISE_CONVOLUTION :
				weight(list, index, (long) node.kernel * node.kernel, out, 1, node.kernel, node.kernel);
				break;
			case TRANSPOSED_CONVOLUTION :
				weight(list, index, in[0] * node.kernel * node.kernel / (node.stride * node.stride), in[0], out,
						node.kernel, node.kernel);
				break;
			case DENSE :
				weight(list, index, product(in), product(in), out);
				break;
			case BATCH_NORM :
				list.add(new Parameter(node.name + ".gamma", Role.BIAS, index, Start.constant(node.gain), out));
				list.add(new Parameter(node.name + ".beta", Role.BIAS, index, Start.constant(0), out));
				list.add(new Parameter(node.name + ".mean", Role.STATISTIC, index, Start.constant(0), out));
				list.add(new Parameter(node.name + ".variance", Role.STATISTIC, index, Start.constant(1), out));
				break;
			case PRELU :
				list.add(new Parameter(node.name + ".alpha", Role.BIAS, index, Start.constant(node.value), out));
				break;
			default :
		}
		return list;
	}

	private void weight(final List<Parameter> list, final int index, final long fanIn, final long... shape) {
		final Node node = nodes.get(index);
		// A negative gain is a fixed standard deviation; a positive one scales He's (2015, arXiv 1502.01852).
		final double deviation = node.gain < 0 ? -node.gain : node.gain * Math.sqrt(2.0 / fanIn);
		list.add(new Parameter(node.name + ".W", Role.WEIGHT, index, Start.normal(deviation), shape));
		final long out = shapes[index][0];
		if (node.bias) list.add(new Parameter(node.name + ".b", Role.BIAS, index, Start.constant(0), out));
		if (node.spectralNorm)
			list.add(new Parameter(node.name + ".u", Role.STATISTIC, index, Start.direction(), shape[0]));
	}

	/** Writes a network down, one operation after another, each on the result of the one before. */
	public static final class Builder {
		/** A place in a network to come back to: {@link #from}, {@link #add}. */
		public static final class Place {
			private final int node;

			private Place(final int node) {
				this.node = node;
			}
		}

		private final List<Node> nodes = new ArrayList<>();
		private int last;
		private double gain = 1;

		private Builder(final long... shape) {
			for (final long s : shape)
				if (s < 1) throw new IllegalArgumentException("an empty shape " + Arrays.toString(shape));
			nodes.add(new Node("input", Kind.INPUT, new int[0], 0, 0, 1, 0, false, false, 0, 0, shape));
		}

		/** The weights that follow begin as N(0, deviation²). */
		public Builder startNormal(final double deviation) {
			gain = -deviation;
			return this;
		}

		/** The weights that follow begin as He's normal, times {@code factor}; 0 makes the operation begin as nothing. */
		public Builder startHe(final double factor) {
			gain = factor;
			return this;
		}

		/** Here. */
		public Place here() {
			return new Place(last);
		}

		/** Goes on from a place. */
		public Builder from(final Place place) {
			last = place.node;
			return this;
		}

		/** Convolution. Padding keeps the size at stride 1 and an odd kernel; at kernel 4, stride 2 it halves an even one. */
		public Builder conv(final int channels, final int kernel, final int stride, final Option... options) {
			return window(Kind.CONVOLUTION, channels, kernel, stride, options);
		}

		/** Convolution of each channel by itself, without bias. */
		public Builder depthwise(final int kernel, final int stride) {
			return window(Kind.DEPTHWISE_CONVOLUTION, 0, kernel, stride, Option.NO_BIAS);
		}

		/** Transposed convolution; kernel 4, stride 2 doubles the size. */
		public Builder transposedConv(final int channels, final int kernel, final int stride, final Option... options) {
			return window(Kind.TRANSPOSED_CONVOLUTION, channels, kernel, stride, options);
		}

		private Builder window(final Kind kind, final int channels, final int kernel, final int stride,
				final Option... options) {
			final Set<Option> set = options.length == 0
					? EnumSet.noneOf(Option.class)
					: EnumSet.copyOf(Arrays.asList(options));
			return then(new Node(name(kind), kind, new int[] { last }, channels, kernel, stride,
					set.contains(Option.VALID) ? 0 : (kernel - 1) / 2,
					!set.contains(Option.NO_BIAS), set.contains(Option.SPECTRAL_NORM), 0, gain));
		}

		/** Every output from every input, of maps in the order channel, row, column. */
		public Builder dense(final int features, final Option... options) {
			final Set<Option> set = options.length == 0
					? EnumSet.noneOf(Option.class)
					: EnumSet.copyOf(Arrays.asList(options));
			return then(new Node(name(Kind.DENSE), Kind.DENSE, new int[] { last }, features, 0, 1, 0,
					!set.contains(Option.NO_BIAS),
					set.contains(Option.SPECTRAL_NORM), 0, gain));
		}

		/** Batch normalisation over images and pixels (Ioffe & Szegedy 2015, arXiv 1502.03167). */
		public Builder batchNorm() {
			return simple(Kind.BATCH_NORM, EPSILON, 1);
		}

		public Builder relu() {
			return simple(Kind.RELU, 0, 0);
		}

		public Builder leakyRelu(final double slope) {
			return simple(Kind.LEAKY_RELU, slope, 0);
		}

		/** ReLU with a learned slope per channel for negative values, 0.25 at first (He et al. 2015, arXiv 1502.01852). */
		public Builder prelu() {
			return simple(Kind.PRELU, 0.25, 0);
		}

		public Builder tanh() {
			return simple(Kind.TANH, 0, 0);
		}

		/** Adds what there was at a place. */
		public Builder add(final Place place) {
			return then(
					new Node(name(Kind.ADD), Kind.ADD, new int[] { last, place.node }, 0, 0, 1, 0, false, false, 0, 0));
		}

		/** Largest of a window; what lies outside the map does not take part. */
		public Builder maxPool(final int kernel, final int stride) {
			return window(Kind.MAX_POOL, 0, kernel, stride, Option.NO_BIAS);
		}

		/** Mean of each map. */
		public Builder globalAveragePool() {
			return simple(Kind.GLOBAL_AVERAGE_POOL, 0, 0);
		}

		/** Twice the size, each pixel four times. */
		public Builder upsample() {
			return simple(Kind.UPSAMPLE, 0, 0);
		}

		/** The features of a vector as maps, in the order channel, row, column. */
		public Builder reshape(final int channels, final int height, final int width) {
			return then(new Node(name(Kind.RESHAPE), Kind.RESHAPE, new int[] { last }, 0, 0, 1, 0, false, false, 0, 0,
					channels, height, width));
		}

		/** Maps as one vector, in the order channel, row, column. */
		public Builder flatten(final int features) {
			return then(new Node(name(Kind.RESHAPE), Kind.RESHAPE, new int[] { last }, 0, 0, 1, 0, false, false, 0, 0,
					features));
		}

		/** @throws IllegalArgumentException if the shapes do not fit together */
		public Architecture build() {
			if (last != nodes.size() - 1)
				throw new IllegalArgumentException("the network must end with its last operation");
			return new Architecture(nodes);
		}

		private Builder simple(final Kind kind, final double value, final double start) {
			return then(new Node(name(kind), kind, new int[] { last }, 0, 0, 1, 0, false, false, value, start));
		}

		private String name(final Kind kind) {
			return kind.name().toLowerCase(java.util.Locale.ROOT).replace("_", "") + nodes.size();
		}

		private Builder then(final Node node) {
			Objects.requireNonNull(node);
			nodes.add(node);
			last = nodes.size() - 1;
			return this;
		}
	}
}
