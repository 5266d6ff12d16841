/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.List;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command that ends as requested, to test the bridge, the funnel and the launcher. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE + "Trial", initializer = SuiteCommand.DESCRIBE)
public final class TrialCommand extends SuiteCommand<Job> {
	private static final Key<String> HOW = Key.choice("how", "how to end", "done", "mistake", "bug", "cancel", "slow")
			.or("done");
	private static final Key<Integer> STEPS = Key.integer("steps", "how many", 1, 1000).or(5, 10, 20);
	private static final Key<Integer> HIDDEN = Key.integer("pause", "time of a step", 0, 1000).in("ms").or(0);

	private static final List<Key<?>> KEYS = List.of(Settings.PRESET, HOW, STEPS, HIDDEN);

	@Parameter(persist = false, required = false)
	private String study;

	@Parameter(persist = false, required = false)
	private String how;

	@Parameter(persist = false, required = false)
	private String steps;

	@Parameter(persist = false, required = false)
	private boolean resume;

	public TrialCommand() {
		super(new CommandSpec<>(Menu.SUITE + "Trial", "A trial.", KEYS, TrialCommand::job));
	}

	private static Job job(final Map<String, String> given) {
		final Settings settings = Settings.parse(KEYS, given);
		return new Job() {
			@Override
			public String name() {
				return "Trial";
			}

			@Override
			public void run(final RunContext context) {
				final int n = settings.get(STEPS);
				context.info("given " + given + " " + settings);
				try (Progress progress = context.start("Trial", "step", n)) {
					for (int i = 0; i < n; i++) {
						progress.done(i);
						sleep(settings.get(HIDDEN));
					}
				}
				final String end = settings.get(HOW);
				if (end.equals("mistake")) throw new UserError("The trial was told to fail: tell it otherwise.");
				if (end.equals("bug")) throw new IllegalStateException("a bug");
				if (end.equals("cancel")) throw new CancelledException();
			}
		};
	}

	private static void sleep(final int millis) {
		try {
			Thread.sleep(millis);
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
