/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.cmrgan.io.Geometry;
import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.MetaImage;
import org.junit.jupiter.api.Test;

/**
 * Directions, spacing, offsets and units of headers: each patch has the heart in its centre and the spot at the right
 * place.
 */
class ScanGeometryTest extends ScanTrials {
	private static final Charset ISO = StandardCharsets.ISO_8859_1;
	private static final double[][] SHORT_AXIS = { { 0.71, 0.42, -0.565 }, { -0.05, 0.83, 0.555 } };

	/** The upper left part of an oblique direction, as ITK keeps it for a slice (itk::ExtractImageFilter). */
	private static Geometry cut(final double[][] oblique) {
		final double[][] part = { { oblique[0][0], oblique[0][1] }, { oblique[1][0], oblique[1][1] } };
		return Geometry.of(SX, SY).withDirection(part).withOrigin(12, -30);
	}

	/** Perpendicular unit vectors near to those, and their normal. */
	private static double[][] oblique(final double[] x, final double[] y) {
		final double[] a = scaled(x, 1 / Math.sqrt(dot(x, x)));
		final double along = dot(y, a);
		final double[] rest = { y[0] - along * a[0], y[1] - along * a[1], y[2] - along * a[2] };
		final double[] b = scaled(rest, 1 / Math.sqrt(dot(rest, rest)));
		return new double[][] { a, b,
				{ a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] } };
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	private static double[] scaled(final double[] a, final double factor) {
		return new double[] { a[0] * factor, a[1] * factor, a[2] * factor };
	}

	@Test
	void slicesCutFromObliqueVolumesKeepTheirDistances() {
		final Random random = new Random(5);
		for (int i = 0; i < 8; i++) {
			final double[][] near = new double[2][3];
			for (int axis = 0; axis < 2; axis++)
				for (int k = 0; k < 3; k++) near[axis][k] = SHORT_AXIS[axis][k] + 0.12 * random.nextGaussian();
			final double[][] whole = oblique(near[0], near[1]);
			write("slice" + i, image2().with(cut(whole)));
			write("slice" + i + "_mask",
					i % 2 == 0
							? mask2().with(cut(whole))
							: mask2().without(GeometryPart.ORIGIN).without(GeometryPart.DIRECTION));
			row("slice" + i, "s" + i, "patient");
		}
		final Preprocessed result = run();
		for (int i = 0; i < 8; i++) {
			final Seen seen = seen(result, "slice" + i);
			// Rows and columns as they are stored: the sign of the third components is not in the file.
			seen.assertRight();
		}
		assertTrue(warned().contains("8 of 12 images (the first: slice0) have an incomplete direction"), warned());
	}

	@Test
	void partsOfOtherDirectionsCannotBeLaidOnEachOther() {
		final Geometry part = cut(oblique(SHORT_AXIS[0], SHORT_AXIS[1]));
		write("slice", image2().with(part));
		write("slice_mask", mask2().with(Geometry.of(SX, SY).withOrigin(12, -30)));
		row("slice", "s", "patient");
		assertTrue(refused().contains("mask slice_mask.mha and image slice have different slice orientations"));
	}

	@Test
	void aMaskOfDefaultsBesideAnImageInSpaceIsTold() {
		write("image", image2().with(Geometry.of(SX, SY).withOrigin(100, -50)));
		write("image_mask", mask2().with(Geometry.of(1, 1)));
		row("image", "s", "patient");
		seen(run(), "image").assertRight();
		assertTrue(warned().contains(
				"1 of 5 images (the first: image) have a mask without geometry (spacing 1, offset 0, no rotation)"),
				warned());
	}

	@Test
	void aSliceThatIsHardlyTiltedIsTurnedUprightAsItsVolumeIs() {
		final double[][] tilted = oblique(new double[] { 0.05, -0.99, 0.1 }, new double[] { 0.98, 0.06, 0.12 });
		write("slice", image2().with(cut(tilted)));
		write("slice_mask", mask2().with(cut(tilted)));
		write("volume", image3().with(Geometry.of(SX, SY, 8).withDirection(tilted)));
		write("volume_mask", mask3().with(Geometry.of(SX, SY, 8).withDirection(tilted)));
		row("slice", "s", "patient");
		row("volume", "v", "patient");
		final Preprocessed result = run();
		final Seen slice = seen(result, "slice");
		final Seen volume = seen(result, "volume");
		assertEquals(SPOT, slice.distance(), 0.4);
		assertEquals(SPOT, volume.distance(), 0.4);
		assertEquals(volume.spotX, slice.spotX, 2.5);
		assertEquals(volume.spotY, slice.spotY, 2.5);
		assertEquals("", warned());
	}

