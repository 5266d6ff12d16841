/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.Hashes;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.graph.PublishedNames;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Weights under their published names against PyTorch's networks of those names (pretrained_reference.py). */
class PretrainedWeightsTest {
	private static final double WIDTH = 0.125;

	@TempDir
	Path folder;

	@Test
	void resNetWithPublishedWeightsIsTorchvisions() throws IOException {
		same("resnet50", Networks.resNet50(WIDTH, 2, 80), PublishedNames.resNet50());
	}

	@Test
	void xceptionWithPublishedWeightsIsPyTorchs() throws IOException {
		same("xception", Networks.xception(WIDTH, 2, 80), PublishedNames.xception());
	}

	private void same(final String name, final Architecture architecture, final List<String> names) throws IOException {
		final Map<String, Safetensors.Tensor> arrays = arrays(name);
		final Path file = write(arrays);
		final PretrainedWeights weights = PretrainedWeights.read(file);
		assertTrue(weights.areFor(names));
		assertFalse(weights.areFor(name.equals("xception") ? PublishedNames.resNet50() : PublishedNames.xception()));
		try (AdversarialGraph network = AdversarialGraph.create(architecture, Optimiser.sgd(1), 1)) {
			PretrainedWeights.into(network, weights.of(architecture, names));
			head(network, arrays.get("fc.weight").values, arrays.get("fc.bias").values);
			try (INDArray x = Nd4j.createFromArray(wave(2 * 6400, 5000)).reshape(2, 1, 80, 80);
					INDArray logits = network.output(x)) {
				final JsonArray expected = reference(name).getAsJsonArray("logits");
				for (int i = 0; i < 4; i++)
					assertEquals(1, logits.data().getDouble(i) / expected.get(i).getAsDouble(), 2e-5,
							name + " logit " + i);
			}
		}
	}

	/** The last layer, which files of other classes do not give: [in, out] here, [out, in] there. */
	private static void head(final AdversarialGraph network, final float[] w, final float... b) {
		final List<Parameter> last = network.architecture().parameters(network.architecture().operations().size() - 1);
		final float[] turned = new float[w.length];
		final int in = w.length / 2;
		for (int i = 0; i < in; i++) for (int o = 0; o < 2; o++) turned[2 * i + o] = w[o * in + i];
		PretrainedWeights.into(network, Map.of(last.get(0).name(), turned, last.get(1).name(), b));
	}

	@Test
	void theLastLayerIsNotTaken() throws IOException {
		final Architecture architecture = Networks.resNet50(WIDTH, 2, 80);
		final Map<String, float[]> values = PretrainedWeights.read(write(arrays("resnet50"))).of(architecture,
				PublishedNames.resNet50());
		assertEquals(architecture.parameters().size() - 2, values.size());
		assertTrue(values.keySet().stream().noneMatch(name -> name.startsWith("dense")), values.keySet().toString());
	}

	@Test
	void otherCapacityIsRefusedWithBothSizes() throws IOException {
		final PretrainedWeights weights = PretrainedWeights.read(write(arrays("resnet50")));
		final UserError error = assertThrows(UserError.class,
				() -> weights.of(Networks.resNet50(0.25, 2, 80), PublishedNames.resNet50()));
		assertTrue(error.getMessage().contains("conv1.weight of shape 8x3x7x7, but this network needs 16x1x7x7")
				&& error.getMessage().contains("capacity"), error.getMessage());
	}

	@Test
	void aWrongChecksumBesideTheFileIsRefused() throws IOException {
		final Path file = write(Map.of("a", new Safetensors.Tensor(new long[] { 2 }, new float[] { 1, 2 })));
		final Path sum = file.resolveSibling(file.getFileName() + ".sha256");
		Files.writeString(sum, Hashes.of(file) + "  weights.safetensors\n");
		assertEquals(Hashes.of(file), PretrainedWeights.read(file).sha256());
		Files.writeString(sum, "0".repeat(64) + "  weights.safetensors\n");
		final UserError error = assertThrows(UserError.class, () -> PretrainedWeights.read(file));
		assertTrue(error.getMessage().contains(Hashes.of(file)) && error.getMessage().contains("download it again"),
				error.getMessage());
	}

	@Test
	void numbersComeBackAndBrokenFilesAreRefused() throws IOException {
		final Path file = write(Map.of("a", new Safetensors.Tensor(new long[] { 2, 1 }, new float[] { 1.5f, -2 })));
		assertArrayEquals(new float[] { 1.5f, -2 }, Safetensors.read(file).tensors().get("a").values);
		final byte[] whole = Files.readAllBytes(file);
		for (int length = 0; length < whole.length; length++) {
			Files.write(file, Arrays.copyOf(whole, length));
			assertTrue(
					assertThrows(UserError.class, () -> Safetensors.read(file)).getMessage().contains("safetensors"));
		}
		Files.writeString(file, "PK no weights at all");
		assertThrows(UserError.class, () -> Safetensors.read(file));
		assertThrows(UserError.class, () -> PretrainedWeights.read(folder.resolve("none")));
		Files.write(file, whole);
		final UserError lacking = assertThrows(UserError.class,
				() -> PretrainedWeights.read(file).of(Networks.resNet50(WIDTH, 2, 80), PublishedNames.resNet50()));
		assertTrue(lacking.getMessage().contains("lacks the array"), lacking.getMessage());
	}

