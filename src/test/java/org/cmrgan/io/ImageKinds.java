/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes small files of other kinds byte by byte, as their standards have them. */
public final class ImageKinds {
	private ImageKinds() {}

	/** A NIfTI-1 file of signed 16-bit numbers; the header is the caller's to change. */
	public static ByteBuffer nifti1(final ByteOrder order, final int width, final int height, final int depth,
			final short... voxels) {
		final ByteBuffer out = ByteBuffer.allocate(352 + 2 * voxels.length).order(order);
		out.putInt(0, 348);
		final int[] dim = { 3, width, height, depth, 1, 1, 1, 1 };
		for (int i = 0; i < 8; i++) out.putShort(40 + 2 * i, (short) dim[i]);
		out.putShort(70, (short) 4).putShort(72, (short) 16);
		final float[] pixdim = { 1, 1.5f, 1.25f, 8, 0, 0, 0, 0 };
		for (int i = 0; i < 8; i++) out.putFloat(76 + 4 * i, pixdim[i]);
		out.putFloat(108, 352).put(123, (byte) 2);
		out.position(344);
		out.put("n+1".getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < voxels.length; i++) out.putShort(352 + 2 * i, voxels[i]);
		return out;
	}

	/** The same as NIfTI-2, of 32-bit floats, little-endian. */
	static ByteBuffer nifti2(final int width, final int height, final float... voxels) {
		final ByteBuffer out = ByteBuffer.allocate(544 + 4 * voxels.length).order(ByteOrder.LITTLE_ENDIAN);
		out.putInt(0, 540).put(4, (byte) 'n').put(5, (byte) '+').put(6, (byte) '2');
		out.putShort(12, (short) 16).putShort(14, (short) 32);
		final long[] dim = { 2, width, height, 1, 1, 1, 1, 1 };
		for (int i = 0; i < 8; i++) out.putLong(16 + 8 * i, dim[i]);
		final double[] pixdim = { 1, 0.15, 0.125, 0.8 };
		for (int i = 0; i < 4; i++) out.putDouble(104 + 8 * i, pixdim[i]);
		out.putLong(168, 544).putInt(500, 2);
		for (int i = 0; i < voxels.length; i++) out.putFloat(544 + 4 * i, voxels[i]);
		return out;
	}

	public static Path write(final Path file, final ByteBuffer bytes) throws IOException {
		return Files.write(file, bytes.array());
	}

	public static Path gzip(final Path file, final ByteBuffer bytes) throws IOException {
		try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
			out.write(bytes.array());
		}
		return file;
	}

	/** A DICOM file that grows element by element, in the order of their tags. */
	static final class Dicom {
		private final ByteArrayOutputStream out = new ByteArrayOutputStream();
		private final boolean explicit;
		private final ByteOrder order;

		/** @param syntax the last part of 1.2.840.10008.1.2, such as "" or ".1" */
		Dicom(final String syntax) {
			out.writeBytes(new byte[128]);
			out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
			explicit = true;
			order = ByteOrder.LITTLE_ENDIAN;
			text(0x00020010, "UI", "1.2.840.10008.1.2" + syntax);
		}

		private Dicom(final Dicom begun, final boolean explicit, final ByteOrder order) {
			out.writeBytes(begun.out.toByteArray());
			this.explicit = explicit;
			this.order = order;
		}

		static Dicom of(final String syntax) {
			return new Dicom(new Dicom(syntax), !syntax.isEmpty(),
					syntax.equals(".2") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		}

		Dicom text(final int tag, final String kind, final String value) {
			final byte[] bytes = (value.length() % 2 == 0 ? value : value + (kind.equals("UI") ? "\0" : " "))
					.getBytes(StandardCharsets.US_ASCII);
			return element(tag, kind, bytes.length, bytes);
		}

		Dicom whole(final int tag, final int value) {
			return element(tag, "US", 2, ByteBuffer.allocate(2).order(order).putShort((short) value).array());
		}

		/** A sequence of undefined length with an item that has another in it. */
		Dicom sequence(final int tag) {
			element(tag, "SQ", -1, new byte[0]);
			item(0xfffee000, -1);
			text(0x00280030, "DS", "9\\9");
			element(0x00081140, "SQ", -1, new byte[0]);
			item(0xfffee000, 4);
			out.writeBytes(new byte[4]);
			item(0xfffee0dd, 0);
			item(0xfffee00d, 0);
			item(0xfffee0dd, 0);
			return this;
		}

		private void item(final int tag, final int length) {
			out.writeBytes(ByteBuffer.allocate(8).order(order).putShort((short) (tag >>> 16)).putShort((short) tag)
					.putInt(length).array());
		}

		Dicom pixels(final short... values) {
			final ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(order);
			for (final short value : values) bytes.putShort(value);
			return element(0x7fe00010, "OW", bytes.capacity(), bytes.array());
		}

		private Dicom element(final int tag, final String kind, final int length, final byte[] value) {
			final ByteBuffer head = ByteBuffer.allocate(12).order(order).putShort((short) (tag >>> 16))
					.putShort((short) tag);
			if (explicit) {
				head.put(kind.getBytes(StandardCharsets.US_ASCII));
				if (kind.equals("OW") || kind.equals("SQ")) head.putShort((short) 0).putInt(length);
				else
					head.putShort((short) length);
			} else
				head.putInt(length);
			out.write(head.array(), 0, head.position());
			out.writeBytes(value);
			return this;
		}

		Path write(final Path file) throws IOException {
			return Files.write(file, out.toByteArray());
		}
	}

	/** A slice of 3 x 2 signed pixels in an oblique plane, at a distance in mm along its normal. */
	static Dicom slice(final String syntax, final int instance, final double along, final short... pixels) {
		final double c = 0.8;
		final double s = 0.6;
		return Dicom.of(syntax).text(DicomFile.DESCRIPTION, "LO", "T1 map").text(DicomFile.THICKNESS, "DS", "6")
				.sequence(0x00181000).text(DicomFile.SERIES, "UI", "1.2.3")
				.text(DicomFile.INSTANCE, "IS", Integer.toString(instance))
				.text(DicomFile.POSITION, "DS",
						String.format(Locale.ROOT, "%s\\%s\\%s", 10.0, 20 - s * along, 30 + c * along))
				.text(DicomFile.ORIENTATION, "DS", "1\\0\\0\\0\\" + c + "\\" + s).whole(DicomFile.SAMPLES, 1)
				.text(DicomFile.PHOTOMETRIC, "CS", "MONOCHROME2").whole(DicomFile.ROWS, 2).whole(DicomFile.COLUMNS, 3)
				.text(DicomFile.PIXEL_SPACING, "DS", "1.25\\1.5").whole(DicomFile.BITS_ALLOCATED, 16)
				.whole(DicomFile.BITS_STORED, 12).whole(DicomFile.HIGH_BIT, 11).whole(DicomFile.SIGNED, 1)
				.pixels(pixels);
	}

	static short[] ramp(final int count, final int first) {
		final short[] out = new short[count];
		for (int i = 0; i < count; i++) out[i] = (short) (first + i);
		return out;
	}

	/** All numbers of an image in the order of its axes. */
	static double[] values(final MetaImage image) {
		final float[] out = new float[(int) Arrays.stream(image.dimensions()).reduce(1, (a, b) -> a * b)];
		int i = 0;
		for (final net.imglib2.type.numeric.real.FloatType value : net.imglib2.view.Views
				.flatIterable(image.asFloats()))
			out[i++] = value.get();
		final double[] wide = new double[out.length];
		for (int k = 0; k < out.length; k++) wide[k] = out[k];
		return wide;
	}
}
