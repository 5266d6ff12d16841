/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.UserError;

/**
 * Reads the lines "Key = value" of a header up to ElementDataFile, which ends it, and after that the lines of a LIST.
 * Knows the byte at which the last line ended, for any line end; the voxels of a .mha file begin there.
 */
final class HeaderReader {
	private static final int LONGEST_LINE = 1 << 15;
	private static final int MOST_LINES = 1 << 12;

	private final Path file;
	private final BufferedBytes bytes;
	private final byte[] line = new byte[LONGEST_LINE];
	private long end;

	/** @param channel at its beginning */
	HeaderReader(final Path file, final ReadableByteChannel channel) {
		this.file = file;
		bytes = new BufferedBytes(channel, 1 << 13);
	}

	/** Reads up to ElementDataFile. If a field occurs twice, the last one counts, as in MetaIO. */
	Fields fields() throws IOException {
		final Map<String, String> fields = new LinkedHashMap<>();
		for (int number = 1; number <= MOST_LINES; number++) {
			final Optional<String> text = line();
			if (!text.isPresent()) break;
			if (text.get().isBlank()) continue;
			final int separator = separator(text.get());
			if (separator <= 0)
				throw UserError.of(
						"%s is not a MetaImage file (line %d has no \"Key = value\"): choose a .mha or .mhd file.",
						file, number);
			final String key = HeaderKeys.spelled(text.get().substring(0, separator).trim());
			fields.put(key, text.get().substring(separator + 1).trim());
			if (key.equals(HeaderKeys.DATA_FILE)) return new Fields(file.toString(), fields);
		}
		throw UserError.of(
				"%s is not a complete MetaImage file (it has no ElementDataFile): choose a .mha or .mhd file.", file);
	}

	/** The next line without its line end, or empty at the end of the file. */
	Optional<String> line() throws IOException {
		int length = 0;
		while (bytes.hasNext()) {
			final byte b = bytes.next();
			end++;
			if (b == '\n') return Optional.of(text(length));
			if (length == LONGEST_LINE)
				throw UserError.of(
						"%s is not a MetaImage file (a line of its header never ends): choose a .mha or .mhd file.",
						file);
			line[length++] = b;
		}
		return length == 0 ? Optional.empty() : Optional.of(text(length));
	}

	/** The end of the last line: the number of bytes including its line feed. */
	long end() {
		return end;
	}

	private String text(final int length) {
		final int shorter = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, shorter)).toString();
		} catch (final CharacterCodingException e) {
			// Old files write patients and paths in the code page of their computer; ISO 8859-1 at least loses no byte.
			return new String(line, 0, shorter, StandardCharsets.ISO_8859_1);
		}
	}

	/** MetaIO accepts a colon as well as an equals sign. */
	private static int separator(final String text) {
		final int equals = text.indexOf('=');
		final int colon = text.indexOf(':');
		return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
	}
}
