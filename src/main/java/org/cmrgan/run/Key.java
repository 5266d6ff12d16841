/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One value that a user can set: its name in macros, its meaning, its range, and its default in each preset. Dialogs,
 * macros, the README's table and run.json all follow from it. Defaults are defined only here.
 *
 * @param <T> Integer, Double, Long, Boolean, String, or a List of Integer or String; immutable
 */
public final class Key<T> {
	/** Turns what the user wrote into a value, or says in a clause why not ("is not a whole number"). */
	private interface Reader<T> {
		T read(String text) throws Refused;
	}

	private static final class Refused extends Exception {
		private static final long serialVersionUID = 1L;

		Refused(final String why) {
			super(why, null, false, false);
		}
	}

	private final String name;
	private final String description;
	private final String unit;
	private final String accepts;
	private final List<String> choices;
	private final Reader<T> reader;
	private final List<T> defaults;
	private final List<String> former;

	private Key(final String name, final String description, final String unit, final String accepts,
			final List<String> choices, final Reader<T> reader, final List<T> defaults) {
		this(name, description, unit, accepts, choices, reader, defaults, List.of());
	}

	private Key(final String name, final String description, final String unit, final String accepts,
			final List<String> choices, final Reader<T> reader, final List<T> defaults, final List<String> former) {
		this.name = name;
		this.description = description;
		this.unit = unit;
		this.accepts = accepts;
		this.choices = choices;
		this.reader = reader;
		this.defaults = defaults;
		this.former = former;
	}

	/**
	 * {@return a key for a whole number from {@code min} to {@code max}}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 * @param min smallest valid value
	 * @param max largest valid value
	 */
	public static Key<Integer> integer(final String name, final String description, final int min, final int max) {
		return new Key<>(name, description, "", range("a whole number", min, max), Collections.emptyList(),
				t -> (int) whole(t, min, max), null);
	}

	/**
	 * {@return a key for any whole number of 64 bits}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 */
	public static Key<Long> seed(final String name, final String description) {
		return new Key<>(name, description, "", "a whole number", Collections.emptyList(),
				t -> whole(t, Long.MIN_VALUE, Long.MAX_VALUE), null);
	}

	/**
	 * {@return a key for a number from {@code min} to {@code max}, with a point as the decimal mark}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 * @param min smallest valid value
	 * @param max largest valid value
	 */
	public static Key<Double> number(final String name, final String description, final double min, final double max) {
		return new Key<>(name, description, "",
				String.format(Locale.ROOT, "a number from %s to %s", plain(min), plain(max)), Collections.emptyList(),
				t -> real(t, min, max), null);
	}

	/**
	 * {@return a key for a number as in {@link #number}, or for the word {@code auto}, which is read as NaN}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 * @param min smallest valid value
	 * @param max largest valid value
	 */
	public static Key<Double> numberOrAuto(final String name, final String description, final double min,
			final double max) {
		return new Key<>(name, description, "",
				String.format(Locale.ROOT, "a number from %s to %s, or auto", plain(min), plain(max)),
				Collections.emptyList(),
				t -> "auto".equalsIgnoreCase(t) ? Double.valueOf(Double.NaN) : Double.valueOf(real(t, min, max)), null);
	}

	/**
	 * {@return a key for a whole number as in {@link #integer}, or for the word {@code auto}, which is read as NaN}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 * @param min smallest valid value
	 * @param max largest valid value
	 */
	public static Key<Double> integerOrAuto(final String name, final String description, final int min, final int max) {
		return new Key<>(name, description, "", range("a whole number", min, max) + ", or auto",
				Collections.emptyList(),
				t -> "auto".equalsIgnoreCase(t) ? Double.valueOf(Double.NaN) : Double.valueOf(whole(t, min, max)),
				null);
	}

	/**
	 * {@return a key for true or false}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 */
	public static Key<Boolean> flag(final String name, final String description) {
		return new Key<>(name, description, "", "true or false", Arrays.asList("true", "false"), t -> {
			if ("true".equalsIgnoreCase(t)) return true;
			if ("false".equalsIgnoreCase(t)) return false;
			throw new Refused("is neither true nor false");
		}, null);
	}

