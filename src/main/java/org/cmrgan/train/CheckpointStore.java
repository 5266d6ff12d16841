/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.cmrgan.data.Hashes;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RegularFile;
import org.cmrgan.run.UserError;

/**
 * The folder {@code checkpoint/} of a training. It contains {@code state}, from which to resume, and {@code anchor},
 * the state at the last snapshot, to which training returns when it diverges. Each file is replaced atomically, so that
 * a process killed at any moment leaves the previous file. A file ends in the SHA-256 of its content, which is checked
 * before anything is used.
 */
public final class CheckpointStore {
	/** A state to resume from. */
	public static final String STATE = "state";
	/** The state at the last snapshot. */
	static final String ANCHOR = "anchor";

	/**
	 * First word of the line of an identity that may differ when a training continues: the instruction set, which
	 * affects last bits.
	 */
	static final String INSTRUCTIONS = "instruction set=";

	private static final int MAGIC = 0x434d5249; // "CMRI"
	private static final int DIGEST = 32;
	/** Larger than any possible number of returns to a snapshot. */
	private static final int MOST_SETBACKS = 1000;

	private final Path folder;
	private final String identity;

	/**
	 * @param folder created when the first checkpoint is written
	 * @param identity what must be equal to resume (config, data, seed, threads), as text that a reader can compare
	 */
	public CheckpointStore(final Path folder, final String identity) {
		this.folder = folder;
		this.identity = identity;
	}

