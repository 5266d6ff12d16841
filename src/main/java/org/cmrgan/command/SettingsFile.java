/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.pipeline.StageValues;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Settings;
import org.cmrgan.run.Spelling;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;

/**
 * A file of settings: the run.json that a command wrote, or plain JSON with the keys of any commands, so that one file
 * can describe a whole experiment. Values are text, numbers, flags or lists. Values for a single command may stand in
 * an object with its name:
 * <pre>
 * {"seed": 7, "arms": ["none", "simgan"], "Train E-GAN": {"generations": 800, "batch": 16}}
 * </pre>
 */
public final class SettingsFile {
	private static final Map<String, List<Key<?>>> TRAININGS = Map.of(Menu.TRAIN_EGAN, EGanConfig.KEYS,
			Menu.TRAIN_SIMGAN, SimGanConfig.KEYS, Menu.EVALUATE, EvaluateConfig.KEYS);

	private final Path file;
	private final String command;
	private final Map<String, String> values = new LinkedHashMap<>();
	/** Unknown keys, with the name of the object that contains them. */
	private final List<String> unknown = new ArrayList<>();
	/** The same keys alone. */
	private final List<String> misspelt = new ArrayList<>();
	/** Sentences. */
	private final List<String> ambiguous = new ArrayList<>();

	private SettingsFile(final Path file, final String command) {
		this.file = file;
		this.command = command;
	}

	/**
	 * Reads a file for a command.
	 *
	 * @param file as the user gave it
	 * @param command the menu leaf; values in its own object take precedence over values outside
	 * @return text by key, including keys of other commands; those in another command's object are named as in
	 * {@link StageValues}
	 * @throws UserError if there is no such file, if it is not JSON, or if it contains keys that are unknown or
	 * ambiguous; names all of them
	 */
	public static Map<String, String> read(final String file, final String command) {
		final SettingsFile settings = new SettingsFile(Path.of(CommandSpec.SETTINGS.parse(file)), command);
		settings.take(settings.parse());
		if (!settings.unknown.isEmpty())
			throw UserError.of(
					"settings=%s has unknown keys: %s. Correct or delete them.%s docs/reference/commands.md lists all keys.",
					file, String.join(", ", settings.unknown), Spelling.question(settings.misspelt, names()));
		if (!settings.ambiguous.isEmpty()) throw new UserError(settings.ambiguous);
		return settings.renamed();
	}

	/** Replaces former names of keys, so that values given directly override the file under either name. */
	private Map<String, String> renamed() {
		final Map<String, String> out = new LinkedHashMap<>(
				Settings.renamed(Commands.of(command).map(CommandSpec::keys).orElse(List.of()), values));
		for (final CommandSpec<?> stage : Commands.all()) {
			final Map<String, String> only = StageValues.only(stage.leaf(), out);
			only.keySet().forEach(key -> out.remove(StageValues.name(stage.leaf(), key)));
			Settings.renamed(stage.keys(), only)
					.forEach((key, value) -> out.put(StageValues.name(stage.leaf(), key), value));
		}
		return out;
	}

	private JsonObject parse() {
		if (!Files.isRegularFile(file))
			throw UserError.of("The settings file %s does not exist: give the path of a run.json or another JSON file.",
					file);
		try {
			final JsonElement root = JsonParser.parseString(Files.readString(file));
			if (root.isJsonObject()) return root.getAsJsonObject();
			throw UserError.of("settings=%s is not a JSON object: it must look like {\"key\": value, …}.", file);
		} catch (final IOException | JsonParseException e) {
			throw new UserError("settings=" + file + " cannot be read as JSON (" + firstLine(e)
					+ "): correct it, or give another file.", e);
		}
	}

	private static String firstLine(final Exception e) {
		return String.valueOf(e.getMessage()).split("\n")[0];
	}

