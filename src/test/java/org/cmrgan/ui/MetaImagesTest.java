/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;

import org.cmrgan.io.ElementType;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.plugin.Duplicator;
import ij.plugin.Slicer;
import ij.plugin.SubstackMaker;
import ij.plugin.ZProjector;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;

/** MetaImages in ImageJ: nothing that matters is lost in a round trip. */
class MetaImagesTest {
	private static final double[][] OBLIQUE = { { 0, 1, 0 }, { 0.6, 0, -0.8 }, { -0.8, 0, -0.6 } };

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource(ElementType.class)
	void everyTypeComesBackAsItWas(final ElementType type) {
		final MetaImage image = MetaImage.of(counting(type, 7, 5, 3), 1.5, 1.25, 8);
		final MetaImage back = throughImageJ(image);
		assertEquals(type == ElementType.LONG ? ElementType.INT : type == ElementType.ULONG ? ElementType.UINT : type,
				back.type());
		assertSameValues(image, back);
		assertEquals(image.geometry(), back.geometry());
	}

	@Test
	void axesBecomeSlicesFramesAndChannels() {
		assertShape("7x5 c1 z1 t1", MetaImage.of(counting(ElementType.SHORT, 7, 5), 1, 1));
		assertShape("7x1 c1 z1 t1", MetaImage.of(counting(ElementType.SHORT, 7), 1));
		assertShape("7x5 c1 z3 t1", MetaImage.of(counting(ElementType.SHORT, 7, 5, 3), 1, 1, 1));
		assertShape("7x5 c1 z3 t2", MetaImage.of(counting(ElementType.FLOAT, 7, 5, 3, 2), 1, 1, 1, 1));
		assertShape("7x5 c4 z3 t2", MetaImage.of(counting(ElementType.FLOAT, 7, 5, 3, 2, 4), 1, 1, 1, 1, 1));
		assertShape("7x5 c2 z3 t1",
				MetaImage.ofChannels(counting(ElementType.FLOAT, 7, 5, 3, 2), Geometry.of(1, 1, 1)));
		assertShape("7x5 c3 z1 t1", MetaImage.ofChannels(counting(ElementType.SHORT, 7, 5, 3), Geometry.of(1, 1)));
		assertShape("7x5 c1 z1 t1", MetaImage.ofChannels(counting(ElementType.UCHAR, 7, 5, 3), Geometry.of(1, 1)));
		assertShape("7x5 c1 z1 t1", MetaImage.of(counting(ElementType.SHORT, 7, 5, 1), 1, 1, 1));
		final MetaImage six = MetaImage.of(counting(ElementType.UCHAR, 2, 2, 2, 2, 2, 2), 1, 1, 1, 1, 1, 1);
		assertThrows(UserError.class, () -> MetaImages.toImagePlus(six, "six"));
	}

	private void assertShape(final String shape, final MetaImage image) {
		final ImagePlus imp = MetaImages.toImagePlus(image, "shape");
		assertEquals(shape, imp.getWidth() + "x" + imp.getHeight() + " c" + imp.getNChannels() + " z" + imp.getNSlices()
				+ " t" + imp.getNFrames());
		final MetaImage back = MetaImages.fromImagePlus(imp);
		assertArrayEquals(image.dimensions(), back.dimensions());
		assertEquals(image.channels(), back.channels());
		assertEquals(image.type(), back.type());
		assertSameValues(image, back);
	}

	@Test
	void coloursBecomeRgb() {
		final ImagePlus imp = MetaImages.toImagePlus(MetaImage.ofChannels(
				ArrayImgs.unsignedBytes(new byte[] { 1, 2, 3, 4, 5, -1 }, 2, 1, 3), Geometry.of(1, 1)), "colours");
		assertEquals(24, imp.getBitDepth());
		assertArrayEquals(new int[] { 1, 3, 5, 0 }, imp.getPixel(0, 0));
		assertArrayEquals(new int[] { 2, 4, 255, 0 }, imp.getPixel(1, 0));
	}

