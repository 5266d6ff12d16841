/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;

import ij.io.FileInfo;
import ij.io.TiffDecoder;

/**
 * The images of a TIFF file (6.0, strips), in the form of ImageJ's pixel reader. ImageJ's own decoder of these tables
 * follows loops forever and allocates memory by numbers in the file. Here no number is trusted: no array is longer than
 * the file, no table is read twice, and strips lie within the file without overlaps.
 */
final class TiffDirectory {
	private static final int HEADER = 8;
	private static final int ENTRY = 12;
	private static final int MOST_ENTRIES = 1000;
	/** Bytes of a value by its type in the file; 0 for types that do not matter for pixels. */
	private static final int[] BYTES = { 0, 1, 0, 2, 4 };

	/** Largest expansion of a packed byte, for any compression. */
	private static final double LEAST_PACKED = 4096;
	/** Bytes of a value of each type there is. */
	private static final int[] SIZES = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };
	private static final int ASCII = 2;
	private static final int RATIONAL = 5;
	private static final int PLANAR = 2;
	private static final int DIFFERENCES = 2;

	private final SeekableByteChannel channel;
	private final long length;
	private final ByteOrder order;
	private final Set<Long> seen = new HashSet<>();
	private Map<Integer, ByteBuffer> last = Map.of();
	private long next;
	private long stored;

	/** @param channel of a file that begins like a TIFF; not closed by this */
	TiffDirectory(final SeekableByteChannel channel) throws IOException {
		this.channel = channel;
		length = channel.size();
		order = bytes(0, HEADER, ByteOrder.BIG_ENDIAN).getShort(0) == 0x4949
				? ByteOrder.LITTLE_ENDIAN
				: ByteOrder.BIG_ENDIAN;
		next = bytes(0, HEADER, order).getInt(Integer.BYTES) & 0xffffffffL;
	}

	/**
	 * The next image; empty after the last one.
	 *
	 * @throws DataFormatException with a description of the damage
	 */
	Optional<FileInfo> image() throws IOException, DataFormatException {
		return next == 0 ? Optional.empty() : Optional.of(image(table()));
	}

	/**
	 * Reads the tables of all images.
	 *
	 * @throws DataFormatException if they are circular, or if one claims more than the file contains
	 */
	void requireEnd() throws IOException, DataFormatException {
		while (next != 0) {
			final Map<Integer, ByteBuffer> tags = table();
			for (final ByteBuffer entry : tags.values()) {
				final int type = entry.getShort(2);
				final int bytes = type > 0 && type < SIZES.length ? SIZES[type] : 1;
				if ((entry.getInt(4) & 0xffffffffL) * bytes > length) throw new DataFormatException("is damaged");
			}
			requirePixels(tags);
		}
	}

	/** Memory is allocated only for as many pixels as the file can contain. */
	private void requirePixels(final Map<Integer, ByteBuffer> tags) throws IOException, DataFormatException {
		final long[] bits = numbers(tags, TiffDecoder.BITS_PER_SAMPLE, Integer.MAX_VALUE);
		final double bytes = (bits.length == 0 ? 1 : bits[0]) / 8.0 * number(tags, TiffDecoder.IMAGE_WIDTH, 0)
				* number(tags, TiffDecoder.IMAGE_LENGTH, 0) * number(tags, TiffDecoder.SAMPLES_PER_PIXEL, 1);
		final boolean plain = number(tags, TiffDecoder.COMPRESSION, 1) == 1;
		if (bytes > (plain ? 1.0 : LEAST_PACKED) * length) throw new DataFormatException("ends before the last pixel");
	}

	/** The entries of the next table by their tags. */
	private Map<Integer, ByteBuffer> table() throws IOException, DataFormatException {
		if (!seen.add(next)) throw new DataFormatException("is damaged");
		final int entries = bytes(next, Short.BYTES, order).getShort(0) & 0xffff;
		if (entries > MOST_ENTRIES) throw new DataFormatException("is damaged");
		final ByteBuffer table = bytes(next + Short.BYTES, entries * ENTRY + Integer.BYTES, order);
		final Map<Integer, ByteBuffer> tags = new HashMap<>();
		for (int i = 0; i < entries; i++) {
			table.limit((i + 1) * ENTRY).position(i * ENTRY);
			tags.put(table.getShort(i * ENTRY) & 0xffff, table.slice().order(order));
		}
		table.clear();
		next = table.getInt(entries * ENTRY) & 0xffffffffL;
		last = tags;
		return tags;
	}

	/** The description of the last image; empty if there is none. */
	String description() throws IOException, DataFormatException {
		final ByteBuffer entry = last.get(TiffDecoder.IMAGE_DESCRIPTION);
		if (entry == null) return "";
		final long count = entry.getInt(4) & 0xffffffffL;
		if (entry.getShort(2) != ASCII || count > length) throw new DataFormatException("is damaged");
		final ByteBuffer text = count <= Integer.BYTES
				? (ByteBuffer) entry.duplicate().position(8)
				: bytes(entry.getInt(8) & 0xffffffffL, (int) count, order);
		final byte[] out = new byte[(int) count];
		text.get(out);
		return new String(out, StandardCharsets.UTF_8).replace("\0", "");
	}

	/** Pixels per unit of length along an axis of the last image, 0 or 1; 0 if unknown. */
	double resolution(final int axis) throws IOException {
		final ByteBuffer entry = last.get(axis == 0 ? TiffDecoder.X_RESOLUTION : TiffDecoder.Y_RESOLUTION);
		if (entry == null || entry.getShort(2) != RATIONAL || entry.getInt(4) != 1) return 0;
		final ByteBuffer ratio = bytes(entry.getInt(8) & 0xffffffffL, 2 * Integer.BYTES, order);
		final double below = ratio.getInt(Integer.BYTES) & 0xffffffffL;
		return below == 0 ? 0 : (ratio.getInt(0) & 0xffffffffL) / below;
	}

	private FileInfo image(final Map<Integer, ByteBuffer> tags) throws IOException, DataFormatException {
		final FileInfo info = new FileInfo();
		info.width = (int) number(tags, TiffDecoder.IMAGE_WIDTH, 0);
		info.height = (int) number(tags, TiffDecoder.IMAGE_LENGTH, 0);
		if (info.width < 1 || info.height < 1) throw new DataFormatException("is damaged");
		info.intelByteOrder = order == ByteOrder.LITTLE_ENDIAN;
		info.samplesPerPixel = (int) number(tags, TiffDecoder.SAMPLES_PER_PIXEL, 1);
		info.fileType = pixelType(tags, info.samplesPerPixel);
		info.compression = compression(tags, info.fileType);
		info.rowsPerStrip = (int) Math.min(number(tags, TiffDecoder.ROWS_PER_STRIP, info.height), info.height);
		if (info.rowsPerStrip < 1) throw new DataFormatException("is damaged");
		setStrips(info, tags);
		return info;
	}

	private int pixelType(final Map<Integer, ByteBuffer> tags, final int samples)
			throws IOException, DataFormatException {
		final long[] bits = numbers(tags, TiffDecoder.BITS_PER_SAMPLE, 3);
		final long format = number(tags, TiffDecoder.SAMPLE_FORMAT, 1);
		final boolean planar = number(tags, TiffDecoder.PLANAR_CONFIGURATION, 1) == PLANAR;
		final long first = bits.length == 0 ? 1 : bits[0];
		if (samples == 3 && first == 8 && !planar) return FileInfo.RGB;
		if (samples == 1 && first == 8) return FileInfo.GRAY8;
		if (samples == 1 && first == 16 && format <= 2)
			return format == 2 ? FileInfo.GRAY16_SIGNED : FileInfo.GRAY16_UNSIGNED;
		if (samples == 1 && first == 32 && format == 3) return FileInfo.GRAY32_FLOAT;
		throw new DataFormatException("holds neither 8 or 16 bits, nor floats, nor RGB");
	}

	private int compression(final Map<Integer, ByteBuffer> tags, final int pixelType)
			throws IOException, DataFormatException {
		final long word = number(tags, TiffDecoder.COMPRESSION, 1);
		final long predictor = number(tags, TiffDecoder.PREDICTOR, 1);
		final boolean differences = predictor == DIFFERENCES && word != 1;
		if (word != 1 && (predictor > DIFFERENCES || differences && pixelType == FileInfo.GRAY32_FLOAT))
			throw new DataFormatException("has an unsupported compression");
		switch ((int) word) {
			case 1 :
				return FileInfo.COMPRESSION_NONE;
			case 5 :
				return differences ? FileInfo.LZW_WITH_DIFFERENCING : FileInfo.LZW;
			case 8 :
			case 32946 :
				return differences ? FileInfo.ZIP_WITH_DIFFERENCING : FileInfo.ZIP;
			case 32773 :
				if (!differences) return FileInfo.PACK_BITS;
				throw new DataFormatException("has an unsupported compression");
			default :
				throw new DataFormatException("has an unsupported compression");
		}
	}

	private void setStrips(final FileInfo info, final Map<Integer, ByteBuffer> tags)
			throws IOException, DataFormatException {
		if (Integer.MAX_VALUE / info.width / info.height < 4)
			throw new DataFormatException("is larger than ImageJ can read");
		final int strips = (info.height - 1) / info.rowsPerStrip + 1;
		final long[] offsets = numbers(tags, TiffDecoder.STRIP_OFFSETS, strips);
		long[] lengths = numbers(tags, TiffDecoder.STRIP_BYTE_COUNT, strips);
		final boolean plain = info.compression == FileInfo.COMPRESSION_NONE;
		// Old writers of a single strip omit its length.
		if (lengths.length == 0 && plain && strips == 1) lengths = new long[] { stripBytes(info, 0) };
		if (offsets.length != strips || lengths.length != strips)
			throw new DataFormatException("has tiles or too few strips");
		info.stripOffsets = new int[strips];
		info.stripLengths = new int[strips];
		for (int i = 0; i < strips; i++) {
			final long wanted = stripBytes(info, i);
			if (plain && lengths[i] >= wanted) lengths[i] = wanted;
			if (wanted > limit(info, lengths[i]) || offsets[i] + lengths[i] > length)
				throw new DataFormatException("ends before the last pixel");
			if (i > 0 && offsets[i] < offsets[i - 1] + lengths[i - 1])
				throw new DataFormatException("has strips out of order");
			// Assumptions of ImageJ.
			if (i > 0 && info.fileType == FileInfo.GRAY8 && plain && offsets[i] != offsets[i - 1] + lengths[i - 1])
				throw new DataFormatException("has strips that are not contiguous");
			info.stripOffsets[i] = (int) offsets[i];
			info.stripLengths[i] = (int) lengths[i];
			stored += lengths[i];
		}
		info.offset = info.stripOffsets[0];
		info.longOffset = offsets[0];
		if (stored > length) throw new DataFormatException("uses bytes twice");
	}

	/** Bytes of a strip after unpacking. */
	static long stripBytes(final FileInfo info, final int strip) {
		final long rows = Math.min(info.rowsPerStrip, info.height - (long) strip * info.rowsPerStrip);
		final int bytes = info.fileType == FileInfo.RGB ? 3 : info.getBytesPerPixel();
		return rows * info.width * bytes;
	}

	/** The largest size to which that many bytes can be unpacked. */
	private static long limit(final FileInfo info, final long packed) {
		switch (info.compression) {
			case FileInfo.COMPRESSION_NONE :
				return packed;
			case FileInfo.PACK_BITS :
				// A run of 128 from two bytes.
				return 64 * packed;
			case FileInfo.ZIP :
			case FileInfo.ZIP_WITH_DIFFERENCING :
				return DataPart.DEFLATE_LIMIT * packed;
			default :
				// A code has at least one byte, and expands to at most as many bytes as there are codes.
				return 4096 * packed;
		}
	}

	private long number(final Map<Integer, ByteBuffer> tags, final int tag, final long otherwise)
			throws IOException, DataFormatException {
		final long[] values = numbers(tags, tag, Integer.MAX_VALUE);
		return values.length == 0 ? otherwise : values[0];
	}

	/** The values of a tag, none if it is missing. */
	private long[] numbers(final Map<Integer, ByteBuffer> tags, final int tag, final int most)
			throws IOException, DataFormatException {
		final ByteBuffer entry = tags.get(tag);
		if (entry == null) return new long[0];
		final int type = entry.getShort(2);
		final int bytes = type > 0 && type < BYTES.length ? BYTES[type] : 0;
		final long count = entry.getInt(4) & 0xffffffffL;
		if (bytes == 0 || count > most || count * bytes > length) throw new DataFormatException("is damaged");
		final int size = (int) count * bytes;
		final ByteBuffer values = size <= Integer.BYTES
				? (ByteBuffer) entry.duplicate().order(order).position(8)
				: bytes(entry.getInt(8) & 0xffffffffL, size, order);
		final ByteBuffer from = values.slice().order(order);
		final long[] out = new long[(int) count];
		for (int i = 0; i < out.length; i++) {
			if (bytes == 1) out[i] = from.get(i) & 0xff;
			else
				out[i] = bytes == 2 ? from.getShort(2 * i) & 0xffff : from.getInt(4 * i) & 0xffffffffL;
		}
		return out;
	}

	private ByteBuffer bytes(final long at, final int count, final ByteOrder byteOrder) throws IOException {
		final ByteBuffer out = ByteBuffer.allocate(count).order(byteOrder);
		channel.position(at);
		while (out.hasRemaining()) if (channel.read(out) < 0) throw new EOFException();
		out.flip();
		return out;
	}
}
