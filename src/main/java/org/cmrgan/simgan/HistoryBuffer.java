/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.train.SavedFloats;

/**
 * The buffer of refined images that keeps the discriminator from forgetting earlier refiners (Shrivastava et al. 2017,
 * section 2.4; Fu et al. 2021, Figure 5). Images drawn for a discriminator batch leave vacancies. Fresh images that
 * were not in that batch fill them, so that the buffer keeps its size and every image in it is judged once more.
 * <p>
 * Images are copied on the way in and out, so that training cannot change the buffer.
 */
final class HistoryBuffer {
	private final int capacity;
	private final List<float[]> images = new ArrayList<>();

	HistoryBuffer(final int capacity) {
		if (capacity < 0) throw new IllegalArgumentException("capacity " + capacity);
		this.capacity = capacity;
	}

	/** Number of images in it now. */
	int size() {
		return images.size();
	}

	/**
	 * Removes {@code count} different images at random; their places become vacant.
	 *
	 * @throws IllegalArgumentException if there are fewer
	 */
	List<float[]> draw(final int count, final RandomGenerator random) {
		if (count > images.size()) throw new IllegalArgumentException("draw " + count + " of " + images.size());
		final List<float[]> drawn = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			final int place = random.nextInt(images.size());
			drawn.add(images.get(place));
			// The last image fills the gap, because order has no meaning: every draw is uniform.
			final float[] last = images.remove(images.size() - 1);
			if (place < images.size()) images.set(place, last);
		}
		return drawn;
	}

	/** Fills vacancies; once there are none, each further image replaces a random one. */
	void put(final List<float[]> fresh, final RandomGenerator random) {
		for (final float[] image : fresh) {
			if (images.size() < capacity) images.add(image.clone());
			else if (capacity > 0) images.set(random.nextInt(capacity), image.clone());
		}
	}

	/** Writes the images, in order. */
	void write(final DataOutput out) throws IOException {
		out.writeInt(images.size());
		for (final float[] image : images) SavedFloats.write(image, out);
	}

	/** Restores what {@link #write} wrote. */
	void read(final DataInput in) throws IOException {
		images.clear();
		final int size = in.readInt();
		if (size > capacity)
			throw new IOException(
					"the history buffer of the checkpoint holds " + size + " images, this one only " + capacity);
		for (int i = 0; i < size; i++) images.add(SavedFloats.read(in));
	}
}
