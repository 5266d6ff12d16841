/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;

/** Open MetaImage: see {@link MetaImages}. */
public final class OpenMetaImageJob implements Job {
	private static final Key<String> PATH = Key.path("path", "the .mha or .mhd file to open");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(PATH);

	private final Path file;

	private OpenMetaImageJob(final Path file) {
		this.file = file;
	}

	/**
	 * {@return the job}
	 *
	 * @param given text by key, as a macro gives it
	 */
	public static OpenMetaImageJob of(final Map<String, String> given) {
		return new OpenMetaImageJob(Path.of(Settings.parse(KEYS, given).get(PATH)));
	}

	@Override
	public String name() {
		return Menu.OPEN_METAIMAGE;
	}

	@Override
	public void run(final RunContext context) {
		// Also without windows, because the next line of a macro works on it.
		Windows.show(MetaImages.open(file));
	}
}
