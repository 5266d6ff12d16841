/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The units of length that MetaImage headers (DistanceUnits), ImageJ's calibrations and TIFF files name. */
public enum LengthUnit {
	/** 1 mm. */
	MILLIMETRE("1", "mm", "millimeter", "millimetre"),

	/** 0.001 mm. */
	MICROMETRE("0.001", "micron", "um", "\u00b5m", "\u03bcm", "\\u00b5m", "micrometer", "micrometre"),

	/** 0.000001 mm. */
	NANOMETRE("0.000001", "nm", "nanometer", "nanometre"),

	/** 10 mm. */
	CENTIMETRE("10", "cm", "centimeter", "centimetre"),

	/** 100 mm. */
	DECIMETRE("100", "dm", "decimeter", "decimetre"),

	/** 1000 mm. */
	METRE("1000", "m", "meter", "metre"),

	/** 1 000 000 mm. */
	KILOMETRE("1000000", "km", "kilometer", "kilometre"),

	/** 25.4 mm. */
	INCH("25.4", "inch", "in", "inche", "\""),

	/** 304.8 mm. */
	FOOT("304.8", "foot", "ft", "feet"),

	/** 914.4 mm. */
	YARD("914.4", "yard", "yd"),

	/** 1 609 344 mm. */
	MILE("1609344", "mile", "mi");

	private static final String FIELD = "DistanceUnits";
	/** MetaIO's word for an unknown unit. */
	private static final List<String> UNSAID = List.of("", "?", "unknown", "none");

	private final BigDecimal millimetres;
	private final List<String> names;

	LengthUnit(final String millimetres, final String... names) {
		this.millimetres = new BigDecimal(millimetres);
		this.names = List.of(names);
	}

	/**
	 * {@return the unit of a name; empty if it is not a unit of length}
	 *
	 * @param name in any case, singular or plural, also in brackets or quotes
	 */
	public static Optional<LengthUnit> named(final String name) {
		final String word = word(name);
		final String single = word.length() > 2 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
		return Arrays.stream(values()).filter(unit -> unit.names.contains(word) || unit.names.contains(single))
				.findFirst();
	}

	/**
	 * Finds the unit of a header's spacing and offset: that of DistanceUnits, or mm if the field is missing.
	 *
	 * @param fields text by field name
	 * @return empty if the header names something that is not a unit of length
	 */
	public static Optional<LengthUnit> of(final Map<String, String> fields) {
		final String name = fields.getOrDefault(FIELD, "");
		return UNSAID.contains(word(name)) ? Optional.of(MILLIMETRE) : named(name);
	}

	private static String word(final String name) {
		// Replaces similar characters by one: the micro sign and mu, the single character for mm, spaces of every
		// width.
		final String bare = Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
		if (bare.length() < 2) return bare;
		return bare.replaceAll("^[\\[(\"']+|[\\])\"'.]+$", "").trim();
	}

	/** {@return the millimetres in one of this unit} */
	public double millimetres() {
		return millimetres.doubleValue();
	}

	/**
	 * {@return a length in mm, computed in decimal numbers to avoid binary rounding errors}
	 *
	 * @param length in this unit
	 */
	public double toMillimetres(final double length) {
		return isAsItIs(length) ? length : BigDecimal.valueOf(length).multiply(millimetres).doubleValue();
	}

	/**
	 * {@return a length in this unit, computed in decimal numbers to avoid binary rounding errors}
	 *
	 * @param length in mm
	 */
	public double fromMillimetres(final double length) {
		return isAsItIs(length)
				? length
				: BigDecimal.valueOf(length).divide(millimetres, MathContext.DECIMAL64).doubleValue();
	}

	private boolean isAsItIs(final double length) {
		return this == MILLIMETRE || !Double.isFinite(length);
	}

	/** {@return ImageJ's word for this unit} */
	public String imageJ() {
		return names.get(0);
	}
}
