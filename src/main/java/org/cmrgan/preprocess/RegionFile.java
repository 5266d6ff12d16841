/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.run.UserError;

/**
 * The bounding rectangle in an ImageJ ROI file (.roi), in pixels, and the slice that it belongs to. Layout: "Iout", then at byte 8 top, left, bottom and right as
 * big-endian 16-bit numbers; rectangles of sub-pixel size have x, y, width and height as floats at byte 18. The position in the stack is at byte 56, or, of a stack of
 * channels and frames, in a second header whose place is at byte 60.
 */
final class RegionFile {
	private static final int MAGIC = 0x496f7574;
	private static final int HEADER = 64;
	private static final int VERSION = 4;
	private static final int TYPE = 6;
	private static final int CORNERS = 8;
	private static final int FLOATS = 18;
	private static final int OPTIONS = 50;
	private static final int SUB_PIXEL = 128;
	private static final int SUB_PIXEL_VERSION = 223;
	private static final int RECTANGLE = 1;
	private static final int OVAL = 2;

	private static final int POSITION = 56;
	private static final int SECOND_HEADER = 60;
	private static final int SECOND_Z = 8;

	private RegionFile() {}

	/**
	 * @return the slice on which it was drawn, from 1; 0 if it applies to all
	 * @throws UserError if the file cannot be read
	 */
	static int slice(final Path file) {
		final ByteBuffer in = header(file);
		final int second = in.getInt(SECOND_HEADER);
		final int z = second >= HEADER && second <= in.capacity() - SECOND_Z - Integer.BYTES
				? in.getInt(second + SECOND_Z)
				: 0;
		return Math.max(0, z > 0 ? z : in.getInt(POSITION));
	}

	/**
	 * @return x, y, width, height
	 * @throws UserError if the file cannot be read or contains no area
	 */
	static double[] read(final Path file) {
		return read(header(file), file);
	}

	/** The same for bytes from another file, such as a zip. */
	static double[] read(final byte[] bytes, final Path file) {
		return read(header(bytes, file), file);
	}

	private static double[] read(final ByteBuffer in, final Path file) {
		final int type = in.get(TYPE);
		final boolean fine = in.getShort(VERSION) >= SUB_PIXEL_VERSION && (in.getShort(OPTIONS) & SUB_PIXEL) != 0
				&& (type == RECTANGLE || type == OVAL);
		final double[] out = new double[4];
		for (int i = 0; i < 4; i++) out[i] = fine ? in.getFloat(FLOATS + 4 * i) : 0;
		if (!fine) {
			final double top = in.getShort(CORNERS);
			final double left = in.getShort(CORNERS + 2);
			out[0] = left;
			out[1] = top;
			out[2] = in.getShort(CORNERS + 6) - left;
			out[3] = in.getShort(CORNERS + 4) - top;
		}
		if (!(out[2] > 0 && out[3] > 0))
			throw UserError.of("%s encloses no area: draw a rectangle around the heart.", file);
		return out;
	}

	private static ByteBuffer header(final Path file) {
		if (Files.exists(file) && !Files.isRegularFile(file))
			throw UserError.of("ROI file %s is not a regular file: save one selection with File>Save As>Selection.",
					file);
		final byte[] bytes;
		try {
			bytes = Files.readAllBytes(file);
		} catch (final IOException e) {
			throw new UserError("ROI file " + file + " cannot be read: check that it exists.", e);
		}
		return header(bytes, file);
	}

	private static ByteBuffer header(final byte[] bytes, final Path file) {
		final ByteBuffer in = ByteBuffer.wrap(bytes);
		if (bytes.length < HEADER || in.getInt(0) != MAGIC)
			throw UserError.of("%s is not an ImageJ ROI file: save one selection with File>Save As>Selection.", file);
		return in;
	}
}
