/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Damaged or malicious files give one sentence with the file's name and what to do, and nothing worse. */
class MalformedFilesTest {
	private static final String SMALL = "NDims = 2\nDimSize = 4 4\nElementType = MET_UCHAR\n";

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "NDims = 0 | NDims", "NDims = 11 | NDims", "NDims = -2 | NDims",
			"NDims = two | NDims", "NDims = 2.5 | NDims", "NDims = 1e300 | NDims", "NDims = | has no NDims",
			"DimSize = 4 | 1 values, but needs 2", "DimSize = 4 4 4 | 3 values, but needs 2",
			"DimSize = 0 4 | out of range", "DimSize = -4 4 | out of range",
			"DimSize = 4294967296 4294967296 | larger than any file",
			"DimSize = 9223372036854775807 9223372036854775807 | larger than any file", "DimSize = nan 4 | DimSize",
			"DimSize = 99999999999999999999 4 | DimSize", "ElementType = MET_OTHER | MET_OTHER is unknown",
			"ElementType = FLOAT | FLOAT is unknown", "ElementNumberOfChannels = 0 | ElementNumberOfChannels",
			"ElementNumberOfChannels = -3 | ElementNumberOfChannels",
			"ElementNumberOfChannels = 2000000000 | ElementNumberOfChannels", "HeaderSize = -2 | HeaderSize",
			"HeaderSize = 9223372036854775807 | too short", "HeaderSize = x | HeaderSize",
			"ElementSpacing = 0 1 | not positive", "ElementSpacing = -1 1 | not positive",
			"ElementSpacing = nan 1 | ElementSpacing", "ElementSpacing = NaN 1 | ElementSpacing",
			"ElementSpacing = 1e999 1 | ElementSpacing", "ElementSpacing = 1,5 1 | ElementSpacing",
			"ElementSpacing = 1 | 1 values, but needs 2", "ElementSize = 0 0 | not positive", "Offset = nan 0 | Offset",
			"Offset = 1 2 3 | 3 values, but needs 2", "TransformMatrix = 1 0 0 | 3 values, but needs 4",
			"TransformMatrix = 0 0 0 0 | linearly dependent", "TransformMatrix = 1 1 1 1 | linearly dependent",
			"TransformMatrix = 1 0 0 inf | TransformMatrix", "CenterOfRotation = x y | CenterOfRotation",
			"ObjectType = Mesh | holds a Mesh", "FileFormatVersion = x | FileFormatVersion" })
	void aFieldThatMakesNoSenseIsNamed(final String field, final String expected) throws IOException {
		final String error = refused(SMALL + field + "\nElementDataFile = LOCAL\n", new byte[16]);
		assertTrue(error.contains(expected), error);
	}

	@Test
	void aMissingFieldIsNamed() throws IOException {
		for (final String missing : new String[] { "NDims", "DimSize", "ElementType" }) {
			final String header = Arrays.stream(SMALL.split("\n")).filter(line -> !line.startsWith(missing)).reduce("",
					(a, b) -> a + b + "\n");
			assertTrue(refused(header + "ElementDataFile = LOCAL\n", new byte[16]).contains("has no " + missing));
		}
		assertTrue(refused(SMALL, new byte[0]).contains("has no ElementDataFile"));
	}

	@Test
	void whatIsNoMetaImageIsCalledSo() throws IOException {
		assertTrue(refused("", new byte[0]).contains("is not a complete MetaImage"));
		assertTrue(refused("\u0089PNG\r\n\u001a\n", new byte[100]).contains("is not a MetaImage"));
		assertTrue(refused("", new byte[1 << 20]).contains("a line of its header never ends"));
		assertTrue(refused("a = b\n".repeat(5000), new byte[0]).contains("is not a complete MetaImage"));
		assertTrue(assertThrows(UserError.class, () -> MetaImageReader.read(folder)).getMessage()
				.contains(folder.toString()));
		final Path none = folder.resolve("none.mha");
		assertTrue(
				assertThrows(UserError.class, () -> MetaImageReader.read(none)).getMessage().contains(none.toString()));
	}

	@Test
	void nothingIsAllocatedForVoxelsThatAreNotThere() throws IOException {
		for (final String more : new String[] { "", "CompressedData = True\n", "BinaryData = False\n" }) {
			final String header = SMALL.replace("4 4", "60000 60000") + more + "ElementDataFile = LOCAL\n";
			assertTrue(refused(header, new byte[1000]).contains("is too short"));
		}
		assertTrue(refused(SMALL + "ElementDataFile = LOCAL\n", new byte[15])
				.contains("is too short: it has 15 bytes of voxels, but "));
		assertTrue(
				refused(SMALL + "HeaderSize = -1\nElementDataFile = LOCAL\n", new byte[15]).contains("is too short"));
		assertTrue(
				refused(SMALL + "CompressedData = True\nHeaderSize = 100000\nElementDataFile = LOCAL\n", new byte[15])
						.contains("is too short"));
	}

	@Test
	void aStreamIsInflatedNoFurtherThanTheImage() throws IOException {
		final byte[] bomb = deflated(new byte[1 << 26]);
		final MetaImage image = MetaImageReader
				.read(file(SMALL + "CompressedData = True\nElementDataFile = LOCAL\n", bomb));
		assertArrayEquals(new byte[16], Voxelwise.bytes(image));
	}

	@Test
	void aBrokenStreamIsAnError() throws IOException {
		final String header = SMALL.replace("4 4", "64 64") + "CompressedData = True\nElementDataFile = LOCAL\n";
		final byte[] voxels = new byte[64 * 64];
		new java.util.Random(1).nextBytes(voxels);
		final byte[] stream = deflated(voxels);
		assertTrue(refused(header, Arrays.copyOf(stream, stream.length / 2)).contains("ends before the last voxel"));
		assertTrue(refused(header, deflated(new byte[63 * 64])).contains("ends before the last voxel"));
		assertTrue(refused(header, new byte[4096]).contains("are damaged"));
		final byte[] changed = stream.clone();
		changed[stream.length / 2] ^= 1;
		assertTrue(refused(header, changed).contains("are damaged (incorrect data check)"));
		final byte[] dictionary = stream.clone();
		dictionary[1] = (byte) 0xbb;
		assertTrue(refused(header, dictionary).contains("are damaged (it needs a dictionary)"));
	}

	@Test
	void damageIsFoundEvenInTheLastByteAndAMissingChecksumIsForgiven() throws IOException {
		final String header = SMALL + "CompressedData = True\nElementDataFile = LOCAL\n";
		final byte[] stream = deflated(new byte[16]);
		final byte[] changed = stream.clone();
		changed[stream.length - 1] ^= 1;
		assertTrue(refused(header, changed).contains("are damaged"));
		final MetaImage image = MetaImageReader.read(file(header, Arrays.copyOf(stream, stream.length - 4)));
		assertArrayEquals(new byte[16], Voxelwise.bytes(image));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1 2 3", "256 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
			"-1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "1.5 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
			"x 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "999999999999999999999 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
			"1\u00001\u0000 2 3 4 5 6 7 8 9 10 11 12 13 14 15" })
	void asciiVoxelsThatAreTooFewOrNoneAreAnError(final String voxels) throws IOException {
		refused(SMALL + "BinaryData = False\nElementDataFile = LOCAL\n" + voxels, new byte[0]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../secret.raw", "below/../../secret.raw", "below/../../folder/../secret.raw", "link.raw",
			"up/secret.raw", "..\\secret.raw", "C:\\Windows\\win.ini", "c:/Windows/win.ini", "\\\\server\\share\\x.raw",
			"/dev/zero", "/etc/passwd", "//etc/passwd" })
	void aFileOutsideTheFolderIsRefused(final String name) throws IOException {
		makeSecret();
		for (final String entry : new String[] { "ElementDataFile = " + name + "\n",
				"ElementDataFile = LIST 2\n" + name + "\n" })
			assertTrue(refused(SMALL + entry, new byte[0]).contains("outside its folder, which is not allowed"));
	}

	@Test
	void aSeriesDoesNotLeadOutsideEither() throws IOException {
		makeSecret();
		Files.write(folder.resolve("secret1.raw"), new byte[16]);
		assertTrue(
				refused(SMALL + "ElementDataFile = ../secret%d.raw 1 4 1\n", new byte[0]).contains("is not allowed"));
	}

	@Test
	void aTrustedHeaderMayNameAnyFile() throws IOException {
		makeSecret();
		for (final String name : new String[] { "../secret.raw", "link.raw",
				folder.resolve("secret.raw").toString() }) {
			final Path header = file(SMALL + "ElementDataFile = " + name + "\n", new byte[0]);
			assertEquals(7, Voxelwise.bytes(MetaImageReader.read(header, DataAccess.ANYWHERE))[0]);
		}
	}

	@Test
	void aHeaderThatIsALinkMeansTheFolderInWhichItIsFound() throws IOException {
		makeSecret();
		final Path target = Files.writeString(folder.resolve("target.mhd"), SMALL + "ElementDataFile = secret.raw\n");
		final Path link = Files.createSymbolicLink(folder.resolve("folder/link.mhd"), target);
		assertThrows(UserError.class, () -> MetaImageReader.read(link));
		Files.write(folder.resolve("folder/secret.raw"), new byte[16]);
		assertEquals(0, Voxelwise.bytes(MetaImageReader.read(link))[0]);
	}

	@Test
	void namesThatAreNoDataFilesAreRefused() throws IOException {
		Files.createDirectories(folder.resolve("folder/below"));
		assertTrue(refused(SMALL + "ElementDataFile = below\n", new byte[0]).contains(folder.toString()));
		assertTrue(refused(SMALL + "ElementDataFile = none.raw\n", new byte[0]).contains("does not exist"));
		assertTrue(refused(SMALL + "ElementDataFile = a\u0000b\n", new byte[0])
				.contains("which is not a valid file name"));
		assertTrue(refused(SMALL + "ElementDataFile = \n", new byte[0]).contains("has no ElementDataFile"));
	}

	@Test
	void listsThatLeadInCirclesOrEndEarlyAreRefused() throws IOException {
		final String volume = "NDims = 3\nDimSize = 4 4 3\nElementType = MET_UCHAR\n";
		Files.createDirectories(folder.resolve("folder"));
		Files.write(folder.resolve("folder/s1.raw"), new byte[16]);
		Files.write(folder.resolve("folder/s2.raw"), new byte[16]);
		assertTrue(refused(volume + "ElementDataFile = image.mha\n", new byte[64])
				.contains("is a MetaImage with its own header"));
		assertTrue(refused(volume + "ElementDataFile = LIST\nimage.mha\nimage.mha\nimage.mha", new byte[64])
				.contains("is a MetaImage with its own header"));
		assertTrue(refused(volume + "ElementDataFile = LIST\ns1.raw\ns2.raw\n", new byte[0])
				.contains("lists 2 data files, but its DimSize asks for 3"));
		assertTrue(refused(volume.replace("4 4 3", "4 4 99999999999") + "ElementDataFile = LIST\ns1.raw\ns1.raw\n",
				new byte[0]).contains("lists 2"));
		assertTrue(refused(volume + "ElementDataFile = s%d.raw 1 3 0\n", new byte[0])
				.contains("its step is not positive"));
		assertTrue(refused(volume + "ElementDataFile = s%d.raw 1 3 -1\n", new byte[0])
				.contains("its step is not positive"));
		assertTrue(
				refused(volume + "ElementDataFile = s%d.raw 1 2 1\n", new byte[0]).contains("end before the 3 files"));
		assertTrue(refused(volume + "ElementDataFile = s%d.raw\n", new byte[0]).contains("s3.raw"));
		assertTrue(
				refused(volume + "ElementDataFile = s%999999999d.raw 1 3 1\n", new byte[0]).contains("does not exist"));
	}

	@Test
	void anImageThatJavaCannotHoldIsAnErrorBeforeItIsTried() throws IOException {
		final String header = "NDims = 3\nDimSize = 16777216 1024 1024\nElementType = MET_DOUBLE\nElementDataFile = big.raw\n";
		final Path file = file(header, new byte[0]);
		// A sparse file of a size that no disk here has.
		try (var channel = Files.newByteChannel(file.resolveSibling("big.raw"),
				java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE,
				java.nio.file.StandardOpenOption.SPARSE)) {
			channel.position(1L << 43);
			channel.write(java.nio.ByteBuffer.allocate(0));
		}
		assertThrows(UserError.class, () -> MetaImageReader.read(file));
		final UserError error = assertThrows(UserError.class,
				() -> Storage.allocate(ElementType.DOUBLE, 1 << 24, 1 << 10, 1 << 10));
		assertTrue(error.getMessage().contains(" GB "));
	}

	private void makeSecret() throws IOException {
		final byte[] secret = new byte[16];
		Arrays.fill(secret, (byte) 7);
		Files.write(folder.resolve("secret.raw"), secret);
		Files.createDirectories(folder.resolve("folder/below"));
		Files.createSymbolicLink(folder.resolve("folder/link.raw"), folder.resolve("secret.raw"));
		Files.createSymbolicLink(folder.resolve("folder/up"), folder);
	}

	@ParameterizedTest
	@ValueSource(strings = { "zlib", "gzip", "nifti" })
	void noFlippedBitOfPackedVoxelsGivesOtherVoxels(final String kind) throws IOException {
		final short[] voxels = new short[400];
		for (int i = 0; i < 400; i++) voxels[i] = (short) (i % 37 - i / 20);
		final ByteBuffer nifti = ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 20, 20, 1, voxels);
		final byte[] data = kind.equals("zlib")
				? deflated(nifti.array())
				: Files.readAllBytes(ImageKinds.gzip(folder.resolve("packed"), nifti));
		final String header = "NDims = 1\nDimSize = " + nifti.capacity()
				+ "\nElementType = MET_UCHAR\nCompressedData = True\nElementDataFile = LOCAL\n";
		String whole = "";
		int refused = 0;
		for (int bit = 0; bit <= 8 * data.length; bit++) {
			final byte[] changed = data.clone();
			if (bit > 0) changed[(bit - 1) / 8] ^= 1 << (bit - 1) % 8;
			final Path file = kind.equals("nifti")
					? Files.write(folder.resolve("a.nii.gz"), changed)
					: file(header, changed);
			try {
				final StringBuilder read = new StringBuilder();
				for (final FloatType value : Views.flatIterable(ImageFiles.read(file).asFloats()))
					read.append(value.get()).append(' ');
				if (bit == 0) whole = read.toString();
				assertEquals(whole, read.toString(), "bit " + bit);
			} catch (final UserError e) {
				assertTrue(bit > 0, e.getMessage());
				refused++;
			}
		}
		assertTrue(refused > 6 * data.length, refused + " of " + 8 * data.length);
	}

	private Path file(final String header, final byte[] voxels) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(header.getBytes(StandardCharsets.ISO_8859_1));
		out.write(voxels);
		return Files.write(Files.createDirectories(folder.resolve("folder")).resolve("image.mha"), out.toByteArray());
	}

	private String refused(final String header, final byte[] voxels) throws IOException {
		final Path file = file(header, voxels);
		final String message = assertThrows(UserError.class, () -> MetaImageReader.read(file)).getMessage();
		assertTrue(message.contains(file.toString()), message);
		assertTrue(message.matches("(?s).+[:;] .+\\."), message);
		return message;
	}

	private static byte[] deflated(final byte[] bytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
			deflater.write(bytes);
		}
		return out.toByteArray();
	}
}
