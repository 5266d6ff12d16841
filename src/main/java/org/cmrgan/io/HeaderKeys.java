/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.cmrgan.run.UserError;

/** The words of MetaImage headers that the reader interprets; all others are copied. */
final class HeaderKeys {
	static final String OBJECT_TYPE = "ObjectType";
	static final String FORMAT_VERSION = "FileFormatVersion";
	static final String AXES = "NDims";
	static final String SIZE = "DimSize";
	static final String TYPE = "ElementType";
	static final String CHANNELS = "ElementNumberOfChannels";
	static final String BINARY = "BinaryData";
	static final String BIG_ENDIAN = "BinaryDataByteOrderMSB";
	static final String BIG_ENDIAN_ALIAS = "ElementByteOrderMSB";
	static final String COMPRESSED = "CompressedData";
	static final String COMPRESSED_SIZE = "CompressedDataSize";
	static final String COMPRESSION_LEVEL = "CompressionLevel";
	static final String HEADER_SIZE = "HeaderSize";
	static final String DATA_FILE = "ElementDataFile";

	static final String SPACING = "ElementSpacing";
	static final String EXTENT = "ElementSize";
	static final String CENTRE = "CenterOfRotation";

	/** Names of the origin, in order of precedence; {@link #ORIGIN} is written. */
	static final List<String> ORIGINS = List.of("ImagePosition", "Origin", "Position", "Offset");
	static final String ORIGIN = "Offset";
	static final String ORIGIN_1 = "ElementOrigin";
	/** Names of the direction matrix, in order of precedence; {@link #DIRECTION} is written. */
	static final List<String> DIRECTIONS = List.of("TransformMatrix", "Rotation", "Orientation");
	static final String DIRECTION = "TransformMatrix";
	static final String DIRECTION_1 = "ElementDirection";

	/** The unit of spacing and origin, which a caller may set. */
	static final String UNIT = "DistanceUnits";
	static final String SLOPE = "ElementToIntensityFunctionSlope";
	static final String INTERCEPT = "ElementToIntensityFunctionOffset";

	private static final Map<String, String> OWN = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
	/** Words that a caller may set although the reader interprets them. */
	private static final Map<String, String> FREE = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	static {
		for (final String key : List.of(OBJECT_TYPE, FORMAT_VERSION, AXES, SIZE, TYPE, CHANNELS, BINARY, BIG_ENDIAN,
				BIG_ENDIAN_ALIAS, COMPRESSED, COMPRESSED_SIZE, COMPRESSION_LEVEL, HEADER_SIZE, DATA_FILE, SPACING,
				EXTENT, CENTRE, ORIGIN_1, DIRECTION_1))
			OWN.put(key, key);
		for (final String key : ORIGINS) OWN.put(key, key);
		for (final String key : DIRECTIONS) OWN.put(key, key);
		for (final String key : List.of(UNIT, SLOPE, INTERCEPT)) FREE.put(key, key);
	}

	private static final Pattern KEY = Pattern.compile("[^=:\\s\\p{Cntrl}][^=:\\p{Cntrl}]{0,200}");
	/** MetaIO reads a value into 500 bytes. */
	private static final int LONGEST_VALUE = 499;

	private HeaderKeys() {}

	/** True for words that describe the position and storage of the voxels, which the writer sets. */
	static boolean isOwn(final String key) {
		return OWN.containsKey(key);
	}

	/** The usual spelling of a word. */
	static String spelled(final String key) {
		return OWN.getOrDefault(key, FREE.getOrDefault(key, key));
	}

	/** @throws UserError if a caller may not set this field, or if it could not be read back */
	static void checkFree(final String key, final String value) {
		if (isOwn(key))
			throw UserError.of(
					"The header field %s is derived from the image and cannot be set: change the image instead.", key);
		if (!KEY.matcher(key).matches() || !key.equals(key.trim()))
			throw UserError.of("\"%s\" is not a valid header field name: use letters and digits.", key);
		if (value.isBlank() || value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl))
			throw UserError.of(
					"The value of header field %s does not fit on one line: give 1 to %d printable characters.", key,
					LONGEST_VALUE);
	}
}
