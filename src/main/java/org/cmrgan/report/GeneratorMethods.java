/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.egan.Mutation;
import org.cmrgan.run.Settings;

/** The methods paragraph on E-GAN. A sentence is empty if it does not apply. */
final class GeneratorMethods {
	private static final String NONE = "none";

	private final EGanConfig config;

	/** @param settings of {@link Stage#EGAN} */
	GeneratorMethods(final Settings settings) {
		config = EGanConfig.of(settings.asText());
	}

	List<String> sentences() {
		return List.of(generators(), start(), evolution(), fitness(), mixup(), augmentation(), differentiable(),
				normalisation(), average(), choice());
	}

	String generators() {
		return "Synthetic images came from one generator for each class, trained as an evolutionary generative adversarial network "
				+ "(E-GAN; Wang et al. 2019) after Fu et al. (2021).";
	}

	/** The origin of the images decides whether they can be shared. */
	String start() {
		if (config.startsAsMosaic())
			return "Each generator was initialised as a mosaic of registered training images: it contains them, and its images show parts of them.";
		if (config.learns())
			return "No generator contains a training image. Its coarse part was initialised as an active appearance model of the registered "
					+ "training images at half their resolution (Cootes et al. 2001). In "
					+ Format.count(config.regression(), "step")
					+ " of regression, a parallel network learned the residual of that model, and the detail part learned to enlarge coarse "
					+ "images. Then the coarse part evolved, and the detail part was trained as a super-resolution GAN "
					+ "(Ledig et al. 2017).";
		return "Each generator was initialised at random.";
	}

	String evolution() {
		final List<String> names = config.mutations().stream().map(Mutation::title).collect(Collectors.toList());
		final String by = names.size() == 1
				? "one child by the " + names.get(0) + " mutation"
				: "one child by each of the " + Words.and(names) + " mutations";
		return "In each of " + Format.count(config.generations(), "generation") + " "
				+ (config.survivors() == 1
						? "the generator had " + by + (names.size() == 1 ? "" : ", and the fittest survived")
						: "every generator had " + by + ", and the " + config.survivors() + " fittest survived")
				+ ".";
	}

	String fitness() {
		if (config.gamma() == 0) return "Fitness was the discriminator's mean output alone.";
		return "Fitness was the discriminator's mean output plus " + Format.number(config.gamma(), 3)
				+ " times the diversity, which was "
				+ (config.pairwiseDiversity()
						? "the mean distance between two of the child's images."
						: "minus the logarithm of the norm of the discriminator's gradient.");
	}

	String mixup() {
		return config.mixup() > 0
				? "The discriminator was trained on mixup (Zhang et al. 2018) of real and synthetic images with α = "
						+ Format.number(config.mixup(), 3) + "."
				: "The discriminator was trained on real and synthetic images without mixup.";
	}

	String augmentation() {
		final List<String> words = new ArrayList<>();
		for (final String piece : config.augment()) switch (piece) {
			case "hflip" :
				words.add("flipped left to right");
				break;
			case "vflip" :
				words.add("flipped top to bottom");
				break;
			case "shift" :
				words.add("shifted");
				break;
			case "zoom" :
				words.add("zoomed");
				break;
			case NONE :
				break;
			default :
				words.add(piece);
		}
		return words.isEmpty()
				? ""
				: "Real images were " + Words.and(words) + " at random before the discriminator saw them.";
	}

	String differentiable() {
		final List<String> pieces = config.differentiable().stream().filter(p -> !p.equals(NONE))
				.collect(Collectors.toList());
		return pieces.isEmpty()
				? ""
				: Words.capital(Words.and(pieces)) + (pieces.size() == 1 ? " was" : " were")
						+ " applied to all images that the discriminator saw, and differentiated through (Zhao et al. 2020).";
	}

	/** A learned generator has a different discriminator. */
	String normalisation() {
		if (config.learns()) return "";
		final List<String> kinds = new ArrayList<>();
		if (config.spectralNorm()) kinds.add("spectral normalisation");
		if (config.batchNorm()) kinds.add("batch normalisation");
		return kinds.isEmpty() ? "" : "The discriminator used " + Words.and(kinds) + ".";
	}

	String average() {
		return config.ema() > 0
				? "Generators were exponential moving averages over generations, with a decay of "
						+ Format.number(config.ema(), 5) + "."
				: "";
	}

	String choice() {
		return "Of the snapshots taken during training, the one kept had the lowest kernel inception distance, weighted by coverage "
				+ "and anatomy, to real images held out inside the training part.";
	}
}
