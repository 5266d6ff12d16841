/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.List;

import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGanConfig;

/** The methods paragraph on SimGAN. A sentence is empty if it does not apply. */
final class RefinerMethods {
	private final Settings settings;
	private final SimGanConfig config;
	private final boolean hasPairs;

	/**
	 * @param settings of {@link Stage#SIMGAN}
	 * @param hasPairs true if generators learned from codes, so that every training image has one
	 */
	RefinerMethods(final Settings settings, final boolean hasPairs) {
		this.settings = settings;
		this.hasPairs = hasPairs;
		config = SimGanConfig.of(settings.asText());
	}

	List<String> sentences() {
		return List.of(refiners(), objective(), lambda(), pretraining(), rounds(), buffer(), crops(), optimiser(),
				texture(), average(), choice());
	}

	String refiners() {
		return "Synthetic images were refined by SimGAN (Shrivastava et al. 2017) after Fu et al. (2021), with "
				+ (config.perLabel() ? "one refiner for each class" : "one refiner for both classes") + " of "
				+ Format.count(settings.get(SimGanConfig.BLOCKS), "residual block")
				+ " and a fully convolutional discriminator of patches.";
	}

	String objective() {
		return "The refiner minimised the adversarial loss of its patches plus λ times the mean absolute change of the image"
				+ (config.means() > 0 ? " plus " + times(config.means()) + "the mean change of local means" : "")
				+ (hasPairs && config.pairs() > 0
						? " plus " + times(config.pairs())
								+ "the distance of refined reconstructions of training images from the originals"
						: "")
				+ ".";
	}

	private static String times(final double weight) {
		return weight == 1 ? "" : Format.number(weight, 3) + " times ";
	}

	String lambda() {
		return config.sweepsLambda()
				? "λ was chosen from several values by short trainings inside the training part."
				: "λ was " + Format.number(config.lambda(), 3) + ".";
	}

	String pretraining() {
		final int refiner = config.refinerPretraining();
		final int discriminator = config.discriminatorPretraining();
		if (refiner == 0 && discriminator == 0) return "Neither network was pre-trained.";
		final String ofRefiner = "the refiner was pre-trained for " + Format.count(refiner, "step")
				+ (hasPairs && config.pretrainsByPairs()
						? " to restore training images from their reconstructions"
						: " to reproduce its input");
		final String ofDiscriminator = "the discriminator was pre-trained for " + Format.count(discriminator, "step")
				+ " against the fixed refiner";
		if (discriminator == 0) return Words.capital(ofRefiner) + "; the discriminator was not pre-trained.";
		if (refiner == 0) return Words.capital(ofDiscriminator) + "; the refiner was not pre-trained.";
		return Words.capital(ofRefiner) + ", and " + ofDiscriminator + ".";
	}

	String rounds() {
		return "Training took " + Format.count(config.rounds(), "round") + " of "
				+ Format.count(config.refinerSteps(), "refiner step") + " and "
				+ Format.count(config.discriminatorSteps(), "discriminator step") + ", with batches of "
				+ config.batch() + " images.";
	}

	String buffer() {
		return config.buffer() > 0
				? "Half of the refined images of a discriminator batch came from a history buffer of up to "
						+ config.buffer() + " images."
				: "There was no history buffer.";
	}

	String crops() {
		final String crop = config.crop() > 0
				? "random crops of " + config.crop() + "×" + config.crop() + " pixels"
				: "whole images";
		return "Both networks were trained on " + crop + (config.flips() ? ", flipped at random." : ".");
	}

	String optimiser() {
		return "The optimiser was " + (settings.get(SimGanConfig.OPTIMISER).equals("sgd") ? "SGD" : "Adam")
				+ ", with a learning rate of " + Format.number(config.refinerRate(), 3) + " for the refiner and "
				+ Format.number(config.discriminatorRate(), 3) + " for the discriminator.";
	}

	String texture() {
		return settings.get(SimGanConfig.FILTERS).equals("texture")
				? "The discriminator's first filters were initialised as second differences, scaled to the texture of the images."
				: "";
	}

	String average() {
		return config.ema() > 0
				? "Refiners were exponential moving averages over steps, with a decay of "
						+ Format.number(config.ema(), 5) + "."
				: "";
	}

	String choice() {
		return config.keepsBest()
				? "Of the snapshots taken during training, the one kept was closest to the real training images "
						+ "in high-frequency power and kernel inception distance."
				: "The refiner kept was the last one.";
	}
}
