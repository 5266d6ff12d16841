/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.cmrgan.run.Spelling;
import org.cmrgan.run.UserError;

import ij.macro.Interpreter;

/**
 * The options string of an ImageJ macro's {@code run}: {@code key=value key=[value with spaces] flag}. ImageJ itself
 * finds a key anywhere in the string, even inside another key's value, and never notices a misspelt one. Therefore the
 * suite reads the string from left to right.
 */
final class MacroOptions {
	private final String command;
	private final String options;
	private final Map<String, String> values = new LinkedHashMap<>();
	private final List<String> problems = new ArrayList<>();
	private final Map<String, String> former;
	private final Function<String, Optional<String>> variables;

	/**
	 * Reads options.
	 *
	 * @param command the menu leaf
	 * @param options what follows the command's name in {@code run}
	 * @param keys the keys that the command takes
	 * @param former former names of keys, with the present ones
	 * @param variables the values of the macro's variables by name, to which {@code key=&name} refers, as in ImageJ's
	 * dialogs
	 */
	MacroOptions(final String command, final String options, final Collection<String> keys,
			final Map<String, String> former, final Function<String, Optional<String>> variables) {
		this.command = command;
		this.options = options;
		this.variables = variables;
		this.former = former;
		read(keys);
	}

	/** Text by key, in the order of the options, without unknown keys; a bare word is a flag and reads as "true". */
	Map<String, String> values() {
		return values;
	}

	/** @throws UserError naming the unknown keys, the keys given twice, and a bracket that is not closed */
	void check() {
		if (!problems.isEmpty()) throw new UserError(problems);
	}

	private void read(final Collection<String> keys) {
		final Set<String> unknown = new LinkedHashSet<>();
		int at = skipSpaces(0);
		while (at < options.length()) {
			final int begin = at;
			while (at < options.length() && options.charAt(at) != '=' && !Character.isWhitespace(options.charAt(at)))
				at++;
			final String word = options.substring(begin, at);
			final String key = former.getOrDefault(word, word);
			String value = "true";
			if (at < options.length() && options.charAt(at) == '=') {
				final int end = endOfValue(key, at + 1);
				value = resolved(key, unquote(options.substring(at + 1, end)));
				at = end;
			}
			if (!keys.contains(key)) unknown.add(key);
			else if (values.putIfAbsent(key, value) != null)
				problem("%s was given %s twice: give it once.", command, key);
			at = skipSpaces(at);
		}
		if (!unknown.isEmpty())
			problem("%s has no key %s: correct it, or enclose a value with spaces in [ ].%s docs/reference/commands.md lists all keys.",
					command, unknown.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", ")),
					Spelling.question(unknown, keys));
	}

	private String resolved(final String key, final String value) {
		if (!value.startsWith("&")) return value;
		final Optional<String> found = variables.apply(value.substring(1));
		if (found.isEmpty())
			problem("%s: %s=%s refers to the variable %s, which the macro lacks: define it, or write ./ before a path that starts with &.",
					command, key, value, value.substring(1));
		return found.orElse(value);
	}

	/** The value of a variable of the macro that runs on this thread; a whole number without decimals. */
	static Optional<String> variableOfMacro(final String name) {
		final Interpreter interpreter = Interpreter.getInstance();
		if (interpreter == null || name.isEmpty()) return Optional.empty();
		final String text = interpreter.getStringVariable(name);
		if (text != null) return Optional.of(text);
		final double number = interpreter.getVariable2(name);
		if (Double.isNaN(number)) return Optional.empty();
		return Optional.of(number == Math.rint(number) && Math.abs(number) < 1e15
				? Long.toString((long) number)
				: Double.toString(number));
	}

	private void problem(final String format, final Object... arguments) {
		problems.add(String.format(Locale.ROOT, format, arguments));
	}

	private int endOfValue(final String key, final int begin) {
		if (begin < options.length() && options.charAt(begin) == '[') {
			int depth = 0;
			for (int i = begin; i < options.length(); i++) {
				if (options.charAt(i) == '[') depth++;
				if (options.charAt(i) == ']' && --depth == 0) return i + 1;
			}
			problem("%s: the bracket in %s=[ is not closed: add ].", command, key);
			return options.length();
		}
		if (begin < options.length() && options.charAt(begin) == '\'') {
			final int end = options.indexOf('\'', begin + 1);
			if (end > 0) return end + 1;
		}
		int end = begin;
		while (end < options.length() && !Character.isWhitespace(options.charAt(end))) end++;
		return end;
	}

	private static String unquote(final String value) {
		final boolean quoted = value.length() > 1
				&& (value.startsWith("[") && value.endsWith("]") || value.startsWith("'") && value.endsWith("'"));
		return quoted ? value.substring(1, value.length() - 1) : value;
	}

	/** The value as it is written in an options string. */
	static String quote(final String value) {
		return isPlain(value) ? value : "[" + value + "]";
	}

	/**
	 * Called before a value is recorded. ImageJ's macro language ends a bracketed value at the first closing bracket.
	 *
	 * @throws UserError if a macro could not give this value back
	 */
	static void requireRecordable(final String key, final String value) {
		if (!isPlain(value) && value.indexOf(']') >= 0)
			throw UserError.of(
					"%s=%s contains a ], which a macro cannot record: rename it, or turn off the macro recorder.", key,
					value);
	}

	private static boolean isPlain(final String value) {
		return !value.isEmpty()
				&& value.chars().noneMatch(c -> Character.isWhitespace(c) || c == '=' || c == '[' || c == '\'');
	}

	private int skipSpaces(final int from) {
		int at = from;
		while (at < options.length() && Character.isWhitespace(options.charAt(at))) at++;
		return at;
	}
}
