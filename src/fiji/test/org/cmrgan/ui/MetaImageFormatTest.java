/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import net.imagej.Dataset;
import net.imagej.axis.Axes;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.cmrgan.SharedData;
import org.cmrgan.io.ElementType;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scijava.io.location.FileLocation;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;

import io.scif.FormatException;
import io.scif.ImageMetadata;
import io.scif.Reader;
import io.scif.SCIFIO;
import io.scif.Writer;
import io.scif.config.SCIFIOConfig;
import io.scif.services.DatasetIOService;
import io.scif.services.FormatService;
import io.scif.util.FormatTools;

/** Reads and writes MetaImages through SCIFIO, as ImageJ2, its scripts and its conversion tools do. */
class MetaImageFormatTest {
	private static SCIFIO scifio;

	@TempDir
	Path folder;

	@BeforeAll
	static void start() {
		scifio = new SCIFIO();
	}

	@AfterAll
	static void stop() {
		scifio.context().dispose();
	}

	@TestFactory
	List<DynamicTest> filesOfOthersAreReadAsTheyWereMeant() throws IOException {
		final Path data = SharedData.find("metaimage");
		final Map<String, JsonObject> expected = new Gson().fromJson(Files.readString(data.resolve("EXPECTED.json")),
				new TypeToken<Map<String, JsonObject>>() {
				}.getType());
		final List<DynamicTest> tests = new ArrayList<>();
		expected.forEach(
				(name, decoded) -> tests.add(DynamicTest.dynamicTest(name, () -> check(data.resolve(name), decoded))));
		assertTrue(tests.size() > 50);
		return tests;
	}

	private static void check(final Path file, final JsonObject expected) throws Exception {
		final Reader reader = scifio.initializer().initializeReader(new FileLocation(file.toFile()));
		final ImageMetadata image = reader.getMetadata().get(0);
		final long[] size = new Gson().fromJson(expected.get("dim"), long[].class);
		assertArrayEquals(size, Arrays.copyOf(image.getAxesLengths(), size.length));
		final int channels = expected.get("channels").getAsInt();
		assertEquals(channels, Math.max(1, image.getAxisLength(Axes.CHANNEL)));
		final ElementType type = ElementType.named(expected.get("type").getAsString()).get();
		assertEquals(ScifioAxes.pixelType(type), image.getPixelType());
		assertArrayEquals(MetaImageReader.header(file).geometry().spacing(),
				image.getAxes().stream().limit(size.length).mapToDouble(axis -> axis.averageScale(0, 1)).toArray(),
				1e-12);
		assertEquals(expected.get("le_sha256").getAsString(),
				sha256(interleaved(planes(reader), channels, FormatTools.getBytesPerPixel(image.getPixelType()))));
		reader.close();
	}