	private void take(final JsonObject root) {
		if (root.has("config") && root.get("config").isJsonObject() && root.has("command")) {
			// In a run.json, only the configuration was set; the rest was measured.
			section(plain("command", root.get("command"), "the name of a command"), root.getAsJsonObject("config"));
			return;
		}
		final Map<String, JsonObject> sections = new LinkedHashMap<>();
		root.entrySet().forEach(entry -> {
			if (entry.getValue().isJsonObject()) sections.put(entry.getKey(), entry.getValue().getAsJsonObject());
			else if (Commands.all().stream().anyMatch(c -> has(c.keys(), entry.getKey()))) {
				requireClear(entry.getKey());
				put(entry.getKey(), entry.getValue());
				contained().forEach((inner, keys) -> {
					if (has(keys, entry.getKey()) && !entry.getKey().equals(Settings.PRESET.name()))
						put(StageValues.name(inner, entry.getKey()), entry.getValue());
				});
			} else
				refuse(entry.getKey(), "");
		});
		// Sections are read last, because they take precedence.
		sections.forEach(this::section);
	}

	/**
	 * Refuses a key outside of any object if it reaches several trainings of this command with different meanings, such
	 * as a learning rate. A key with the same description everywhere, such as the batch size, is accepted.
	 */
	private void requireClear(final String name) {
		if (!command.equals(Menu.EVALUATE) && !command.equals(Menu.PIPELINE)) return;
		final Set<String> meanings = new HashSet<>();
		final Set<String> leaves = new TreeSet<>();
		TRAININGS.forEach((leaf, keys) -> keys.stream().filter(key -> key.isNamed(name)).forEach(key -> {
			meanings.add(key.description());
			leaves.add(leaf);
		}));
		if (meanings.size() < 2) return;
		ambiguous.add(String.format(Locale.ROOT,
				"settings=%s: %s is not the same setting in %s: write it inside an object, as in {\"%s\": {\"%s\": …}}.",
				file, name, String.join(" and ", leaves), leaves.iterator().next(), name));
	}

	/**
	 * The trainings inside this command, to which keys outside of any object also apply; a pipeline passes them on
	 * itself.
	 */
	private Map<String, List<Key<?>>> contained() {
		return command.equals(Menu.EVALUATE)
				? Map.of(Menu.TRAIN_EGAN, EGanConfig.KEYS, Menu.TRAIN_SIMGAN, SimGanConfig.KEYS)
				: Map.of();
	}

	private void section(final String name, final JsonObject object) {
		final Optional<CommandSpec<?>> spec = Commands.of(name);
		if (spec.isEmpty()) {
			refuse(name, "");
			return;
		}
		object.entrySet().forEach(entry -> {
			// The run.json of a job with inner stages contains their keys under longer names.
			final boolean nested = Commands.all().stream()
					.anyMatch(c -> entry.getKey().startsWith(StageValues.name(c.leaf(), "")));
			if (!nested && !has(spec.get().keys(), entry.getKey()) && !isStages(name, entry.getKey()))
				refuse(entry.getKey(), " (in " + name + ")");
			else
				put(name.equals(command) || nested ? entry.getKey() : StageValues.name(name, entry.getKey()),
						entry.getValue());
		});
	}

	private void refuse(final String key, final String where) {
		unknown.add(key + where);
		misspelt.add(key);
	}

	/** The names of all keys and commands. */
	private static Set<String> names() {
		final Set<String> out = new TreeSet<>();
		for (final CommandSpec<?> spec : Commands.all()) {
			out.add(spec.leaf());
			spec.keys().forEach(key -> out.add(key.name()));
		}
		return out;
	}

	/** The pipeline takes the keys of all its stages. */
	private static boolean isStages(final String name, final String key) {
		return name.equals(Menu.PIPELINE) && Commands.all().stream().anyMatch(c -> has(c.keys(), key));
	}

	private static boolean has(final List<Key<?>> keys, final String name) {
		return keys.stream().anyMatch(key -> key.isNamed(name));
	}

	private void put(final String key, final JsonElement value) {
		if (!value.isJsonNull())
			values.put(key, value.isJsonArray() ? list(key, value.getAsJsonArray()) : one(key, value));
	}

	private String list(final String key, final JsonArray array) {
		final List<String> parts = new ArrayList<>();
		array.forEach(part -> parts.add(one(key, part)));
		return String.join(",", parts);
	}

	private String one(final String key, final JsonElement value) {
		return plain(key, value, "text, a number, true, false or a list of these");
	}

	private String plain(final String key, final JsonElement value, final String wanted) {
		if (value.isJsonPrimitive()) return value.getAsString();
		throw UserError.of("settings=%s: the value of %s is not %s: correct it.", file, key, wanted);
	}
}
