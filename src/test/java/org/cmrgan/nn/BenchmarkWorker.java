/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.Preset;
import org.cmrgan.simgan.SimGanConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One of the networks in training, by commands on standard input: {@code export FOLDER} writes the networks and the
 * data for PyTorch, {@code step} trains once and answers "seconds, seconds of processors, loss", {@code flops},
 * {@code memory}, {@code profile} and {@code peak} answer with numbers.
 */
final class BenchmarkWorker {
	static final List<String> NETS = List.of("refiner", "patchd", "egan", "learned", "resnet50", "xception");
	/** After a network's name: with the widths and crops of preset standard in place of the published ones. */
	private static final String STANDARD = "/standard";
	private static final int SIZE = 80;
	private static final int LATENT = 100;
	/** Instead of a network: only measures what the machine can do. */
	private static final String PEAK = "peak";

	private interface Step {
		double loss();
	}

	private final int batch;
	private final Precision precision;
	private final List<AdversarialGraph> graphs = new ArrayList<>();
	private final List<INDArray> data = new ArrayList<>();
	private final Step step;
	private final double flops;

	private BenchmarkWorker(final String net, final int batch, final Precision precision) {
		this.batch = batch;
		this.precision = precision;
		Backend.prepare();
		final Preset preset = net.endsWith(STANDARD) ? Preset.STANDARD : Preset.PAPER;
		final int crop = SimGanConfig.CROP.defaultOf(preset) > 0 ? SimGanConfig.CROP.defaultOf(preset) : SIZE;
		switch (net.replace(STANDARD, "")) {
			case "refiner" :
				final AdversarialGraph r = graph(Networks.refiner(SimGanConfig.REFINER_WIDTH.defaultOf(preset),
						SimGanConfig.BLOCKS.defaultOf(preset), crop, Networks.Head.TANH), Optimiser.sgd(1e-3));
				final AdversarialGraph critic = graph(patchDiscriminator(preset, crop), Optimiser.sgd(1e-3));
				final INDArray synthetic = data(batch, 1, crop, crop);
				step = () -> refine(r, critic, synthetic);
				flops = batch * (3 * r.architecture().flops() + 2 * critic.architecture().flops());
				break;
			case "patchd" :
				final AdversarialGraph d = graph(patchDiscriminator(preset, crop), Optimiser.sgd(1e-3));
				final INDArray both = data(2 * batch, 1, crop, crop);
				final int[] kinds = new int[2 * batch];
				for (int i = batch; i < 2 * batch; i++) kinds[i] = 1;
				step = () -> classify(d, both, kinds);
				flops = 2 * batch * 3 * d.architecture().flops();
				break;
			case "egan" :
				final Optimiser adam = Optimiser.adam(2e-4, 0.5, 0.999);
				final int width = EGanConfig.WIDTH.defaultOf(preset);
				final AdversarialGraph g = graph(Networks.generator(LATENT, width, SIZE), adam);
				final AdversarialGraph judge = graph(Networks.discriminator(width, SIZE, false, false), adam);
				final INDArray real = data(batch, 1, SIZE, SIZE);
				final INDArray z = data(batch, LATENT);
				step = () -> evolve(g, judge, real, z);
				flops = batch * (4 * g.architecture().flops() + 8 * judge.architecture().flops());
				break;
			case "learned" :
				final Optimiser quick = Optimiser.adam(2e-3, 0, 0.99);
				final AdversarialGraph learner = graph(Networks.learnedGenerator(64, 2, 16, SIZE, true), quick);
				final AdversarialGraph critical = graph(Networks.textureDiscriminator(24, SIZE), quick);
				final INDArray reals = data(batch, 1, SIZE, SIZE);
				final INDArray vectors = data(batch, learner.architecture().inputShape()[0]);
				step = () -> learn(learner, critical, reals, vectors);
				flops = batch * (3 * learner.architecture().flops() + 8 * critical.architecture().flops());
				break;
			case "resnet50" :
			case "xception" :
				final double capacity = EvaluateConfig.CAPACITY.defaultOf(preset);
				final AdversarialGraph c = graph(net.startsWith("resnet50")
						? Networks.resNet50(capacity, 2, SIZE)
						: Networks.xception(capacity, 2, SIZE), Optimiser.adam(1e-4, 0.9, 0.999));
				final INDArray x = data(batch, 1, SIZE, SIZE);
				final int[] labels = new int[batch];
				for (int i = 0; i < batch; i++) labels[i] = i % 2;
				step = () -> classify(c, x, labels);
				flops = batch * 3 * c.architecture().flops();
				break;
			case PEAK :
				step = () -> 0;
				flops = 0;
				break;
			default :
				throw new IllegalArgumentException("the networks are " + NETS);
		}
	}

