/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.cmrgan.io.ImageScale;
import org.cmrgan.run.UserError;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/**
 * An open image as planes of calibrated floats; creates images like it with other values. The open image is never
 * changed.
 */
final class FloatStack {
	private final ImagePlus image;

	private FloatStack(final ImagePlus image) {
		this.image = image;
	}

	/** @throws UserError if no image is open, or if it is a colour image */
	static FloatStack active() {
		final ImagePlus image = WindowManager.getCurrentImage();
		if (image == null) throw new UserError("There is no image to work on: open one first.");
		return of(image);
	}

	static FloatStack of(final ImagePlus image) {
		if (image.getBitDepth() == 24)
			throw UserError.of("%s is a colour image: convert it with Image>Type>32-bit first.", image.getTitle());
		return new FloatStack(image);
	}

	String title() {
		return image.getTitle();
	}

	int width() {
		return image.getWidth();
	}

	int height() {
		return image.getHeight();
	}

	/** Pixel spacing in mm, if the image has a calibration and its pixels are square. */
	OptionalDouble spacing() {
		final Optional<double[]> size = pixelSize();
		return size.isPresent() && size.get()[0] == size.get()[1]
				? OptionalDouble.of(size.get()[0])
				: OptionalDouble.empty();
	}

	/**
	 * Pixel spacing in mm along x and y, if the image has a calibration.
	 *
	 * @throws UserError if the unit of the calibration is not a length
	 */
	Optional<double[]> pixelSize() {
		return ImageScale.pixelSize(title(), image.getCalibration());
	}

	/** Copies of the calibrated values of all planes in stack order, row-major. */
	List<float[]> planes() {
		final List<float[]> out = new ArrayList<>();
		final float[] table = image.getCalibration().getCTable();
		for (int i = 1; i <= image.getStackSize(); i++) {
			final ImageProcessor plane = image.getStack().getProcessor(i).duplicate();
			plane.setCalibrationTable(table);
			out.add((float[]) plane.convertToFloatProcessor().getPixels());
		}
		return out;
	}

	/** The names of all planes in stack order; empty for planes without a name. */
	List<String> names() {
		final List<String> out = new ArrayList<>();
		for (int i = 1; i <= image.getStackSize(); i++) {
			final String name = image.getStack().getSliceLabel(i);
			out.add(name == null ? "" : name);
		}
		return out;
	}

	/** Shows a 32-bit image with these planes; spacing, channels, labels and contrast are those of this image. */
	void show(final List<float[]> planes, final String title) {
		Windows.show(like(planes, title));
	}

	ImagePlus like(final List<float[]> planes, final String title) {
		final ImageStack stack = new ImageStack(width(), height());
		for (int i = 0; i < planes.size(); i++)
			stack.addSlice(image.getStack().getSliceLabel(i + 1), new FloatProcessor(width(), height(), planes.get(i)));
		final ImagePlus plain = new ImagePlus(title, stack);
		plain.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
		final ImagePlus out = image.getNChannels() > 1 ? new CompositeImage(plain, image.getDisplayMode()) : plain;
		out.setOpenAsHyperStack(image.isHyperStack());
		final Calibration old = image.getCalibration();
		final double low = old.getCValue(image.getDisplayRangeMin());
		final double high = old.getCValue(image.getDisplayRangeMax());
		final Calibration calibration = old.copy();
		// The values are calibrated already.
		calibration.setFunction(Calibration.NONE, null, null);
		calibration.setValueUnit(old.getValueUnit());
		out.setCalibration(calibration);
		out.setProperties(image.getPropertiesAsArray());
		out.setDisplayRange(Math.min(low, high), Math.max(low, high));
		return out;
	}
}
