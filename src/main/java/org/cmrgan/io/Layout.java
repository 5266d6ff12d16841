/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

import org.cmrgan.run.UserError;

/** The checked storage of the voxels of one file, according to its header. */
final class Layout {
	/** The largest number that MetaIO reads. */
	static final int MOST_AXES = 10;

	private final Path file;
	private final long[] size;
	private final int channels;
	private final ElementType type;
	private final ByteOrder order;
	private final boolean binary;
	private final boolean compressed;
	private final long skip;
	private final String dataFile;
	private final long elements;

	private Layout(final Path file, final Fields fields) {
		this.file = file;
		checkObject(fields);
		final int axes = (int) fields.whole(HeaderKeys.AXES, 1, MOST_AXES);
		size = fields.wholes(HeaderKeys.SIZE, axes, 1, Long.MAX_VALUE);
		final String word = fields.required(HeaderKeys.TYPE);
		type = ElementType.named(word)
				.orElseThrow(() -> UserError.of("%s: ElementType = %s is unknown: use %s, one of %s.", file, word,
						"MET_FLOAT", "the types from MET_CHAR to MET_DOUBLE"));
		channels = (int) fields.whole(HeaderKeys.CHANNELS, 1, 1, 1 << 20);
		final boolean alias = fields.flag(HeaderKeys.BIG_ENDIAN_ALIAS, false);
		order = fields.flag(HeaderKeys.BIG_ENDIAN, alias) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		binary = fields.flag(HeaderKeys.BINARY, true);
		compressed = binary && fields.flag(HeaderKeys.COMPRESSED, false);
		skip = fields.whole(HeaderKeys.HEADER_SIZE, 0, -1, Long.MAX_VALUE);
		dataFile = fields.required(HeaderKeys.DATA_FILE);
		elements = checkedElements();
		if (skip < 0 && !(binary && !compressed))
			throw UserError.of(
					"%s: HeaderSize = -1 needs uncompressed binary data, whose length is known: give the number of bytes to skip.",
					file);
	}

	/** @throws UserError if a field is missing or not valid */
	static Layout of(final Path file, final Fields fields) {
		return new Layout(file, fields);
	}

	/** The header file. */
	Path file() {
		return file;
	}

	int axes() {
		return size.length;
	}

	/** Size along x, y, z, ... */
	long[] size() {
		return size.clone();
	}

	long size(final int axis) {
		return size[axis];
	}

	int channels() {
		return channels;
	}

	ElementType type() {
		return type;
	}

	ByteOrder order() {
		return order;
	}

	boolean isBinary() {
		return binary;
	}

	boolean isCompressed() {
		return compressed;
	}

	/** HeaderSize: bytes to skip at the beginning of each data file, or -1 if the voxels are its last bytes. */
	long skip() {
		return skip;
	}

	/** ElementDataFile as written. */
	String dataFile() {
		return dataFile;
	}

	/** Numbers in the image: voxels times channels. */
	long elements() {
		return elements;
	}

	/** Numbers in a block of the first {@code axes} axes. */
	long elements(final int axes) {
		long product = channels;
		for (int axis = 0; axis < axes; axis++) product *= size[axis];
		return product;
	}

	private long checkedElements() {
		try {
			long product = channels;
			for (final long n : size) product = Math.multiplyExact(product, n);
			Math.multiplyExact(product, type.bytes());
			return product;
		} catch (final ArithmeticException e) {
			throw UserError.of("%s: DimSize = %s is larger than any file: correct the header.", file,
					Arrays.toString(size));
		}
	}

	private static void checkObject(final Fields fields) {
		final String object = fields.text(HeaderKeys.OBJECT_TYPE).orElse("Image");
		if (!object.equalsIgnoreCase("Image"))
			throw UserError.of("%s holds a %s, not an Image: choose a MetaImage with ObjectType = Image.",
					fields.file(), object);
	}
}
