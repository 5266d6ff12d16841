/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every kind that are written here by their standards, by ImageJ, by Java and by ITK. */
class ImageFilesTest {
	private static final double CLOSE = 1e-5;
	private static final Path PLASTIMATCH = Path.of("/usr/bin/plastimatch");

	@TempDir
	Path folder;

	@Test
	void theSformOfANiftiSaysWhereItsVoxelsLie() throws IOException {
		final ByteBuffer bytes = ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 3, 2, 2, ImageKinds.ramp(12, -3));
		bytes.putShort(254, (short) 1);
		// Columns run to the front and rows to the right, of voxels of 1.5 x 1.25 x 8 mm.
		final float[] matrix = { 0, 1.25f, 0, 10, 1.5f, 0, 0, -20, 0, 0, 8, 5 };
		for (int i = 0; i < 12; i++) bytes.putFloat(280 + 4 * i, matrix[i]);
		final MetaImage image = ImageFiles.read(ImageKinds.gzip(folder.resolve("a.nii.gz"), bytes));
		assertEquals(ElementType.SHORT, image.type());
		assertArrayEquals(new long[] { 3, 2, 2 }, image.dimensions());
		assertArrayEquals(new double[] { 1.5, 1.25, 8 }, image.spacing(), CLOSE);
		// Left and back are counted where NIfTI counts right and front.
		assertArrayEquals(new double[] { -10, 20, 5 }, image.origin(), CLOSE);
		assertArrayEquals(new double[] { 0, -1, 0 }, image.direction()[0], CLOSE);
		assertArrayEquals(new double[] { -1, 0, 0 }, image.direction()[1], CLOSE);
		assertArrayEquals(new double[] { 0, 0, 1 }, image.direction()[2], CLOSE);
		assertEquals(-3, ImageKinds.values(image)[0]);
		assertEquals(8, ImageKinds.values(image)[11]);
	}

	@Test
	void theQformAndTheSlopeOfANiftiAreApplied() throws IOException {
		final ByteBuffer bytes = ImageKinds.nifti1(ByteOrder.BIG_ENDIAN, 2, 1, 1, (short) 4, (short) -4);
		// A quarter turn about the long axis of the body, and slices that run down.
		bytes.putShort(252, (short) 1).putFloat(76, -1).putFloat(264, (float) Math.sqrt(0.5)).putFloat(268, 7);
		bytes.putFloat(112, 0.5f).putFloat(116, 100);
		final MetaImage image = ImageFiles.read(ImageKinds.write(folder.resolve("b.nii"), bytes));
		assertEquals(ElementType.FLOAT, image.type());
		assertArrayEquals(new double[] { 102, 98 }, ImageKinds.values(image), CLOSE);
		assertArrayEquals(new double[] { 0, -1, 0 }, image.direction()[0], CLOSE);
		assertArrayEquals(new double[] { 1, 0, 0 }, image.direction()[1], CLOSE);
		assertArrayEquals(new double[] { 0, 0, -1 }, image.direction()[2], CLOSE);
		assertArrayEquals(new double[] { -7, 0, 0 }, image.origin(), CLOSE);
	}

	@Test
	void aNiftiInMetresWithoutPlaceHasOnlyItsSpacing() throws IOException {
		final ByteBuffer bytes = ImageKinds.nifti2(2, 1, 1.5f, -2);
		bytes.putInt(500, 1);
		final MetaImage image = ImageFiles.read(ImageKinds.write(folder.resolve("c.nii"), bytes));
		assertArrayEquals(new double[] { 150, 125 }, java.util.Arrays.copyOf(image.spacing(), 2), CLOSE);
		assertArrayEquals(new double[] { 1.5, -2 }, ImageKinds.values(image), CLOSE);
		assertFalse(image.states(GeometryPart.DIRECTION));
		assertTrue(image.states(GeometryPart.SPACING));
	}

	@Test
	void whatNoSingleVolumeOfIntensitiesIsGetsARemedy() throws IOException {
		final ByteBuffer moments = ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 1, 1, 1, (short) 1, (short) 2);
		moments.putShort(40, (short) 4).putShort(48, (short) 2);
		refused("holds 2 volumes", ImageKinds.write(folder.resolve("d.nii"), moments));
		final ByteBuffer colours = ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 1, 1, 1, (short) 1, (short) 2);
		colours.putShort(70, (short) 128);
		refused("has colours", ImageKinds.write(folder.resolve("e.nii"), colours));
		final ByteBuffer cut = ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 90, 90, 90, (short) 1);
		refused("ends before the last voxel", ImageKinds.write(folder.resolve("f.nii"), cut));
		final ByteBuffer pair = ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 1, 1, 1, (short) 1);
		pair.put(345, (byte) 'i').put(346, (byte) '1');
		refused("in another file", ImageKinds.write(folder.resolve("g.nii"), pair));
		refused("is not an image of a supported kind",
				Files.writeString(folder.resolve("notes.txt"), "a scan of the heart"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".1", ".2" })
	void aFolderOfDicomIsAVolumeInTheOrderOfPlaces(final String syntax) throws IOException {
		for (int i = 0; i < 3; i++)
			ImageKinds.slice(syntax, 3 - i, 8.0 * i, ImageKinds.ramp(6, 100 * i - 5))
					.write(folder.resolve("IM" + (7 * i + 5) % 8));
		Files.writeString(folder.resolve("viewer.txt"), "no image");
		assertTrue(ImageFiles.isSeries(folder));
		final MetaImage image = ImageFiles.read(folder);
		assertArrayEquals(new long[] { 3, 2, 3 }, image.dimensions());
		assertArrayEquals(new double[] { 1.5, 1.25, 8 }, image.spacing(), CLOSE);
		assertArrayEquals(new double[] { 10, 20, 30 }, image.origin(), CLOSE);
		assertArrayEquals(new double[] { 0, 0.8, 0.6 }, image.direction()[1], CLOSE);
		assertArrayEquals(new double[] { 0, -0.6, 0.8 }, image.direction()[2], CLOSE);
		assertEquals(ElementType.SHORT, image.type());
		final double[] values = ImageKinds.values(image);
		for (int i = 0; i < 18; i++) assertEquals(100 * (i / 6) - 5 + i % 6, values[i]);
		final MetaImage one = ImageFiles.read(folder.resolve("IM5"));
		assertEquals(6, one.spacing()[2], "of a single slice, its thickness");
	}

	@Test
	void dicomThatIsNoStackGetsARemedy() throws IOException {
		final Path a = Files.createDirectory(folder.resolve("a"));
		ImageKinds.slice(".1", 1, 0, ImageKinds.ramp(6, 0)).write(a.resolve("1"));
		ImageKinds.slice(".1", 2, 0, ImageKinds.ramp(6, 0)).write(a.resolve("2"));
		refused("lie at the same position", a);
		ImageKinds.slice(".1", 2, 8, ImageKinds.ramp(6, 0)).write(a.resolve("2"));
		ImageKinds.slice(".1", 3, 24, ImageKinds.ramp(6, 0)).write(a.resolve("3"));
		refused("a slice is missing", a);
		ImageKinds.Dicom.of(".1").text(DicomFile.SERIES, "UI", "1.2.4").whole(DicomFile.ROWS, 2)
				.whole(DicomFile.COLUMNS, 3).pixels(ImageKinds.ramp(6, 0)).write(a.resolve("3"));
		refused("holds 2 DICOM series", a);
		refused("gdcmconv", ImageKinds.Dicom.of(".4.70").whole(DicomFile.ROWS, 2).write(folder.resolve("jpeg.dcm")));
		refused("has colours (RGB)",
				ImageKinds.Dicom.of(".1").whole(DicomFile.SAMPLES, 3).text(DicomFile.PHOTOMETRIC, "CS", "RGB")
						.whole(DicomFile.ROWS, 2).whole(DicomFile.COLUMNS, 3).pixels(ImageKinds.ramp(18, 0))
						.write(folder.resolve("rgb.dcm")));
		refused("20 frames", ImageKinds.Dicom.of(".1").text(DicomFile.FRAMES, "IS", "20").whole(DicomFile.ROWS, 2)
				.whole(DicomFile.COLUMNS, 3).pixels(ImageKinds.ramp(6, 0)).write(folder.resolve("frames.dcm")));
		refused("a folder without DICOM", Files.createDirectory(folder.resolve("empty")));
	}

	@Test
	void theSlopeOfDicomIsApplied() throws IOException {
		final MetaImage image = ImageFiles.read(ImageKinds.Dicom.of(".1").whole(DicomFile.ROWS, 1)
				.whole(DicomFile.COLUMNS, 2).whole(DicomFile.BITS_ALLOCATED, 16).text(DicomFile.INTERCEPT, "DS", "-10")
				.text(DicomFile.SLOPE, "DS", "0.25").pixels((short) 400, (short) -4).write(folder.resolve("s.dcm")));
		assertArrayEquals(new double[] { 90, 0.25 * 65532 - 10 }, ImageKinds.values(image), CLOSE);
		assertFalse(image.states(GeometryPart.SPACING));
	}

	@Test
	void aStackThatImageJSavedKeepsItsCalibration() {
		final ImageStack stack = new ImageStack(3, 2);
		for (int z = 0; z < 4; z++) stack.addSlice(new FloatProcessor(3, 2, new float[] { z, 1, 2, 3, 4, -z }));
		final ImagePlus imp = new ImagePlus("stack", stack);
		final Calibration calibration = imp.getCalibration();
		calibration.pixelWidth = 0.12;
		calibration.pixelHeight = 0.1;
		calibration.pixelDepth = 0.8;
		calibration.setUnit("cm");
		new FileSaver(imp).saveAsTiffStack(folder.resolve("s.tif").toString());
		final MetaImage image = ImageFiles.read(folder.resolve("s.tif"));
		assertArrayEquals(new long[] { 3, 2, 4 }, image.dimensions());
		assertArrayEquals(new double[] { 1.2, 1, 8 }, image.spacing(), CLOSE);
		assertEquals(-3, ImageKinds.values(image)[23]);
		assertFalse(image.states(GeometryPart.DIRECTION));
	}

	@Test
	void signedNumbersOfImageJAreSigned() {
		final ShortProcessor ip = new ShortProcessor(2, 1, new short[] { (short) (32768 - 7), (short) (32768 + 9) },
				null);
		final ImagePlus imp = new ImagePlus("signed", ip);
		imp.getCalibration().setSigned16BitCalibration();
		new FileSaver(imp).saveAsTiff(folder.resolve("signed.tif").toString());
		final MetaImage image = ImageFiles.read(folder.resolve("signed.tif"));
		assertArrayEquals(new double[] { -7, 9 }, ImageKinds.values(image), CLOSE);
		assertFalse(image.states(GeometryPart.SPACING), "measured in pixels");
	}

	@Test
	void greyPicturesAreReadAndColoursRefused() throws IOException {
		final BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
		deep.getRaster().setDataElements(0, 0, 2, 1, new short[] { 1200, (short) 40000 });
		ImageIO.write(deep, "png", folder.resolve("deep.png").toFile());
		final MetaImage image = ImageFiles.read(folder.resolve("deep.png"));
		assertEquals(ElementType.USHORT, image.type());
		assertArrayEquals(new double[] { 1200, 40000 }, ImageKinds.values(image));
		assertFalse(image.states(GeometryPart.SPACING));

		final BufferedImage mask = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
		mask.setRGB(1, 0, 0xffffffff);
		ImageIO.write(mask, "png", folder.resolve("mask.png").toFile());
		assertArrayEquals(new double[] { 0, 255 }, ImageKinds.values(ImageFiles.read(folder.resolve("mask.png"))));

		new FileSaver(new ImagePlus("grey", new ByteProcessor(8, 8))).saveAsJpeg(folder.resolve("grey.jpg").toString());
		assertEquals(0, ImageKinds.values(ImageFiles.read(folder.resolve("grey.jpg")))[63]);
		final ImagePlus colours = new ImagePlus("rgb", new ColorProcessor(2, 2));
		new FileSaver(colours).saveAsPng(folder.resolve("rgb.png").toString());
		new FileSaver(colours).saveAsTiff(folder.resolve("rgb.tif").toString());
		refused("has colours", folder.resolve("rgb.png"));
		refused("has colours or several channels", folder.resolve("rgb.tif"));
	}

	@Test
	void noBytesAreAnythingButAnImageOrARefusal() throws IOException {
		ImageKinds.slice("", 1, 0, ImageKinds.ramp(6, 0)).write(folder.resolve("implicit"));
		ImageKinds.slice(".1", 1, 0, ImageKinds.ramp(6, 0)).write(folder.resolve("explicit"));
		ImageKinds.write(folder.resolve("a.nii"),
				ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 2, 2, 1, ImageKinds.ramp(4, 0)));
		ImageKinds.gzip(folder.resolve("a.nii.gz"), ImageKinds.nifti2(2, 2, 1, 2, 3, 4));
		new FileSaver(new ImagePlus("f", new FloatProcessor(2, 2))).saveAsTiff(folder.resolve("a.tif").toString());
		new FileSaver(new ImagePlus("b", new ByteProcessor(9, 9))).saveAsPng(folder.resolve("a.png").toString());
		final Random random = new Random(1);
		int read = 0;
		for (final String name : List.of("implicit", "explicit", "a.nii", "a.nii.gz", "a.tif", "a.png")) {
			final byte[] sound = Files.readAllBytes(folder.resolve(name));
			final Path damaged = folder.resolve("damaged-" + name);
			for (int trial = 0; trial < 60; trial++) {
				byte[] bytes = sound.clone();
				for (int k = 0; k < 1 + trial % 4; k++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
				if (trial % 5 == 0) bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
				Files.write(damaged, bytes);
				try {
					ImageFiles.read(damaged);
					read++;
				} catch (final UserError e) {
					assertTrue(e.getMessage().contains("damaged-" + name) || e.getMessage().contains("memory"),
							e.getMessage());
				}
			}
		}
		assertTrue(read > 20, read + " of 360 were images all the same");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nii.gz", "nii", "dicom" })
	void whatItkWritesIsWhatWeRead(final String kind) throws IOException, InterruptedException {
		assumeTrue(Files.isExecutable(PLASTIMATCH), "plastimatch is not installed: apt-get install plastimatch");
		final double c = Math.cos(0.4);
		final double s = Math.sin(0.4);
		final Geometry geometry = Geometry.of(1.5, 1.25, 8).withOrigin(-10.5, 20, 3)
				.withDirection(new double[][] { { c, s, 0 }, { 0, 0, -1 }, { -s, c, 0 } });
		final MetaImage image = Voxelwise.random(ElementType.SHORT, 1, 5, 9, 8, 7).with(geometry);
		final MetaImage kept = image;
		final Path ours = folder.resolve("ours.mha");
		MetaImageWriter.write(kept, ours, WriteOptions.plain());
		final Path theirs = folder.resolve(kind.equals("dicom") ? "series" : "theirs." + kind);
		final List<String> command = new ArrayList<>(List.of(PLASTIMATCH.toString(), "convert", "--input",
				ours.toString(), kind.equals("dicom") ? "--output-dicom" : "--output-img", theirs.toString(),
				"--output-type", "short"));
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		final String said = new String(process.getInputStream().readAllBytes());
		assertEquals(0, process.waitFor(), said);
		final MetaImage back = ImageFiles.read(theirs);
		assertArrayEquals(kept.dimensions(), back.dimensions());
		assertArrayEquals(ImageKinds.values(kept), ImageKinds.values(back));
		// NIfTI has 32-bit reals, DICOM decimal digits.
		assertArrayEquals(kept.spacing(), back.spacing(), 1e-4);
		for (int corner = 0; corner < 8; corner++) {
			final double[] at = { 8 * (corner & 1), 7 * (corner >> 1 & 1), 6 * (corner >> 2) };
			assertArrayEquals(kept.geometry().position(at), back.geometry().position(at), 1e-3);
		}
	}

	private static void refused(final String with, final Path file) {
		final String said = assertThrows(UserError.class, () -> ImageFiles.read(file)).getMessage();
		assertTrue(said.contains(with), said);
		assertTrue(said.contains(file.getFileName().toString()), said);
	}
}