	@Test
	void negativeValuesKeepTheirSignByACalibrationFunction() {
		for (final MetaImage image : new MetaImage[] {
				MetaImage.of(ArrayImgs.bytes(new byte[] { -128, 0, 5, 127 }, 2, 2), 1, 1),
				MetaImage.of(ArrayImgs.shorts(new short[] { -32768, 0, 5, 32767 }, 2, 2), 1, 1) }) {
			final ImagePlus imp = MetaImages.toImagePlus(image, "signed");
			assertEquals(image.type().bytes() * 8, imp.getBitDepth());
			assertEquals(image.type().min(), imp.getProcessor().getPixelValue(0, 0));
			assertEquals(0, imp.getProcessor().getPixelValue(1, 0));
			assertEquals(image.type().max(), imp.getProcessor().getPixelValue(1, 1));
			assertSameValues(image, MetaImages.fromImagePlus(imp));
			assertEquals(image.type(), MetaImages.fromImagePlus(imp).type());
		}
		final ImagePlus positive = MetaImages
				.toImagePlus(MetaImage.of(ArrayImgs.shorts(new short[] { 0, 1200 }, 2, 1), 1, 1), "T1");
		assertFalse(positive.getCalibration().calibrated());
		assertEquals(1200, positive.getPixel(1, 0)[0]);
	}

	@Test
	void spacingUnitTitleAndRangeAreRight() {
		final ImagePlus imp = MetaImages.toImagePlus(MetaImage
				.of(ArrayImgs.floats(new float[] { -2, 3, Float.NaN, 40, 0, 0, 0, 100 }, 2, 2, 2), 1.4, 1.3, 8),
				"heart.mha");
		final Calibration calibration = imp.getCalibration();
		assertEquals("heart.mha", imp.getTitle());
		assertEquals(1.4, calibration.pixelWidth);
		assertEquals(1.3, calibration.pixelHeight);
		assertEquals(8, calibration.pixelDepth);
		assertEquals("mm", calibration.getUnit());
		assertEquals(-2, imp.getDisplayRangeMin());
		assertEquals(100, imp.getDisplayRangeMax());
	}

	@Test
	void geometryAndFieldsAreRestoredOnSave() {
		final Geometry geometry = Geometry.of(1.5, 1.5, 8).withDirection(OBLIQUE).withOrigin(-10.5, 20.25, 1e-7)
				.withVoxelExtent(1.5, 1.5, 6);
		final MetaImage image = MetaImage.of(counting(ElementType.SHORT, 4, 3, 2), geometry)
				.with("Modality", "MET_MOD_MR").with("Study", "a b");
		final MetaImage back = throughImageJ(image);
		assertEquals(geometry, back.geometry());
		assertEquals(image.fields(), back.fields());
	}

	@Test
	void partsOfAnImageKeepTheirDirectionsAndLoseTheirOrigin() {
		final Geometry geometry = Geometry.of(1.5, 1.5, 8).withDirection(OBLIQUE).withOrigin(1, 2, 3);
		final ImagePlus imp = MetaImages.toImagePlus(MetaImage.of(counting(ElementType.SHORT, 4, 3, 3), geometry),
				"volume");
		final Geometry kept = Geometry.of(1.5, 1.5, 8).withDirection(OBLIQUE);
		assertPart(kept, 2, new Duplicator().run(imp, 2, 3));
		assertPart(kept, 1, new Duplicator().run(imp, 2, 2));
		assertPart(kept, 2, SubstackMaker.run(imp, "1,3"));
		imp.setRoi(1, 1, 2, 2);
		assertPart(kept, 3, imp.crop("stack"));
		assertPart(kept, 3, new Duplicator().run(imp));
		// A slice of a moment of a film.
		final double[][] four = new double[4][4];
		for (int axis = 0; axis < 3; axis++) four[axis] = java.util.Arrays.copyOf(OBLIQUE[axis], 4);
		four[3][3] = 1;
		final ImagePlus film = MetaImages.toImagePlus(
				MetaImage.of(counting(ElementType.SHORT, 4, 3, 3, 2), Geometry.of(1.5, 1.5, 8, 40).withDirection(four)),
				"film");
		assertPart(kept, 1, new Duplicator().run(film, 1, 1, 2, 2, 1, 1));
	}

	private static void assertPart(final Geometry geometry, final int slices, final ImagePlus part) {
		final MetaImage image = MetaImages.fromImagePlus(part);
		assertEquals(geometry, image.geometry());
		assertEquals(slices, image.dimensions()[2]);
		assertTrue(image.states(GeometryPart.DIRECTION));
		assertFalse(image.geometryFields().containsKey("Offset"));
	}