	@Test
	void shearedAndScaledAxesAreRefusedWithTheRemedy() {
		write("sheared", image3().with(
				Geometry.of(SX, SY, 8).withDirection(new double[][] { { 1, 0, 0 }, { 0.3, 0.954, 0 }, { 0, 0, 1 } })));
		write("scaled", image3().with(
				Geometry.of(SX, SY, 8).withDirection(new double[][] { { 1.5, 0, 0 }, { 0, 1.2, 0 }, { 0, 0, 8 } })));
		write("flat", image2().with(Geometry.of(SX, SY).withDirection(new double[][] { { 1, 0 }, { 0.3, 0.954 } })));
		write("bare", image2().with(cut(oblique(SHORT_AXIS[0], SHORT_AXIS[1]))).without(GeometryPart.SPACING));
		for (final String name : new String[] { "sheared", "scaled", "flat", "bare" }) {
			write(name + "_mask",
					mask2().without(GeometryPart.SPACING).without(GeometryPart.ORIGIN).without(GeometryPart.DIRECTION));
			row(name, name, "patient");
		}
		final String message = refused();
		for (final String words : new String[] {
				"line 6: image sheared has a TransformMatrix whose rows are not perpendicular unit vectors (lengths 1.00 and 1.00, angle 72.54 degrees): correct it to direction cosines",
				"line 7: image scaled has a TransformMatrix whose rows are not perpendicular unit vectors (lengths 1.50 and 1.20,",
				"line 8: image flat has a TransformMatrix whose rows are not perpendicular unit vectors",
				"line 9: image bare has an incomplete TransformMatrix (oblique slice) and no ElementSpacing" })
			assertTrue(message.contains(words), message);
	}

	@Test
	void axesThatAreRoundedToThreeDigitsAreMadePerpendicular() {
		final double[][] rounded = { { 0.711, 0.419, -0.565 }, { -0.052, 0.833, 0.552 }, { 0.702, -0.363, 0.614 } };
		write("rounded", image3().with(Geometry.of(SX, SY, 8).withDirection(rounded)));
		write("rounded_mask", mask3().with(Geometry.of(SX, SY, 8).withDirection(rounded)));
		row("rounded", "s", "patient");
		assertEquals(SPOT, seen(run(), "rounded").distance(), 0.3);
	}

	@Test
	void aMaskOfAnotherSpacingIsResampled() {
		write("image", image2());
		final double left = HEART_X * SX - 31.5 * 0.75;
		final double top = HEART_Y * SY - 27.5 * 0.6;
		write("image_mask", mask(64, 56, 1, (x, y, z) -> isHeart(left + 0.75 * x, top + 0.6 * y))
				.with(Geometry.of(0.75, 0.6).withOrigin(left, top)));
		row("image", "s", "patient");
		seen(run(), "image").assertRight();
		assertTrue(warned().contains("1 of 5 images (the first: image) have a mask on a different pixel grid"),
				warned());
	}

	@Test
	void aMaskOfAnotherSizeIsResampledIfItSaysWhereItLies() {
		write("image", image2().with(Geometry.of(SX, SY).withOrigin(100, -50)));
		// Only the heart's surroundings, as a cropped segmentation has them.
		write("image_mask", mask(24, 24, 1, (x, y, z) -> isHeart(SX * (x + 25), SY * (y + 12)))
				.with(Geometry.of(SX, SY).withOrigin(100 + 25 * SX, -50 + 12 * SY)));
		row("image", "s", "patient");
		seen(run(), "image").assertRight();
	}

	@Test
	void aShiftedMaskIsWhereItsOffsetSays() {
		write("image", image2());
		write("image_mask", mask(64, 56, 1, (x, y, z) -> isHeart(SX * (x + 10), SY * y))
				.with(Geometry.of(SX, SY).withOrigin(15, 0)));
		row("image", "s", "patient");
		// The other way round: the mask's offset is 0, the image's is not.
		write("moved", image2().with(Geometry.of(SX, SY).withOrigin(-15, 12)));
		write("moved_mask", mask(64, 56, 1, (x, y, z) -> isHeart(SX * (x + 10), SY * (y - 10))));
		row("moved", "m", "patient");
		// A mask that says nothing of an offset has the image's.
		write("silent", image2().with(Geometry.of(SX, SY).withOrigin(-15, 12)));
		write("silent_mask", mask2().without(GeometryPart.ORIGIN));
		row("silent", "q", "patient");
		final Preprocessed result = run();
		for (final String name : new String[] { "image", "moved", "silent" }) seen(result, name).assertRight();
		assertTrue(warned().contains("2 of 7 images (the first: image) have a mask on a different pixel grid"),
				warned());
	}

