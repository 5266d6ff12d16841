/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checked values of a set of keys: what the user gave, and the preset's defaults for the rest. Immutable. */
public final class Settings {
	private final Preset preset;
	private final Map<Key<?>, Object> values;

	private Settings(final Preset preset, final Map<Key<?>, Object> values) {
		this.preset = preset;
		this.values = values;
	}

	/**
	 * Checks what a user gave. Names that belong to none of the keys are left to other settings of the same command.
	 *
	 * @param keys what may be set; {@link Preset#KEY} among them decides the defaults of the others
	 * @param given text by key name; an absent or blank one takes its default
	 * @throws UserError one sentence for every value that will not do, all of them at once
	 */
	public static Settings parse(final Collection<? extends Key<?>> keys, final Map<String, String> given) {
		final List<String> problems = new ArrayList<>();
		Preset preset = Preset.STANDARD;
		if (keys.contains(Preset.KEY)) {
			final String word = value(Preset.KEY, Preset.STANDARD, given, problems);
			if (word != null) preset = Preset.valueOf(word.toUpperCase(java.util.Locale.ROOT));
		}
		final Map<Key<?>, Object> values = new LinkedHashMap<>();
		for (final Key<?> key : keys) {
			if (key != Preset.KEY) values.put(key, value(key, preset, given, problems));
			else
				values.put(key, preset.key());
		}
		if (!problems.isEmpty()) throw new UserError(problems);
		return new Settings(preset, values);
	}

	/**
	 * The value of one key alone, whose default no preset changes.
	 *
	 * @throws UserError if it will not do, as {@link #parse} says it
	 */
	public static <T> T of(final Key<T> key, final Map<String, String> given) {
		return parse(List.of(key), given).get(key);
	}

	private static <T> T value(final Key<T> key, final Preset preset, final Map<String, String> given,
			final List<String> problems) {
		final String text = given.get(key.name());
		if (text == null || text.isBlank()) {
			if (key.hasDefault()) return key.defaultOf(preset);
			problems.add(key.name() + " is missing: give " + key.description() + ".");
			return null;
		}
		try {
			return key.parse(text);
		} catch (final UserError e) {
			if (!problems.contains(e.getMessage())) problems.add(e.getMessage());
			return null;
		}
	}

	public Preset preset() {
		return preset;
	}

	/** @throws IllegalArgumentException if these settings have no such key */
	@SuppressWarnings("unchecked")
	public <T> T get(final Key<T> key) {
		if (!values.containsKey(key)) throw new IllegalArgumentException("no setting " + key);
		return (T) values.get(key);
	}

	/** Every value as text by key name, in the order of the keys: for run.json and for {@link #parse}. */
	public Map<String, String> asText() {
		final Map<String, String> out = new LinkedHashMap<>();
		values.forEach((key, value) -> out.put(key.name(), text(key, value)));
		return out;
	}

	@SuppressWarnings("unchecked")
	private static <T> String text(final Key<T> key, final Object value) {
		return key.format((T) value);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Settings && asText().equals(((Settings) other).asText());
	}

	@Override
	public int hashCode() {
		return asText().hashCode();
	}

	@Override
	public String toString() {
		return asText().toString();
	}
}