	private static byte[] planes(final Reader reader) throws Exception {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int plane = 0; plane < reader.getPlaneCount(0); plane++) out.write(reader.openPlane(0, plane).getBytes());
		return out.toByteArray();
	}

	/** Moves channels from last, as in SCIFIO, to first, as in files. */
	private static byte[] interleaved(final byte[] bytes, final int channels, final int size) {
		final byte[] out = new byte[bytes.length];
		final int voxels = bytes.length / channels / size;
		for (int voxel = 0; voxel < voxels; voxel++)
			for (int c = 0; c < channels; c++)
				System.arraycopy(bytes, (c * voxels + voxel) * size, out, (voxel * channels + c) * size, size);
		return out;
	}

	private static String sha256(final byte[] bytes) throws Exception {
		final StringBuilder hex = new StringBuilder();
		for (final byte b : MessageDigest.getInstance("SHA-256").digest(bytes)) hex.append(String.format("%02x", b));
		return hex.toString();
	}

	@ParameterizedTest
	@EnumSource
	void everyTypeIsReadAndWrittenToTheBit(final ElementType type) throws Exception {
		final MetaImage image = image(type, 7, 5, 3, 2);
		final Path file = folder.resolve("one.mha");
		MetaImageWriter.write(image, file, true);
		final Path copy = folder.resolve("two.mha");
		convert(file, copy);
		final MetaImage back = MetaImageReader.read(copy);
		assertSame(image.image(), back.image());
		assertEquals(image.geometry(), back.geometry());
		assertEquals(ScifioAxes.pixelType(type), ScifioAxes.pixelType(back.type()));
		assertEquals("MR", back.fields().get("Modality"));
	}

	@Test
	void channelsStayChannels() throws Exception {
		final Path file = folder.resolve("vectors.mha");
		final Img<? extends RealType<?>> voxels = image(ElementType.FLOAT, 6, 4, 3).image();
		MetaImageWriter.write(MetaImage.ofChannels(voxels, Geometry.of(2, 3)), file, false);
		final Path copy = folder.resolve("copy.mhd");
		convert(file, copy);
		final MetaImage back = MetaImageReader.read(copy);
		assertEquals(3, back.channels());
		assertSame(voxels, back.image());
	}

	@Test
	void aPartOfAPlaneIsThatPart() throws Exception {
		final Path file = folder.resolve("plane.mha");
		MetaImageWriter.write(image(ElementType.USHORT, 9, 8, 2), file, true);
		final Reader reader = scifio.initializer().initializeReader(new FileLocation(file.toFile()));
		final ByteBuffer whole = ByteBuffer.wrap(reader.openPlane(0, 1).getBytes()).order(ByteOrder.LITTLE_ENDIAN);
		final ByteBuffer part = ByteBuffer
				.wrap(reader.openPlane(0, 1, net.imglib2.FinalInterval.createMinSize(2, 3, 4, 5)).getBytes())
				.order(ByteOrder.LITTLE_ENDIAN);
		assertEquals(4 * 5 * Short.BYTES, part.capacity());
		for (int y = 0; y < 5; y++)
			for (int x = 0; x < 4; x++)
				assertEquals(whole.getShort(2 * ((y + 3) * 9 + x + 2)), part.getShort(2 * (y * 4 + x)));
		reader.close();
	}

	@Test
	void datasetsOpenWithTheirCalibrationAndAreSaved() throws Exception {
		final Path file = folder.resolve("heart.mha");
		final MetaImage image = image(ElementType.SHORT, 8, 6, 4);
		MetaImageWriter.write(image, file, true);
		final DatasetIOService io = scifio.get(DatasetIOService.class);
		assertTrue(io.canOpen(new FileLocation(file.toFile())));
		final Dataset dataset = io.open(new FileLocation(file.toFile()));
		assertSame(image.image(), dataset);
		assertEquals("mm", dataset.axis(Axes.X).get().unit());
		assertEquals(image.spacing()[2], dataset.averageScale(dataset.dimensionIndex(Axes.Z)), 1e-12);
		final Path copy = folder.resolve("copy.mha");
		io.save(dataset, new FileLocation(copy.toFile()));
		final MetaImage back = MetaImageReader.read(copy);
		assertSame(image.image(), back.image());
		assertArrayEquals(image.spacing(), back.spacing(), 1e-12);
	}

	@Test
	void otherFormatsAreConverted() throws Exception {
		final Path file = folder.resolve("heart.mha");
		final MetaImage image = image(ElementType.USHORT, 8, 6, 4);
		MetaImageWriter.write(image, file, true);
		final Path tiff = folder.resolve("heart.tif");
		convert(file, tiff);
		final Path back = folder.resolve("back.mha");
		convert(tiff, back);
		assertSame(image.image(), MetaImageReader.read(back).image());
	}

	@Test
	void aFileWithoutSuffixIsKnownByItsFirstLine() throws Exception {
		final Path file = folder.resolve("heart.mha");
		MetaImageWriter.write(image(ElementType.UCHAR, 4, 4), file, false);
		final FormatService formats = scifio.format();
		final MetaImageFormat format = formats.getFormatFromClass(MetaImageFormat.class);
		assertNotNull(format);
		assertTrue(format.createChecker().checkHeader(Arrays.copyOf(Files.readAllBytes(file), 64)));
		assertTrue(!format.createChecker().checkHeader("<html><body>NDims = 2</body>".getBytes()));
		assertInstanceOf(MetaImageFormat.class, formats.getFormat(new FileLocation(file.toFile())));
	}

	@Test
	void wholeNumbersThatSciifioCannotHoldAreRefused() throws Exception {
		final Path file = folder.resolve("wide.mha");
		MetaImageWriter.write(MetaImage.of(ArrayImgs.longs(new long[] { (1L << 53) + 1, 0 }, 2, 1), 1, 1), file, true);
		final Reader reader = scifio.initializer().initializeReader(new FileLocation(file.toFile()));
		final FormatException error = assertThrows(FormatException.class, () -> reader.openPlane(0, 0));
		assertTrue(error.getMessage().contains("2^53"), error::getMessage);
		reader.close();
	}

	@Test
	void aBrokenFileIsOneSentence() throws Exception {
		final Path file = Files.writeString(folder.resolve("broken.mha"), "NDims = 2\nDimSize = 4 4\n");
		final Exception error = assertThrows(Exception.class,
				() -> scifio.initializer().initializeReader(new FileLocation(file.toFile())));
		Throwable cause = error;
		while (cause.getCause() != null && !(cause instanceof org.cmrgan.run.UserError)) cause = cause.getCause();
		assertInstanceOf(org.cmrgan.run.UserError.class, cause);
	}

	/** Copies a file as SCIFIO's own conversion tool does. */
	private static void convert(final Path from, final Path to) throws Exception {
		final Reader reader = scifio.initializer().initializeReader(new FileLocation(from.toFile()));
		final Writer writer = scifio.initializer().initializeWriter(new FileLocation(from.toFile()),
				new FileLocation(to.toFile()), new SCIFIOConfig(scifio.context()));
		for (int plane = 0; plane < reader.getPlaneCount(0); plane++)
			writer.savePlane(0, plane, reader.openPlane(0, plane));
		reader.close();
		writer.close();
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static MetaImage image(final ElementType type, final long... size) {
		final Img<? extends RealType<?>> image = (Img) new ArrayImgFactory((NativeType) type.variable()).create(size);
		final Random random = new Random(size.length);
		final Cursor<? extends RealType<?>> cursor = image.cursor();
		while (cursor.hasNext()) cursor.next().setReal(random.nextInt(250) - (type.isUnsigned() ? 0 : 125));
		final double[] spacing = { 1.25, 0.7, 8, 0.5 };
		final Geometry geometry = Geometry.of(Arrays.copyOf(spacing, size.length));
		final double[] origin = { -12.5, 7, 3, 0 };
		return MetaImage.of(image, geometry.withOrigin(Arrays.copyOf(origin, size.length))).with("Modality", "MR");
	}

	private static void assertSame(final RandomAccessibleInterval<? extends RealType<?>> expected,
			final RandomAccessibleInterval<? extends RealType<?>> actual) {
		assertArrayEquals(expected.dimensionsAsLongArray(), actual.dimensionsAsLongArray());
		assertEquals(values(expected), values(actual));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static List<Double> values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Iterable<? extends RealType<?>> voxels = Views.flatIterable((RandomAccessibleInterval) image);
		final List<Double> out = new ArrayList<>();
		for (final RealType<?> voxel : voxels) out.add(voxel.getRealDouble());
		return out.stream().collect(Collectors.toList());
	}
}