	@Test
	void aMaskMayBeStoredFlippedTransposedOrStackedTheOtherWay() {
		final Geometry g = Geometry.of(SX, SY, 8);
		final MetaImage volume = image(64, 56, 3, (x, y, z) -> intensity(SX * (x + 8 * z), SY * (y - 4 * z)));
		write("reversed", volume);
		write("reversed_mask",
				mask(64, 56, 3, (x, y, z) -> z > 0 && isHeart(SX * (x + 8 * (2 - z)), SY * (y - 4 * (2 - z))))
						.with(g.withDirection(new double[][] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, -1 } }).withOrigin(0,
								0, 16)));
		write("flipped", image3());
		write("flipped_mask",
				volume(mask(64, 56, 1, (x, y, z) -> isHeart(SX * (63 - x), SY * (55 - y))))
						.with(g.withDirection(new double[][] { { -1, 0, 0 }, { 0, -1, 0 }, { 0, 0, 1 } })
								.withOrigin(63 * SX, 55 * SY, 0)));
		write("transposed", image3());
		write("transposed_mask", volume(mask(56, 64, 1, (x, y, z) -> isHeart(SX * y, SY * x)))
				.with(Geometry.of(SY, SX, 8).withDirection(new double[][] { { 0, 1, 0 }, { 1, 0, 0 }, { 0, 0, -1 } })));
		for (final String name : new String[] { "reversed", "flipped", "transposed" }) row(name, name, "patient");
		final Preprocessed result = run();
		for (final String id : new String[] { "reversed-z000", "reversed-z001", "flipped", "transposed" })
			seen(result, id).assertRight();
		assertEquals(8, result.patches().size());
	}

	@Test
	void oneSliceOfAMaskVolumeIsFound() {
		write("slice", image3().with(Geometry.of(SX, SY, 8).withOrigin(0, 0, 17)));
		write("slice_mask",
				mask(64, 56, 4, (x, y, z) -> z == 2 ? isHeart(SX * x, SY * y) : x < 5).with(Geometry.of(SX, SY, 8)));
		row("slice", "s", "patient");
		seen(run(), "slice").assertRight();
	}

	@Test
	void imageAndMaskOfTwoAndThreeAxesMeet() {
		write("flat", image2().with(Geometry.of(SX, SY).withOrigin(7, 8)));
		write("flat_mask", volume(mask(64, 56, 1, (x, y, z) -> isHeart(SX * (x - 4), SY * y)))
				.with(Geometry.of(SX, SY, 1).withOrigin(7 - 4 * SX, 8, 0)));
		row("flat", "f", "patient");
		write("deep", image3().with(Geometry.of(SX, SY, 8).withOrigin(7, 8, 9)));
		write("deep_mask", mask(64, 56, 1, (x, y, z) -> isHeart(SX * (x - 4), SY * y))
				.with(Geometry.of(SX, SY).withOrigin(7 - 4 * SX, 8)));
		row("deep", "d", "patient");
		final Preprocessed result = run();
		seen(result, "flat").assertRight();
		seen(result, "deep").assertRight();
	}

	@Test
	void aFlatMaskWithoutPlaceLiesOnItsObliqueSlice() {
		final Geometry oblique = Geometry.of(SX, SY, 8).withDirection(oblique(SHORT_AXIS[0], SHORT_AXIS[1]))
				.withOrigin(-40, 30, 20);
		write("slice", image3().with(oblique));
		write("slice_mask", mask2());
		write("other", image3().with(oblique));
		write("other_mask", mask2().with(Geometry.of(1, 1.2)));
		row("slice", "s", "patient");
		row("other", "t", "patient");
		final Preprocessed result = run("allow_skips=true");
		assertEquals(SPOT, seen(result, "slice").distance(), 0.4);
		assertEquals(1220, seen(result, "slice").mean, 25);
		assertTrue(result.skipped().stream().anyMatch(f -> f.note().startsWith(
				"subjects.csv line 7: mask other_mask.mha and image other have different numbers of axes")));
	}

	@Test
	void unitsOfLengthAreRead() {
		final String[] units = { "cm", "um", "m", "Centimeters", "\u00b5m", "micron", "mm", "?" };
		for (int i = 0; i < units.length; i++) {
			write("image" + i, image2().with("DistanceUnits", units[i]));
			// The mask in another unit than its image still fits onto it.
			write("image" + i + "_mask", mask2().with("DistanceUnits", units[(i + 1) % units.length]));
			row("image" + i, "s" + i, "patient");
		}
		final Preprocessed result = run();
		for (int i = 0; i < units.length; i++) seen(result, "image" + i).assertRight();
		assertEquals("", warned());
	}

	@Test
	void whatIsNoLengthIsRefused() {
		write("image", image2().with("DistanceUnits", "furlong"));
		write("image_mask", mask2());
		row("image", "s", "patient");
		final String message = refused();
		assertTrue(message.contains(
				"line 6: image image has DistanceUnits = furlong, which is not a unit of length: change it to mm, cm or um."),
				message);
	}

	@Test
	void aMissingSpacingComesFromTheMaskOrIsToldOnce() {
		write("known", image2().without(GeometryPart.SPACING));
		write("known_mask", mask2());
		// The image has no geometry, the mask has all of it.
		final Geometry place = Geometry.of(SX, SY).withOrigin(30, 40)
				.withDirection(new double[][] { { 1, 0 }, { 0, 1 } });
		write("adopted", bare(image2()));
		write("adopted_mask", mask2().with(place));
		for (final String name : new String[] { "unknown", "default" }) write(name, bare(image2()));
		write("unknown_mask", bare(mask2()));
		write("default_mask", mask2().with(Geometry.of(1, 1)));
		for (final String name : new String[] { "known", "adopted", "unknown", "default" }) row(name, name, "patient");
		final Preprocessed result = run();
		seen(result, "known").assertRight();
		seen(result, "adopted").assertRight();
		assertEquals(14 * 1.0, seen(result, "unknown").distance(), 0.5);
		assertEquals(
				"2 of 8 images (the first: unknown) have no ElementSpacing, so a pixel spacing of 1 mm was assumed; add it to the headers.\n"
						+ "2 of 8 images (the first: known) have no ElementSpacing, so that of their masks was used.",
				warned());
	}

	private static MetaImage bare(final MetaImage image) {
		return image.without(GeometryPart.SPACING).without(GeometryPart.ORIGIN).without(GeometryPart.DIRECTION);
	}

	@Test
	void aSingleSliceNeedsNoSliceDistance() throws IOException {
		write("slice", image3());
		write("slice_mask", mask3());
		for (final String name : new String[] { "slice", "slice_mask" }) {
			final Path file = folder.resolve(name + ".mha");
			final String text = new String(Files.readAllBytes(file), ISO);
			assertTrue(text.contains("ElementSpacing = 1.5 1.2 8\n"));
			Files.write(file,
					text.replace("ElementSpacing = 1.5 1.2 8\n", "ElementSpacing = 1.5 1.2 0\n").getBytes(ISO));
		}
		row("slice", "s", "patient");
		seen(run(), "slice").assertRight();
	}

	private void directed(final String name, final String label, final double[][] direction) {
		final MetaImage image = image3();
		write(name, image.with(Geometry.of(SX, SY, 8).withDirection(direction)));
		write(name + "_mask", mask3().with(Geometry.of(SX, SY, 8).withDirection(direction)));
		row(name, name, label);
	}

	private void undirected(final String name, final String label) {
		write(name, image3().without(GeometryPart.DIRECTION));
		write(name + "_mask", mask3().without(GeometryPart.DIRECTION));
		row(name, name, label);
	}

	@Test
	void aClassWithoutDirectionsIsTold() {
		clear();
		for (int i = 0; i < 3; i++) {
			directed("p" + i, "patient", new double[][] { { 0, 1, 0 }, { -1, 0, 0 }, { 0, 0, 1 } });
			undirected("h" + i, "healthy");
		}
		run();
		assertTrue(warned().contains(
				"3 of 6 images have no direction in their headers (TransformMatrix) and were not rotated, unlike the others (healthy 3 of 3 without, patient 0 of 3 without)"),
				warned());
	}

	@Test
	void classesOfOtherPlanesOrStoragesAreTold() {
		clear();
		for (int i = 0; i < 3; i++) {
			directed("p" + i, "patient", new double[][] { { -1, 0, 0 }, { 0, -1, 0 }, { 0, 0, 1 } });
			directed("h" + i, "healthy", new double[][] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } });
		}
		run();
		assertTrue(warned().contains("give each class a different row and column direction (healthy LP, patient RA)"),
				warned());
		directed("odd", "patient", new double[][] { { 1, 0, 0 }, { 0, 0, -1 }, { 0, 1, 0 } });
		run();
		assertTrue(warned().contains(
				"1 of 7 images (the first: odd) show a plane that differs from the others by more than 45 degrees (healthy 0 of 3 of it, patient 1 of 4 of it)"),
				warned());
	}

	@Test
	void viewsOfOneKindAreNothingToTell() {
		clear();
		final Random random = new Random(7);
		for (int i = 0; i < 6; i++) {
			final double[][] near = new double[2][3];
			for (int axis = 0; axis < 2; axis++)
				for (int k = 0; k < 3; k++) near[axis][k] = SHORT_AXIS[axis][k] + 0.15 * random.nextGaussian();
			directed("s" + i, i % 2 == 0 ? "patient" : "healthy", oblique(near[0], near[1]));
		}
		run();
		assertEquals("", warned());
		clear();
		for (int i = 0; i < 4; i++) {
			undirected("u" + i, i % 2 == 0 ? "patient" : "healthy");
			directed("a" + i, i < 2 ? "patient" : "healthy", new double[][] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } });
		}
		run();
		assertEquals("", warned());
	}
}