	/**
	 * {@return a key for one of a few words}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 * @param words the valid words, in lower case
	 */
	public static Key<String> choice(final String name, final String description, final String... words) {
		final List<String> valid = List.of(words);
		return new Key<>(name, description, "", "one of " + String.join(", ", valid), valid, t -> oneOf(t, valid),
				null);
	}

	/**
	 * {@return a key for free text, such as a label}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 */
	public static Key<String> text(final String name, final String description) {
		return new Key<>(name, description, "", "text", Collections.emptyList(), t -> t, null);
	}

	/**
	 * {@return a key for a file or folder, which need not exist: text that {@link Path#of} takes}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 */
	public static Key<String> path(final String name, final String description) {
		return new Key<>(name, description, "", "a path", Collections.emptyList(), Key::path, null);
	}

	/**
	 * {@return a key for files or folders, separated by commas}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 */
	public static Key<List<String>> paths(final String name, final String description) {
		return new Key<>(name, description, "", "a comma-separated list of paths", Collections.emptyList(), t -> {
			final List<String> out = new ArrayList<>();
			for (final String part : parts(t)) out.add(path(part));
			return List.copyOf(out);
		}, null);
	}

	/**
	 * {@return a key for some of a few words, separated by commas; no word may occur twice, and their order is kept}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 * @param words the valid words, in lower case
	 */
	public static Key<List<String>> words(final String name, final String description, final String... words) {
		final List<String> valid = List.of(words);
		return new Key<>(name, description, "", "a comma-separated list of " + String.join(", ", valid), valid, t -> {
			final List<String> out = new ArrayList<>();
			for (final String part : parts(t)) out.add(oneOf(part, valid));
			return once(out);
		}, null);
	}

	/**
	 * {@return a key for whole numbers, separated by commas; no number may occur twice, and their order is kept}
	 *
	 * @param name name in macros and files: lower case
	 * @param description what it sets, a phrase without a full stop
	 * @param min smallest valid value
	 * @param max largest valid value
	 */
	public static Key<List<Integer>> integers(final String name, final String description, final int min,
			final int max) {
		return new Key<>(name, description, "", range("a comma-separated list of whole numbers", min, max),
				Collections.emptyList(), t -> {
					final List<Integer> out = new ArrayList<>();
					for (final String part : parts(t)) out.add((int) whole(part, min, max));
					return once(out);
				}, null);
	}

	/**
	 * {@return this key with one default for every preset}
	 *
	 * @param value the default
	 */
	public Key<T> or(final T value) {
		return new Key<>(name, description, unit, accepts, choices, reader,
				Collections.nCopies(Preset.values().length, value), former);
	}

	/**
	 * {@return this key with a default for each preset}
	 *
	 * @param quick default of preset quick
	 * @param standard default of preset standard
	 * @param paper default of preset paper
	 */
	public Key<T> or(final T quick, final T standard, final T paper) {
		return new Key<>(name, description, unit, accepts, choices, reader, List.of(quick, standard, paper), former);
	}

	/**
	 * {@return this key with a unit}
	 *
	 * @param word the unit, such as "mm"
	 */
	public Key<T> in(final String word) {
		return new Key<>(name, description, word, accepts, choices, reader, defaults, former);
	}

	/**
	 * {@return this key, which refuses some of the values in its range}
	 *
	 * @param words what a value must be besides, such as "a multiple of 16"; follows "a whole number from 16 to 512, "
	 * @param complaint says in a clause why a value is not valid, such as "is odd"; empty for a valid value
	 */
	public Key<T> checked(final String words, final Function<T, String> complaint) {
		return new Key<>(name, description, unit, accepts + ", " + words, choices, text -> {
			final T value = reader.read(text);
			final String why = complaint.apply(value);
			if (!why.isEmpty()) throw new Refused(why);
			return value;
		}, defaults, former);
	}

	/**
	 * {@return this key, which macros and files may also call by its former name}
	 *
	 * @param oldName the former name
	 */
	public Key<T> formerly(final String oldName) {
		final List<String> all = new ArrayList<>(former);
		all.add(oldName);
		return new Key<>(name, description, unit, accepts, choices, reader, defaults, List.copyOf(all));
	}

