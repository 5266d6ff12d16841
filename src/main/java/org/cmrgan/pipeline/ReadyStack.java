/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import ij.ImagePlus;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.ImageScale;
import org.cmrgan.io.IntensityFunction;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.TiffFile;
import org.cmrgan.run.UserError;

/** Square images of one size that need no preprocessing, from a file or an open image. The pixels are shared. */
public final class ReadyStack {
	/** Tolerance for spacings, which headers round. */
	private static final double SQUARE = 1e-3;

	private final String source;
	private final int side;
	private final OptionalDouble spacing;
	private final List<float[]> planes;
	private final List<String> names;
	private final List<String> remarks = new ArrayList<>();

	/** See {@link #ReadyStack(String, List, int, int, Optional, List)}, with square pixels. */
	ReadyStack(final String source, final List<float[]> planes, final int width, final int height, final double spacing,
			final List<String> names) {
		this(source, planes, width, height, Optional.of(new double[] { spacing, spacing }), names);
	}

	/**
	 * Takes images that are ready for training.
	 *
	 * @param source where it comes from, for messages and study.json
	 * @param planes row-major, x fastest, in their own unit
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @param pixelSize pixel spacing along x and y in mm, if it is known
	 * @param names of the planes; may be empty
	 * @throws UserError if the planes are not square with a side that is a multiple of 16, or if their pixels are not
	 *   square
	 */
	public ReadyStack(final String source, final List<float[]> planes, final int width, final int height,
			final Optional<double[]> pixelSize, final List<String> names) {
		if (width != height || width % 16 != 0)
			throw UserError.of(
					"The images of %s are %dx%d, but E-GAN needs square images whose side is a multiple of 16: crop or scale them, or run Preprocess MHA ROI.",
					source, width, height);
		this.source = source;
		this.side = width;
		spacing = pixelSize.isPresent() ? OptionalDouble.of(square(source, pixelSize.get())) : OptionalDouble.empty();
		this.planes = List.copyOf(planes);
		this.names = List.copyOf(names);
		if (spacing.isEmpty())
			remarks.add(source + " has no pixel spacing: 1 mm is assumed wherever a length is shown.");
	}

	private static double square(final String source, final double[] size) {
		if (Math.abs(size[0] / size[1] - 1) > SQUARE)
			throw UserError.of(
					"The pixels of %s are %.3f x %.3f mm, but E-GAN needs square pixels: scale the stack, or run Preprocess MHA ROI.",
					source, size[0], size[1]);
		return size[0];
	}

	/** @throws UserError if the file cannot be read, or contains no such images */
	static ReadyStack read(final Path file) {
		if (!Files.exists(file))
			throw UserError.of("There is no file %s: give images= a stack, such as .mha, .nii.gz or .tif.", file);
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		// ImageJ's own reader keeps the names of a stack's planes, which give classes and subjects if there is no
		// table.
		return name.endsWith(".tif") || name.endsWith(".tiff") ? ofTiff(file) : of(file);
	}

	private static ReadyStack of(final Path file) {
		final MetaImage image = ImageFiles.read(file);
		final Img<FloatType> values = image.asFloats();
		final int width = (int) values.dimension(0);
		final int height = (int) values.dimension(1);
		final int count = values.numDimensions() < 3 ? 1 : (int) values.dimension(2);
		if (image.channels() > 1 || values.numDimensions() > 3)
			throw UserError.of("%s is not a stack of greyscale images: give one with the axes x, y and image.", file);
		final List<float[]> planes = new ArrayList<>();
		final List<String> names = new ArrayList<>();
		final Cursor<FloatType> cursor = Views.flatIterable(values).cursor();
		for (int i = 0; i < count; i++) {
			final float[] plane = new float[width * height];
			for (int j = 0; j < plane.length; j++) plane[j] = cursor.next().get();
			planes.add(plane);
			names.add("");
		}
		if (image.unit().isEmpty())
			throw UserError.of("DistanceUnits = %s in %s is not a unit of length: change it to mm, cm or um.",
					image.fields().get("DistanceUnits"), file);
		final IntensityFunction intensities = intensities(image, file);
		final ReadyStack stack = new ReadyStack(file.toString(), planes, width, height,
				Optional.of(image.spacing()).filter(s -> image.states(GeometryPart.SPACING)), names);
		if (!intensities.isIdentity())
			stack.remarks.add(file + " has an ElementToIntensityFunction (" + intensities
					+ "), which was not applied: the stored numbers are used.");
		return stack;
	}

	private static IntensityFunction intensities(final MetaImage image, final Path file) {
		try {
			return IntensityFunction.of(image);
		} catch (final UserError e) {
			throw new UserError(file + ": " + e.getMessage(), e);
		}
	}

	private static ReadyStack ofTiff(final Path file) {
		final ImagePlus image = TiffFile.open(file);
		if (image.getBitDepth() == 24)
			throw UserError.of("%s is not a stack of greyscale images: save it as a 32-bit TIFF.", file);
		final List<float[]> planes = new ArrayList<>();
		final List<String> names = new ArrayList<>();
		for (int i = 1; i <= image.getStackSize(); i++) {
			planes.add((float[]) image.getStack().getProcessor(i).convertToFloatProcessor().getPixels());
			final String label = image.getStack().getSliceLabel(i);
			names.add(label == null ? "" : label);
		}
		return new ReadyStack(file.toString(), planes, image.getWidth(), image.getHeight(),
				ImageScale.pixelSize(file.toString(), image.getCalibration()), names);
	}

	String source() {
		return source;
	}

	/** Side length in pixels. */
	int side() {
		return side;
	}

	/** Pixel spacing in mm; 1 if unknown. */
	double spacing() {
		return spacing.orElse(1);
	}

	/** Notices for the user, a sentence each. */
	List<String> remarks() {
		return remarks;
	}

	List<float[]> planes() {
		return planes;
	}

	List<String> names() {
		return names;
	}
}
