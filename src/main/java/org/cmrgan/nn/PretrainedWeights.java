/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.cmrgan.data.Hashes;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.PublishedNames;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.RegularFile;
import org.cmrgan.nn.onnx.OnnxWeights;
import org.cmrgan.run.UserError;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Initial weights of a classifier from a local file, such as published ones from ImageNet. They include everything but
 * the last layer, which is initialised at random because its classes differ. A first convolution of several colours is
 * summed over them, which is equivalent to a grey image in every colour. Immutable.
 */
public final class PretrainedWeights {
	private static final String ONNX = ".onnx";
	private static final String CHECKSUM = ".sha256";

	private final Path file;
	private final String sha256;
	private final Map<String, Safetensors.Tensor> tensors;

	private PretrainedWeights(final Path file, final String sha256, final Map<String, Safetensors.Tensor> tensors) {
		this.file = file;
		this.sha256 = sha256;
		this.tensors = tensors;
	}

	/**
	 * Reads a safetensors file, or the arrays of an ONNX file that still have the names of the network. If there is a
	 * file of the same name with the additional extension .sha256, as sha256sum writes it, the hash must match.
	 *
	 * @param file the file to read
	 * @return its weights
	 * @throws UserError if there is no such file, or it is damaged
	 */
	public static PretrainedWeights read(final Path file) {
		if (!Files.isRegularFile(file))
			throw new UserError("There is no weights file " + file + ": correct weights=, or leave it out.");
		final String found = Hashes.of(file);
		final Path beside = file.resolveSibling(file.getFileName() + CHECKSUM);
		if (Files.isRegularFile(beside)) {
			final String expected = firstWord(beside);
			if (!expected.equals(found))
				throw UserError.of("The weights file %s has the SHA-256 %s, not %s as in %s: download it again.", file,
						found, expected, beside.getFileName());
		}
		return new PretrainedWeights(file, found, tensors(file));
	}

	private static Map<String, Safetensors.Tensor> tensors(final Path file) {
		if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ONNX)) return Safetensors.read(file).tensors();
		final Map<String, Safetensors.Tensor> out = new TreeMap<>();
		OnnxWeights.read(file).forEach((name, t) -> out.put(name, new Safetensors.Tensor(t.shape(), t.values())));
		return out;
	}

	private static String firstWord(final Path file) {
		try {
			return Files.readString(RegularFile.of(file)).trim().split("\\s+")[0].toLowerCase(Locale.ROOT);
		} catch (final IOException e) {
			throw new UserError("Cannot read " + file + ": check its permissions.", e);
		}
	}

	/** {@return the SHA-256 of the file, in lower-case hexadecimal} */
	public String sha256() {
		return sha256;
	}

	/**
	 * {@return true if the file seems to belong to a network}
	 *
	 * @param names of the network's operations, see {@link PublishedNames}
	 */
	public boolean areFor(final List<String> names) {
		// The first convolution has the same name in all networks; the middle does not.
		return tensors.containsKey(names.get(names.size() / 2) + ".weight");
	}

	/**
	 * {@return the values of every parameter but those of the last layer, by {@link Parameter#name()}}
	 *
	 * @param architecture of the network
	 * @param names of its operations, see {@link PublishedNames}
	 * @throws UserError if the file lacks some, or has them in other sizes
	 */
	public Map<String, float[]> of(final Architecture architecture, final List<String> names) {
		final Map<String, String> published = PublishedNames.of(architecture, names);
		final String head = names.get(names.size() - 1) + ".";
		final Map<String, float[]> out = new TreeMap<>();
		for (final Parameter p : architecture.parameters()) {
			final String name = published.get(p.name());
			if (name.startsWith(head)) continue;
			final Safetensors.Tensor tensor = tensors.get(name);
			if (tensor == null)
				throw UserError.of("The weights file %s lacks the array %s: give a file of the whole network.", file,
						name);
			out.put(p.name(), grey(tensor, p, name));
		}
		return out;
	}

	private float[] grey(final Safetensors.Tensor tensor, final Parameter p, final String name) {
		final long[] wanted = p.shape();
		if (Arrays.equals(tensor.shape, wanted)) return tensor.values;
		final boolean colours = wanted.length == 4 && tensor.shape.length == 4 && wanted[1] == 1
				&& tensor.shape[0] == wanted[0] && tensor.shape[2] == wanted[2] && tensor.shape[3] == wanted[3];
		if (!colours)
			throw UserError.of(
					"The weights file %s has %s of shape %s, but this network needs %s: give the capacity of the file, which is 1 for published weights.",
					file, name, words(tensor.shape), words(wanted));
		final int kernel = (int) (wanted[2] * wanted[3]);
		final int channels = (int) tensor.shape[1];
		final float[] out = new float[(int) p.length()];
		for (int o = 0; o < wanted[0]; o++)
			for (int c = 0; c < channels; c++)
				for (int k = 0; k < kernel; k++) out[o * kernel + k] += tensor.values[(o * channels + c) * kernel + k];
		return out;
	}

	private static String words(final long... shape) {
		return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
	}

	/**
	 * Copies values into a network.
	 *
	 * @param network its parameters are overwritten
	 * @param values by parameter, as {@link #of} gives them
	 */
	public static void into(final AdversarialGraph network, final Map<String, float[]> values) {
		final INDArray all = network.parameters();
		for (final Map.Entry<String, float[]> e : values.entrySet()) {
			final Parameter p = network.architecture().parameter(e.getKey());
			try (INDArray part = Nd4j.createFromArray(e.getValue())) {
				all.get(NDArrayIndex.interval(p.offset(), p.offset() + p.length())).assign(part);
			}
		}
	}
}
