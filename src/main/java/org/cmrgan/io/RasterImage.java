/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.cmrgan.run.UserError;

/** Grey images in PNG, JPEG and BMP, by Java's own readers. Such files have no spacing. */
final class RasterImage {
	/** 16k x 16k. */
	private static final long MOST_PIXELS = 1L << 28;
	/** Pixels per byte of a file: JPEG packs single-coloured squares as tightly as deflate does. */
	private static final long DENSEST = 8 * DataPart.DEFLATE_LIMIT;

	private RasterImage() {}

	static boolean is(final byte[] first) {
		return begins(first, 0x89, 'P', 'N', 'G') || begins(first, 0xff, 0xd8, 0xff) || begins(first, 'B', 'M');
	}

	private static boolean begins(final byte[] bytes, final int... magic) {
		if (bytes.length < magic.length) return false;
		for (int i = 0; i < magic.length; i++) if ((bytes[i] & 0xff) != magic[i]) return false;
		return true;
	}

	static MetaImage read(final Path file) throws IOException {
		final BufferedImage image = decoded(file);
		final Raster raster = image.getRaster();
		if (image.getColorModel() instanceof IndexColorModel) checkGrey((IndexColorModel) image.getColorModel(), file);
		final int bands = raster.getNumBands();
		final boolean opaque = bands == 2 && isOpaque(raster, image.getColorModel());
		if (bands != 1 && !opaque) throw colours(file);
		final boolean wide = raster.getTransferType() == DataBuffer.TYPE_USHORT;
		final ElementType type = wide ? ElementType.USHORT : ElementType.UCHAR;
		final Storage storage = Storage.allocate(type, image.getWidth(), image.getHeight());
		final VoxelSink sink = new VoxelSink(type, storage);
		final int[] row = new int[image.getWidth()];
		for (int y = 0; y < image.getHeight(); y++) {
			raster.getSamples(0, y, row.length, 1, 0, row);
			for (final int sample : row) sink.take((long) grey(image.getColorModel(), sample));
		}
		return MetaImage.of(storage.image(), 1, 1).without(GeometryPart.SPACING).without(GeometryPart.ORIGIN)
				.without(GeometryPart.DIRECTION);
	}

	private static BufferedImage decoded(final Path file) throws IOException {
		try (ImageInputStream in = ImageIO
				.createImageInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
			final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
			if (!readers.hasNext()) throw UserError.of("Java cannot read the image %s: save it as TIFF.", file);
			final ImageReader reader = readers.next();
			try {
				reader.setInput(in, true, true);
				if ((long) reader.getWidth(0) * reader.getHeight(0) > Math.min(MOST_PIXELS, DENSEST * Files.size(file)))
					throw UserError.of(
							"%s has %d x %d pixels, which is not the size of an MR image, or more than the file can contain: check it.",
							file, reader.getWidth(0), reader.getHeight(0));
				return reader.read(0);
			} finally {
				reader.dispose();
			}
		} catch (final IllegalArgumentException | javax.imageio.IIOException e) {
			throw new UserError(file + " is damaged (" + e.getMessage() + "): copy or write the file again.", e);
		}
	}

	/** The index of a palette has no meaning by itself; the colours of a grey palette have. */
	private static int grey(final ColorModel model, final int sample) {
		return model instanceof IndexColorModel ? ((IndexColorModel) model).getGreen(sample) : sample;
	}

	private static void checkGrey(final IndexColorModel palette, final Path file) {
		for (int i = 0; i < palette.getMapSize(); i++)
			if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i))
				throw colours(file);
	}

	private static boolean isOpaque(final Raster raster, final ColorModel model) {
		final int full = (1 << model.getComponentSize(1)) - 1;
		for (int y = 0; y < raster.getHeight(); y++)
			for (int x = 0; x < raster.getWidth(); x++) if (raster.getSample(x, y, 1) != full) return false;
		return true;
	}

	private static UserError colours(final Path file) {
		return UserError.of(
				"%s has colours, not intensities: export the scan itself (DICOM, NIfTI or TIFF), or make it grey by Image>Type>8-bit in ImageJ and save it again.",
				file);
	}
}