	@Test
	void directionsThatAreTrueNoMoreAreNotStated() {
		final ImagePlus imp = MetaImages.toImagePlus(
				MetaImage.of(counting(ElementType.SHORT, 4, 3, 3), Geometry.of(1.5, 1.2, 8).withDirection(OBLIQUE)),
				"volume");
		// Of these ImageJ keeps no properties.
		for (final ImagePlus other : new ImagePlus[] { ZProjector.run(imp, "max"), new Slicer().reslice(imp) })
			assertFalse(MetaImages.fromImagePlus(other).states(GeometryPart.DIRECTION));
		imp.setStack(imp.getStack().convertToFloat());
		final ImageStack turned = new ImageStack(3, 4);
		for (int i = 1; i <= 3; i++) turned.addSlice(imp.getStack().getProcessor(i).rotateRight());
		imp.setStack(turned);
		assertFalse(MetaImages.fromImagePlus(imp).states(GeometryPart.DIRECTION));
		assertFalse(
				MetaImages.fromImagePlus(IJ.createImage("new", "8-bit ramp", 9, 9, 1)).states(GeometryPart.DIRECTION));
	}

	@Test
	void aChangedCalibrationIsWhatIsSaved() {
		final ImagePlus imp = MetaImages.toImagePlus(
				MetaImage.of(counting(ElementType.SHORT, 4, 3), Geometry.of(1, 1).withOrigin(5, 6)), "image");
		imp.getCalibration().pixelWidth = 250;
		imp.getCalibration().pixelHeight = 500;
		imp.getCalibration().setUnit("micron");
		assertEquals(Geometry.of(0.25, 0.5).withOrigin(5, 6), MetaImages.fromImagePlus(imp).geometry());
	}

	@Test
	void everyUnitOfLengthIsSavedInMillimetres() {
		final Object[][] scales = { { 1 / 72.0, "inch", 25.4 / 72 }, { 1 / 72.0, "inches", 25.4 / 72 },
				{ 0.15, "centimeters", 1.5 }, { 0.15, "cm", 1.5 }, { 0.0015, "meters", 1.5 }, { 0.0015, "m", 1.5 },
				{ 1500, "microns", 1.5 }, { 1500, "micron", 1.5 }, { 1500, "\u00b5m", 1.5 }, { 1500, "um", 1.5 },
				{ 1.5e6, "nm", 1.5 }, { 1.5, "Millimetres", 1.5 }, { 0.5, "feet", 152.4 } };
		for (final Object[] scale : scales) {
			final ImagePlus imp = IJ.createImage("a", "8-bit ramp", 6, 5, 1);
			imp.getCalibration().pixelWidth = ((Number) scale[0]).doubleValue();
			imp.getCalibration().pixelHeight = ((Number) scale[0]).doubleValue();
			imp.getCalibration().setUnit((String) scale[1]);
			assertEquals((double) scale[2], MetaImages.fromImagePlus(imp).spacing()[0], 1e-12, (String) scale[1]);
		}
	}

	@Test
	void whatIsNoLengthIsNeverTakenForMillimetres() {
		final ImagePlus imp = IJ.createImage("a", "8-bit ramp", 6, 5, 1);
		for (final String unit : new String[] { "pixel", "pixels", "" }) {
			imp.getCalibration().setUnit(unit);
			assertFalse(MetaImages.fromImagePlus(imp).states(GeometryPart.SPACING));
			assertFalse(MetaImages.fromImagePlus(imp).geometryFields().containsKey("ElementSpacing"));
		}
		imp.getCalibration().pixelWidth = 3;
		imp.getCalibration().setUnit("degree");
		Refusal.naming(() -> MetaImages.fromImagePlus(imp), "pixel size of a", "degree", "Image>Properties");
	}

	@Test
	void axesMayBeMeasuredInUnitsOfTheirOwn() {
		final ImagePlus imp = IJ.createImage("a", "8-bit ramp", 6, 5, 2);
		final Calibration calibration = imp.getCalibration();
		calibration.pixelWidth = 0.15;
		calibration.pixelHeight = 1200;
		calibration.pixelDepth = 8;
		calibration.setXUnit("cm");
		calibration.setYUnit("micron");
		calibration.setZUnit("mm");
		assertArrayEquals(new double[] { 1.5, 1.2, 8 }, MetaImages.fromImagePlus(imp).spacing());
	}

