/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import java.util.ArrayList;
import java.util.List;

/** The training images of a {@link Yardstick}, collected. Keeps their features, not their pixels. */
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

	/** @param width pixels a row, at least 8; so for {@code height} */
	public YardstickImages(final int width, final int height) {
		hog = new Hog(width, height);
	}

	/**
	 * A real image: settings are chosen by how well real images are told apart.
	 *
	 * @param kind 1 for positive, 0 for negative
	 */
	public YardstickImages real(final float[] image, final int kind, final String subject) {
		real.add(hog.of(image));
		realClasses.add(kind);
		realSubjects.add(subject);
		return this;
	}

	/** A changed copy of a real image of that subject: trains wherever the subject's real images train, and is never tested. */
	public YardstickImages copy(final float[] image, final int kind, final String subject) {
		copies.add(hog.of(image));
		copyClasses.add(kind);
		copySubjects.add(subject);
		return this;
	}

	/**
	 * A synthetic or refined image: trains the final machine only. Its network saw all subjects of the fold's training part,
	 * so that the choice of settings, which leaves some of them out, has to do without it.
	 */
	public YardstickImages made(final float[] image, final int kind) {
		made.add(hog.of(image));
		madeClasses.add(kind);
		return this;
	}
}
