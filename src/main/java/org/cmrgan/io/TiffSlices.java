package org.cmrgan.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.cmrgan.run.UserError;

import ij.io.FileInfo;
import ij.io.ImageReader;
import ij.io.TiffDecoder;

/** Voxels in a TIFF file, as some headers list them; read by ImageJ. */
final class TiffSlices {
	private final Layout layout;
	private final DataPart part;

	TiffSlices(final Layout layout, final DataPart part) {
		this.layout = layout;
		this.part = part;
	}

	/** True for a file that is called a TIFF and begins like one. */
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

	/**
	 * Reads all images of the file.
	 *
	 * @throws UserError if they are not of the header's size and type, or damaged
	 */
	void read(final VoxelSink sink) throws IOException {
		final Path file = part.path();
		final String folder = file.getParent() + file.getFileSystem().getSeparator();
		try {
			final FileInfo[] images = new TiffDecoder(folder, file.getFileName().toString()).getTiffInfo();
			if (images == null) throw refused("is damaged", null);
			long left = part.elements();
			for (final FileInfo info : images) left = read(info, left, sink);
			if (left > 0) throw refused("has too few slices", null);
		} catch (final IndexOutOfBoundsException | NegativeArraySizeException | NullPointerException
				| ArithmeticException
				| ClassCastException | OutOfMemoryError e) {
			// What ImageJ's reader throws at files that lie.
			throw refused("is damaged", e);
		}
	}

	private long read(final FileInfo info, final long wanted, final VoxelSink sink) throws IOException {
		checkPlane(info);
		final long plane = (long) info.width * info.height * layout.channels();
		long left = wanted;
		for (int i = 0; i < Math.max(1, info.nImages) && left > 0; i++) {
			if (plane > left) throw refused("is not of the header's size", null);
			try (InputStream in = new BufferedInputStream(Files.newInputStream(part.path()))) {
				final Object pixels = new ImageReader(info).readPixels(in,
						info.getOffset() + i * (plane * layout.type().bytes() + info.gapBetweenImages));
				if (pixels == null) throw refused("is damaged", null);
				take(info, pixels, sink);
			}
			left -= plane;
		}
		return left;
	}

	private void checkPlane(final FileInfo info) {
		final boolean size = info.width == layout.size(0) && (layout.axes() == 1 || info.height == layout.size(1))
				&& info.height > 0;
		if (!size) throw refused("is not of the header's size", null);
		if (!type(info).equals(Optional.of(layout.type()))
				|| layout.channels() != (info.fileType == FileInfo.RGB ? 3 : 1))
			throw refused("is not of the header's ElementType", null);
	}

	private static Optional<ElementType> type(final FileInfo info) {
		switch (info.fileType) {
			case FileInfo.GRAY16_UNSIGNED :
				return Optional.of(ElementType.USHORT);
			case FileInfo.GRAY16_SIGNED :
				return Optional.of(ElementType.SHORT);
			case FileInfo.GRAY32_FLOAT :
				return Optional.of(ElementType.FLOAT);
			case FileInfo.GRAY8 :
			case FileInfo.COLOR8 :
			case FileInfo.RGB :
				return Optional.of(ElementType.UCHAR);
			default :
				return Optional.empty();
		}
	}

	private void take(final FileInfo info, final Object pixels, final VoxelSink sink) {
		if (info.fileType == FileInfo.RGB) {
			for (final int colour : (int[]) pixels)
				for (int shift = 16; shift >= 0; shift -= 8) sink.take((long) colour >> shift);
			return;
		}
		// ImageJ has moved signed pixels up to be unsigned.
		if (info.fileType == FileInfo.GRAY16_SIGNED)
			for (int i = 0; i < ((short[]) pixels).length; i++) ((short[]) pixels)[i] ^= Short.MIN_VALUE;
		sink.takeArray(pixels);
	}

	private UserError refused(final String why, final Throwable cause) {
		return new UserError(
				"The TIFF file " + part.path() + " " + why + ", so that it cannot be part of " + layout.file()
						+ ": correct the header or the list.",
				cause);
	}
}