	/**
	 * {@return this key, which also accepts the former word for one of its choices}
	 *
	 * @param oldWord the former word
	 * @param word the present word
	 */
	public Key<T> formerly(final String oldWord, final String word) {
		final Pattern old = Pattern.compile("\\b" + Pattern.quote(oldWord) + "\\b", Pattern.CASE_INSENSITIVE);
		return new Key<>(name, description, unit, accepts, choices,
				text -> reader.read(old.matcher(text).replaceAll(word)), defaults, former);
	}

	/** {@return the name in macros and files} */
	public String name() {
		return name;
	}

	/** {@return the former names, which are still accepted} */
	public List<String> formerNames() {
		return former;
	}

	/**
	 * {@return true if macros and files may call this key so}
	 *
	 * @param word a present or former name
	 */
	public boolean isNamed(final String word) {
		return name.equals(word) || former.contains(word);
	}

	/** {@return what it sets, a phrase without a full stop} */
	public String description() {
		return description;
	}

	/** {@return the unit, or an empty string} */
	public String unit() {
		return unit;
	}

	/** {@return the valid values in words: "a whole number from 16 to 256"} */
	public String accepts() {
		return accepts;
	}

	/** {@return the valid words of a choice, of a list of words or of a flag; empty for other keys} */
	public List<String> choices() {
		return choices;
	}

	/** {@return false for a key that the user must give} */
	public boolean hasDefault() {
		return defaults != null;
	}

	/**
	 * {@return the default in a preset}
	 *
	 * @param preset the preset
	 * @throws IllegalStateException if the key must be given
	 */
	public T defaultOf(final Preset preset) {
		if (defaults == null) throw new IllegalStateException(name + " has no default");
		return defaults.get(preset.ordinal());
	}

	/**
	 * Reads the text that a user wrote.
	 *
	 * @param given the text; spaces around it are ignored
	 * @return the checked value
	 * @throws UserError if the value is not valid; names the key, the text and the valid values
	 */
	public T parse(final String given) {
		try {
			return reader.read(given.trim());
		} catch (final Refused e) {
			throw UserError.of("%s=%s %s: give %s%s.", name, given, e.getMessage(), accepts,
					unit.isEmpty() ? "" : " (" + unit + ")");
		}
	}

	/**
	 * {@return the value as a user would write it, which {@link #parse} reads back}
	 *
	 * @param value a value of this key
	 */
	public String format(final T value) {
		if (value instanceof List)
			return ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining(","));
		if (value instanceof Double) return ((Double) value).isNaN() ? "auto" : plain((Double) value);
		return String.valueOf(value);
	}

	@Override
	public String toString() {
		return name;
	}

	private static long whole(final String text, final long min, final long max) throws Refused {
		final long value;
		try {
			value = Long.parseLong(text);
		} catch (final NumberFormatException e) {
			throw new Refused("is not a whole number");
		}
		if (value < min || value > max) throw new Refused("is out of range");
		return value;
	}

	private static double real(final String text, final double min, final double max) throws Refused {
		// Double.parseDouble would also take "1d", "0x1p3" and "NaN".
		if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) throw new Refused("is not a number");
		final double value = Double.parseDouble(text);
		if (!(value >= min && value <= max)) throw new Refused("is out of range");
		return value;
	}

	private static String path(final String text) throws Refused {
		try {
			Path.of(text);
			return text;
		} catch (final InvalidPathException e) {
			throw new Refused("is not a path on this system (" + e.getReason() + ")");
		}
	}

	private static String oneOf(final String text, final List<String> valid) throws Refused {
		final String word = text.toLowerCase(Locale.ROOT);
		if (!valid.contains(word)) throw new Refused("is unknown");
		return word;
	}

	private static List<String> parts(final String text) throws Refused {
		final List<String> out = new ArrayList<>();
		for (final String part : text.split(",", -1)) out.add(part.trim());
		if (out.contains("")) throw new Refused("has an empty entry");
		return out;
	}

	private static <E> List<E> once(final List<E> list) throws Refused {
		if (list.stream().distinct().count() != list.size()) throw new Refused("names an entry twice");
		return List.copyOf(list);
	}

	private static String range(final String what, final int min, final int max) {
		return max == Integer.MAX_VALUE ? what + " from " + min + " up" : what + " from " + min + " to " + max;
	}

	private static String plain(final double value) {
		return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
	}
}
