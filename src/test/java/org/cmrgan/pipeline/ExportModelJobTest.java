/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PixelScaling;
import org.cmrgan.data.Window;
import org.cmrgan.exchange.SharedModel;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.onnx.OnnxRuns;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are exported: refused if they contain patients' images, otherwise with the same results as here. */
class ExportModelJobTest {
	private static final int SIZE = 48;
	private static final double MOST = 1e-4;
	private static final List<String> ENTRIES = List.of("README.md", "cover.png", "model.onnx", "rdf.yaml",
			"test_input.npy", "test_output.npy");

	@TempDir
	Path folder;

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	private static ModelCard card(final ModelCard.Kind kind, final Map<String, String> settings) {
		final PatchSet real = new PatchSet(SIZE, SIZE, 1.5, List.of(new Patch("a", "Smith", "ill", 1, Map.of())),
				List.of(new float[SIZE * SIZE]));
		return ModelCard.blank().ofClasses(List.of("well", "ill"), "ill")
				.inWindow("t1", Optional.of(new Window(300, 1500))).trainedOn(0, real, real, 1).of(kind, settings)
				.holding(false);
	}

	/** Saves a network whose weights are some numbers; those of a refiner change images by a tenth of their range. */
	private Path save(final Architecture net, final ModelCard card) throws Exception {
		final Path file = folder.resolve("model.zip");
		try (AdversarialGraph graph = AdversarialGraph.create(net, Optimiser.sgd(0), 3)) {
			final Random random = new Random(5);
			for (final var p : net.parameters()) {
				if (graph.parameters().getDouble(p.offset()) != 0) continue;
				for (long k = 0; k < p.length(); k++)
					graph.parameters().putScalar(p.offset() + k, 0.1 * random.nextGaussian());
			}
			graph.save(file, card);
		}
		return file;
	}

	private Path refiner() throws Exception {
		return save(Networks.refiner(8, 2, SIZE, Networks.Head.SKIP),
				card(ModelCard.Kind.REFINER, Map.of("preset", "quick", "rounds", "2")));
	}

	private void export(final Path model, final String output, final String... more) {
		export(RunContext.quiet(), model, output, more);
	}

	private void export(final RunContext context, final Path model, final String output, final String... more) {
		final Map<String, String> given = new HashMap<>(
				Map.of("model", model.toString(), "output", folder.resolve(output).toString()));
		for (int i = 0; i < more.length; i += 2) given.put(more[i], more[i + 1]);
		ExportModelJob.of(given).run(context);
	}

	private String refused(final Path model, final String output, final String... more) {
		return assertThrows(UserError.class, () -> export(model, output, more)).getMessage();
	}

	@Test
	void aRefinerRefinesPhantomsAsRefineSimGanDoes() throws Exception {
		final Path model = refiner();
		export(model, "r.onnx");
		// Once the libraries are loaded, and however busy the computer is.
		final long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		export(model, "again.onnx");
		final double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
		final float[] phantom;
		try (SharedModel shared = SharedModel.open(model, Optional.of(new Window(300, 1500)))) {
			phantom = PhantomPatch.of(shared);
		}
		phantom[SIZE * SIZE / 2] = Float.NaN;
		phantom[7] = 1e6f;
		final RefineStackJob refine = RefineStackJob.of(Map.of("model", model.toString(), "window", "300,1500"),
				List.of(phantom), SIZE, SIZE, OptionalDouble.empty());
		refine.run(RunContext.quiet());
		final float[] expected = refine.refined().get(0);
		assertTrue(OnnxRuns.difference(phantom, expected) > 60, "it changes the phantom");
		final double most = OnnxRuns.difference(expected,
				OnnxRuns.run(folder.resolve("r.onnx"), phantom, 1, 1, SIZE, SIZE));
		assertTrue(most < MOST * 1200, most + " ms");
		assertTrue(seconds < 1, seconds + " s");
	}

	@Test
	void aPackageHoldsAPhantomThatItsModelRefinesAsItSays() throws Exception {
		final Path model = refiner();
		export(model, "r.zip", "format", "bioimageio", "authors", "A. One; B. Two", "licence", "CC-BY-4.0");
		final String rdf = packaged("r.zip");
		for (final String line : List.of("format_version: \"0.5.7\"", "type: \"model\"", "  - name: \"B. Two\"",
				"license: \"CC-BY-4.0\"", "opset_version: 16", "halo: 5", "nickname: \"cmr-gan-refiner-",
				"unit: \"ms\""))
			assertTrue(rdf.contains(line), line + " in " + rdf);
		assertFalse(rdf.contains("Smith"));
		export(model, "again.zip", "format", "bioimageio", "authors", "A. One; B. Two", "licence", "CC-BY-4.0");
		assertArrayEquals(Files.readAllBytes(folder.resolve("r.zip")), Files.readAllBytes(folder.resolve("again.zip")));
	}

