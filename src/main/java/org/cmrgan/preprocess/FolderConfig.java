/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;

/** How a table of subjects is made from a folder of images. Immutable; every value is checked by {@link #of}. */
public final class FolderConfig {
	static final Key<String> INPUT = Key.path("input", "folder that contains images, and masks or ROI files");
	static final Key<String> OUTPUT = Key.path("output", "table to write; blank: subjects.csv in the input folder")
			.or("");
	/** Where the path of an image contains its subject and label. */
	public static final Key<String> PATTERN = Key.text("pattern",
			"position of subject and label in the path, such as {label}/{subject}/* or {subject}_{label}_*; auto guesses it")
			.checked("with {subject} and {label}, * for any name and ** for any folders, or auto",
					FolderConfig::patternComplaint)
			.or("auto");
	/** The labels to keep, and their new names. */
	public static final Key<String> LABELS = Key
			.text("labels", "labels to keep, renamed after a colon, such as HCM:patient,NOR:normal; auto keeps all")
			.checked("words with commas between them", FolderConfig::labelComplaint).or("auto");
	static final Key<String> MASKS = Key.text("masks",
			"path of the mask relative to its image, such as {name}_seg or ../masks/{name}; auto looks in the usual places")
			.checked("with {name} in it, or auto",
					text -> text.equals("auto") || text.contains("{name}") ? "" : "has no {name}")
			.or("auto");

	/** All keys. */
	public static final List<Key<?>> KEYS = List.of(INPUT, OUTPUT, PATTERN, LABELS, MASKS);

	private final Settings settings;

	private FolderConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * {@return the checked settings}
	 *
	 * @param given text by key name; what is absent or blank takes its default, but {@code input} must be given
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public static FolderConfig of(final Map<String, String> given) {
		return new FolderConfig(Settings.parse(KEYS, given));
	}

	/** {@return the folder of images, absolute} */
	public Path input() {
		return Path.of(settings.get(INPUT)).toAbsolutePath().normalize();
	}

	/** {@return the table to write, absolute; it must not exist yet} */
	public Path output() {
		final String text = settings.get(OUTPUT);
		return text.isEmpty() ? input().resolve("subjects.csv") : Path.of(text).toAbsolutePath().normalize();
	}

	/** Empty if it is to be guessed. */
	Optional<NamePattern> pattern() {
		final String text = settings.get(PATTERN);
		return text.equals("auto") ? Optional.empty() : Optional.of(NamePattern.of(text));
	}

	/** The new name of a label in a path; empty if all labels are kept. */
	Map<String, String> labels() {
		final Map<String, String> out = new LinkedHashMap<>();
		final String text = settings.get(LABELS);
		if (text.equals("auto")) return out;
		for (final String part : text.split(",")) {
			final String[] names = part.split(":", 2);
			out.put(names[0].trim(), names[names.length - 1].trim());
		}
		return out;
	}

	/** The mask's path from the image's folder, with {name} for the image's name; empty for the usual places. */
	Optional<String> masks() {
		final String text = settings.get(MASKS);
		return text.equals("auto") ? Optional.empty() : Optional.of(text);
	}

	private static String patternComplaint(final String text) {
		return text.equals("auto") ? "" : NamePattern.complaint(text);
	}

	private static String labelComplaint(final String text) {
		for (final String part : text.split(",", -1))
			for (final String name : part.split(":", -1)) if (name.isBlank()) return "has an empty name";
		return "";
	}
}
