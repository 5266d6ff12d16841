/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Locale;

import org.cmrgan.run.RegularFile;
import org.cmrgan.run.UserError;

/** SHA-256 hashes of what identifies inputs, training subjects and models, as lower-case hexadecimal. */
public final class Hashes {
	private Hashes() {}

	/**
	 * {@return the hash of names, in the given order, each followed by a line feed}
	 *
	 * @param names in the order to hash
	 */
	public static String of(final Collection<String> names) {
		final MessageDigest digest = sha256();
		for (final String name : names) digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
		return hex(digest);
	}

	/**
	 * {@return the hash of a file}
	 *
	 * @param file read to its end
	 */
	public static String of(final Path file) {
		final MessageDigest digest = sha256();
		try (InputStream in = new DigestInputStream(Files.newInputStream(RegularFile.of(file)), digest)) {
			in.transferTo(java.io.OutputStream.nullOutputStream());
		} catch (final IOException e) {
			throw new UserError("Cannot read " + file + ": check that it exists and that you may read it.", e);
		}
		return hex(digest);
	}

	/**
	 * {@return the hash of the pixels of an image}
	 *
	 * @param pixels in order
	 */
	public static String of(final float[] pixels) {
		final MessageDigest digest = sha256();
		digest.update(bytes(pixels));
		return hex(digest);
	}

	/** Big-endian. */
	static byte[] bytes(final float[] values) {
		final ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES);
		buffer.asFloatBuffer().put(values);
		return buffer.array();
	}

	/** {@return a new SHA-256 digest} */
	public static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/**
	 * {@return the hash of the bytes that a digest has received; resets the digest}
	 *
	 * @param digest of any algorithm
	 */
	public static String hex(final MessageDigest digest) {
		final StringBuilder text = new StringBuilder();
		for (final byte b : digest.digest()) text.append(String.format(Locale.ROOT, "%02x", b));
		return text.toString();
	}
}
