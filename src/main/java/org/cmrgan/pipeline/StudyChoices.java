/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/** The choices that a study offers in dialogs: its classes and folds, and the preset that was used last. */
public final class StudyChoices {
	private final Study study;

	private StudyChoices(final Study study) {
		this.study = study;
	}

	/**
	 * {@return the choices of a study; empty if the folder contains no study that can be opened}
	 *
	 * @param folder as the user typed it so far
	 */
	public static Optional<StudyChoices> of(final String folder) {
		if (folder.isBlank()) return Optional.empty();
		try {
			return Study.exists(Path.of(folder))
					? Optional.of(new StudyChoices(Study.open(Path.of(folder))))
					: Optional.empty();
		} catch (final InvalidPathException | UserError e) {
			return Optional.empty();
		}
	}

	/** {@return "all", then each class} */
	public List<String> labels() {
		final List<String> out = new ArrayList<>(List.of("all"));
		out.addAll(study.info().classes());
		return out;
	}

	/** {@return 0 for all data, then each fold} */
	public List<String> folds() {
		final List<String> out = new ArrayList<>();
		for (int k = 0; k <= study.info().folds(); k++) out.add(Integer.toString(k));
		return out;
	}

	/** {@return the preset of the latest run that had one} */
	public Optional<String> preset() {
		final List<Path> folders = new ArrayList<>(List.of(study.folder(), study.evaluation()));
		for (int k = 0; k <= study.info().folds(); k++) {
			for (final String label : study.info().classes()) folders.add(study.egan(k, label));
			folders.add(study.simgan(k));
		}
		return folders.stream().flatMap(StudyChoices::record)
				.filter(r -> r.config().containsKey(Settings.PRESET.name())).max(Comparator.comparing(RunRecord::start))
				.map(r -> r.config().get(Settings.PRESET.name()));
	}

	private static Stream<RunRecord> record(final Path folder) {
		try {
			return RunRecord.of(folder).stream();
		} catch (final UserError e) {
			return Stream.empty();
		}
	}
}