	private static Architecture patchDiscriminator(final Preset preset, final int size) {
		final int first = SimGanConfig.DISCRIMINATOR_WIDTH.defaultOf(preset);
		return Networks.patchDiscriminator(first, first * 2 / 3, first / 3, size);
	}

	private AdversarialGraph graph(final Architecture architecture, final Optimiser optimiser) {
		graphs.add(AdversarialGraph.create(architecture, optimiser, 1 + graphs.size(), precision));
		return graphs.get(graphs.size() - 1);
	}

	private INDArray data(final long... shape) {
		final Random random = new Random(data.size());
		final float[] values = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
		for (int i = 0; i < values.length; i++) values[i] = 2 * random.nextFloat() - 1;
		data.add(Nd4j.createFromArray(values).reshape('c', shape));
		return data.get(data.size() - 1);
	}

	private static double refine(final AdversarialGraph r, final AdversarialGraph d, final INDArray x) {
		try (INDArray y = r.forward(x); INDArray logits = d.forward(y)) {
			final Losses loss = Losses.softmax(logits, new int[(int) x.size(0)]);
			final INDArray error = d.backward(loss.gradient(), true, false).orElseThrow();
			final INDArray change = y.sub(x);
			final double moved = Transforms.abs(change).meanNumber().doubleValue();
			error.addi(Transforms.sign(change, false).muli(0.1 / x.length()));
			r.backward(error, false, true);
			error.close();
			change.close();
			r.step();
			return loss.value() + 0.1 * moved;
		}
	}

	private static double classify(final AdversarialGraph d, final INDArray x, final int... labels) {
		try (INDArray logits = d.forward(x)) {
			final Losses loss = Losses.softmax(logits, labels);
			d.backward(loss.gradient(), false, true);
			loss.gradient().close();
			d.step();
			return loss.value();
		}
	}

	private static double evolve(final AdversarialGraph g, final AdversarialGraph d, final INDArray real,
			final INDArray z) {
		final int n = (int) real.size(0);
		final double[] targets = new double[2 * n];
		java.util.Arrays.fill(targets, 0, n, 0.9);
		java.util.Arrays.fill(targets, n, 2 * n, 0.1);
		final double[] ones = new double[n];
		java.util.Arrays.fill(ones, 1);
		final double first;
		try (INDArray fake = g.output(z);
				INDArray both = Nd4j.concat(0, real, fake);
				INDArray logits = d.forward(both)) {
			final Losses loss = Losses.binary(logits, targets);
			d.backward(loss.gradient(), false, true);
			d.step();
			first = loss.value();
		}
		try (INDArray fake = g.forward(z); INDArray logits = d.forward(fake)) {
			final Losses loss = Losses.binary(logits, ones);
			try (INDArray error = d.backward(loss.gradient(), true, false).orElseThrow()) {
				g.backward(error, false, true);
			}
			g.step();
			return first + loss.value();
		}
	}

	/** One forward pass of the generator serves both networks. */
	private static double learn(final AdversarialGraph g, final AdversarialGraph d, final INDArray real,
			final INDArray vectors) {
		final int n = 2 * (int) real.size(0);
		final double[] targets = new double[2 * n];
		java.util.Arrays.fill(targets, 0, n, 1);
		final double[] ones = new double[n];
		java.util.Arrays.fill(ones, 1);
		try (INDArray fake = g.forward(vectors)) {
			final double first;
			try (INDArray both = Nd4j.concat(0, real, fake); INDArray logits = d.forward(both)) {
				final Losses loss = Losses.binary(logits, targets);
				d.backward(loss.gradient(), false, true);
				d.step();
				first = loss.value();
			}
			try (INDArray logits = d.forward(fake)) {
				final Losses loss = Losses.binary(logits, ones);
				try (INDArray error = d.backward(loss.gradient(), true, false).orElseThrow()) {
					g.backward(error, false, true);
				}
				g.step();
				return first + loss.value();
			}
		}
	}

