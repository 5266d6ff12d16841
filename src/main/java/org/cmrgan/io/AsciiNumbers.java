/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Voxels as decimal numbers, separated by white space. */
final class AsciiNumbers {
	/** The largest double has 309 digits. */
	private static final int LONGEST = 400;

	private final BufferedBytes bytes;
	private final byte[] word = new byte[LONGEST];

	/** @param channel at the first number */
	AsciiNumbers(final ReadableByteChannel channel) {
		bytes = new BufferedBytes(channel, 1 << 16);
	}

	/**
	 * Reads numbers into the sink.
	 *
	 * @throws EOFException if there are too few
	 * @throws NumberFormatException if a word is not a number, or is outside the range of its type; the message is the
	 * word
	 */
	void read(final ElementType type, final VoxelSink sink, final long elements) throws IOException {
		for (long i = 0; i < elements; i++) {
			final String text = word();
			if (type.isReal()) sink.take(real(text));
			else
				sink.take(whole(text, type));
		}
	}

	private String word() throws IOException {
		int length = 0;
		while (bytes.hasNext()) {
			final byte b = bytes.next();
			if (!isSpace(b)) {
				if (length == LONGEST) throw new NumberFormatException(text(40) + "...");
				word[length++] = b;
			} else if (length > 0) {
				return text(length);
			}
		}
		if (length == 0) throw new EOFException();
		return text(length);
	}

	private static boolean isSpace(final byte b) {
		return b == ' ' || b >= '\t' && b <= '\r';
	}

	private String text(final int length) {
		return new String(word, 0, length, StandardCharsets.ISO_8859_1);
	}

	private static double real(final String text) {
		try {
			return Double.parseDouble(text);
		} catch (final NumberFormatException e) {
			// The format that C writes.
			switch (text.toLowerCase(Locale.ROOT)) {
				case "nan" :
				case "-nan" :
					return Double.NaN;
				case "inf" :
				case "infinity" :
					return Double.POSITIVE_INFINITY;
				case "-inf" :
				case "-infinity" :
					return Double.NEGATIVE_INFINITY;
				default :
					throw new NumberFormatException(text);
			}
		}
	}

	private static long whole(final String text, final ElementType type) {
		final long value;
		try {
			if (type == ElementType.ULONG_LONG) return Long.parseUnsignedLong(text);
			value = Long.parseLong(text);
		} catch (final NumberFormatException e) {
			throw new NumberFormatException(text);
		}
		if (value < type.min() || value > type.max()) throw new NumberFormatException(text);
		return value;
	}
}
