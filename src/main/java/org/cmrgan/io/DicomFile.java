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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cmrgan.run.UserError;

/**
 * One DICOM file: the elements of its outermost level, and where its pixels lie. No length in the file is trusted.
 * Elements that are not needed are skipped, and so are sequences with all their content. Pixels that are compressed are
 * refused with a remedy.
 * <p>
 * The format: DICOM PS3.5, chapter 7 and annex A.
 */
final class DicomFile {
	static final int SERIES = 0x0020000e;
	static final int DESCRIPTION = 0x0008103e;
	static final int INSTANCE = 0x00200013;
	static final int POSITION = 0x00200032;
	static final int ORIENTATION = 0x00200037;
	static final int PIXEL_SPACING = 0x00280030;
	static final int THICKNESS = 0x00180050;
	static final int SLICE_DISTANCE = 0x00180088;
	static final int ROWS = 0x00280010;
	static final int COLUMNS = 0x00280011;
	static final int SAMPLES = 0x00280002;
	static final int PHOTOMETRIC = 0x00280004;
	static final int FRAMES = 0x00280008;
	static final int BITS_ALLOCATED = 0x00280100;
	static final int BITS_STORED = 0x00280101;
	static final int HIGH_BIT = 0x00280102;
	static final int SIGNED = 0x00280103;
	static final int INTERCEPT = 0x00281052;
	static final int SLOPE = 0x00281053;

	private static final int SYNTAX = 0x00020010;
	private static final int PIXELS = 0x7fe00010;
	private static final Set<Integer> KEPT = Set.of(SYNTAX, SERIES, DESCRIPTION, INSTANCE, POSITION, ORIENTATION,
			PIXEL_SPACING, THICKNESS, SLICE_DISTANCE, ROWS, COLUMNS, SAMPLES, PHOTOMETRIC, FRAMES, BITS_ALLOCATED,
			BITS_STORED, HIGH_BIT, SIGNED, INTERCEPT, SLOPE);

	/** Shared and per-frame sequences, in which enhanced files store spacing, position and slope. */
	private static final Set<Integer> FUNCTIONAL_GROUPS = Set.of(0x52009229, 0x52009230);
	/** Tables that replace slope and intercept. */
	private static final int MODALITY_TABLE = 0x00283000;

