package org.cmrgan.ui;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.run.UserError;

/**
 * The options string of an ImageJ macro's {@code run}: {@code key=value key=[value with spaces] flag}.
 * ImageJ itself looks a key up anywhere in the string, also inside another key's value, and never sees a misspelt one;
 * so the suite reads the string from left to right.
 */
final class MacroOptions {
	private MacroOptions() {}

	/**
	 * Reads options, in their order; a bare word is a flag and reads as "true".
	 *
	 * @param options what follows the command's name in {@code run}
	 * @param keys the keys that the command takes
	 * @throws UserError for a word that is none of the keys, for a key given twice and for a bracket without its end
	 */
	static Map<String, String> parse(final String command, final String options, final Collection<String> keys) {
		final Map<String, String> values = new LinkedHashMap<>();
		int at = skipSpaces(options, 0);
		while (at < options.length()) {
			final int begin = at;
			while (at < options.length() && options.charAt(at) != '=' && !Character.isWhitespace(options.charAt(at)))
				at++;
			final String key = options.substring(begin, at);
			if (!keys.contains(key))
				throw UserError.of(
						"%s has no key \"%s\": its keys are %s (lower case; a value with spaces stands in [ ]).",
						command, key,
						String.join(", ", keys));
			String value = "true";
			if (at < options.length() && options.charAt(at) == '=') {
				final int end = endOfValue(command, key, options, at + 1);
				value = unquote(options.substring(at + 1, end));
				at = end;
			}
			if (values.put(key, value) != null)
				throw UserError.of("%s was given %s twice: give it once.", command, key);
			at = skipSpaces(options, at);
		}
		return values;
	}

	/** The options string that {@link #parse} reads back. */
	static String format(final Map<String, String> values) {
		return values.entrySet().stream().map(e -> e.getKey() + "=" + quote(e.getValue()))
				.collect(Collectors.joining(" "));
	}

	private static int endOfValue(final String command, final String key, final String options, final int begin) {
		if (begin < options.length() && options.charAt(begin) == '[') {
			int depth = 0;
			for (int i = begin; i < options.length(); i++) {
				if (options.charAt(i) == '[') depth++;
				if (options.charAt(i) == ']' && --depth == 0) return i + 1;
			}
			throw UserError.of("%s: the bracket of %s=[ has no end: close it with ].", command, key);
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

	/** The value as it stands in an options string. */
	static String quote(final String value) {
		final boolean plain = !value.isEmpty()
				&& value.chars().noneMatch(c -> Character.isWhitespace(c) || c == '=' || c == '[' || c == '\'');
		return plain ? value : "[" + value + "]";
	}

	private static int skipSpaces(final String text, final int from) {
		int at = from;
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
		return at;
	}
}
