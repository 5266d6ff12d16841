/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.phantom.PhantomConfig;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;

/** Make Phantom Data: plausible raw T1 scans with masks and subjects.csv. */
public final class MakePhantomJob implements Job {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = PhantomConfig.KEYS;

	private final PhantomConfig config;

	private MakePhantomJob(final PhantomConfig config) {
		this.config = config;
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static MakePhantomJob of(final Map<String, String> given) {
		return new MakePhantomJob(PhantomConfig.of(given));
	}

	@Override
	public String name() {
		return Menu.MAKE_PHANTOM;
	}

	@Override
	public void run(final RunContext context) {
		final Path folder = Path.of(config.output());
		final RunRecord record = new RunRecord(name(), config.settings().asText(), Map.of());
		final Path table = Phantoms.write(config, folder, record.recording(context));
		record.done(folder);
		context.info("Phantoms are in " + table + ".");
	}
}