	private static final int PREAMBLE = 128;
	private static final int META_GROUP = 0x0002;
	private static final int ITEM = 0xfffee000;
	private static final int ITEM_END = 0xfffee00d;
	private static final int SEQUENCE_END = 0xfffee0dd;
	private static final long UNDEFINED = 0xffffffffL;
	/** Value representations with a length of four bytes after two reserved ones. */
	private static final Set<String> LONG_LENGTH = Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN",
			"UR", "UT", "UV");
	private static final Set<String> SHORT_LENGTH = Set.of("AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS",
			"LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US");
	private static final int LONGEST_VALUE = 1024;
	private static final int DEEPEST = 32;

	/** The transfer syntaxes of archives, by their last numbers. */
	private static final Map<String, String> PACKED = Map.of("1.2.1.99", "deflated", "1.2.5", "compressed as RLE",
			"1.2.4.50", "compressed as JPEG", "1.2.4.51", "compressed as JPEG", "1.2.4.57",
			"compressed as lossless JPEG", "1.2.4.70", "compressed as lossless JPEG", "1.2.4.80",
			"compressed as JPEG-LS", "1.2.4.81", "compressed as JPEG-LS", "1.2.4.90", "compressed as JPEG 2000",
			"1.2.4.91", "compressed as JPEG 2000");
	private static final String DICOM = "1.2.840.10008.";
	private static final String IMPLICIT = "1.2.840.10008.1.2";
	private static final String LITTLE = "1.2.840.10008.1.2.1";
	private static final String BIG = "1.2.840.10008.1.2.2";

	private final Path file;
	private final Map<Integer, byte[]> elements = new HashMap<>();
	private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
	private boolean explicit = true;
	private long pixels = -1;
	private long pixelBytes;
	private boolean enhanced;
	private boolean tabled;

	private DicomFile(final Path file) {
		this.file = file;
	}

	/** Recognised by its magic number or, without a preamble, by a first element of group 2 or 8. */
	static boolean is(final byte[] first) {
		if (first.length > PREAMBLE + 4 && new String(first, PREAMBLE, 4, StandardCharsets.US_ASCII).equals("DICM"))
			return true;
		return first.length > 8 && (first[0] == 8 || first[0] == 2) && first[1] == 0 && first[3] == 0
				&& first[2] <= 0x18 && first[2] >= 0;
	}

	/** @throws UserError if it has no pixels, or pixels of an unsupported kind */
	static DicomFile read(final Path file) throws IOException {
		final DicomFile out = new DicomFile(file);
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			out.parse(new Bytes(channel));
		} catch (final EOFException e) {
			throw new UserError(file + " ends before the last DICOM element: copy or export it again.", e);
		}
		if (out.pixels < 0)
			throw UserError.of(
					"%s contains no image (it is a DICOMDIR, a report or a presentation state): leave it out.", file);
		return out;
	}

	Path file() {
		return file;
	}

	/** The value of an element as text; empty if it is missing. */
	String text(final int tag) {
		final byte[] value = elements.getOrDefault(tag, new byte[0]);
		return new String(value, StandardCharsets.ISO_8859_1).replace("\0", "").trim();
	}

	/** An unsigned number of 16 bits. */
	int whole(final int tag, final int otherwise) {
		final byte[] value = elements.getOrDefault(tag, new byte[0]);
		return value.length < Short.BYTES ? otherwise : ByteBuffer.wrap(value).order(order).getShort(0) & 0xffff;
	}

	/** Decimal numbers; empty if they are missing or their number is wrong. */
	Optional<double[]> reals(final int tag, final int count) {
		final String[] parts = text(tag).split("\\\\");
		if (parts.length != count || parts[0].isEmpty()) return Optional.empty();
		final double[] out = new double[count];
		for (int i = 0; i < count; i++) {
			try {
				out[i] = Double.parseDouble(parts[i].trim());
			} catch (final NumberFormatException e) {
				throw UserError.of("%s: the DICOM element (%04x,%04x) %s is not a number: export the file again.", file,
						tag >>> 16, tag & 0xffff, parts[i].trim());
			}
		}
		return Optional.of(out);
	}

	/** True if spacing, position and slope are in sequences, which are not read. */
	boolean isEnhanced() {
		return enhanced;
	}

	/** True if a table, which is not read, defines the meaning of the numbers. */
	boolean hasModalityTable() {
		return tabled;
	}

	int width() {
		return whole(COLUMNS, 0);
	}

	int height() {
		return whole(ROWS, 0);
	}

	/**
	 * True if the file has all bytes of the pixels of its rows and columns.
	 *
	 * @throws UserError if it has not
	 */
	void checkLength() {
		if (pixelBytes < (long) width() * height() * whole(BITS_ALLOCATED, 16) / Byte.SIZE)
			throw UserError.of("%s has fewer pixels than its rows and columns: copy or export it again.", file);
	}

	/** The stored numbers, before slope and intercept, row by row. */
	double[] values() throws IOException {
		final int allocated = whole(BITS_ALLOCATED, 16);
		final int stored = whole(BITS_STORED, allocated);
		final int high = whole(HIGH_BIT, stored - 1);
		if (allocated != 8 && allocated != 16 && allocated != 32 || stored < 1 || stored > allocated
				|| high >= allocated || high + 1 < stored)
			throw UserError.of("%s has %d of %d bits per pixel, which is not supported: convert it with dcm2niix.",
					file, stored, allocated);
		final int count = Math.multiplyExact(width(), height());
		final long bytes = (long) count * allocated / Byte.SIZE;
		checkLength();
		final ByteBuffer raw = ByteBuffer.allocate(Math.toIntExact(bytes)).order(order);
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			channel.position(pixels);
			while (raw.hasRemaining())
				if (channel.read(raw) < 0)
					throw UserError.of("%s ends before the last pixel: copy or export it again.", file);
		}
		raw.flip();
		final boolean signed = whole(SIGNED, 0) == 1;
		final double[] out = new double[count];
		for (int i = 0; i < count; i++) {
			final long word = allocated == 8
					? raw.get() & 0xff
					: allocated == 16 ? raw.getShort() & 0xffff : raw.getInt() & UNDEFINED;
			final long bits = word << Long.SIZE - 1 - high;
			out[i] = signed ? bits >> Long.SIZE - stored : bits >>> Long.SIZE - stored;
		}
		return out;
	}

	private void parse(final Bytes in) throws IOException {
		final byte[] magic = in.peek(PREAMBLE + 4);
		final boolean preamble = magic.length == PREAMBLE + 4
				&& new String(magic, PREAMBLE, 4, StandardCharsets.US_ASCII).equals("DICM");
		if (preamble) in.skip(PREAMBLE + 4);
		else
			explicit = SHORT_LENGTH.contains(new String(magic, 4, 2, StandardCharsets.US_ASCII))
					|| LONG_LENGTH.contains(new String(magic, 4, 2, StandardCharsets.US_ASCII));
		boolean meta = true;
		while (in.left() > 0) {
			if (meta && (in.peek(2).length < 2
					|| ByteBuffer.wrap(in.peek(2)).order(ByteOrder.LITTLE_ENDIAN).getShort() != META_GROUP)) {
				meta = false;
				setSyntax(preamble);
			}
			final int tag = in.tag(order);
			final long length = length(in, meta || explicit);
			if (tag == PIXELS) {
				if (length == UNDEFINED) throw packed("compressed");
				pixels = in.position();
				pixelBytes = Math.min(length, in.left());
				return;
			}
			enhanced |= FUNCTIONAL_GROUPS.contains(tag);
			tabled |= tag == MODALITY_TABLE;
			if (length == UNDEFINED) skipItems(in, 0);
			else if (KEPT.contains(tag) && length <= LONGEST_VALUE) elements.put(tag, in.bytes((int) length));
			else
				in.skip(length);
		}
	}

	private void setSyntax(final boolean preamble) {
		final String syntax = text(SYNTAX);
		if (syntax.isEmpty() && !preamble) return;
		explicit = !syntax.equals(IMPLICIT);
		order = syntax.equals(BIG) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		if (!Set.of("", IMPLICIT, LITTLE, BIG).contains(syntax))
			throw packed(PACKED.getOrDefault(syntax.replace(DICOM, ""), "stored as " + syntax));
	}

	private UserError packed(final String how) {
		return UserError.of(
				"The pixels of %s are %s, which is not supported: export it uncompressed, or convert the folder with gdcmconv --raw, dcmdjpeg or dcm2niix.",
				file, how);
	}

	/** The length of the current element. */
	private long length(final Bytes in, final boolean explicitly) throws IOException {
		if (!explicitly) return in.integer(order);
		final String kind = new String(in.bytes(2), StandardCharsets.US_ASCII);
		if (SHORT_LENGTH.contains(kind)) return in.small(order);
		if (!LONG_LENGTH.contains(kind))
			throw UserError.of("%s is damaged at byte %d: copy or export it again.", file, in.position());
		in.skip(2);
		return in.integer(order);
	}

	/** Skips the items of a sequence of undefined length. */
	private void skipItems(final Bytes in, final int depth) throws IOException {
		if (depth > DEEPEST)
			throw UserError.of("%s has more than %d nested sequences, which no scanner writes: leave it out.", file,
					DEEPEST);
		while (true) {
			final int tag = in.tag(order);
			final long length = in.integer(order);
			if (tag == SEQUENCE_END) return;
			if (tag != ITEM)
				throw UserError.of("%s is damaged at byte %d: copy or export it again.", file, in.position());
			if (length != UNDEFINED) in.skip(length);
			else
				skipItem(in, depth);
		}
	}

	private void skipItem(final Bytes in, final int depth) throws IOException {
		while (true) {
			final int tag = in.tag(order);
			if (tag == ITEM_END) {
				in.integer(order);
				return;
			}
			final long length = length(in, explicit);
			if (length == UNDEFINED) skipItems(in, depth + 1);
			else
				in.skip(length);
		}
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s, %dx%d", file, width(), height());
	}

	/** A file that is read forwards, in pieces that are never longer than the file. */
	private static final class Bytes {
		private final SeekableByteChannel channel;
		private final long size;

		Bytes(final SeekableByteChannel channel) throws IOException {
			this.channel = channel;
			size = channel.size();
		}

		long position() throws IOException {
			return channel.position();
		}

		long left() throws IOException {
			return size - channel.position();
		}

		void skip(final long count) throws IOException {
			if (count > left()) throw new EOFException();
			channel.position(channel.position() + count);
		}

		byte[] bytes(final int count) throws IOException {
			if (count > left()) throw new EOFException();
			final ByteBuffer out = ByteBuffer.allocate(count);
			while (out.hasRemaining()) if (channel.read(out) < 0) throw new EOFException();
			return out.array();
		}

		/** The next bytes, fewer at the end, without moving on. */
		byte[] peek(final int count) throws IOException {
			final long at = channel.position();
			final byte[] out = bytes((int) Math.min(count, left()));
			channel.position(at);
			return out;
		}

		int small(final ByteOrder order) throws IOException {
			return ByteBuffer.wrap(bytes(Short.BYTES)).order(order).getShort() & 0xffff;
		}

		long integer(final ByteOrder order) throws IOException {
			return ByteBuffer.wrap(bytes(Integer.BYTES)).order(order).getInt() & UNDEFINED;
		}

		int tag(final ByteOrder order) throws IOException {
			return small(order) << 16 | small(order);
		}
	}
}
