/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cmrgan.preprocess.FolderConfig;
import org.cmrgan.preprocess.FolderTable;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/** New Study from Folder: writes the table that Preprocess MHA ROI needs, from the names of files and folders. */
public final class NewStudyJob implements Job {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = FolderConfig.KEYS;

	private final FolderConfig config;

	private NewStudyJob(final FolderConfig config) {
		this.config = config;
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static NewStudyJob of(final Map<String, String> given) {
		final FolderConfig config = FolderConfig.of(given);
		if (Files.exists(config.output()))
			throw UserError.of("%s already exists and is not replaced: give output= another name, or move the file.",
					config.output());
		return new NewStudyJob(config);
	}

	@Override
	public String name() {
		return Menu.NEW_STUDY;
	}

	@Override
	public void run(final RunContext context) {
		final FolderTable table = FolderTable.of(config);
		table.notes().forEach(context::warn);
		final Map<String, TreeSet<String>> subjects = new TreeMap<>();
		final Map<String, Integer> images = new TreeMap<>();
		for (final FolderTable.Row row : table.rows()) {
			if (!row.isPlaced()) continue;
			subjects.computeIfAbsent(row.label(), l -> new TreeSet<>()).add(row.subject());
			images.merge(row.label(), 1, Integer::sum);
		}
		if (images.isEmpty())
			throw UserError.of(
					"None of the %d images in %s has a mask (NAME_mask, NAME_seg, masks/NAME) or an ROI file (NAME.roi): draw the heart in ImageJ and save it by File>Save As>Selection, or give masks=.",
					table.rows().size(), table.folder());
		final int left = FolderTable.write(table.rows(), config.output());
		if (left > 0)
			context.warn(left + " of " + table.rows().size()
					+ " images have neither a mask nor an ROI and were left out; the first is " + table.rows().stream()
							.filter(row -> !row.isPlaced()).findFirst().map(r -> r.image().toString()).orElse("")
					+ ".");
		images.forEach((label, n) -> context
				.info(label + ": " + n + " images of " + subjects.get(label).size() + " subjects."));
		context.info("The table is in " + config.output() + ". Check it, then give it to Preprocess MHA ROI as input.");
	}
}
