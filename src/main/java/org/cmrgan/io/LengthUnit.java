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
	MILLIMETRE("1", "mm", "millimeter", "millimetre"),

	MICROMETRE("0.001", "micron", "um", "\u00b5m", "\u03bcm", "\\u00b5m", "micrometer", "micrometre"),

	NANOMETRE("0.000001", "nm", "nanometer", "nanometre"),

	CENTIMETRE("10", "cm", "centimeter", "centimetre"),

	DECIMETRE("100", "dm", "decimeter", "decimetre"),

	METRE("1000", "m", "meter", "metre"),

	KILOMETRE("1000000", "km", "kilometer", "kilometre"),

	INCH("25.4", "inch", "in", "inche", "\""),

	FOOT("304.8", "foot", "ft", "feet"),

	YARD("914.4", "yard", "yd"),

	MILE("1609344", "mile", "mi");

	private static final String FIELD = "DistanceUnits";
	/** MetaIO's word for a unit that nobody named. */
	private static final List<String> UNSAID = List.of("", "?", "unknown", "none");

	private final BigDecimal millimetres;
	private final List<String> names;

	LengthUnit(final String millimetres, final String... names) {
		this.millimetres = new BigDecimal(millimetres);
		this.names = List.of(names);
	}

	/** The unit of any of its names, in any case, as a plural, in brackets or quotes; empty for what is no length. */
	public static Optional<LengthUnit> named(final String name) {
		final String word = word(name);
		final String single = word.length() > 2 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
		return Arrays.stream(values()).filter(unit -> unit.names.contains(word) || unit.names.contains(single))
				.findFirst();
	}

	/**
	 * The unit of a header's spacing and offset: that of its DistanceUnits, or mm where nothing is said.
	 *
	 * @return empty if the header names something that is no length
	 */
	public static Optional<LengthUnit> of(final Map<String, String> fields) {
		final String name = fields.getOrDefault(FIELD, "");
		return UNSAID.contains(word(name)) ? Optional.of(MILLIMETRE) : named(name);
	}

	private static String word(final String name) {
		// One sign for what looks alike: the micro sign and mu, the single sign for mm, spaces of every width.
		final String bare = Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
		if (bare.length() < 2) return bare;
		return bare.replaceAll("^[\\[(\"']+|[\\])\"'.]+$", "").trim();
	}

	/** Millimetres in one. */
	public double millimetres() {
		return millimetres.doubleValue();
	}

	/** A length in this unit as mm, without the rounding errors of binary numbers. */
	public double toMillimetres(final double length) {
		return isAsItIs(length) ? length : BigDecimal.valueOf(length).multiply(millimetres).doubleValue();
	}

	/** A length in mm in this unit. */
	public double fromMillimetres(final double length) {
		return isAsItIs(length)
				? length
				: BigDecimal.valueOf(length).divide(millimetres, MathContext.DECIMAL64).doubleValue();
	}

	private boolean isAsItIs(final double length) {
		return this == MILLIMETRE || !Double.isFinite(length);
	}

	/** ImageJ's own word. */
	public String imageJ() {
		return names.get(0);
	}
}
