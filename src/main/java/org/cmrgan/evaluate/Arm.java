/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

import org.cmrgan.run.UserError;

/**
 * The training set of a classifier. Every arm has the same real images, optimiser steps, initial weights and test
 * images.
 */
public enum Arm {
	/** The real images alone; the paper's "Origin" or "Non". */
	NONE("none", "None", Source.REAL, false),
	/** Real images under random flips, rotation, shift and zoom. */
	CLASSIC("classic", "Classic", Source.REAL, true),
	/** Real and E-GAN images. */
	EGAN("egan", "E-GAN", Source.SYNTHETIC, false),
	/** Real images, and E-GAN images refined by SimGAN. */
	SIMGAN("simgan", "SimGAN", Source.REFINED, false),
	/** Real and E-GAN images, under classic augmentation. */
	EGAN_CLASSIC("egan+classic", "E-GAN + classic", Source.SYNTHETIC, true),
	/** Real and refined images, under classic augmentation. */
	SIMGAN_CLASSIC("simgan+classic", "SimGAN + classic", Source.REFINED, true),
	/** Real images and mosaics of registered ones: augmentation by registration, the baseline of a GAN. */
	MOSAIC("mosaic", "Mosaic", Source.REGISTERED, false),
	/** Control: the real images repeated, which must not help. */
	DUPLICATE("duplicate", "Duplicates", Source.COPIES, false),
	/** Control: the real images repeated with noise. */
	NOISE("noise", "Noisy copies", Source.NOISY_COPIES, false),
	/**
	 * Control: the real images with their subjects' labels permuted. The result must be at chance; otherwise there is a
	 * leak.
	 */
	SHUFFLED("shuffled", "Shuffled labels", Source.SHUFFLED, false);

	/** Source of an arm's images besides the real ones. */
	enum Source {
		REAL,
		SYNTHETIC,
		REFINED,
		REGISTERED,
		COPIES,
		NOISY_COPIES,
		SHUFFLED
	}

	private final String key;
	private final String title;
	private final Source source;
	private final boolean classic;

	Arm(final String key, final String title, final Source source, final boolean classic) {
		this.key = key;
		this.title = title;
		this.source = source;
		this.classic = classic;
	}

	/** @param key as in macros and predictions.csv */
	static Arm of(final String key) {
		return Arrays.stream(values()).filter(arm -> arm.key.equals(key)).findFirst().orElseThrow(
				() -> UserError.of("%s is not an arm: give one or more of %s.", key, String.join(", ", keys())));
	}

	static String[] keys() {
		return Arrays.stream(values()).map(Arm::key).toArray(String[]::new);
	}

	/**
	 * {@return the training set in a few words}
	 */
	public String meaning() {
		switch (this) {
			case NONE :
				return "the real images alone";
			case CLASSIC :
				return "real images under classic augmentation";
			case EGAN :
				return "real and E-GAN images";
			case SIMGAN :
				return "real and refined images";
			case EGAN_CLASSIC :
				return "real and E-GAN images under classic augmentation";
			case SIMGAN_CLASSIC :
				return "real and refined images under classic augmentation";
			case MOSAIC :
				return "real images and mosaics of registered ones";
			case DUPLICATE :
				return "real images repeated (a control)";
			case NOISE :
				return "real images repeated with noise (a control)";
			default :
				return "real images with shuffled labels (a control)";
		}
	}

	/** {@return the name in macros and files} */
	public String key() {
		return key;
	}

	/** {@return the name in tables} */
	public String title() {
		return title;
	}

	Source source() {
		return source;
	}

	/** True if refined images are added. */
	boolean isRefined() {
		return source == Source.REFINED;
	}

	/** True if training images are flipped, rotated, shifted and zoomed at random. */
	boolean isClassic() {
		return classic;
	}

	/** {@return true if images are added, as a multiple of the real ones} */
	public boolean hasMultiple() {
		return source != Source.REAL && source != Source.SHUFFLED;
	}

	/**
	 * {@return true if the arm needs generated images: synthetic, refined or mosaics}
	 */
	public boolean isGan() {
		return source == Source.SYNTHETIC || source == Source.REFINED || source == Source.REGISTERED;
	}

	/** {@return true for a control, which checks that the experiment is sound} */
	public boolean isControl() {
		return this == DUPLICATE || this == NOISE || this == SHUFFLED;
	}

	/** The arm that this one becomes if nothing is added. */
	Arm withoutAddedImages() {
		if (!hasMultiple()) return this;
		return classic ? CLASSIC : NONE;
	}

	/**
	 * {@return the accuracy in Table 3 of Fu et al. 2021 (doi 10.1155/2021/3279563), with E-GAN at multiple 3 and
	 * SimGAN at 4; empty if the table does not have this arm}
	 *
	 * @param classifier the classifier
	 */
	public OptionalDouble paperAccuracy(final Classifier classifier) {
		if (classifier != Classifier.RESNET50 && classifier != Classifier.XCEPTION) return OptionalDouble.empty();
		final boolean resNet = classifier == Classifier.RESNET50;
		switch (this) {
			case NONE :
				return OptionalDouble.of(resNet ? 0.777 : 0.795);
			case CLASSIC :
				return OptionalDouble.of(resNet ? 0.809 : 0.828);
			case EGAN :
				return OptionalDouble.of(resNet ? 0.848 : 0.869);
			case SIMGAN :
				return OptionalDouble.of(resNet ? 0.861 : 0.880);
			default :
				return OptionalDouble.empty();
		}
	}

	/**
	 * The arm that this one is meant to improve on besides {@link #NONE}: the previous step of the paper's argument.
	 */
	Optional<Arm> stepBefore() {
		switch (this) {
			case EGAN :
			case EGAN_CLASSIC :
				return Optional.of(CLASSIC);
			case SIMGAN :
				return Optional.of(EGAN);
			case SIMGAN_CLASSIC :
				return Optional.of(EGAN_CLASSIC);
			default :
				return Optional.empty();
		}
	}
}
