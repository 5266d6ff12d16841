/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Arrays of numbers in a checkpoint, each preceded by its length. */
public final class SavedFloats {
	private static final int PART = 1 << 14;

	private SavedFloats() {}

	/**
	 * Writes an array.
	 *
	 * @param values the array
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	public static void write(final float[] values, final DataOutput out) throws IOException {
		out.writeInt(values.length);
		for (final float value : values) out.writeFloat(value);
	}

	/**
	 * Reads an array that {@link #write} wrote. Allocates at most twice the memory of the numbers that follow, whatever
	 * length is claimed.
	 *
	 * @param in positioned at the data
	 * @return the array
	 * @throws IOException if the length is negative, or the stream ends before it
	 */
	public static float[] read(final DataInput in) throws IOException {
		final int length = in.readInt();
		if (length < 0) throw new IOException("an array of " + length + " numbers");
		float[] values = new float[Math.min(length, PART)];
		for (int i = 0; i < length; i++) {
			if (i == values.length) values = Arrays.copyOf(values, (int) Math.min(length, 2L * values.length));
			values[i] = in.readFloat();
		}
		return values;
	}
}
