/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import org.cmrgan.run.UserError;
import org.scijava.Priority;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.Macro;

/**
 * Fills the inputs of the suite's commands in Fiji as {@link ImageJ1Bridge} does in a plain ImageJ. In a macro, the
 * options are used, and a missing value opens no dialog. In the menus, the same dialog opens. From a script, the given
 * values are used, with defaults for the rest.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH)
public final class InputsPreprocessor extends AbstractPreprocessorPlugin {
	private static final String COMMANDS = "org.cmrgan.command.";

	@Parameter
	private LogService log;

	@Override
	public void process(final Module module) {
		if (!module.getInfo().getDelegateClassName().startsWith(COMMANDS)) return;
		final CommandInputs inputs = new CommandInputs(module);
		final String options = Macro.getOptions();
		if (options != null && IJ.isMacro()) {
			try {
				inputs.take(options);
			} catch (final UserError e) {
				log.error(inputs.name() + ": " + e.getMessage());
				ExitCode.failed();
				cancel(e.getMessage());
				IJ.error(inputs.name(), e.getMessage());
				return;
			}
		} else if (inputs.isGiven()) {
			inputs.throwFailures();
		} else if (Windows.canShow() && !inputs.ask(false)) {
			cancel(null);
			return;
		}
		inputs.resolve();
	}
}
