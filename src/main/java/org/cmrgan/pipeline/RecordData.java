/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.phantom.PhantomConfig;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.quality.QualityConfig;
import org.cmrgan.nn.Pin;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;

/**
 * The values of run.json in JSON types: numbers, flags and lists, according to the type of the key. Names are lower
 * case with underscores. The resource run.schema.json describes the file.
 */
final class RecordData {
	/** Version of the format; files of the first format have none, only text values, and sentences as names. */
	static final int SCHEMA = 2;

	private static final Map<String, List<Key<?>>> KEYS = Map.of(Menu.MAKE_PHANTOM, PhantomConfig.KEYS, Menu.PREPROCESS,
			PreprocessConfig.KEYS, Menu.TRAIN_EGAN, EGanConfig.KEYS, Menu.TRAIN_SIMGAN, SimGanConfig.KEYS,
			Menu.EVALUATE, EvaluateConfig.KEYS, Menu.QUALITY, QualityConfig.KEYS);
	private static final List<Key<?>> OF_ALL = List.of(JobKeys.SEED, JobKeys.FOLD, JobKeys.MULTIPLE, JobKeys.RESUME,
			JobKeys.ANEW, Pin.ISA, Pin.THREADS);
	/** Names that changed by more than their spelling. */
	private static final Map<String, String> FORMER = Map.of("refiners changed nothing", "refiners_idle",
			"networks of the added images", "networks", "trainingSubjects", "training_subjects", "trainingImages",
			"training_images");

	private RecordData() {}

	/** The values by the present names of their keys, in the present spelling. */
	static Map<String, String> current(final String command, final Map<String, String> config) {
		final List<Key<?>> keys = keys(command);
		final Map<String, String> out = new LinkedHashMap<>(Settings.renamed(keys, config));
		for (final Key<?> key : keys) out.computeIfPresent(key.name(), (name, value) -> asNow(key, value));
		return out;
	}

	/** A value that the key no longer accepts is kept unchanged. */
	private static <T> String asNow(final Key<T> key, final String value) {
		try {
			return key.format(key.parse(value));
		} catch (final UserError e) {
			return value;
		}
	}

	private static List<Key<?>> keys(final String command) {
		final List<Key<?>> keys = new ArrayList<>(KEYS.getOrDefault(command, List.of()));
		OF_ALL.stream().filter(key -> keys.stream().noneMatch(k -> k.isNamed(key.name()))).forEach(keys::add);
		return keys;
	}

	/** Converts text by key to JSON; values of unknown keys stay text. */
	static JsonObject typed(final String command, final Map<String, String> config) {
		final JsonObject out = new JsonObject();
		final List<Key<?>> keys = keys(command);
		config.forEach((name, text) -> out.add(name, keys.stream().filter(key -> key.name().equals(name)).findFirst()
				.map(key -> typed(key, text)).orElseGet(() -> new JsonPrimitive(text))));
		return out;
	}

	private static <T> JsonElement typed(final Key<T> key, final String text) {
		final T value;
		try {
			value = key.parse(text);
		} catch (final UserError e) {
			return new JsonPrimitive(text);
		}
		if (value instanceof Boolean) return new JsonPrimitive((Boolean) value);
		if (value instanceof Collection) {
			final JsonArray list = new JsonArray();
			for (final Object item : (Collection<?>) value)
				list.add(item instanceof Number
						? new JsonPrimitive((Number) item)
						: new JsonPrimitive(String.valueOf(item)));
			return list;
		}
		final String written = key.format(value);
		return value instanceof Number && !written.equals("auto")
				? new JsonPrimitive(new BigDecimal(written))
				: new JsonPrimitive(written);
	}

	/** The reverse, for files of either format. */
	static JsonObject asText(final JsonObject record) {
		final JsonElement config = record.get("config");
		if (config != null && config.isJsonObject())
			config.getAsJsonObject().entrySet().forEach(value -> value.setValue(asText(value.getValue())));
		return record;
	}

	private static JsonElement asText(final JsonElement value) {
		if (!value.isJsonArray()) return value;
		final List<String> parts = new ArrayList<>();
		value.getAsJsonArray().forEach(part -> parts.add(part.getAsString()));
		return new JsonPrimitive(String.join(",", parts));
	}

	/**
	 * A name in the convention of the file: lower case with underscores; the point of {@code patient.start} is kept.
	 */
	static String name(final String words) {
		final String former = FORMER.get(words);
		return former != null
				? former
				: words.replaceAll("[^\\p{L}\\p{N}.]+", "_").replaceAll("^_|_$", "").toLowerCase(Locale.ROOT);
	}

	/** The same map with names in the convention, at its top level. */
	static <V> Map<String, V> named(final Map<String, V> values) {
		final Map<String, V> out = new LinkedHashMap<>();
		values.forEach((name, value) -> out.put(name(name), value));
		return out;
	}
}
