/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.MetaImage;
import org.cmrgan.preprocess.FolderTable;

import ij.gui.Roi;
import ij.io.RoiDecoder;

/**
 * A small picture of a scan's slice with the outline of its region of interest: the slice with the largest part of the
 * mask, otherwise the middle one.
 */
final class Thumbnail {
	private static final Color REGION = new Color(255, 60, 60);

	private Thumbnail() {}

	/**
	 * @param side side length in pixels
	 * @throws org.cmrgan.run.UserError if the image or its mask cannot be read
	 */
	static BufferedImage of(final FolderTable.Row row, final int side) {
		final MetaImage scan = ImageFiles.read(row.image());
		final Optional<MetaImage> mask = row.mask().map(ImageFiles::read)
				.filter(m -> java.util.Arrays.equals(m.dimensions(), scan.dimensions()));
		final int z = mask.map(Thumbnail::fullest).orElseGet(() -> (int) (depth(scan) / 2));
		final float[] pixels = slice(scan, z);
		final int width = (int) scan.dimensions()[0];
		final int height = (int) scan.dimensions()[1];
		final BufferedImage whole = grey(pixels, width, height);
		mask.ifPresent(m -> edge(whole, slice(m, z)));
		final double zoom = (double) side / Math.max(width, height);
		final BufferedImage out = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = out.createGraphics();
		try {
			graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
			graphics.drawImage(whole, 0, 0, (int) Math.round(zoom * width), (int) Math.round(zoom * height), null);
			graphics.setColor(REGION);
			row.region().flatMap(Thumbnail::bounds).ifPresent(r -> graphics.drawRect((int) (zoom * r[0]),
					(int) (zoom * r[1]), (int) (zoom * r[2]), (int) (zoom * r[3])));
		} finally {
			graphics.dispose();
		}
		return out;
	}

	private static Optional<double[]> bounds(final String region) {
		if (region.endsWith(".roi")) {
			final Roi roi = RoiDecoder.open(Path.of(region).toString());
			return Optional.ofNullable(roi).map(
					r -> new double[] { r.getBounds().x, r.getBounds().y, r.getBounds().width, r.getBounds().height });
		}
		final String[] parts = region.split(",");
		final double[] out = new double[4];
		for (int i = 0; i < 4; i++) out[i] = Double.parseDouble(parts[i]);
		return Optional.of(out);
	}

	private static long depth(final MetaImage image) {
		return image.dimensions().length > 2 ? image.dimensions()[2] : 1;
	}

	private static int fullest(final MetaImage mask) {
		int out = 0;
		int most = -1;
		for (int z = 0; z < depth(mask); z++) {
			int n = 0;
			for (final float value : slice(mask, z)) if (value != 0) n++;
			if (n > most) out = z;
			most = Math.max(most, n);
		}
		return out;
	}

	/** Row by row. */
	static float[] slice(final MetaImage image, final int z) {
		final Img<FloatType> values = image.asFloats();
		final int width = (int) image.dimensions()[0];
		final float[] out = new float[width * (int) image.dimensions()[1]];
		final long[] at = new long[values.numDimensions()];
		if (at.length > 2) at[2] = z;
		final net.imglib2.RandomAccess<FloatType> access = values.randomAccess();
		for (int i = 0; i < out.length; i++) {
			at[0] = i % width;
			at[1] = i / width;
			access.setPosition(at);
			out[i] = access.get().get();
		}
		return out;
	}

	private static BufferedImage grey(final float[] pixels, final int width, final int height) {
		float low = Float.POSITIVE_INFINITY;
		float high = Float.NEGATIVE_INFINITY;
		for (final float value : pixels) {
			if (!Float.isFinite(value)) continue;
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		final BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < pixels.length; i++) {
			final int level = high > low ? (int) Math.max(0, Math.min(255, 255 * (pixels[i] - low) / (high - low))) : 0;
			out.setRGB(i % width, i / width, level << 16 | level << 8 | level);
		}
		return out;
	}

	/** Marks the pixels of a mask that have a neighbour outside it. */
	private static void edge(final BufferedImage on, final float[] mask) {
		final int width = on.getWidth();
		for (int i = 0; i < mask.length; i++) {
			final int x = i % width;
			final boolean inner = x > 0 && x < width - 1 && i >= width && i < mask.length - width && mask[i - 1] != 0
					&& mask[i + 1] != 0 && mask[i - width] != 0 && mask[i + width] != 0;
			if (mask[i] != 0 && !inner) on.setRGB(x, i / width, REGION.getRGB());
		}
	}
}
