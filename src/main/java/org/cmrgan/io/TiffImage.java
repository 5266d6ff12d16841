/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;

import org.cmrgan.run.UserError;

import ij.io.FileInfo;

/**
 * A TIFF file of grey slices: its pages, or ImageJ's stack behind a single page. Spacing, unit and calibrated values
 * are those that ImageJ writes; the dots per inch of other programs are the size in print, not that of the heart.
 */
final class TiffImage {
	private static final int CHUNK = 1 << 16;

	private final Path file;
	private final List<FileInfo> pages = new ArrayList<>();
	private final Map<String, String> description = new HashMap<>();
	private final double[] resolution = new double[2];

	private TiffImage(final Path file) {
		this.file = file;
	}

	static boolean is(final byte[] first) {
		if (first.length < Integer.BYTES) return false;
		final int word = ByteBuffer.wrap(first).getInt(0);
		return word == 0x49492a00 || word == 0x4d4d002a;
	}

	/** @throws UserError if it is damaged, or is not a stack of grey images of one size */
	static MetaImage read(final Path file) throws IOException {
		final TiffImage image = new TiffImage(file);
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			return image.read(channel);
		} catch (final EOFException e) {
			throw image.refused("is damaged");
		} catch (final DataFormatException e) {
			throw image.refused(e.getMessage());
		}
	}

	private MetaImage read(final SeekableByteChannel channel) throws IOException, DataFormatException {
		final TiffDirectory directory = new TiffDirectory(channel);
		Optional<FileInfo> next = directory.image();
		for (int page = 0; next.isPresent(); page++) {
			if (page == 0) describe(directory);
			check(next.get());
			pages.add(next.get());
			next = directory.image();
		}
		if (pages.isEmpty()) throw new DataFormatException("has no image");
		final FileInfo first = pages.get(0);
		if (number("channels", 1) > 1) throw colours();
		if (number("frames", 1) > 1)
			throw refused("has " + (int) number("frames", 1) + " moments in time, of which one must be saved alone");
		// ImageJ describes the first page, whose data the pixels of the others follow.
		final int slices = pages.size() > 1 ? pages.size() : (int) Math.max(1, number("images", 1));
		final ElementType type = TiffSlices.type(first).orElseThrow(this::colours);
		final boolean follow = pages.size() == 1 && slices > 1;
		final long bytes = (long) first.width * first.height * type.bytes();
		if (follow && (first.compression != FileInfo.COMPRESSION_NONE
				|| first.longOffset + slices * bytes > channel.size()))
			throw new DataFormatException("ends before its slices do");
		final Storage storage = slices == 1
				? Storage.allocate(type, first.width, first.height)
				: Storage.allocate(type, first.width, first.height, slices);
		final VoxelSink sink = new VoxelSink(type, storage);
		if (follow) copy(channel, first, slices * bytes, sink);
		else
			for (final FileInfo page : pages) copy(page, sink);
		return calibrated(storage);
	}

	private void describe(final TiffDirectory directory) throws IOException, DataFormatException {
		for (int axis = 0; axis < 2; axis++) resolution[axis] = directory.resolution(axis);
		final String text = directory.description();
		if (!text.startsWith("ImageJ=")) return;
		for (final String line : text.split("\n")) {
			final int equals = line.indexOf('=');
			if (equals > 0) description.put(line.substring(0, equals).trim(), line.substring(equals + 1).trim());
		}
	}

	private void check(final FileInfo page) throws DataFormatException {
		if (page.fileType == FileInfo.RGB) throw colours();
		if (pages.isEmpty()) return;
		final FileInfo first = pages.get(0);
		if (page.width != first.width || page.height != first.height || page.fileType != first.fileType)
			throw new DataFormatException("has pages of different sizes or types");
	}

	private static void copy(final SeekableByteChannel channel, final FileInfo first, final long bytes,
			final VoxelSink sink) throws IOException {
		channel.position(first.longOffset);
		final ByteBuffer chunk = ByteBuffer.allocate(CHUNK)
				.order(first.intelByteOrder ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		for (long left = bytes; left > 0; left -= chunk.limit()) {
			chunk.clear().limit((int) Math.min(CHUNK, left));
			while (chunk.hasRemaining()) if (channel.read(chunk) < 0) throw new EOFException();
			chunk.flip();
			sink.take(chunk);
		}
	}

	private void copy(final FileInfo page, final VoxelSink sink) throws IOException, DataFormatException {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			TiffSlices.take(page, new TiffPixels(page).read(in), sink);
		}
	}

	private MetaImage calibrated(final Storage storage) {
		final MetaImage image = values(storage);
		final Optional<double[]> spacing = spacing(image.dimensions().length);
		MetaImage out = image.with(Geometry.of(spacing.orElseGet(() -> ones(image.dimensions().length))));
		out = out.without(GeometryPart.ORIGIN).without(GeometryPart.DIRECTION);
		return spacing.isPresent() ? out : out.without(GeometryPart.SPACING);
	}

	/** ImageJ's calibration function if it is linear, such as that of signed numbers. */
	private MetaImage values(final Storage storage) {
		final MetaImage raw = MetaImage.of(storage.image(), ones(storage.image().numDimensions()));
		final double function = number("cf", -1);
		if (function < 0 || raw.type() == ElementType.FLOAT) return raw;
		if (function != 0)
			throw refused("has calibrated values on no straight line, so that Process>Math must apply them first");
		// ImageJ marks signed numbers by a linear function that undoes their shift.
		if (raw.type() == ElementType.SHORT) return raw;
		return Scaled.of(raw, number("c1", 1), number("c0", 0));
	}

	/** Spacing in mm, if ImageJ wrote a unit of length. */
	private Optional<double[]> spacing(final int axes) {
		final Optional<LengthUnit> unit = LengthUnit.named(description.getOrDefault("unit", ""));
		if (unit.isEmpty() || !(resolution[0] > 0 && resolution[1] > 0)) return Optional.empty();
		final double[] out = ones(axes);
		for (int axis = 0; axis < 2; axis++) out[axis] = unit.get().toMillimetres(1 / resolution[axis]);
		if (axes > 2)
			out[2] = LengthUnit.named(description.getOrDefault("zunit", "")).orElse(unit.get())
					.toMillimetres(Math.abs(number("spacing", 1)));
		return Optional.of(out).filter(s -> java.util.Arrays.stream(s).allMatch(v -> v > 0 && Double.isFinite(v)));
	}

	private static double[] ones(final int n) {
		final double[] out = new double[n];
		java.util.Arrays.fill(out, 1);
		return out;
	}

	private double number(final String key, final double otherwise) {
		try {
			return description.containsKey(key) ? Double.parseDouble(description.get(key)) : otherwise;
		} catch (final NumberFormatException e) {
			throw refused(String.format(Locale.ROOT, "has the description %s=%s", key, description.get(key)));
		}
	}

	private UserError colours() {
		return UserError.of(
				"%s has colours or several channels: give one channel of intensities (Image>Color>Split Channels, or Image>Type>32-bit, then save it).",
				file);
	}

	private UserError refused(final String why) {
		return UserError.of("The TIFF file %s %s: open it in ImageJ and save it again by File>Save As>Tiff.", file,
				why);
	}
}
