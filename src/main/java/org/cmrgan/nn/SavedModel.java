/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.run.RegularFile;
import org.cmrgan.run.UserError;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The file model.zip: Deeplearning4j's three entries and their checksums. Deeplearning4j's own reader passes an entry
 * {@code preprocessor.bin} to Java's deserialisation, which can run code from the file, and a configuration to Jackson,
 * which creates objects of the classes that it names. This reader knows its entries, refuses all others, and reads them
 * only as text and numbers.
 */
final class SavedModel implements Closeable {
	/** Entry with the configuration. */
	private static final String CONFIGURATION = "configuration.json";
	private static final String PARAMETERS = "coefficients.bin";
	private static final String MEMORY = "updaterState.bin";
	/** Entry with the description, see {@link ModelCard}; files of Deeplearning4j and of early versions lack it. */
	private static final String CARD = "model.json";
	/** Entry with checksums in the format of sha256sum; files of Deeplearning4j lack it. */
	private static final String CHECKSUMS = "SHA256SUMS";
	private static final Set<String> KNOWN = Set.of(CONFIGURATION, PARAMETERS, MEMORY, CARD, CHECKSUMS);

	private static final int LONGEST_TEXT = 1 << 22;
	/** Largest ratio of deflate. */
	private static final long DEFLATED = 1032;
	/** Largest size of an array's header. */
	private static final int HEADER = 1 << 10;
	/** Adam stores two numbers per parameter; no optimiser stores more than three. */
	private static final int MOST_REMEMBERED = 3;

	private final ZipFile zip;
	private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
	private final ModelConfiguration configuration;
	private final Optional<ModelCard> card;

	/**
	 * Opens a file and checks every byte that will be used. Time and memory are proportional to the size of the network
	 * that it describes.
	 *
	 * @throws UserError if a newer version of the suite wrote it
	 * @throws IOException if it is not a zip, is damaged, or contains anything unknown
	 */
	SavedModel(final Path file) throws IOException {
		zip = new ZipFile(RegularFile.of(file).toFile());
		try {
			refuseNewer(file);
			list();
			configuration = ModelConfiguration.parse(text(CONFIGURATION));
			final long numbers = configuration.architecture().length() * configuration.type().width();
			limit(PARAMETERS, HEADER + numbers);
			limit(MEMORY, HEADER + MOST_REMEMBERED * numbers);
			limit(CHECKSUMS, HEADER);
			limit(CARD, LONGEST_TEXT);
			checkSums();
			card = card();
		} catch (final IOException | RuntimeException e) {
			zip.close();
			throw e;
		}
	}

	/** Of a file of a newer version, only the version is known. */
	private void refuseNewer(final Path file) throws IOException {
		final ZipEntry entry = zip.getEntry(CARD);
		if (entry == null) return;
		final String text = text(entry);
		final CRC32 crc = new CRC32();
		crc.update(text.getBytes(StandardCharsets.UTF_8));
		// The checksum is verified first, so that a flipped bit is not taken for a newer version.
		if (crc.getValue() != entry.getCrc()) throw new IOException(CARD + " is damaged");
		final int version = ModelCard.versionOf(text);
		if (version > ModelCard.VERSION)
			throw UserError.of(
					"The model %s is of format %d and this version of CMR GAN knows formats up to %d: update CMR GAN.",
					file, version, ModelCard.VERSION);
	}

	private Optional<ModelCard> card() throws IOException {
		if (!entries.containsKey(CARD)) return Optional.empty();
		final ModelCard read = ModelCard.parse(text(CARD));
		final Architecture network = configuration.architecture();
		if (!read.describes(sides(network.inputShape()), sides(network.outputShape())))
			throw new IOException(CARD + " describes another network than the file holds");
		return Optional.of(read);
	}

	private static List<Long> sides(final long... shape) {
		return Arrays.stream(shape).boxed().collect(Collectors.toList());
	}

	private void list() throws IOException {
		final Enumeration<? extends ZipEntry> all = zip.entries();
		while (all.hasMoreElements()) {
			final ZipEntry entry = all.nextElement();
			final String name = entry.getName();
			if (!KNOWN.contains(name)) throw new IOException("it holds " + name + ", which does not belong in a model");
			if (entries.put(name, entry) != null) throw new IOException("it holds " + name + " twice");
			if (entry.getSize() < 0 || entry.getSize() > DEFLATED * (entry.getCompressedSize() + 1))
				throw new IOException(name + " has an impossible size");
		}
		for (final String needed : new String[] { CONFIGURATION, PARAMETERS })
			if (!entries.containsKey(needed)) throw new IOException("it lacks " + needed);
	}

