/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.List;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Settings;

/** The methods paragraph on the images. A sentence is empty if it does not apply. */
final class DataMethods {
	private final ReportInput input;
	private final Optional<Settings> preprocessing;

	DataMethods(final ReportInput input) {
		this.input = input;
		preprocessing = input.runs().stream().filter(r -> r.stage() == Stage.PREPROCESS).map(StageRun::settings)
				.findFirst();
	}

	List<String> sentences() {
		return List.of(images(), patches(), intensities(), folds());
	}

	String images() {
		final PatchSet real = input.real();
		return (input.isSimulated() ? "Simulated " : "") + what(!input.isSimulated()) + " of "
				+ Format.count(real.subjects().size(), "subject") + " were studied: "
				+ real.ofLabel(input.positive()).size() + " images of class " + input.positive() + " and "
				+ real.ofLabel(input.negative()).size() + " of class " + input.negative() + "."
				+ (input.leftOut().isEmpty()
						? ""
						: " Before that, " + Format.count(input.leftOut().size(), "image")
								+ (input.leftOut().size() == 1 ? " was" : " were") + " left out by visual inspection.");
	}

	private String what(final boolean first) {
		if (input.milliseconds().isEmpty()) return first ? "Cardiac MR images" : "cardiac MR images";
		return first ? "Native T1 maps" : "native T1 maps (phantoms)";
	}

	String patches() {
		final PatchSet real = input.real();
		final String size = real.width() + "×" + real.height() + " pixels";
		final String spacing = Format.number(real.spacing(), 3) + " mm";
		if (preprocessing.isEmpty()) return "They were used without resampling, with " + size + " at " + spacing + ".";
		return "They were resampled to " + spacing + " by " + preprocessing.get().get(PreprocessConfig.INTERPOLATION)
				+ " interpolation and cropped to " + size + " around the region of interest.";
	}

	String intensities() {
		return input.windowWords().isEmpty() ? "" : "Intensities were mapped to [−1, 1] (" + input.windowWords() + ").";
	}

	String folds() {
		return "Subjects were assigned to " + Format.count(input.real().folds(), "fold")
				+ ", stratified by class, so that no subject's images are in two folds (Yagis et al. 2021).";
	}
}
