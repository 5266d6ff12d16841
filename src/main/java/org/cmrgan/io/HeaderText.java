/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.cmrgan.io.WriteOptions.Encoding;

/** The header of an image to be written, in the order and spelling of ITK. */
final class HeaderText {
	private final List<String> lines = new ArrayList<>();

	private HeaderText(final MetaImage image, final WriteOptions options, final long compressedSize, final int digits) {
		put(HeaderKeys.OBJECT_TYPE, "Image");
		put(HeaderKeys.AXES, Integer.toString(image.geometry().axes()));
		put(HeaderKeys.BINARY, flag(options.encoding() != Encoding.ASCII));
		put(HeaderKeys.BIG_ENDIAN, flag(isBigEndian(options)));
		put(HeaderKeys.COMPRESSED, flag(options.encoding() == Encoding.ZLIB));
		if (options.encoding() == Encoding.ZLIB && options.files() == WriteOptions.Files.ONE)
			put(HeaderKeys.COMPRESSED_SIZE, String.format(Locale.ROOT, "%" + digits + "d", compressedSize));
		image.geometryFields().forEach(this::put);
		put(HeaderKeys.SIZE,
				Arrays.stream(image.dimensions()).mapToObj(Long::toString).collect(Collectors.joining(" ")));
		if (image.channels() > 1) put(HeaderKeys.CHANNELS, Integer.toString(image.channels()));
		put(HeaderKeys.TYPE, image.type().header());
		image.fields().forEach(this::put);
	}

	/**
	 * @param compressedSize of the zlib stream; any value while it is unknown
	 * @param digits number of digits, so that the length of the header does not depend on the size
	 * @param dataFile value of ElementDataFile, the last line
	 */
	static String of(final MetaImage image, final WriteOptions options, final long compressedSize, final int digits,
			final String dataFile) {
		final HeaderText text = new HeaderText(image, options, compressedSize, digits);
		text.put(HeaderKeys.DATA_FILE, dataFile);
		return String.join("\n", text.lines) + "\n";
	}

	private void put(final String key, final String value) {
		lines.add(key + " = " + value);
	}

	/** MetaIO would change numbers that it has read as text. */
	private static boolean isBigEndian(final WriteOptions options) {
		return options.order() == ByteOrder.BIG_ENDIAN && options.encoding() != Encoding.ASCII;
	}

	private static String flag(final boolean value) {
		return value ? "True" : "False";
	}
}
