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
 * One value that a user can set: its name in macros, what it means, its range, and its default in each preset.
 * Dialogs, macros, the README's table and run.json all follow from it; this is the only place where a default stands.
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

	/** A whole number from {@code min} to {@code max}. */
	public static Key<Integer> integer(final String name, final String description, final int min, final int max) {
		return new Key<>(name, description, "", range("a whole number", min, max), Collections.emptyList(),
				t -> (int) whole(t, min, max), null);
	}

	/** Any whole number of 64 bits. */
	public static Key<Long> seed(final String name, final String description) {
		return new Key<>(name, description, "", "a whole number", Collections.emptyList(),
				t -> whole(t, Long.MIN_VALUE, Long.MAX_VALUE), null);
	}

	/** A number from {@code min} to {@code max}, with a point as the decimal mark. */
	public static Key<Double> number(final String name, final String description, final double min, final double max) {
		return new Key<>(name, description, "",
				String.format(Locale.ROOT, "a number from %s to %s", plain(min), plain(max)), Collections.emptyList(),
				t -> real(t, min, max), null);
	}

	/** A number as {@link #number}, or the word {@code auto}, which reads as NaN. */
	public static Key<Double> numberOrAuto(final String name, final String description, final double min,
			final double max) {
		return new Key<>(name, description, "",
				String.format(Locale.ROOT, "a number from %s to %s, or auto", plain(min), plain(max)),
				Collections.emptyList(),
				t -> "auto".equalsIgnoreCase(t) ? Double.valueOf(Double.NaN) : Double.valueOf(real(t, min, max)), null);
	}

	/** A whole number as {@link #integer}, or the word {@code auto}, which reads as NaN. */
	public static Key<Double> integerOrAuto(final String name, final String description, final int min, final int max) {
		return new Key<>(name, description, "", range("a whole number", min, max) + ", or auto",
				Collections.emptyList(),
				t -> "auto".equalsIgnoreCase(t) ? Double.valueOf(Double.NaN) : Double.valueOf(whole(t, min, max)),
				null);
	}

	/** true or false. */
	public static Key<Boolean> flag(final String name, final String description) {
		return new Key<>(name, description, "", "true or false", Arrays.asList("true", "false"), t -> {
			if ("true".equalsIgnoreCase(t)) return true;
			if ("false".equalsIgnoreCase(t)) return false;
			throw new Refused("is neither true nor false");
		}, null);
	}

	/** One of a few words. */
	public static Key<String> choice(final String name, final String description, final String... words) {
		final List<String> valid = List.of(words);
		return new Key<>(name, description, "", "one of " + String.join(", ", valid), valid, t -> oneOf(t, valid),
				null);
	}

	/** Free text, such as a label. */
	public static Key<String> text(final String name, final String description) {
		return new Key<>(name, description, "", "text", Collections.emptyList(), t -> t, null);
	}

	/** A file or folder, there or not: text that {@link Path#of} takes. */
	public static Key<String> path(final String name, final String description) {
		return new Key<>(name, description, "", "a path", Collections.emptyList(), Key::path, null);
	}

	/** Files or folders, separated by commas. */
	public static Key<List<String>> paths(final String name, final String description) {
		return new Key<>(name, description, "", "a comma-separated list of paths", Collections.emptyList(), t -> {
			final List<String> out = new ArrayList<>();
			for (final String part : parts(t)) out.add(path(part));
			return List.copyOf(out);
		}, null);
	}

	/** Some of a few words, separated by commas, each once; order is kept. */
	public static Key<List<String>> words(final String name, final String description, final String... words) {
		final List<String> valid = List.of(words);
		return new Key<>(name, description, "", "a comma-separated list of " + String.join(", ", valid), valid, t -> {
			final List<String> out = new ArrayList<>();
			for (final String part : parts(t)) out.add(oneOf(part, valid));
			return once(out);
		}, null);
	}

	/** Whole numbers separated by commas, each once; order is kept. */
	public static Key<List<Integer>> integers(final String name, final String description, final int min,
			final int max) {
		return new Key<>(name, description, "", range("a comma-separated list of whole numbers", min, max),
				Collections.emptyList(), t -> {
					final List<Integer> out = new ArrayList<>();
					for (final String part : parts(t)) out.add((int) whole(part, min, max));
					return once(out);
				}, null);
	}

	/** The same key with one default for every preset. */
	public Key<T> or(final T value) {
		return new Key<>(name, description, unit, accepts, choices, reader,
				Collections.nCopies(Preset.values().length, value), former);
	}

	/** The same key with a default for each preset. */
	public Key<T> or(final T quick, final T standard, final T paper) {
		return new Key<>(name, description, unit, accepts, choices, reader, List.of(quick, standard, paper), former);
	}

	/** The same key, measured in {@code word}, e.g. "mm". */
	public Key<T> in(final String word) {
		return new Key<>(name, description, word, accepts, choices, reader, defaults, former);
	}

	/**
	 * The same key, which refuses some of the values in its range.
	 *
	 * @param words what a value must be besides, e.g. "a multiple of 16"; follows "a whole number from 16 to 512, "
	 * @param complaint why a value will not do, a clause such as "is odd"; empty for one that will
	 */
	public Key<T> checked(final String words, final Function<T, String> complaint) {
		return new Key<>(name, description, unit, accepts + ", " + words, choices, text -> {
			final T value = reader.read(text);
			final String why = complaint.apply(value);
			if (!why.isEmpty()) throw new Refused(why);
			return value;
		}, defaults, former);
	}

	/** The same key, which macros and files may also call by a name that it had once. */
	public Key<T> formerly(final String oldName) {
		final List<String> all = new ArrayList<>(former);
		all.add(oldName);
		return new Key<>(name, description, unit, accepts, choices, reader, defaults, List.copyOf(all));
	}

	/** The same key, which also takes a word that one of its choices had once. */
	public Key<T> formerly(final String oldWord, final String word) {
		final Pattern old = Pattern.compile("\\b" + Pattern.quote(oldWord) + "\\b", Pattern.CASE_INSENSITIVE);
		return new Key<>(name, description, unit, accepts, choices,
				text -> reader.read(old.matcher(text).replaceAll(word)), defaults, former);
	}

	public String name() {
		return name;
	}

	/** The names that it had once, which are still taken. */
	public List<String> formerNames() {
		return former;
	}

	/** True if macros and files may call it so. */
	public boolean isNamed(final String word) {
		return name.equals(word) || former.contains(word);
	}

	/** What it sets, a phrase without a full stop. */
	public String description() {
		return description;
	}

	/** Unit, or an empty string. */
	public String unit() {
		return unit;
	}

	/** What it takes, in words: "a whole number from 16 to 256". */
	public String accepts() {
		return accepts;
	}

	/** The valid words of a choice, a list of words or a flag; else empty. */
	public List<String> choices() {
		return choices;
	}

	/** False for a key that the user must give. */
	public boolean hasDefault() {
		return defaults != null;
	}

	/** @throws IllegalStateException if the key must be given */
	public T defaultOf(final Preset preset) {
		if (defaults == null) throw new IllegalStateException(name + " has no default");
		return defaults.get(preset.ordinal());
	}

	/**
	 * Reads what a user wrote.
	 *
	 * @throws UserError naming the key, what was given and what it takes
	 */
	public T parse(final String given) {
		try {
			return reader.read(given.trim());
		} catch (final Refused e) {
			throw UserError.of("%s=%s %s: give %s%s.", name, given, e.getMessage(), accepts,
					unit.isEmpty() ? "" : " (" + unit + ")");
		}
	}

	/** The value as a user would write it. */
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
