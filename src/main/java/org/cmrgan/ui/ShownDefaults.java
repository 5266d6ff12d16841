/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.LinkedHashMap;
import java.util.Map;

import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/**
 * The values that a command uses where its user gives none: those of a settings file, otherwise those of the preset.
 */
final class ShownDefaults {
	private final KeyedCommand command;

	ShownDefaults(final KeyedCommand command) {
		this.command = command;
	}

	/**
	 * @param settings path of a settings file, or blank; a file that cannot be read is ignored, because its path may be
	 * half typed
	 * @param preset the chosen preset, or blank
	 * @return text by key; empty for keys that must be given
	 */
	Map<String, String> of(final String settings, final String preset) {
		final Map<String, String> file = file(settings);
		final Preset chosen = preset(preset.isBlank() ? file.getOrDefault(Settings.PRESET.name(), "") : preset);
		final Map<String, String> out = new LinkedHashMap<>();
		for (final Key<?> key : command.keys()) out.put(key.name(), file.getOrDefault(key.name(), text(key, chosen)));
		return out;
	}

	private Map<String, String> file(final String settings) {
		if (settings.isBlank()) return Map.of();
		try {
			return command.settings(settings);
		} catch (final UserError e) {
			return Map.of();
		}
	}

	private static Preset preset(final String word) {
		for (final Preset preset : Preset.values()) if (preset.key().equals(word)) return preset;
		return Preset.STANDARD;
	}

	private static <T> String text(final Key<T> key, final Preset preset) {
		return key.hasDefault() ? key.format(key.defaultOf(preset)) : "";
	}
}
