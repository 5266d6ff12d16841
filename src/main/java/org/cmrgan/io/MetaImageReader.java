/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;

import net.imglib2.img.Img;
import net.imglib2.img.ImgView;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.cmrgan.run.UserError;

/**
 * Reads MetaImage files: .mha, which contains the voxels, and .mhd, whose voxels are in other files. Every element type
 * is read, in both byte orders, as binary, zlib, gzip or ASCII. Headers are not trusted: the length of each file is
 * checked against the size of the image before memory is allocated, and data files must lie beside their header unless
 * the caller allows others.
 * <p>
 * All methods block until the image is read, and throw {@link UserError} for a file that cannot be read.
 * <p>
 * The format: https://itk.org/Wiki/ITK/MetaIO/Documentation. Where it leaves a question open, MetaIO's behaviour
 * decides.
 */
public final class MetaImageReader {
	/** Fits into the cache of a core, so that decompression and byte order do not go through main memory. */
	private static final int BUFFER = 1 << 17;

	private final DataAccess access;

	private MetaImageReader(final DataAccess access) {
		this.access = access;
	}

	/**
	 * Reads an image whose voxels are in the file itself, or in files beside it.
	 *
	 * @param file .mha or .mhd
	 * @return the image
	 * @throws UserError if there is no such file, or it is not a complete and valid MetaImage
	 */
	public static MetaImage read(final Path file) {
		return read(file, DataAccess.BESIDE_HEADER);
	}

	/**
	 * Reads an image.
	 *
	 * @param file .mha or .mhd
	 * @param access which data files its header may name
	 * @return the image
	 * @throws UserError if there is no such file, or it is not a complete and valid MetaImage
	 */
	public static MetaImage read(final Path file, final DataAccess access) {
		return told(file, () -> new MetaImageReader(access).image(file));
	}

	/**
	 * Reads the header only, without checking that the voxels exist.
	 *
	 * @param file .mha or .mhd
	 * @return the header
	 * @throws UserError if there is no such file, or its header is not valid
	 */
	public static MetaImageHeader header(final Path file) {
		return told(file, () -> {
			try (SeekableByteChannel channel = channel(file)) {
				final Fields fields = new HeaderReader(file, channel).fields();
				return header(Layout.of(file, fields), fields);
			}
		});
	}

	private static <T> T told(final Path file, final Reading<T> reading) {
		try {
			return reading.result();
		} catch (final NoSuchFileException e) {
			throw new UserError("There is no file " + e.getFile() + ": check the path.", e);
		} catch (final AccessDeniedException e) {
			throw new UserError("No permission to read " + e.getFile() + ": ask the owner of the file.", e);
		} catch (final IOException e) {
			throw new UserError("Cannot read " + file + " (" + e.getMessage() + "): check the disk.", e);
		}
	}

	private interface Reading<T> {
		T result() throws IOException;
	}

	private MetaImage image(final Path file) throws IOException {
		final MetaImageHeader header;
		final Layout layout;
		final List<DataPart> parts;
		try (SeekableByteChannel channel = channel(file)) {
			final HeaderReader lines = new HeaderReader(file, channel);
			final Fields fields = lines.fields();
			layout = Layout.of(file, fields);
			header = header(layout, fields);
			parts = new DataParts(layout, access).find(lines);
		}
		return new MetaImage(voxels(layout, parts), header.type(), header.channels(), header.geometry(),
				header.stated(), header.fields());
	}

	private static SeekableByteChannel channel(final Path file) throws IOException {
		if (Files.exists(file) && !Files.isRegularFile(file))
			throw UserError.of("%s is not a file: choose a .mha or .mhd file.", file);
		return Files.newByteChannel(file);
	}

	private static MetaImageHeader header(final Layout layout, final Fields fields) {
		return new MetaImageHeader(layout.type(), layout.size(), layout.channels(),
				GeometryFields.read(fields, layout.axes()), GeometryFields.stated(fields), fields.rest());
	}

	private static Img<? extends RealType<?>> voxels(final Layout layout, final List<DataPart> parts)
			throws IOException {
		final boolean channels = layout.channels() > 1;
		final Storage storage = Storage.allocate(layout.type(), channels ? interleaved(layout) : layout.size());
		final VoxelSink sink = new VoxelSink(layout.type(), storage);
		for (final DataPart part : parts) read(layout, part, sink);
		return channels ? channelsLast(storage.image()) : storage.image();
	}

	private static void read(final Layout layout, final DataPart part, final VoxelSink sink) throws IOException {
		if (part.tiff().isPresent()) {
			part.tiff().get().read(sink);
			return;
		}
		try (SeekableByteChannel channel = open(part)) {
			if (layout.isBinary()) binary(layout, part, channel, sink);
			else
				new AsciiNumbers(channel).read(layout.type(), sink, part.elements());
		} catch (final EOFException e) {
			throw new UserError(part.path() + " ends before the last voxel: copy or write the file again.", e);
		} catch (final ZipException e) {
			throw new UserError("The compressed voxels in " + part.path() + " are damaged (" + e.getMessage()
					+ "): copy or write the file again.", e);
		} catch (final NumberFormatException e) {
			throw new UserError(part.path() + ": the voxel \"" + e.getMessage() + "\" is not a number that "
					+ layout.type().header() + " can hold: correct ElementType or the voxel.", e);
		}
	}

	private static void binary(final Layout layout, final DataPart part, final SeekableByteChannel channel,
			final VoxelSink sink) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER, part.bytes())).order(layout.order());
		try (VoxelBytes bytes = bytes(part, channel)) {
			for (long left = part.bytes(); left > 0; left -= buffer.limit()) {
				buffer.clear().limit((int) Math.min(buffer.capacity(), left));
				bytes.read(buffer);
				buffer.flip();
				sink.take(buffer);
			}
			bytes.finish();
		}
	}

	private static VoxelBytes bytes(final DataPart part, final SeekableByteChannel channel) throws IOException {
		if (!part.isCompressed()) return new RawBytes(channel);
		if (isGzip(channel)) return new GzipBytes(channel);
		final long length = channel.size() - channel.position();
		return new InflatedBytes(channel, ByteBuffer.allocateDirect((int) Math.min(BUFFER, length)));
	}

	/** Does not move the channel. The first byte of a zlib stream ends in 8, so the two formats cannot be confused. */
	private static boolean isGzip(final SeekableByteChannel channel) throws IOException {
		final long begin = channel.position();
		final ByteBuffer two = ByteBuffer.allocate(2);
		channel.read(two);
		channel.position(begin);
		return two.get(0) == 0x1f && two.get(1) == (byte) 0x8b;
	}

	private static SeekableByteChannel open(final DataPart part) throws IOException {
		final SeekableByteChannel channel = Files.newByteChannel(part.path(), Set.of(StandardOpenOption.READ));
		channel.position(part.first());
		return channel;
	}

	private static long[] interleaved(final Layout layout) {
		final long[] out = new long[layout.axes() + 1];
		out[0] = layout.channels();
		for (int axis = 0; axis < layout.axes(); axis++) out[axis + 1] = layout.size(axis);
		return out;
	}

	private static <T extends RealType<T>> Img<T> channelsLast(final Img<? extends RealType<?>> interleaved) {
		@SuppressWarnings("unchecked")
		final Img<T> image = (Img<T>) interleaved;
		return ImgView.wrap(Views.moveAxis(image, 0, image.numDimensions() - 1), image.factory());
	}
}
