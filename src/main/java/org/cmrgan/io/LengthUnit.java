package org.cmrgan.io;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Units of length as MetaImage headers and ImageJ's calibrations name them. */
public enum LengthUnit {
	MILLIMETRE(1, "mm", "millimeter", "millimetre"), MICROMETRE(1e-3, "micron", "um", "\u00b5m", "\u03bcm",
			"micrometer", "micrometre", "microns"), NANOMETRE(1e-6, "nm", "nanometer", "nanometre"), CENTIMETRE(10,
					"cm", "centimeter", "centimetre"), METRE(1e3, "m", "meter", "metre"), INCH(25.4, "inch", "in");

	private final double millimetres;
	private final List<String> names;

	LengthUnit(final double millimetres, final String... names) {
		this.millimetres = millimetres;
		this.names = List.of(names);
	}

	public static Optional<LengthUnit> named(final String name) {
		final String word = name.trim().toLowerCase(Locale.ROOT);
		return Arrays.stream(values()).filter(unit -> unit.names.contains(word)).findFirst();
	}

	public double millimetres() {
		return millimetres;
	}

	/** ImageJ's own word. */
	public String imageJ() {
		return names.get(0);
	}
}
