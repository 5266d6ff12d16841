/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checked values of a set of keys: what the user gave, and the preset's defaults for the rest. Immutable. */
public final class Settings {
	/** The preset, a setting of every stage with presets. */
	public static final Key<String> PRESET = Key
			.choice("preset", "set of defaults: quick to try things out, standard for a CPU, paper as published",
					"quick", "standard", "paper")
			.or("standard");

	private final Preset preset;
	private final Map<Key<?>, Object> values;
	/** Names of the settings that the user gave; the others have their defaults. */
	private final Set<String> given;

	private Settings(final Preset preset, final Map<Key<?>, Object> values, final Set<String> given) {
		this.preset = preset;
		this.values = values;
		this.given = given;
	}

	/**
	 * Checks the values that a user gave. Names that belong to none of the keys are ignored, because they may belong to
	 * other settings of the same command.
	 *
	 * @param keys what may be set; {@link #PRESET} among them decides the defaults of the others
	 * @param given text by key name; an absent or blank value takes its default
	 * @return the value of every key
	 * @throws UserError with a sentence for every value that is not valid
	 */
	public static Settings parse(final Collection<? extends Key<?>> keys, final Map<String, String> given) {
		final Problems problems = new Problems();
		final Settings settings = parse(keys, given, problems);
		problems.raise();
		return settings;
	}

	/**
	 * As {@link #parse(Collection, Map)}, for a caller that has more to check before it refuses.
	 *
	 * @param keys what may be set
	 * @param given text by key name
	 * @param problems receives a sentence for every value that is not valid
	 * @return the settings without the keys whose values are not valid: see {@link #has}
	 */
	public static Settings parse(final Collection<? extends Key<?>> keys, final Map<String, String> given,
			final Problems problems) {
		final Preset preset = keys.contains(PRESET)
				? problems.of(() -> value(PRESET, Preset.STANDARD, given)).map(Preset::of).orElse(Preset.STANDARD)
				: Preset.STANDARD;
		final Map<Key<?>, Object> values = new LinkedHashMap<>();
		final Set<String> named = new HashSet<>();
		for (final Key<?> key : keys) {
			if (key == PRESET) values.put(key, preset.key());
			else
				problems.of(() -> value(key, preset, given)).ifPresent(value -> values.put(key, value));
			if (!written(key, given).isBlank()) named.add(key.name());
		}
		return new Settings(preset, values, named);
	}

	/**
	 * {@return the settings of some of these keys}
	 *
	 * @param keys the keys to keep
	 * @throws IllegalArgumentException if one of the keys is not here
	 */
	public Settings part(final Collection<? extends Key<?>> keys) {
		final Map<Key<?>, Object> part = new LinkedHashMap<>();
		for (final Key<?> key : keys) part.put(key, get(key));
		return new Settings(preset, part, given);
	}

	/**
	 * {@return these settings with another value of one key, as if the user had given it}
	 *
	 * @param <T> type of the value
	 * @param key one of these keys
	 * @param value its new value
	 */
	public <T> Settings with(final Key<T> key, final T value) {
		get(key);
		final Map<Key<?>, Object> changed = new LinkedHashMap<>(values);
		changed.put(key, value);
		final Set<String> named = new HashSet<>(given);
		named.add(key.name());
		return new Settings(preset, changed, named);
	}

	/**
	 * {@return true if this key is here and its value is valid}
	 *
	 * @param key any key
	 */
	public boolean has(final Key<?> key) {
		return values.containsKey(key);
	}

	/**
	 * {@return true if all of these keys are here and their values are valid}
	 *
	 * @param keys any keys
	 */
	public boolean hasAll(final Collection<? extends Key<?>> keys) {
		return keys.stream().allMatch(this::has);
	}

	/**
	 * {@return true if the user gave a value of this key}
	 *
	 * @param key any key
	 */
	public boolean isGiven(final Key<?> key) {
		return given.contains(key.name());
	}

	/**
	 * Replaces former names of keys by their present names. A value under the present name takes precedence.
	 *
	 * @param keys the keys, which know their former names
	 * @param given text by key name
	 * @return the same values in the same order; names that belong to none of the keys are kept
	 */
	public static Map<String, String> renamed(final Collection<? extends Key<?>> keys,
			final Map<String, String> given) {
		final Map<String, String> out = new LinkedHashMap<>();
		given.forEach((name, value) -> {
			final String now = keys.stream().filter(key -> key.isNamed(name)).map(Key::name).findFirst().orElse(name);
			if (now.equals(name) || !given.containsKey(now)) out.put(now, value);
		});
		return out;
	}

	/**
	 * {@return the value of one key, whose default is the same in every preset}
	 *
	 * @param <T> type of the value
	 * @param key the key to read
	 * @param given text by key name
	 * @throws UserError if the value is not valid
	 */
	public static <T> T of(final Key<T> key, final Map<String, String> given) {
		return parse(List.of(key), given).get(key);
	}

	private static <T> T value(final Key<T> key, final Preset preset, final Map<String, String> given) {
		final String text = written(key, given);
		if (!text.isBlank()) return key.parse(text);
		if (key.hasDefault()) return key.defaultOf(preset);
		throw new UserError(key.name() + " is missing: give " + key.description() + ".");
	}

	private static String written(final Key<?> key, final Map<String, String> given) {
		final String text = given.getOrDefault(key.name(), "");
		if (!text.isBlank()) return text;
		return key.formerNames().stream().map(name -> given.getOrDefault(name, "")).filter(old -> !old.isBlank())
				.findFirst().orElse("");
	}

	/** {@return the preset whose defaults were taken} */
	public Preset preset() {
		return preset;
	}

	/**
	 * {@return the value of a key}
	 *
	 * @param <T> type of the value
	 * @param key one of these keys
	 * @throws IllegalArgumentException if the key is not here
	 */
	@SuppressWarnings("unchecked")
	public <T> T get(final Key<T> key) {
		if (!values.containsKey(key)) throw new IllegalArgumentException("no setting " + key);
		return (T) values.get(key);
	}

	/** {@return every value as text by key name, in the order of the keys, for run.json and for {@link #parse}} */
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
