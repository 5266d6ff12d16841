/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description in a model.zip, and that a file with a wrong description is refused in a sentence. */
class ModelCardTest {
	private static final String CARD = "model.json";

	@TempDir
	Path folder;
	private Path file;

	@BeforeEach
	void write() throws IOException {
		file = folder.resolve("model.zip");
		write(file);
	}

	private static void write(final Path to) throws IOException {
		write(to, 8);
	}

	/** @param side of what the refiner was trained on, which may be crops */
	private static void write(final Path to, final int side) throws IOException {
		final PatchSet real = new PatchSet(8, 8, 1.2,
				List.of(new Patch("a", "Smith", "ill", 1, Map.of()), new Patch("b", "Jones", "well", 2, Map.of())),
				List.of(new float[64], new float[64]));
		final ModelCard card = ModelCard.blank().ofClasses(List.of("ill", "well"), "ill")
				.inWindow("t1", Optional.of(new Window(0, 2000))).trainedOn(1, real, real.ofLabel("ill"), 7)
				.byVersions(Map.of("suite", "1")).of(ModelCard.Kind.REFINER, Map.of("preset", "quick", "rounds", "3"))
				.ofLabel("ill").holding(false);
		try (AdversarialGraph refiner = AdversarialGraph.create(Networks.refiner(2, 1, side, Networks.Head.SKIP),
				Optimiser.sgd(0.1), 1)) {
			refiner.save(to, card);
		}
	}

	@Test
	void saysWhatTheNetworkIs() throws IOException {
		try (AdversarialGraph network = AdversarialGraph.load(file)) {
			final ModelCard card = network.card().orElseThrow();
			assertEquals(Optional.of(ModelCard.Kind.REFINER), card.kind());
			assertEquals(Optional.of("ill"), card.label());
			assertEquals(List.of("ill", "well"), card.classes());
			assertEquals(Optional.of("ill"), card.positive());
			assertEquals(Optional.of(new Window(0, 2000)), card.window());
			assertEquals(8, card.size());
			assertEquals(1.2, card.spacing());
			assertEquals("3", card.settings().get("rounds"));
			assertEquals("1 images of 1 subjects", card.trainingWords());
			assertEquals(org.cmrgan.data.Hashes.of(List.of("Jones", "Smith")), card.trainingSubjects());
		}
		final String json = text();
		assertTrue(json.replaceAll("\\s", "").contains("\"shape\":[-1,1,-1,-1]"), json);
		for (final String secret : List.of("Smith", "Jones", folder.toString(), System.getProperty("user.name") + "/"))
			assertTrue(!json.contains(secret), json);
	}

	@Test
	void aRefinerThatWasTrainedOnCropsIsRead() throws IOException {
		write(file, 4);
		try (AdversarialGraph network = AdversarialGraph.load(file)) {
			assertEquals(8, network.card().orElseThrow().size());
		}
	}

	@Test
	void equalNetworksMakeEqualFiles() throws IOException {
		final Path again = folder.resolve("again.zip");
		write(again);
		assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
	}

	@Test
	void aNewerFileSaysSo() throws IOException {
		replace("\"version\": 1", "\"version\": 2");
		Refusal.named(refused(), file.toString(), "format 2", "up to 1", "update CMR GAN");
	}

	@Test
	void whatCannotBeIsRefused() throws IOException {
		final List<String[]> changes = List.of(new String[] { "CMR GAN model", "other" },
				new String[] { "\"version\": 1", "\"version\": 0" }, new String[] { "refiner", "oracle" },
				new String[] { "\"low\": 0.0", "\"low\": 3000.0" }, new String[] { "\"high\": 2000.0", "\"x\": 1" },
				new String[] { "\"positive\": \"ill\"", "\"positive\": \"none\"" },
				new String[] { "\"label\": \"ill\"", "\"label\": \"../ill\"" },
				new String[] { "\"size\": 8", "\"size\": 4" }, new String[] { "\"size\": 8", "\"size\": -8" },
				new String[] { "\"spacing\": 1.2", "\"spacing\": -1.2" },
				new String[] { "\"spacing\": 1.2", "\"spacing\": \"wide\"" },
				new String[] { "      1,\n      -1,", "      3,\n      -1," },
				new String[] { "foldSubjectsSha256", "x" }, new String[] { "\"training\": {", "\"training\": {," },
				new String[] { "\"citation\": [", "\"citation\": [null," });
		for (final String[] change : changes) {
			write(file);
			replace(change[0], change[1]);
			final String message = refused();
			assertTrue(message.startsWith("Cannot read the model " + file + " (") && message.contains(CARD),
					change[1] + ": " + message);
		}
	}

	@Test
	void aChangeThatTheChecksumsDoNotKnowIsRefused() throws IOException {
		final byte[] sums = entry("SHA256SUMS");
		replace("1.2", "1.3");
		put("SHA256SUMS", sums);
		assertTrue(refused().contains("its checksums differ"));
	}

	@Test
	void flippedBitsAreRefusedOrRead() throws IOException {
		final byte[] whole = entry(CARD);
		final SplittableRandom random = new SplittableRandom(31);
		delete("SHA256SUMS");
		int refused = 0;
		for (int i = 0; i < 30; i++) {
			final byte[] bytes = whole.clone();
			bytes[random.nextInt(bytes.length)] ^= 1 << random.nextInt(8);
			put(CARD, bytes);
			try {
				AdversarialGraph.load(file).close();
			} catch (final UserError e) {
				refused++;
			}
		}
		assertTrue(refused > 3, refused + " refused");
	}

	private String refused() {
		return assertThrows(UserError.class, () -> AdversarialGraph.load(file).close()).getMessage();
	}

	private String text() throws IOException {
		return new String(entry(CARD), StandardCharsets.UTF_8);
	}

	/** With the checksums left out, as in a file that somebody packed again. */
	private void replace(final String from, final String to) throws IOException {
		final String before = text();
		assertTrue(before.contains(from), from + " in " + before);
		put(CARD, before.replace(from, to).getBytes(StandardCharsets.UTF_8));
		delete("SHA256SUMS");
	}

	private byte[] entry(final String name) throws IOException {
		try (FileSystem zip = FileSystems.newFileSystem(file, (ClassLoader) null)) {
			return Files.readAllBytes(zip.getPath(name));
		}
	}

	private void put(final String name, final byte[] bytes) throws IOException {
		try (FileSystem zip = FileSystems.newFileSystem(file, (ClassLoader) null)) {
			Files.write(zip.getPath(name), bytes);
		}
	}

	private void delete(final String name) throws IOException {
		try (FileSystem zip = FileSystems.newFileSystem(file, (ClassLoader) null)) {
			Files.deleteIfExists(zip.getPath(name));
		}
	}
}