	@Test
	void aHeaderThatLiesIsRefusedBeforeMemoryIsTaken() throws IOException {
		final String a = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";
		assertArrayEquals(new float[2],
				Safetensors.read(headed("{'__metadata__':{'format':'pt'}," + a + "}", 8)).tensors().get("a").values);
		for (final String[] lie : new String[][] {
				{ "{'a':{'dtype':'F32','shape':[250000000,2],'data_offsets':[0,2000000000]}}", "2000000000 bytes" },
				{ "{'a':{'dtype':'F32','shape':[-1,-2],'data_offsets':[0,8]}}", "negative side" },
				{ "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,0]}}", "too large" },
				{ "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}", "impossible offsets" },
				{ "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}", "impossible offsets" },
				{ "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}", "two offsets" },
				{ "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}", "the length of an array" },
				{ "{" + a + ",'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", "share bytes" },
				{ "{" + a + ",'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", "share bytes" },
				{ "{" + a + "," + a + "}", "two arrays are called a" },
				{ "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", "belong to no array" },
				{ "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", "4 bytes and the file has 8" },
				{ "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':[]}}", "unknown more" },
				{ "{" + a + "}{}", "" }, { "{'a':" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}", "" },
				{ "{'__metadata__':" + "{'x':".repeat(200_000) + "1" + "}".repeat(200_001), "" } })
			assertTrue(assertThrows(UserError.class, () -> Safetensors.read(headed(lie[0], 8))).getMessage()
					.contains(lie[1]), lie[1]);
	}

	private Path headed(final String header, final int bytes) throws IOException {
		final byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		final Path file = folder.resolve("lie.safetensors");
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		new DataOutputStream(all).writeLong(Long.reverseBytes(text.length));
		all.write(text);
		all.write(new byte[bytes]);
		Files.write(file, all.toByteArray());
		return file;
	}

	private Path write(final Map<String, Safetensors.Tensor> arrays) throws IOException {
		final JsonObject header = new JsonObject();
		final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
		final DataOutputStream out = new DataOutputStream(numbers);
		for (final Map.Entry<String, Safetensors.Tensor> e : arrays.entrySet()) {
			final JsonObject entry = new JsonObject();
			entry.addProperty("dtype", "F32");
			final JsonArray shape = new JsonArray();
			for (final long side : e.getValue().shape) shape.add(side);
			entry.add("shape", shape);
			final JsonArray offsets = new JsonArray();
			offsets.add(out.size());
			for (final float v : e.getValue().values) out.writeInt(Integer.reverseBytes(Float.floatToIntBits(v)));
			offsets.add(out.size());
			entry.add("data_offsets", offsets);
			header.add(e.getKey(), entry);
		}
		final byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
		final Path file = folder.resolve("weights.safetensors");
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		new DataOutputStream(all).writeLong(Long.reverseBytes(text.length));
		all.write(text);
		numbers.writeTo(all);
		Files.write(file, all.toByteArray());
		return file;
	}

	/** The arrays that pretrained_reference.py filled its network with, by the same rule. */
	private static Map<String, Safetensors.Tensor> arrays(final String network) throws IOException {
		final Map<String, Safetensors.Tensor> out = new LinkedHashMap<>();
		int index = 0;
		for (final JsonElement element : reference(network).getAsJsonArray("arrays")) {
			final String name = element.getAsJsonObject().get("name").getAsString();
			final JsonArray sides = element.getAsJsonObject().getAsJsonArray("shape");
			final long[] shape = new long[sides.size()];
			for (int i = 0; i < shape.length; i++) shape[i] = sides.get(i).getAsLong();
			final int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
			final double[] w = waves(count, index++);
			final float[] values = new float[count];
			for (int i = 0; i < count; i++) values[i] = (float) rule(name, shape, count, w[i]);
			out.put(name, new Safetensors.Tensor(shape, values));
		}
		return out;
	}

	private static double rule(final String name, final long[] shape, final int count, final double w) {
		if (name.endsWith("running_var")) return 1 + 0.5 * w;
		if (name.endsWith("running_mean") || name.endsWith("bias")) return 0.1 * w;
		if (shape.length == 1) return 1 + 0.2 * w;
		return w * Math.sqrt(4.0 * shape[0] / count);
	}

	private static double[] waves(final int count, final int shift) {
		final double[] out = new double[count];
		for (int i = 0; i < count; i++) out[i] = Math.sin((12.9898 * (i + 1.0) * (i + 1.0) + 78.233 * shift) % 997);
		return out;
	}

	private static float[] wave(final int count, final int shift) {
		final double[] w = waves(count, shift);
		final float[] out = new float[count];
		for (int i = 0; i < count; i++) out[i] = (float) w[i];
		return out;
	}

	private static JsonObject reference(final String network) throws IOException {
		try (Reader in = new InputStreamReader(
				PretrainedWeightsTest.class.getResourceAsStream("/org/cmrgan/nn/pretrained.json"),
				StandardCharsets.UTF_8)) {
			return JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject(network);
		}
	}
}
