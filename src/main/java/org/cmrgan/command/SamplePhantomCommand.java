/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.cmrgan.phantom.Phantoms;
import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.ui.MetaImages;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@code Cardiac T1 Phantom}: one native T1 map of a phantom heart, see {@link Phantoms}. */
@Plugin(type = Command.class, headless = true, menuPath = "File>Open Samples>Cardiac T1 Phantom", description = "Opens one native T1 map of a phantom heart, in ms.", initializer = SuiteCommand.DESCRIBE)
public final class SamplePhantomCommand extends SuiteCommand {
	private static final Key<Long> SEED = Key.seed("seed", "which heart").or(1L);

	// A sample opens at once, as ImageJ's own do.
	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	@Override
	Collection<Key<?>> jobKeys() {
		return List.of(SEED);
	}

	@Override
	Job job(final Map<String, String> given) {
		return new Drawing(Settings.parse(jobKeys(), given).get(SEED));
	}

	private static final class Drawing implements Job {
		private final long seed;

		private Drawing(final long seed) {
			this.seed = seed;
		}

		@Override
		public String name() {
			return "Cardiac T1 Phantom";
		}

		@Override
		public void run(final RunContext context) {
			MetaImages.toImagePlus(Phantoms.one(true, seed).map(), "Cardiac T1 Phantom").show();
		}
	}
}
