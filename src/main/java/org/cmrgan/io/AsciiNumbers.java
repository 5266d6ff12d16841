package org.cmrgan.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Voxels as decimal numbers with white space between them. */
final class AsciiNumbers implements Closeable {
	/** The largest double has 309 digits. */
	private static final int LONGEST = 400;

	private final SeekableByteChannel channel;
	private final ByteBuffer buffer = (ByteBuffer) ByteBuffer.allocate(1 << 16).flip();
	private final byte[] word = new byte[LONGEST];

	/** @param channel at the first number; closed with this */
	AsciiNumbers(final SeekableByteChannel channel) {
		this.channel = channel;
	}

	/**
	 * Reads numbers into the sink.
	 *
	 * @throws EOFException if there are too few
	 * @throws NumberFormatException if one is none, or is beyond its type; the message is the word
	 */
	void read(final ElementType type, final VoxelSink sink, final long elements) throws IOException {
		for (long i = 0; i < elements; i++) {
			final String text = word();
			if (type.isReal()) sink.take(real(text));
			else
				sink.take(whole(text, type));
		}
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}

	private String word() throws IOException {
		int length = 0;
		while (buffer.hasRemaining() || fill()) {
			final byte b = buffer.get();
			if (!isSpace(b)) {
				if (length == LONGEST) throw new NumberFormatException(text(40) + "...");
				word[length++] = b;
			} else if (length > 0) {
				return text(length);
			}
		}
		if (length == 0) throw new EOFException();
		return text(length);
	}

	private static boolean isSpace(final byte b) {
		return b == ' ' || b >= '\t' && b <= '\r';
	}

	private String text(final int length) {
		return new String(word, 0, length, StandardCharsets.ISO_8859_1);
	}

	private boolean fill() throws IOException {
		buffer.clear();
		final int count = channel.read(buffer);
		buffer.flip();
		return count > 0;
	}

	private static double real(final String text) {
		try {
			return Double.parseDouble(text);
		} catch (final NumberFormatException e) {
			// What C writes.
			switch (text.toLowerCase(Locale.ROOT)) {
				case "nan" :
				case "-nan" :
					return Double.NaN;
				case "inf" :
				case "infinity" :
					return Double.POSITIVE_INFINITY;
				case "-inf" :
				case "-infinity" :
					return Double.NEGATIVE_INFINITY;
				default :
					throw new NumberFormatException(text);
			}
		}
	}

	private static long whole(final String text, final ElementType type) {
		final long value;
		try {
			if (type == ElementType.ULONG_LONG) return Long.parseUnsignedLong(text);
			value = Long.parseLong(text);
		} catch (final NumberFormatException e) {
			throw new NumberFormatException(text);
		}
		if (value < type.min() || value > type.max()) throw new NumberFormatException(text);
		return value;
	}
}
