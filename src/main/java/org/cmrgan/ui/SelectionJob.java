/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.io.ImageScale;
import org.cmrgan.io.MetaImage;
import org.cmrgan.pipeline.Job;
import org.cmrgan.preprocess.Preprocess;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.Calibration;

/**
 * Cuts patches out of the active image as Preprocess MHA ROI cuts them out of files: around its selection, or around each
 * selection in the ROI Manager. They open as a new image; the active one is never changed.
 */
public final class SelectionJob implements Job {
	private final PreprocessConfig config;
	private final ImagePlus image;
	private final List<Roi> regions;
	private final boolean keepRegions;

	private SelectionJob(final PreprocessConfig config, final ImagePlus image, final List<Roi> regions,
			final boolean keepRegions) {
		this.config = config;
		this.image = image;
		this.regions = regions;
		this.keepRegions = keepRegions;
	}

	/** True if there is an image to cut. */
	public static boolean isPossible() {
		return WindowManager.getCurrentImage() != null;
	}

	/**
	 * @param given text by key of {@link PreprocessConfig}, without input
	 * @param keepRegions whether the selections used shall be in the ROI Manager afterwards
	 * @throws UserError if a value will not do, or nothing is selected
	 */
	public static SelectionJob of(final Map<String, String> given, final boolean keepRegions) {
		final ImagePlus image = WindowManager.getCurrentImage();
		final Map<String, String> values = new LinkedHashMap<>(given);
		values.put(PreprocessConfig.INPUT.name(), image.getTitle());
		UserError.all(() -> PreprocessConfig.of(values), () -> regions(image), () -> checkScale(image));
		return of(PreprocessConfig.of(values), image, regions(image), keepRegions);
	}

	/** @throws UserError if a region belongs to a slice that the image does not have */
	static SelectionJob of(final PreprocessConfig config, final ImagePlus image, final List<Roi> regions,
			final boolean keepRegions) {
		final SelectionJob job = new SelectionJob(config, image, regions, keepRegions);
		for (final Roi region : regions)
			if (job.slice(region) > image.getNSlices())
				throw UserError.of("The region %s belongs to slice %d, but %s has %d: move or remove it.",
						region.getName(), job.slice(region), image.getTitle(), image.getNSlices());
		return job;
	}

	private static void checkScale(final ImagePlus image) {
		if (ImageScale.pixelSize(image.getTitle(), image.getCalibration()).isEmpty())
			throw UserError.of(
					"%s does not say how far apart its pixels are: give pixel width and height in mm by Image>Properties.",
					image.getTitle());
	}

	private static List<Roi> regions(final ImagePlus image) {
		final List<Roi> regions = new ArrayList<>();
		if (image.getRoi() != null) regions.add((Roi) image.getRoi().clone());
		else
			regions.addAll(Regions.kept());
		regions.removeIf(roi -> roi.getBounds().isEmpty());
		if (regions.isEmpty())
			throw UserError.of(
					"Nothing is selected in %s: draw a selection around the heart, or give input= and study= to make a study of files.",
					image.getTitle());
		return regions;
	}

	@Override
	public String name() {
		return "Preprocess MHA ROI";
	}

	@Override
	public void run(final RunContext context) {
		// Headless too: the next line of a macro works on it.
		cut(context).show();
		if (keepRegions) Regions.keep(regions);
	}

	/** The patches, not yet shown. */
	ImagePlus cut(final RunContext context) {
		final MetaImage voxels = MetaImages.fromImagePlus(image);
		final ImageStack all = new ImageStack(config.size(), config.size());
		Calibration calibration = new Calibration();
		final long everywhere = regions.stream().filter(region -> slice(region) == 0).count();
		if (everywhere > 0 && image.getNSlices() > 1)
			context.info(String.format(java.util.Locale.ROOT,
					"%d of %d regions belong to no slice: a patch is cut around them on each of the %d slices.",
					everywhere, regions.size(), image.getNSlices()));
		for (final Roi region : regions) {
			context.checkCancelled();
			final Rectangle box = region.getBounds();
			final ImagePlus cut = MetaImages.toImagePlus(Preprocess.cut(voxels,
					new double[] { box.x, box.y, box.width, box.height }, slice(region), config, context), "");
			calibration = cut.getCalibration();
			for (int z = 1; z <= cut.getStackSize(); z++)
				all.addSlice(label(region, z, cut.getStackSize()), cut.getStack().getProcessor(z));
		}
		final ImagePlus patches = new ImagePlus("Patches of " + image.getTitle(), all);
		patches.setCalibration(calibration);
		patches.setLut(image.getProcessor().getLut());
		final Calibration values = image.getCalibration();
		patches.setDisplayRange(values.getCValue(image.getDisplayRangeMin()),
				values.getCValue(image.getDisplayRangeMax()));
		return patches;
	}

	/** The slice of a volume that a region belongs to, from 1; 0 for all. */
	private int slice(final Roi region) {
		if (image.getNSlices() == 1) return 0;
		return region.hasHyperStackPosition() ? region.getZPosition() : region.getPosition();
	}

	private String label(final Roi region, final int z, final int count) {
		final String plane = count == image.getStackSize() ? image.getStack().getShortSliceLabel(z) : null;
		final String name = region.getName() == null ? image.getShortTitle() : region.getName();
		return name + (count > 1 ? " " + (plane == null ? z : plane) : "");
	}
}