	@Test
	void aHeadersUnitIsShownAndWrittenBack() {
		final MetaImage image = MetaImage.of(counting(ElementType.SHORT, 4, 3), Geometry.of(1.5, 0.7).withOrigin(5, 60))
				.with("DistanceUnits", "cm");
		final ImagePlus imp = MetaImages.toImagePlus(image, "image");
		assertEquals(0.15, imp.getCalibration().pixelWidth);
		assertEquals("cm", imp.getCalibration().getUnit());
		final MetaImage back = throughImageJ(image);
		assertEquals(image.geometry(), back.geometry());
		assertEquals("0.15 0.07", back.geometryFields().get("ElementSpacing"));
		// A word that is not a length is not converted.
		final MetaImage odd = MetaImage.of(counting(ElementType.SHORT, 4, 3), 2, 2).with("DistanceUnits", "furlong");
		assertEquals("furlong", MetaImages.toImagePlus(odd, "odd").getCalibration().getUnit());
		assertEquals(odd.fields(), throughImageJ(odd).fields());
		assertTrue(throughImageJ(odd).unit().isEmpty());
		final ImagePlus corrected = MetaImages.toImagePlus(odd, "odd");
		corrected.getCalibration().setUnit("mm");
		assertEquals(Map.of(), MetaImages.fromImagePlus(corrected).fields());
	}

	@Test
	void aFileWithoutSpacingStaysWithoutScale() {
		final MetaImage image = MetaImage.of(counting(ElementType.SHORT, 4, 3), 1, 1).without(GeometryPart.SPACING);
		assertFalse(MetaImages.toImagePlus(image, "image").getCalibration().scaled());
		assertFalse(throughImageJ(image).states(GeometryPart.SPACING));
	}

	@Test
	void aCalibratedImageIsSavedWithTheValuesThatImageJShows() {
		final ImagePlus imp = IJ.createImage("CT", "16-bit black", 2, 1, 1);
		imp.getProcessor().set(1, 0, 2000);
		imp.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -1024, 1 }, "HU");
		final MetaImage image = MetaImages.fromImagePlus(imp);
		assertEquals(ElementType.SHORT, image.type());
		assertEquals(-1024, image.image().getAt(0, 0).getRealDouble());
		assertEquals(976, image.image().getAt(1, 0).getRealDouble());
	}

	@Test
	void savingLeavesTheImageAlone() {
		final ImagePlus imp = IJ.createImage("ramp", "16-bit ramp", 40, 30, 2);
		final long before = java.util.Arrays.hashCode((short[]) imp.getStack().getPixels(2));
		MetaImages.save(imp, folder.resolve("ramp.mha"), true);
		assertEquals(before, java.util.Arrays.hashCode((short[]) imp.getStack().getPixels(2)));
		final MetaImage saved = MetaImageReader.read(folder.resolve("ramp.mha"));
		assertEquals(ElementType.USHORT, saved.type());
		assertArrayEquals(new long[] { 40, 30, 2 }, saved.dimensions());
		assertEquals(Map.of(), saved.fields());
	}

	@Test
	void anOpenedFileKnowsItsPlace() {
		final Path file = folder.resolve("ramp.mha");
		MetaImages.save(IJ.createImage("ramp", "8-bit ramp", 40, 30, 1), file, false);
		final ImagePlus imp = MetaImages.open(file);
		assertEquals("ramp.mha", imp.getOriginalFileInfo().fileName);
		assertEquals(file.toString(), imp.getOriginalFileInfo().directory + imp.getOriginalFileInfo().fileName);
		assertTrue(imp.getWidth() == 40 && imp.getHeight() == 30);
	}

	private MetaImage throughImageJ(final MetaImage image) {
		final Path file = folder.resolve("image.mha");
		MetaImages.save(MetaImages.toImagePlus(image, "image"), file, true);
		return MetaImageReader.read(file);
	}

	/** Each voxel another value, negative ones among them where there can be. */
	private static Img<? extends RealType<?>> counting(final ElementType type, final long... size) {
		return counting(type.variable(), type.isUnsigned() ? 0 : -9, type.isReal() ? 0.75 : 1, size);
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T> & RealType<T>> Img<? extends RealType<?>> counting(final NativeType<?> type,
			final int first, final double step, final long... size) {
		final Img<T> image = new ArrayImgFactory<>((T) type).create(size);
		double value = first * step;
		for (final T voxel : image) {
			voxel.setReal(value);
			value += step;
		}
		return image;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void assertSameValues(final MetaImage expected, final MetaImage actual) {
		assertArrayEquals(expected.image().dimensionsAsLongArray(), actual.image().dimensionsAsLongArray());
		final Cursor<? extends RealType<?>> cursor = ((RandomAccessibleInterval) actual.image()).localizingCursor();
		while (cursor.hasNext()) {
			final double value = cursor.next().getRealDouble();
			assertEquals(expected.image().getAt(cursor).getRealDouble(), value);
		}
	}
}
