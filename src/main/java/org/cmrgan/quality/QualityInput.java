/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.run.UserError;

/** The image sets whose quality is measured in a fold. Immutable; the {@code with} methods return a changed copy. */
public final class QualityInput {
	private final PatchSet training;
	private final PatchSet heldOut;
	private final Map<String, PatchSet> made;
	private final List<FeatureExtractor> extractors;
	private final Optional<Window> window;
	private final Optional<PatchSet> masks;

	private QualityInput(final PatchSet training, final PatchSet heldOut, final Map<String, PatchSet> made,
			final List<FeatureExtractor> extractors, final Optional<Window> window, final Optional<PatchSet> masks) {
		this.training = training;
		this.heldOut = heldOut;
		this.made = Collections.unmodifiableMap(new LinkedHashMap<>(made));
		this.extractors = List.copyOf(extractors);
		this.window = window;
		this.masks = masks;
	}

	/**
	 * {@return an input with the real images of a fold}
	 *
	 * @param training the real images that the fold's networks saw
	 * @param heldOut the real images that they did not see; may be empty (fold 0)
	 * @throws UserError if a class has too few training images for a comparison
	 */
	public static QualityInput of(final PatchSet training, final PatchSet heldOut) {
		for (final String label : training.labels()) {
			final int n = training.ofLabel(label).size();
			if (n < 4)
				throw UserError.of(
						"Class %s has only %d training images in this fold, but image quality needs at least 4.", label,
						n);
		}
		if (training.subjects().size() < 2)
			throw UserError.of("This fold has only %d training subject, but image quality needs at least 2.",
					training.subjects().size());
		return new QualityInput(training, heldOut, Map.of(), List.of(FeatureExtractor.handMade()), Optional.empty(),
				Optional.empty());
	}

	/**
	 * {@return this input with a set to measure}
	 *
	 * @param name such as "synthetic" or "refined"
	 * @param set its images
	 */
	public QualityInput with(final String name, final PatchSet set) {
		final Map<String, PatchSet> more = new LinkedHashMap<>(made);
		more.put(name, set);
		return new QualityInput(training, heldOut, more, extractors, window, masks);
	}

	/**
	 * {@return this input with figures of T1}
	 *
	 * @param range what -1 and 1 stand for, in ms
	 */
	public QualityInput inMilliseconds(final Window range) {
		return new QualityInput(training, heldOut, made, extractors, Optional.of(range), masks);
	}

	/**
	 * {@return this input with T1 figures restricted to the myocardium}
	 *
	 * @param myocardium masks of the training images, in any order: above 0 inside
	 */
	public QualityInput withMasks(final PatchSet myocardium) {
		return new QualityInput(training, heldOut, made, extractors, window, Optional.of(myocardium));
	}

	PatchSet training() {
		return training;
	}

	PatchSet heldOut() {
		return heldOut;
	}

	Map<String, PatchSet> made() {
		return made;
	}

	List<FeatureExtractor> extractors() {
		return extractors;
	}

	Optional<Window> window() {
		return window;
	}

	Optional<PatchSet> masks() {
		return masks;
	}
}
