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
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DataFormatException;

import org.cmrgan.run.UserError;

import ij.io.FileInfo;

/** Voxels in a TIFF file, which some headers list. ImageJ reads its pixels after all tables were checked. */
final class TiffSlices {
	private final Layout layout;
	private final Path file;
	private final List<FileInfo> images = new ArrayList<>();

	/**
	 * @param elements numbers to read from the file
	 * @throws UserError if there are too few images, or if they have another size or type than the header, or are
	 * damaged
	 */
	TiffSlices(final Layout layout, final Path file, final long elements) throws IOException {
		this.layout = layout;
		this.file = file;
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			final TiffDirectory directory = new TiffDirectory(channel);
			for (long left = elements; left > 0;) {
				final FileInfo image = directory.image().orElseThrow(() -> refused("has too few slices"));
				check(image);
				left -= (long) image.width * image.height * layout.channels();
				if (left < 0) throw refused("is not of the header's size");
				images.add(image);
			}
		} catch (final EOFException e) {
			throw refused("is damaged");
		} catch (final DataFormatException e) {
			throw refused(e.getMessage());
		}
	}

	/** True for a file with the extension and the first bytes of a TIFF. */
	static boolean isTiff(final Path file) throws IOException {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (!name.endsWith(".tif") && !name.endsWith(".tiff")) return false;
		final ByteBuffer magic = ByteBuffer.allocate(Integer.BYTES);
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			channel.read(magic);
		}
		final int word = magic.getInt(0);
		return word == 0x49492a00 || word == 0x4d4d002a;
	}

	/** @throws UserError if compressed pixels are damaged */
	void read(final VoxelSink sink) throws IOException {
		for (final FileInfo image : images) {
			try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
				take(image, new TiffPixels(image).read(in), sink);
			} catch (final DataFormatException e) {
				throw refused(e.getMessage());
			}
		}
	}

	private void check(final FileInfo image) {
		if (image.width != layout.size(0) || layout.axes() > 1 && image.height != layout.size(1))
			throw refused("is not of the header's size");
		if (!type(image).equals(Optional.of(layout.type()))
				|| layout.channels() != (image.fileType == FileInfo.RGB ? 3 : 1))
			throw refused("is not of the header's ElementType");
	}

	static Optional<ElementType> type(final FileInfo info) {
		switch (info.fileType) {
			case FileInfo.GRAY16_UNSIGNED :
				return Optional.of(ElementType.USHORT);
			case FileInfo.GRAY16_SIGNED :
				return Optional.of(ElementType.SHORT);
			case FileInfo.GRAY32_FLOAT :
				return Optional.of(ElementType.FLOAT);
			case FileInfo.GRAY8 :
			case FileInfo.RGB :
				return Optional.of(ElementType.UCHAR);
			default :
				return Optional.empty();
		}
	}

	static void take(final FileInfo info, final Object pixels, final VoxelSink sink) {
		if (info.fileType == FileInfo.RGB) {
			for (final int colour : (int[]) pixels)
				for (int shift = 16; shift >= 0; shift -= 8) sink.take((long) colour >> shift);
			return;
		}
		// ImageJ has shifted signed pixels to unsigned ones.
		if (info.fileType == FileInfo.GRAY16_SIGNED)
			for (int i = 0; i < ((short[]) pixels).length; i++) ((short[]) pixels)[i] ^= Short.MIN_VALUE;
		sink.takeArray(pixels);
	}

	private UserError refused(final String why) {
		return UserError.of(
				"The TIFF file %s %s, so it cannot be part of %s: correct the header or the list, or save the TIFF again from ImageJ.",
				file, why, layout.file());
	}
}
