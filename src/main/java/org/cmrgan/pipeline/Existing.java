/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * What a stage does if its folder already contains something. Finished results are never overwritten, except those of
 * other networks or images than the present ones.
 */
enum Existing {
	/** Keep finished results, and continue with the rest. */
	ACCEPT,
	/** Keep results of the same settings, continue with the rest, and refuse results of other settings. */
	RESUME,
	/** Keep finished results, and refuse to continue or replace anything. */
	LEAVE,
	/** Keep finished results, and make nothing. */
	TAKE,
	/** Refuse any existing results. */
	REFUSE,
	/** Recompute; existing results are kept aside until the new ones are finished. */
	ANEW;

	private static final int NAMED = 4;

	static Existing of(final boolean resume, final boolean anew) {
		return anew ? ANEW : resume ? RESUME : REFUSE;
	}

	/**
	 * @param folder the stage's folder
	 * @param result the file whose presence shows that it is finished
	 * @param config the current settings
	 * @return true if the stage is finished and nothing remains to be done
	 * @throws UserError if existing results must not be replaced
	 */
	boolean isDone(final Path folder, final String result, final Map<String, String> config, final RunContext context) {
		if (this != ANEW) return isDone(folder, result, config);
		setAside(folder, context);
		return false;
	}

	private boolean isDone(final Path folder, final String result, final Map<String, String> config) {
		final boolean finished = Files.exists(folder.resolve(result)) && RunRecord.isDone(folder);
		if ((this == REFUSE || this == LEAVE && !finished) && Files.exists(folder))
			throw UserError.of(
					"%s already exists: give resume=true to continue it, anew=true to recompute it, or another study.",
					folder);
		if (this == RESUME && finished) RunRecord.of(folder).ifPresent(r -> same(folder, r.config(), config));
		return finished;
	}

	/**
	 * Checks whether a stage may replace its results.
	 *
	 * @param why what is wrong with them: "holds too few images"
	 * @throws UserError if it may not
	 */
	void replace(final Path folder, final String why, final RunContext context) {
		if (!Files.exists(folder)) return;
		if (this == REFUSE || this == LEAVE)
			throw UserError.of(
					"%s %s, and resume=false replaces nothing: give resume=true to recompute it, delete the folder, or give another study.",
					folder, why);
		context.info(folder + " " + why + ": it is recomputed.");
	}

	/**
	 * Checks whether a stage may make results that are missing or not valid.
	 *
	 * @param what and why: "Fold 2 has no refiner"
	 * @param command that makes them
	 * @throws UserError if it may not
	 */
	void make(final String what, final String command) {
		if (this == TAKE) throw UserError.of("%s, and a share of the cells makes none: run %s first.", what, command);
	}

	/**
	 * Renames the folder of a stage that is recomputed. Earlier kept results stay if the present ones never were
	 * finished, so the last finished results are never lost.
	 */
	private static void setAside(final Path folder, final RunContext context) {
		if (!Files.exists(folder)) return;
		final Path aside = StageFolder.aside(folder);
		if (Files.exists(aside)) StageFolder.discard(RunRecord.isDone(folder) ? aside : folder);
		if (!Files.exists(folder)) return;
		try {
			Files.move(folder, aside);
		} catch (final IOException e) {
			throw new UserError("Cannot rename " + folder + " to " + aside.getFileName() + " (" + e.getMessage()
					+ "): close its files, and check the permissions.", e);
		}
		context.info(folder + " is recomputed; its old content is kept in " + aside.getFileName() + " until then.");
	}

	private static void same(final Path folder, final Map<String, String> then, final Map<String, String> now) {
		differing(then, now).stream().findFirst().ifPresent(key -> {
			throw UserError.of(
					"%s was made with %s=%s, not %s: give the same settings, anew=true to recompute it, or another study.",
					folder, key, then.get(key), now.get(key));
		});
	}

	/** The settings that have changed; one that was not recorded counts as equal. */
	private static List<String> differing(final Map<String, String> then, final Map<String, String> now) {
		return now.keySet().stream().filter(k -> then.containsKey(k) && !then.get(k).equals(now.get(k)))
				.collect(Collectors.toList());
	}

	/** Names the settings in which kept results differ from the requested ones, if any do. */
	static Optional<String> difference(final Path folder, final Map<String, String> now) {
		final Map<String, String> then = RunRecord.of(folder).map(RunRecord::config).orElse(Map.of());
		final List<String> keys = differing(then, now);
		if (keys.isEmpty()) return Optional.empty();
		final String words = keys.stream().limit(NAMED).map(k -> k + "=" + then.get(k) + ", not " + now.get(k))
				.collect(Collectors.joining("; "));
		return Optional.of(folder + " was made with " + words
				+ (keys.size() > NAMED ? "; and " + (keys.size() - NAMED) + " other settings" : "")
				+ ", and is kept as it is: train with anew=true to recompute it.");
	}
}
