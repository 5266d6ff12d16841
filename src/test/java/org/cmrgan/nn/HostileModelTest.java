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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.UserError;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files model.zip from an attacker, or damaged by a disk. */
class HostileModelTest {
	private static final String CONFIGURATION = "configuration.json";
	private static final String PARAMETERS = "coefficients.bin";
	private static final String MEMORY = "updaterState.bin";
	private static final String CHECKSUMS = "SHA256SUMS";
	private static final AtomicBoolean RAN = new AtomicBoolean();

	/** Reports that it was read: it stands for an attacker's code. */
	static final class Payload implements Serializable {
		private static final long serialVersionUID = 1L;

		private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
			in.defaultReadObject();
			RAN.set(true);
		}
	}

	@TempDir
	Path folder;
	private Path good;
	private Map<String, byte[]> entries;

	@BeforeEach
	void write() throws IOException {
		good = folder.resolve("good.zip");
		try (AdversarialGraph graph = AdversarialGraph.create(Networks.refiner(2, 1, 8, Networks.Head.SKIP),
				Optimiser.adam(1e-3, 0.5, 0.999).weightDecay(0.01), 1)) {
			graph.step();
			graph.save(good);
		}
		entries = unzip(good);
	}

	@Test
	void runsNothingThatAModelBrings() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(new Payload());
		}
		entries.put("preprocessor.bin", bytes.toByteArray());
		final Path file = zip(entries);
		assertTrue(refused(file).contains("preprocessor.bin"));
		assertFalse(RAN.get());
		// Deeplearning4j's own reader runs it, so the payload works.
		assertThrows(RuntimeException.class,
				() -> ModelSerializer.restoreComputationGraphAndNormalizer(file.toFile(), true));
		assertTrue(RAN.getAndSet(false));
	}

	@Test
	void looksForNoClassThatAModelNames() throws IOException {
		entries.remove(CHECKSUMS);
		for (final String name : new String[] { "org.deeplearning4j.nn.conf.graph.LayerVertex",
				"org.nd4j.linalg.activations.impl.ActivationSigmoid", "org.nd4j.linalg.learning.config.Adam" }) {
			final Map<String, byte[]> other = new LinkedHashMap<>(entries);
			other.put(CONFIGURATION, text(CONFIGURATION).replace(name, "com.example.Gadget").getBytes());
			assertTrue(refused(zip(other)).contains("its configuration"));
		}
	}

	@Test
	void aFileOfDeeplearning4jsOwnIsReadWithoutChecksums() throws IOException {
		final Path file = folder.resolve("plain.zip");
		final ComputationGraph graph = ModelSerializer.restoreComputationGraph(good.toFile(), true);
		ModelSerializer.writeModel(graph, file.toFile(), true);
		try (AdversarialGraph a = AdversarialGraph.load(good); AdversarialGraph b = AdversarialGraph.load(file)) {
			assertEquals(1, b.iteration());
			assertArrayEquals(a.parameters().data().asFloat(), b.parameters().data().asFloat());
			assertArrayEquals(a.state().memory().data().asFloat(), b.state().memory().data().asFloat());
		}
	}

	@Test
	void isTheSameInEveryTimeZone() throws IOException {
		final byte[] here = Files.readAllBytes(good);
		final TimeZone before = TimeZone.getDefault();
		try {
			for (final String zone : new String[] { "UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia" }) {
				TimeZone.setDefault(TimeZone.getTimeZone(zone));
				try (AdversarialGraph graph = AdversarialGraph.load(good)) {
					graph.save(folder.resolve("again.zip"));
				}
				assertArrayEquals(here, Files.readAllBytes(folder.resolve("again.zip")), zone);
			}
		} finally {
			TimeZone.setDefault(before);
		}
	}

	@Test
	void refusesWhatIsMissingTwiceOrTooLong() throws IOException {
		for (final String name : new String[] { CONFIGURATION, PARAMETERS, MEMORY }) {
			final Map<String, byte[]> less = new LinkedHashMap<>(entries);
			less.remove(name);
			refused(zip(less));
			less.remove(CHECKSUMS);
			refused(zip(less));
		}
		entries.remove(CHECKSUMS);
		final Map<String, byte[]> longer = new LinkedHashMap<>(entries);
		longer.put(PARAMETERS, java.util.Arrays.copyOf(entries.get(PARAMETERS), 9_000_000));
		assertTrue(refused(zip(longer)).contains("too long"));
		longer.put(CONFIGURATION, new byte[9_000_000]);
		assertTrue(refused(zip(longer)).contains("too long"));
		longer.put(CONFIGURATION, "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
		assertTrue(refused(zip(longer)).contains("its configuration"));
		// The same name twice, which ZipOutputStream would refuse to write.
		final byte[] twice = Files.readAllBytes(zip(entries));
		final String latin = new String(twice, StandardCharsets.ISO_8859_1).replace(MEMORY, PARAMETERS);
		Files.write(folder.resolve("twice.zip"), latin.getBytes(StandardCharsets.ISO_8859_1));
		assertTrue(refused(folder.resolve("twice.zip")).contains("twice"));
	}

	@Test
	void refusesImpossibleArchitectures() throws IOException {
		entries.remove(CHECKSUMS);
		for (final String[] change : new String[][] { { "[1,8,8]", "[1,-8,8]" },
				{ "[1,8,8]", "[1,2147483647,9999999]" }, { "[1,8,8]", "[]" }, { "[1,8,8]", "null" },
				{ "[1,8,8]", "[9223372036854775807,2,2]" }, { "stride\\\":1", "stride\\\":0" },
				{ "stride\\\":1", "stride\\\":-1" }, { "kernel\\\":3", "kernel\\\":0" },
				{ "kernel\\\":3", "kernel\\\":2147483647" }, { "padding\\\":1", "padding\\\":2147483647" },
				{ "padding\\\":1", "padding\\\":-1" }, { "channels\\\":2", "channels\\\":2147483647" },
				{ "channels\\\":2", "channels\\\":-2" }, { "inputs\\\":[5,2]", "inputs\\\":[5,7]" },
				{ "inputs\\\":[0]", "inputs\\\":[]" }, { "prelu2", "prelu4" }, { "0.25", "1e999" } }) {
			assertTrue(text(CONFIGURATION).contains(change[0]), change[0]);
			final Map<String, byte[]> other = new LinkedHashMap<>(entries);
			other.put(CONFIGURATION, text(CONFIGURATION).replace(change[0], change[1]).getBytes());
			refused(zip(other));
		}
	}

	@Test
	void aSingleFlippedBitIsRefused() throws IOException {
		mutants(120);
	}

	@Test
	@Tag("slow")
	void fiveThousandFlippedBitsAreRefused() throws IOException {
		mutants(5000);
	}

	/**
	 * In the entries, packed again with a valid CRC: with checksums, nothing is accepted; without them, nothing
	 * crashes.
	 */
	private void mutants(final int count) throws IOException {
		final SplittableRandom random = new SplittableRandom(27);
		final String[] names = entries.keySet().toArray(new String[0]);
		for (int i = 0; i < count; i++) {
			final String name = names[i % names.length];
			final byte[] bytes = entries.get(name).clone();
			// Headers are a small part of an array, and where the danger was.
			final int place = random.nextInt(i % 2 == 0 ? Math.min(128, bytes.length) : bytes.length);
			bytes[place] ^= 1 << random.nextInt(8);
			final Map<String, byte[]> other = new LinkedHashMap<>(entries);
			other.put(name, bytes);
			refused(zip(other));
			other.remove(CHECKSUMS);
			try (AdversarialGraph graph = AdversarialGraph.load(zip(other))) {
				if (i % 8 == 0) graph.output(AdversarialGraphTest.random(1, 1, 1, 8, 8)).close();
			} catch (final UserError e) {
				assertTrue(e.getMessage().startsWith("Cannot read the model"));
			}
		}
	}

	@Test
	void aFlippedBitOfTheFileIsRefusedOrChangesNothing() throws IOException {
		final SplittableRandom random = new SplittableRandom(28);
		final byte[] whole = Files.readAllBytes(good);
		final Path file = folder.resolve("flipped.zip");
		try (AdversarialGraph wanted = AdversarialGraph.load(good)) {
			for (int i = 0; i < 100; i++) {
				final byte[] bytes = whole.clone();
				bytes[random.nextInt(bytes.length)] ^= 1 << random.nextInt(8);
				Files.write(file, bytes);
				try (AdversarialGraph graph = AdversarialGraph.load(file)) {
					assertArrayEquals(wanted.parameters().data().asFloat(), graph.parameters().data().asFloat());
					assertEquals(wanted.iteration(), graph.iteration());
				} catch (final UserError e) {
					assertTrue(e.getMessage().startsWith("Cannot read the model"));
				}
			}
		}
	}

	@Test
	void anArrayIsOnlyReadWhereItIsTheExpectedOne() throws IOException {
		final byte[] bytes = entries.get(PARAMETERS);
		final long length = Networks.refiner(2, 1, 8, Networks.Head.SKIP).length();
		for (final long other : new long[] { 0, 1, length - 1, length + 1, Integer.MAX_VALUE })
			assertThrows(IOException.class, () -> read(bytes, other));
		final int header = bytes.length - Float.BYTES * (int) length;
		for (int at = 0; at < header - 8; at++) {
			final byte[] changed = bytes.clone();
			ByteBuffer.wrap(changed).putLong(at, Long.MAX_VALUE - 7);
			try {
				read(changed, length);
			} catch (final IOException e) {
				assertTrue(e.getMessage() != null || e instanceof java.io.EOFException);
			}
		}
	}

	private static void read(final byte[] bytes, final long length) throws IOException {
		ArrayStream.read(new DataInputStream(new ByteArrayInputStream(bytes)),
				org.nd4j.linalg.api.buffer.DataType.FLOAT, length).close();
	}

	@Test
	void aStateOfAnotherNetworkIsRefused() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (AdversarialGraph one = AdversarialGraph.load(good);
				AdversarialGraph sgd = AdversarialGraph.create(one.architecture(), Optimiser.sgd(0.1), 1);
				AdversarialGraph larger = AdversarialGraph.create(Networks.refiner(3, 1, 8, Networks.Head.SKIP),
						Optimiser.adam(1e-3, 0.5, 0.999), 1)) {
			one.state().writeTo(new DataOutputStream(bytes));
			for (final AdversarialGraph other : new AdversarialGraph[] { sgd, larger })
				assertThrows(IOException.class,
						() -> other.readState(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
		}
	}

	private String refused(final Path file) {
		final String message = assertThrows(UserError.class, () -> AdversarialGraph.load(file).close()).getMessage();
		assertTrue(message.startsWith("Cannot read the model"), message);
		return message;
	}

	private String text(final String name) {
		return new String(entries.get(name), StandardCharsets.UTF_8);
	}

	private static Map<String, byte[]> unzip(final Path file) throws IOException {
		final Map<String, byte[]> out = new LinkedHashMap<>();
		try (InputStream raw = Files.newInputStream(file); ZipInputStream in = new ZipInputStream(raw)) {
			for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry())
				out.put(e.getName(), in.readAllBytes());
		}
		return out;
	}

	private Path zip(final Map<String, byte[]> content) throws IOException {
		final Path file = folder.resolve("mutant.zip");
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
			for (final Map.Entry<String, byte[]> e : content.entrySet()) {
				out.putNextEntry(new ZipEntry(e.getKey()));
				out.write(e.getValue());
			}
		}
		return file;
	}
}