	private void export(final Path folder) throws IOException {
		Files.createDirectories(folder);
		for (int i = 0; i < graphs.size(); i++) {
			Files.writeString(folder.resolve("net" + i + ".json"), graphs.get(i).architecture().toJson());
			write(folder.resolve("net" + i + ".f32"), graphs.get(i).parameters());
			final StringBuilder names = new StringBuilder();
			for (final Parameter p : graphs.get(i).architecture().parameters()) {
				names.append(p.name()).append(' ').append(p.offset());
				for (final long s : p.shape()) names.append(' ').append(s);
				names.append('\n');
			}
			Files.writeString(folder.resolve("net" + i + ".txt"), names);
		}
		for (int i = 0; i < data.size(); i++) write(folder.resolve("data" + i + ".f32"), data.get(i));
	}

	/** SHA-256 of all parameters. */
	private String bits() throws IOException {
		final Path file = Files.createTempFile("parameters", ".f32");
		try {
			final java.security.MessageDigest digest = java.security.MessageDigest.getInstance("SHA-256");
			for (final AdversarialGraph g : graphs) {
				write(file, g.parameters());
				digest.update(Files.readAllBytes(file));
			}
			return new java.math.BigInteger(1, digest.digest()).toString(16);
		} catch (final java.security.NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		} finally {
			Files.delete(file);
		}
	}

	private static void write(final Path file, final INDArray array) throws IOException {
		final float[] values = array.data().asFloat();
		final ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
			out.write(bytes.array());
		}
	}

	/** Peak resident memory in MB; -1 where the system does not say. */
	static long memory(final long process) {
		try {
			for (final String line : Files.readAllLines(Path.of("/proc/" + process + "/status")))
				if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
		} catch (final IOException e) {
			return -1;
		}
		return -1;
	}

	/** GFLOP/s of the fastest of a few large convolutions; the share of the peak is reckoned from it. */
	private double peak() {
		double best = 0;
		for (final int channels : new int[] { 64, 128, 256 }) {
			final int side = 5120 / channels / 2;
			final Architecture one = ArchitectureBuilder.image(channels, side, side).startHe(1).conv(channels, 1, 1)
					.build();
			final Architecture three = ArchitectureBuilder.image(channels, side, side).startHe(1).conv(channels, 3, 2)
					.build();
			for (final Architecture a : List.of(one, three))
				try (AdversarialGraph g = AdversarialGraph.create(a, Optimiser.sgd(0), 1);
						INDArray x = Nd4j.zeros(DataType.FLOAT, batch, channels, side, side)) {
							for (int i = 0; i < 40; i++) {
								final long begin = System.nanoTime();
								g.output(x).close();
								best = Math.max(best, batch * a.flops() / (System.nanoTime() - begin));
							}
						}
		}
		return best;
	}

	/** Nanoseconds of processor time so far, of all threads. */
	private static long processor() {
		return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory
				.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	public static void main(final String[] arguments) throws IOException {
		final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		final long start = System.nanoTime();
		final BenchmarkWorker worker = new BenchmarkWorker(arguments[0], Integer.parseInt(arguments[1]),
				arguments.length > 2 ? Precision.of(arguments[2]) : Precision.FLOAT);
		final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		out.printf(Locale.ROOT, "ready %.3f%n", (System.nanoTime() - start) * 1e-9);
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			final String[] words = line.split(" ", 2);
			switch (words[0]) {
				case "export" :
					worker.export(Path.of(words[1]));
					out.println("exported");
					break;
				case "step" :
					final long begin = System.nanoTime();
					final long work = processor();
					final double loss = worker.step.loss();
					out.printf(Locale.ROOT, "%.6f %.6f %.9f%n", (System.nanoTime() - begin) * 1e-9,
							(processor() - work) * 1e-9, loss);
					break;
				case "flops" :
					out.println(worker.flops);
					break;
				case "memory" :
					out.println(memory(ProcessHandle.current().pid()));
					break;
				case "bits" :
					out.println(worker.bits());
					break;
				case "peak" :
					out.println(worker.peak());
					break;
				case "profile" :
					worker.graphs.forEach(g -> out.println(g.profile()));
					out.println("end");
					break;
				default :
					return;
			}
		}
	}
}
