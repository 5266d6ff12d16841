/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;

/**
 * Pairs of an input image and a target: what a generator makes from the codes of its training images, and these images.
 * From them a refiner learns which details the generator leaves out, and where.
 */
public final class Pairs {
	private final PatchSet drawn;
	private final List<float[]> originals = new ArrayList<>();

	private Pairs(final PatchSet drawn) {
		this.drawn = drawn;
	}

	/**
	 * {@return no pairs, for a generator without codes}
	 *
	 * @param real training images
	 */
	public static Pairs none(final PatchSet real) {
		return new Pairs(real.subset());
	}

	/**
	 * {@return pairs of drawn images and the training images behind them}
	 *
	 * @param drawn what generators make of codes of training images
	 * @param original column of {@code drawn} with the id of the training image
	 * @param real training images, of the same size
	 * @throws IllegalArgumentException if a training image is missing
	 */
	public static Pairs of(final PatchSet drawn, final String original, final PatchSet real) {
		final Map<String, Integer> places = new HashMap<>();
		for (int i = 0; i < real.size(); i++) places.put(real.patch(i).id(), i);
		final Pairs out = new Pairs(drawn);
		for (int i = 0; i < drawn.size(); i++) {
			final String id = drawn.patch(i).get(original);
			if (!places.containsKey(id)) throw new IllegalArgumentException("no training image " + id);
			out.originals.add(real.pixels(places.get(id)));
		}
		return out;
	}

	boolean isEmpty() {
		return originals.isEmpty();
	}

	/** The pairs of one label. */
	Pairs ofLabel(final String label) {
		final List<Integer> places = new ArrayList<>();
		for (int i = 0; i < drawn.size(); i++) if (drawn.patch(i).label().equals(label)) places.add(i);
		final Pairs out = new Pairs(drawn.subset(places.stream().mapToInt(Integer::intValue).toArray()));
		for (final int i : places) out.originals.add(originals.get(i));
		return out;
	}

	/** SHA-256 of the input images. */
	String contentHash() {
		return isEmpty() ? "none" : drawn.contentHash();
	}

	/**
	 * Appends as many pairs, cropped alike.
	 *
	 * @param inputs receives the input images
	 * @param targets receives the training images
	 */
	void draw(final int count, final int size, final boolean flips, final RandomGenerator random,
			final List<float[]> inputs, final List<float[]> targets) {
		for (int k = 0; k < count; k++) {
			final int i = random.nextInt(originals.size());
			final Cut cut = Cut.at(drawn.width(), drawn.height(), size, flips, random);
			inputs.add(cut.of(drawn.pixels(i)));
			targets.add(cut.of(originals.get(i)));
		}
	}
}
