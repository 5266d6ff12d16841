/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import ij.io.FileInfo;
import ij.io.ImageReader;

/**
 * ImageJ's reader of pixels, limited to the expected size of a strip. LZW strips are measured first, and deflated ones
 * are inflated here. Reads one image.
 */
final class TiffPixels extends ImageReader {
	private static final int CODES = 4096;
	private static final int CLEAR = 256;
	private static final int END = 257;

	private final FileInfo info;
	private int strip;

	/** @param info as checked by {@link TiffDirectory} */
	TiffPixels(final FileInfo info) {
		super(info);
		this.info = info;
	}

	/**
	 * The pixels as byte[], short[], float[], or int[] of RGB.
	 *
	 * @param in at the beginning of the file
	 * @throws DataFormatException if packed strips are damaged
	 */
	Object read(final InputStream in) throws DataFormatException {
		final Object pixels;
		try {
			pixels = readPixels(in);
		} catch (final Damaged | IndexOutOfBoundsException e) {
			throw new DataFormatException("is damaged");
		}
		if (pixels == null) throw new DataFormatException("is damaged");
		return pixels;
	}

	@Override
	public byte[] zipUncompress(final byte[] packed) {
		final byte[] out = new byte[size()];
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(packed);
			int done = 0;
			while (done < out.length) {
				final int n = inflater.inflate(out, done, out.length - done);
				if (n == 0) throw new Damaged();
				done += n;
			}
			return out;
		} catch (final DataFormatException e) {
			throw new Damaged();
		} finally {
			inflater.end();
		}
	}

	@Override
	public byte[] lzwUncompress(final byte[] packed) {
		final int size = size();
		final long there = unpackedLength(packed, size);
		if (there < size || there > (long) size + CODES) throw new Damaged();
		return Arrays.copyOf(super.lzwUncompress(packed), size);
	}

	@Override
	public byte[] packBitsUncompress(final byte[] packed, final int expected) {
		final int size = size();
		final byte[] out = super.packBitsUncompress(packed, size);
		if (out.length < size) throw new Damaged();
		return Arrays.copyOf(out, size);
	}

	private int size() {
		return Math.toIntExact(TiffDirectory.stripBytes(info, strip++));
	}

	/** Computes the size of LZW data without unpacking them, up to a little more than {@code enough}. */
	private static long unpackedLength(final byte[] packed, final int enough) {
		final int[] lengths = new int[CODES];
		Arrays.fill(lengths, 1);
		long total = 0;
		int bits = 9;
		int next = END + 1;
		int old = -1;
		boolean cleared = false;
		for (long at = 0; at + bits <= 8L * packed.length && total <= (long) enough + CODES;) {
			final int code = code(packed, at, bits);
			at += bits;
			if (code == END) break;
			if (code == CLEAR) {
				bits = 9;
				next = END + 1;
				cleared = true;
				continue;
			}
			if (cleared) total += lengths[code];
			else {
				if (old < 0 || next >= CODES) throw new Damaged();
				lengths[next] = lengths[old] + 1;
				total += code < next ? lengths[code] : lengths[next];
				next++;
			}
			cleared = false;
			old = code;
			// The code width grows one code early, as in TIFF.
			if (next == 511 || next == 1023 || next == 2047) bits++;
		}
		return total;
	}

	private static int code(final byte[] packed, final long at, final int bits) {
		int out = 0;
		for (long bit = at; bit < at + bits; bit++)
			out = out << 1 | packed[(int) (bit >> 3)] >> 7 - (int) (bit & 7) & 1;
		return out;
	}

	private static final class Damaged extends RuntimeException {
		private static final long serialVersionUID = 1L;
	}
}