	/**
	 * Saves the trainee's state after {@code step}.
	 *
	 * @param name {@link #STATE} or {@link #ANCHOR}
	 * @param step number of the last finished step
	 * @param setbacks a sentence for each return to the last snapshot so far
	 * @param trainee writes its state
	 */
	public void save(final String name, final long step, final List<String> setbacks, final Trainee trainee) {
		AtomicFiles.write(folder.resolve(name), path -> {
			final MessageDigest digest = Hashes.sha256();
			try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20);
					DataOutputStream out = new DataOutputStream(
							new BufferedOutputStream(new DigestOutputStream(file, digest), 1 << 16))) {
				out.writeInt(MAGIC);
				writeText(out, identity);
				out.writeLong(step);
				out.writeInt(setbacks.size());
				for (final String setback : setbacks) writeText(out, setback);
				trainee.save(out);
				out.flush();
				file.write(digest.digest());
			}
		});
	}

	/** The file of a checkpoint. */
	static final class Position {
		private final long step;
		private final List<String> setbacks;

		private final String instructionsThen;
		private final String instructionsNow;

		Position(final long step, final List<String> setbacks, final String instructionsThen,
				final String instructionsNow) {
			this.step = step;
			this.setbacks = List.copyOf(setbacks);
			this.instructionsThen = instructionsThen;
			this.instructionsNow = instructionsNow;
		}

		long step() {
			return step;
		}

		/** "AVX2 and now AVX512_CORE" if the training began with another instruction set, as far as it is known. */
		Optional<String> otherInstructions() {
			return instructionsThen.isEmpty() || instructionsNow.isEmpty() || instructionsThen.equals(instructionsNow)
					? Optional.empty()
					: Optional.of(instructionsThen + " and now " + instructionsNow);
		}

		/** A sentence for each earlier return to the last snapshot. */
		List<String> setbacks() {
			return setbacks;
		}
	}

	/** The step of a checkpoint, if there is one. */
	OptionalLong step(final String name) {
		if (!Files.exists(folder.resolve(name))) return OptionalLong.empty();
		try (DataInputStream in = open(name)) {
			return OptionalLong.of(header(in, name).step());
		} catch (final IOException e) {
			throw damaged(name, e);
		}
	}

	/**
	 * Restores a saved state of the trainee.
	 *
	 * @throws UserError if the checkpoint is of another config, or damaged
	 */
	Position load(final String name, final Trainee trainee) {
		try (DataInputStream in = open(name)) {
			final Position position = header(in, name);
			trainee.load(in);
			if (in.read() >= 0) throw new IOException("it holds more data than the training expects");
			return position;
		} catch (final UserError e) {
			throw e;
		} catch (final IOException | RuntimeException e) {
			// Damaged bytes can cause any exception.
			throw damaged(name, e);
		}
	}

	/**
	 * Deletes the checkpoints of a finished training, and unfinished files of killed processes there and next to its
	 * results.
	 */
	public void delete() {
		try {
			Files.deleteIfExists(folder.resolve(STATE));
			Files.deleteIfExists(folder.resolve(ANCHOR));
			AtomicFiles.deleteUnfinished(folder);
			AtomicFiles.deleteUnfinished(folder.toAbsolutePath().getParent());
			Files.deleteIfExists(folder);
		} catch (final IOException e) {
			throw new UserError("Cannot remove " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	private DataInputStream open(final String name) throws IOException {
		final Path file = folder.resolve(name);
		final long content = Files.size(RegularFile.of(file)) - DIGEST;
		if (content < Integer.BYTES) throw new IOException("it is truncated");
		try (DataInputStream in = content(file, content)) {
			if (in.readInt() != MAGIC) throw new IOException("not a checkpoint of this version");
		}
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
			final MessageDigest digest = Hashes.sha256();
			final byte[] part = new byte[1 << 16];
			for (long left = content; left > 0;) {
				final int n = in.read(part, 0, (int) Math.min(part.length, left));
				if (n < 0) throw new IOException("it is truncated");
				digest.update(part, 0, n);
				left -= n;
			}
			if (!MessageDigest.isEqual(digest.digest(), in.readNBytes(DIGEST)))
				throw new IOException("it is damaged: its checksum does not match");
		}
		return content(file, content);
	}

	private static DataInputStream content(final Path file, final long length) throws IOException {
		return new DataInputStream(
				new FirstBytes(new BufferedInputStream(Files.newInputStream(file), 1 << 20), length));
	}

	private Position header(final DataInputStream in, final String name) throws IOException {
		in.readInt();
		final String saved = readText(in);
		if (!onAnyMachine(saved).equals(onAnyMachine(identity)))
			throw UserError.of(
					"The checkpoint %s was made with other settings (%s): give the same settings, or delete the folder %s to start again.",
					folder.resolve(name), difference(onAnyMachine(saved), onAnyMachine(identity)), folder);
		final long step = in.readLong();
		final List<String> setbacks = new ArrayList<>();
		final int count = in.readInt();
		if (step < 0 || count < 0 || count > MOST_SETBACKS) throw new IOException("impossible counts");
		for (int i = 0; i < count; i++) setbacks.add(readText(in));
		return new Position(step, setbacks, instructions(saved), instructions(identity));
	}

	private static String onAnyMachine(final String text) {
		return text.lines().filter(line -> !line.startsWith(INSTRUCTIONS)).collect(Collectors.joining("\n"));
	}

	private static String instructions(final String text) {
		return text.lines().filter(line -> line.startsWith(INSTRUCTIONS)).findFirst()
				.map(line -> line.substring(INSTRUCTIONS.length())).orElse("");
	}

	private static String difference(final String saved, final String now) {
		final String[] before = saved.split("\n");
		final String[] after = now.split("\n");
		for (int i = 0; i < Math.min(before.length, after.length); i++)
			if (!before[i].equals(after[i])) return "then " + before[i] + ", now " + after[i];
		return before.length < after.length ? "now with " + after[before.length] : "then with " + before[after.length];
	}

	private UserError damaged(final String name, final Exception e) {
		return new UserError("The checkpoint " + folder.resolve(name) + " cannot be read (" + e.getMessage()
				+ "): delete the folder " + folder + " to start again.", e);
	}

	private static void writeText(final DataOutputStream out, final String text) throws IOException {
		final byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	private static String readText(final DataInputStream in) throws IOException {
		final int length = in.readInt();
		if (length < 0 || length > 1 << 20) throw new IOException("header too long");
		return new String(in.readNBytes(length), java.nio.charset.StandardCharsets.UTF_8);
	}
}
