/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;

import org.cmrgan.run.RegularFile;
import org.cmrgan.run.UserError;

import ij.ImagePlus;
import ij.io.Opener;

/**
 * Opens a TIFF file by ImageJ's reader. That reader knows all kinds of TIFF but trusts every number in the file: it
 * follows circular tables forever and allocates memory for missing data. Therefore the tables are checked first.
 */
public final class TiffFile {
	private TiffFile() {}

	/**
	 * Opens a TIFF file.
	 *
	 * @param file the file
	 * @return the image, with ImageJ's calibration
	 * @throws UserError if the file is not a TIFF, is damaged, or is of a kind that ImageJ cannot open
	 */
	public static ImagePlus open(final Path file) {
		try {
			RegularFile.of(file);
			if (!TiffSlices.isTiff(file)) throw new DataFormatException("is not a TIFF");
			try (SeekableByteChannel channel = Files.newByteChannel(file)) {
				new TiffDirectory(channel).requireEnd();
			}
			final ImagePlus image = new Opener().openImage(file.toString());
			if (image == null || image.getStackSize() < 1 || image.getProcessor() == null)
				throw new DataFormatException("is none that ImageJ can open");
			// For planes that the file lacks, ImageJ has none, or creates them on request.
			for (int i = 1; i <= image.getStackSize(); i++) image.getStack().getProcessor(i).getf(0);
			return image;
		} catch (final EOFException e) {
			throw refused(file, "ends before its images do", e);
		} catch (final DataFormatException e) {
			throw refused(file, e.getMessage(), e);
		} catch (final IOException e) {
			throw refused(file, "cannot be read (" + e.getMessage() + ")", e);
		} catch (final UserError e) {
			throw e;
		} catch (final OutOfMemoryError | RuntimeException e) {
			// ImageJ's reader throws arbitrary exceptions for invalid numbers.
			throw refused(file, "is damaged, or larger than the memory", e);
		}
	}

	private static UserError refused(final Path file, final String why, final Throwable cause) {
		return new UserError("The TIFF file " + file + " " + why + ": save it again from ImageJ.", cause);
	}
}
