/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import java.util.ArrayList;
import java.util.List;

/** Collects the training images of a {@link Yardstick}. It keeps their features, not their pixels. */
public final class YardstickImages {
	final Hog hog;
	final List<double[]> real = new ArrayList<>();
	final List<Integer> realClasses = new ArrayList<>();
	final List<String> realSubjects = new ArrayList<>();
	final List<double[]> copies = new ArrayList<>();
	final List<Integer> copyClasses = new ArrayList<>();
	final List<String> copySubjects = new ArrayList<>();
	final List<double[]> made = new ArrayList<>();
	final List<Integer> madeClasses = new ArrayList<>();

	/**
	 * Starts without images.
	 *
	 * @param width image width in pixels, at least 8
	 * @param height image height in pixels, at least 8
	 */
	public YardstickImages(final int width, final int height) {
		hog = new Hog(width, height);
	}

	/**
	 * Adds a real image. Only real images decide the choice of settings.
	 *
	 * @param image row-major pixels
	 * @param kind 1 for positive, 0 for negative
	 * @param subject of the image
	 * @return this
	 */
	public YardstickImages real(final float[] image, final int kind, final String subject) {
		real.add(hog.of(image));
		realClasses.add(kind);
		realSubjects.add(subject);
		return this;
	}

	/**
	 * Adds an augmented copy of a real image. It trains whenever the real images of the subject train, and is never
	 * tested.
	 *
	 * @param image row-major pixels
	 * @param kind 1 for positive, 0 for negative
	 * @param subject of the real image
	 * @return this
	 */
	public YardstickImages copy(final float[] image, final int kind, final String subject) {
		copies.add(hog.of(image));
		copyClasses.add(kind);
		copySubjects.add(subject);
		return this;
	}

	/**
	 * Adds a synthetic or refined image, which trains only the final machine. Its network saw all subjects of the
	 * fold's training part, so it must not take part in the cross-validation that chooses settings.
	 *
	 * @param image row-major pixels
	 * @param kind 1 for positive, 0 for negative
	 * @return this
	 */
	public YardstickImages made(final float[] image, final int kind) {
		made.add(hog.of(image));
		madeClasses.add(kind);
		return this;
	}
}