	@Test
	void aClassifierGivesProbabilitiesFromMilliseconds() throws Exception {
		final ModelCard card = card(ModelCard.Kind.CLASSIFIER, Map.of("classifier", "small"))
				.scaledBy(PixelScaling.ofEachImage());
		final Path model = save(Networks.small(4, 2, SIZE, 0.5), card);
		final ListeningContext heard = new ListeningContext();
		export(heard, model, "c.zip", "format", "bioimageio");
		assertEquals(List.of(
				"The package names no authors and no licence, so the BioImage Model Zoo would refuse it: give authors and licence."),
				heard.warnings());
		final String rdf = packaged("c.zip");
		assertTrue(rdf.contains("- \"well\"\n") && rdf.contains("- \"ill\"\n"), rdf);
	}

	/** Runs the packaged model on the packaged input; returns rdf.yaml. */
	private String packaged(final String zip) throws Exception {
		final Path to = folder.resolve(zip + ".unpacked");
		Files.createDirectories(to);
		try (FileSystem in = FileSystems.newFileSystem(folder.resolve(zip), (ClassLoader) null);
				Stream<Path> all = Files.list(in.getPath("/"))) {
			for (final Path file : all.collect(Collectors.toList()))
				Files.copy(file, to.resolve(file.getFileName().toString()));
		}
		try (Stream<Path> all = Files.list(to)) {
			assertEquals(ENTRIES, all.map(p -> p.getFileName().toString()).sorted().collect(Collectors.toList()));
		}
		final String rdf = Files.readString(to.resolve("rdf.yaml"));
		for (final String name : List.of("model.onnx", "test_input.npy", "test_output.npy"))
			assertTrue(rdf.contains(Hashes.of(to.resolve(name))), name);
		final float[] input = npy(to.resolve("test_input.npy"));
		final float[] output = npy(to.resolve("test_output.npy"));
		final double range = output.length == 2 ? 1 : 1200;
		assertTrue(output.length == 2 || OnnxRuns.difference(input, output) > 60, "it changes the phantom");
		final double most = OnnxRuns.difference(output,
				OnnxRuns.run(to.resolve("model.onnx"), input, 1, 1, SIZE, SIZE));
		assertTrue(most < MOST * range, most + " of " + range);
		return rdf;
	}

	private static float[] npy(final Path file) throws Exception {
		final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		bytes.position(10 + bytes.getShort(8));
		final float[] out = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(out);
		return out;
	}

	@Test
	void aGeneratorWithImagesNeedsConsentAndIsNoPackage() throws Exception {
		final Path model = save(Networks.mosaicGenerator(8, 2, SIZE, 5),
				card(ModelCard.Kind.GENERATOR, Map.of()).ofLabel("ill").holding(true));
		assertTrue(refused(model, "g.onnx").contains("give patient_data=true"));
		assertTrue(refused(model, "g.zip", "patient_data", "true", "format", "bioimageio").contains("format=onnx"));
		try (Stream<Path> all = Files.list(folder)) {
			assertEquals(List.of(model), all.collect(Collectors.toList()));
		}
		export(model, "g.onnx", "patient_data", "true");
		final float[] image = OnnxRuns.run(folder.resolve("g.onnx"), new float[8], 1, 8);
		assertEquals(SIZE * SIZE, image.length);
		assertTrue(image[0] >= 300 && image[0] <= 1500, "in ms: " + image[0]);
	}

	@Test
	void aGeneratorWithoutImagesNeedsNone() throws Exception {
		final Path model = save(Networks.learnedGenerator(4, 0, 2, SIZE, false),
				card(ModelCard.Kind.GENERATOR, Map.of()).ofLabel("ill"));
		export(model, "g.onnx");
		export(model, "g.safetensors", "format", "safetensors");
		final String header = new String(Files.readAllBytes(folder.resolve("g.safetensors")), StandardCharsets.UTF_8);
		assertTrue(header.contains("CMR GAN model") && header.contains("CHANNEL_FACTORS"));
	}

	@Test
	void whatIsWrongIsSaid() throws Exception {
		final Path model = refiner();
		Files.writeString(folder.resolve("there.onnx"), "mine");
		assertTrue(refused(model, "there.onnx").contains("already exists"));
		assertEquals("mine", Files.readString(folder.resolve("there.onnx")));
		assertTrue(refused(model, "x.onnx", "format", "safetensors").contains("does not end in .safetensors"));
		assertTrue(refused(model, "x.onnx", "window", "9").contains("window=9"));
		assertTrue(refused(model, "x.onnx", "study", folder.toString()).startsWith("Both study and model"));
		assertTrue(refused(folder.resolve("none.zip"), "x.onnx").startsWith("There is no model"));
		assertTrue(assertThrows(UserError.class, () -> ExportModelJob.of(Map.of("output", "x.onnx"))).getMessage()
				.startsWith("model "));
	}
}
