/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/** Browse Study: counts the images of a fold, excludes or includes images, and chooses a snapshot of a generator. */
public final class BrowseStudyJob extends OpenStudyJob {
	private static final Key<String> EXCLUDE = Key
			.text("exclude", "ids of real or synthetic images to exclude, separated by commas").or("");
	private static final Key<String> INCLUDE = Key
			.text("include", "ids of excluded images to include again, separated by commas").or("");
	private static final int NO_SNAPSHOT = -1;
	private static final Key<Integer> SNAPSHOT = Key.integer("snapshot",
			"with label=: generation whose snapshot becomes the generator of that class and fold; -1 keeps it",
			NO_SNAPSHOT, Integer.MAX_VALUE).or(NO_SNAPSHOT);
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(JobKeys.STUDY, JobKeys.FOLD, EXCLUDE, INCLUDE, JobKeys.LABEL,
			SNAPSHOT);

	private final int fold;
	private final List<String> exclude;
	private final List<String> include;
	private final Optional<SnapshotChoice> choice;
	private final int snapshot;

	private BrowseStudyJob(final Settings settings, final Study study) {
		super(study);
		fold = settings.get(JobKeys.FOLD);
		exclude = ids(settings.get(EXCLUDE));
		include = ids(settings.get(INCLUDE));
		snapshot = settings.get(SNAPSHOT);
		choice = snapshot == NO_SNAPSHOT ? Optional.empty() : Optional.of(choice(settings.get(JobKeys.LABEL)));
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by macro key; absent and blank ones take their defaults
	 */
	public static BrowseStudyJob of(final Map<String, String> given) {
		return on(KEYS, given, BrowseStudyJob::new);
	}

	private SnapshotChoice choice(final String label) {
		if (!study.info().classes().contains(label))
			throw UserError.of("snapshot=%d needs the class whose generator it becomes: give label=%s.", snapshot,
					String.join(" or label=", study.info().classes()));
		return new SnapshotChoice(study, fold, label);
	}

	private static List<String> ids(final String text) {
		return text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*"));
	}

	/** {@return the fold to show first} */
	public int fold() {
		return fold;
	}

	@Override
	public String name() {
		return Menu.BROWSE;
	}

	@Override
	void work(final RunContext context) {
		String outOfDate = "";
		if (!exclude.isEmpty()) outOfDate = Curation.write(study, fold, exclude, true);
		if (!include.isEmpty()) outOfDate = Curation.write(study, fold, include, false);
		if (choice.isPresent()) outOfDate = choice.get().write(snapshot, context);
		if (!outOfDate.isEmpty()) context.warn(outOfDate);
		final int real = study.real(fold).size();
		final StringBuilder words = new StringBuilder(
				(fold == 0 ? "All data: " : "Fold " + fold + ": ") + real + " real images");
		final int out = study.allReal(fold).size() - real;
		if (out > 0)
			words.append(" and ").append(out).append(" that ").append(out == 1 ? "is" : "are").append(" excluded");
		final Path synthetic = study.synthetic(fold);
		if (RunRecord.isDone(synthetic)) {
			final PatchSet made = PatchSet.read(synthetic);
			words.append(", ").append(made.size()).append(" synthetic, of which ")
					.append(made.size() - Exclusions.kept(made).size()).append(" are excluded");
		}
		if (RunRecord.isDone(study.refined(fold)))
			words.append(", ").append(PatchSet.read(study.refined(fold)).size()).append(" refined");
		context.info(words.append('.').toString());
	}
}