	private void limit(final String name, final long most) throws IOException {
		if (entries.containsKey(name) && entries.get(name).getSize() > most)
			throw new IOException(name + " is too long");
	}

	private void checkSums() throws IOException {
		final StringBuilder found = new StringBuilder();
		for (final ZipEntry entry : entries.values()) {
			final MessageDigest digest = Hashes.sha256();
			final CRC32 crc = new CRC32();
			final byte[] buffer = new byte[1 << 16];
			long size = 0;
			try (InputStream in = zip.getInputStream(entry)) {
				for (int n = in.read(buffer); n >= 0 && size <= entry.getSize(); n = in.read(buffer)) {
					digest.update(buffer, 0, n);
					crc.update(buffer, 0, n);
					size += n;
				}
			}
			if (size != entry.getSize() || crc.getValue() != entry.getCrc())
				throw new IOException(entry.getName() + " is damaged");
			if (!entry.getName().equals(CHECKSUMS)) line(found, digest, entry.getName());
		}
		if (entries.containsKey(CHECKSUMS) && !text(CHECKSUMS).equals(found.toString()))
			throw new IOException("it has been changed since it was written: its checksums differ");
	}

	private static void line(final StringBuilder to, final MessageDigest digest, final String name) {
		to.append(Hashes.hex(digest)).append("  ").append(name).append('\n');
	}

	/** The structure of the network. */
	ModelConfiguration configuration() {
		return configuration;
	}

	/** The description of the network. */
	Optional<ModelCard> about() {
		return card;
	}

	private String text(final String name) throws IOException {
		return text(entries.get(name));
	}

	private String text(final ZipEntry entry) throws IOException {
		try (InputStream in = zip.getInputStream(entry)) {
			final byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
			if (bytes.length > LONGEST_TEXT) throw new IOException(entry.getName() + " is too long");
			return new String(bytes, StandardCharsets.UTF_8);
		}
	}

	/**
	 * The parameters.
	 *
	 * @param length the required length of the vector
	 */
	INDArray parameters(final DataType type, final long length) throws IOException {
		return array(PARAMETERS, type, length);
	}

	/** True if it contains the optimiser's state. */
	boolean hasMemory() {
		return entries.containsKey(MEMORY);
	}

	/**
	 * The optimiser's state.
	 *
	 * @param length the required length of the vector
	 */
	INDArray memory(final DataType type, final long length) throws IOException {
		return array(MEMORY, type, length);
	}

	private INDArray array(final String name, final DataType type, final long length) throws IOException {
		if (entries.get(name).getSize() < length * type.width()) throw new IOException(name + " is too short");
		try (DataInputStream in = new DataInputStream(
				new BufferedInputStream(zip.getInputStream(entries.get(name)), 1 << 16))) {
			final INDArray out = ArrayStream.read(in, type, length);
			if (in.read() >= 0) {
				out.close();
				throw new IOException(name + " is too long");
			}
			return out;
		}
	}

	@Override
	public void close() throws IOException {
		zip.close();
	}

	/**
	 * Writes a file that Deeplearning4j can read, too. Equal networks give equal files, so that the hash of a file
	 * identifies its network.
	 *
	 * @param memory null or empty if the optimiser has no state
	 * @param card description to write, if any
	 */
	static void write(final Path file, final String configuration, final INDArray parameters, final INDArray memory,
			final Optional<ModelCard> card) throws IOException {
		final StringBuilder sums = new StringBuilder();
		try (ZipOutputStream zip = new ZipOutputStream(
				new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
			write(zip, CONFIGURATION, sums, out -> out.write(configuration.getBytes(StandardCharsets.UTF_8)));
			write(zip, PARAMETERS, sums, out -> ArrayStream.write(parameters, out));
			if (memory != null && !memory.isEmpty()) write(zip, MEMORY, sums, out -> ArrayStream.write(memory, out));
			if (card.isPresent()) {
				final byte[] about = card.get().toJson().getBytes(StandardCharsets.UTF_8);
				write(zip, CARD, sums, out -> out.write(about));
			}
			final String text = sums.toString();
			write(zip, CHECKSUMS, sums, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
		}
	}

	private interface Content {
		void to(DataOutputStream out) throws IOException;
	}

	private static void write(final ZipOutputStream zip, final String name, final StringBuilder sums,
			final Content content) throws IOException {
		final ZipEntry entry = new ZipEntry(name);
		// One month after the earliest time of the format; Java writes a time zone for an earlier one.
		entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
		zip.putNextEntry(entry);
		final MessageDigest digest = Hashes.sha256();
		final OutputStream digested = new DigestOutputStream(zip, digest);
		final DataOutputStream out = new DataOutputStream(digested);
		content.to(out);
		out.flush();
		line(sums, digest, name);
	}
}
