/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.nio.ByteOrder;

import org.cmrgan.run.UserError;

/** How {@link MetaImageWriter} stores an image. Immutable. */
public final class WriteOptions {
	enum Encoding {
		RAW,
		ZLIB,
		ASCII
	}

	enum Files {
		ONE,
		LIST,
		SERIES
	}

	private final Encoding encoding;
	private final ByteOrder order;
	private final Files files;
	private final int axesPerFile;

	private WriteOptions(final Encoding encoding, final ByteOrder order, final Files files, final int axesPerFile) {
		this.encoding = encoding;
		this.order = order;
		this.files = files;
		this.axesPerFile = axesPerFile;
	}

	/** {@return binary, little-endian, uncompressed: in the .mha itself, or in one .raw beside the .mhd} */
	public static WriteOptions plain() {
		return new WriteOptions(Encoding.RAW, ByteOrder.LITTLE_ENDIAN, Files.ONE, 0);
	}

	/** {@return binary, little-endian, in a zlib stream: in the .mha itself, or in one .zraw beside the .mhd} */
	public static WriteOptions compressed() {
		return new WriteOptions(Encoding.ZLIB, ByteOrder.LITTLE_ENDIAN, Files.ONE, 0);
	}

	/** {@return decimal numbers, one line per row of the image: large and slow, for people and scripts to read} */
	public static WriteOptions ascii() {
		return new WriteOptions(Encoding.ASCII, ByteOrder.LITTLE_ENDIAN, Files.ONE, 0);
	}

	/** {@return these options with the most significant byte of a number first} */
	public WriteOptions bigEndian() {
		return new WriteOptions(encoding, ByteOrder.BIG_ENDIAN, files, axesPerFile);
	}

	/**
	 * {@return these options with one data file per block of the first axes; the names are listed at the end of the
	 * .mhd}
	 *
	 * @param axes at least 1, and fewer than the image has
	 * @throws UserError if {@code axes} is below 1
	 */
	public WriteOptions list(final int axes) {
		if (axes < 1) throw UserError.of("Files of %d axes cannot be written: give 1 or more.", axes);
		return new WriteOptions(encoding, order, Files.LIST, axes);
	}

	/** {@return these options with one numbered data file for every index of the last axis} */
	public WriteOptions series() {
		return new WriteOptions(encoding, order, Files.SERIES, 0);
	}

	Encoding encoding() {
		return encoding;
	}

	ByteOrder order() {
		return order;
	}

	Files files() {
		return files;
	}

	/** Number of axes of one file of an image with {@code axes} axes. */
	int axesPerFile(final int axes) {
		switch (files) {
			case LIST :
				return axesPerFile;
			case SERIES :
				return axes - 1;
			default :
				return axes;
		}
	}
}
