/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;

/** Browse Study: counts the images of a fold, and leaves synthetic ones out or takes them in again. */
public final class BrowseStudyJob extends OpenStudyJob {
	private static final Key<String> EXCLUDE = Key
			.text("exclude", "ids of synthetic images to leave out from now on, separated by commas").or("");
	private static final Key<String> INCLUDE = Key
			.text("include", "ids of synthetic images to take in again, separated by commas").or("");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(JobKeys.STUDY, JobKeys.FOLD, EXCLUDE, INCLUDE);

	private final int fold;
	private final List<String> exclude;
	private final List<String> include;

	private BrowseStudyJob(final Settings settings, final Study study) {
		super(study);
		fold = settings.get(JobKeys.FOLD);
		exclude = ids(settings.get(EXCLUDE));
		include = ids(settings.get(INCLUDE));
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
	public static BrowseStudyJob of(final Map<String, String> given) {
		return on(KEYS, given, BrowseStudyJob::new);
	}

	private static List<String> ids(final String text) {
		return text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*"));
	}

	/** The fold to look at first. */
	public int fold() {
		return fold;
	}

	@Override
	public String name() {
		return Menu.BROWSE;
	}

	@Override
	void work(final RunContext context) {
		if (!exclude.isEmpty()) Exclusions.write(study, fold, exclude, true);
		if (!include.isEmpty()) Exclusions.write(study, fold, include, false);
		final StringBuilder words = new StringBuilder(
				(fold == 0 ? "All data: " : "Fold " + fold + ": ") + study.real(fold).size() + " real images");
		final Path synthetic = study.synthetic(fold);
		if (RunRecord.isDone(synthetic)) {
			final PatchSet made = PatchSet.read(synthetic);
			words.append(", ").append(made.size()).append(" synthetic, of which ")
					.append(made.size() - Exclusions.kept(made).size()).append(" are left out");
		}
		if (RunRecord.isDone(study.refined(fold)))
			words.append(", ").append(PatchSet.read(study.refined(fold)).size()).append(" refined");
		context.info(words.append('.').toString());
	}
}
