/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package demo;

import java.nio.file.Path;
import java.util.Arrays;

import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageWriter;

/**
 * Reads a scan of any kind, prints its position, and writes it as a MetaImage: {@code ReadScans scan.nii.gz scan.mha}.
 */
public final class ReadScans {
	private ReadScans() {}

	/** Two paths: the scan (a file, or a folder with a DICOM series), and the .mha to write. */
	public static void main(final String... arguments) {
		final MetaImage scan = ImageFiles.read(Path.of(arguments[0]));
		System.out.println(scan + ", " + Arrays.toString(scan.spacing()) + " mm");
		// Positions are in mm, to the patient's left, back and head, whatever the convention of the file.
		if (scan.states(GeometryPart.ORIGIN))
			System.out.println("The first voxel is at " + Arrays.toString(scan.origin()));
		System.out.println("Its value is " + scan.asFloats().firstElement().get());
		MetaImageWriter.write(scan, Path.of(arguments[1]), true);
	}
}
