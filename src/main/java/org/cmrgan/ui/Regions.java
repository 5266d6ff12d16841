/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.pipeline.Study;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.plugin.frame.RoiManager;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** Regions of interest in ImageJ's ROI Manager. */
final class Regions {
	private Regions() {}

	/** Adds the outlines of a study's masks, each on its slice of the real images and under its patch's id. */
	static void keepMasks(final Study study) {
		if (study.masks().isEmpty()) return;
		final PatchSet masks = study.masks().get();
		final PatchSet real = study.real();
		final List<Roi> regions = new ArrayList<>();
		for (int slice = 0, next = 0; slice < real.size() && next < masks.size(); slice++) {
			if (!real.patch(slice).id().equals(masks.patch(next).id())) continue;
			final Roi outline = outline(masks.pixels(next++), masks.width(), masks.height());
			if (outline == null) continue;
			outline.setName(real.patch(slice).id());
			outline.setPosition(slice + 1);
			regions.add(outline);
		}
		keep(regions);
	}

	/** Copies of what is in the ROI Manager. */
	static List<Roi> kept() {
		final List<Roi> regions = new ArrayList<>();
		// Asking for the manager would open it if windows are possible.
		final RoiManager manager = Windows.canShow() ? RoiManager.getInstance2() : null;
		if (manager != null) for (final Roi roi : manager.getRoisAsArray()) regions.add((Roi) roi.clone());
		return regions;
	}

	/** Adds regions to the ROI Manager, which is a window: in a batch process there is none. */
	static void keep(final List<Roi> regions) {
		if (!Windows.canShow()) return;
		final RoiManager manager = RoiManager.getRoiManager();
		regions.forEach(manager::addRoi);
	}

	private static Roi outline(final float[] mask, final int width, final int height) {
		final FloatProcessor inside = new FloatProcessor(width, height, mask.clone());
		inside.setThreshold(0.5, Float.MAX_VALUE, ImageProcessor.NO_LUT_UPDATE);
		return ThresholdToSelection.run(new ij.ImagePlus("", inside));
	}
}
