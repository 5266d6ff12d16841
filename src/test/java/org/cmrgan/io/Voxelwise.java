/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

/** Images to test with, and what is in them. */
final class Voxelwise {
	private Voxelwise() {}

	/** An image of any bits, the extremes among them; real numbers are all finite. */
	static MetaImage random(final ElementType type, final int channels, final long seed, final long... size) {
		final long[] all = java.util.Arrays.copyOf(size, size.length + (channels > 1 ? 1 : 0));
		if (channels > 1) all[size.length] = channels;
		final Img<? extends RealType<?>> image = Storage.allocate(type, all).image();
		final Random random = new Random(seed);
		final Cursor<? extends RealType<?>> cursor = image.cursor();
		while (cursor.hasNext()) set(cursor.next(), random);
		final double[] spacing = random.doubles(size.length, 0.1, 9).toArray();
		final Geometry geometry = Geometry.of(spacing).withOrigin(random.doubles(size.length, -200, 200).toArray());
		return new MetaImage(image, type, channels, geometry, java.util.EnumSet.allOf(GeometryPart.class),
				java.util.Map.of());
	}

	private static void set(final RealType<?> voxel, final Random random) {
		if (voxel instanceof IntegerType)
			((IntegerType<?>) voxel).setInteger(random.nextInt(8) == 0 ? -1 : random.nextLong() >> random.nextInt(64));
		else
			voxel.setReal(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
	}

	/** The voxels as little-endian bytes in the order of a file. */
	static byte[] bytes(final MetaImage image) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			Voxels.of(image, WriteOptions.plain()).write(Channels.newChannel(out));
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return out.toByteArray();
	}

	static String sha256(final MetaImage image) {
		try {
			final StringBuilder hex = new StringBuilder();
			for (final byte b : MessageDigest.getInstance("SHA-256").digest(bytes(image)))
				hex.append(String.format("%02x", b));
			return hex.toString();
		} catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}
}
