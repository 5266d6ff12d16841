/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import org.cmrgan.run.UserError;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.Macro;
import ij.plugin.PlugIn;

/**
 * Runs the suite's SciJava commands in an ImageJ 1.x without SciJava. plugins.config names this class, with the class
 * of the command as its argument. In a macro, the values come from the options. In the menus, they come from a dialog
 * made from the command's parameters, whose recording can be replayed unchanged. Parameters are strings and booleans.
 */
public final class ImageJ1Bridge implements PlugIn {
	/** Key under which ImageJ keeps the SciJava context between two calls of this class. */
	private static final String CONTEXT = "org.cmrgan.context";

	@Override
	public void run(final String commandClass) {
		// Only on this thread, and only before other code asks for it.
		final String options = Macro.getOptions();
		final Context scijava = context();
		final CommandInfo info = scijava.service(CommandService.class).getCommand(commandClass);
		if (info == null)
			throw new IllegalStateException(
					"no SciJava command " + commandClass + "; the jar's annotation index is missing");
		final Module module = scijava.service(ModuleService.class).createModule(info);
		final CommandInputs inputs = new CommandInputs(module);
		if (options == null && Windows.canShow()) {
			if (!inputs.ask(true)) return;
		} else if (options != null && !taken(inputs, options)) return;
		module.run();
	}

	private static boolean taken(final CommandInputs inputs, final String options) {
		try {
			inputs.take(options);
			return true;
		} catch (final UserError e) {
			ExitCode.failed();
			IJ.error(inputs.name(), e.getMessage());
			return false;
		}
	}

	private static Context context() {
		synchronized (ImageJ1Bridge.class) {
			final Object kept = IJ.getProperty(CONTEXT);
			if (kept instanceof Context) return (Context) kept;
			final Context context = newContext();
			IJ.setProperty(CONTEXT, context);
			return context;
		}
	}

	private static Context newContext() {
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// SciJava looks for its plugins with the thread's class loader, which in ImageJ 1.x may be the parent of the
		// plugins' loader.
		thread.setContextClassLoader(ImageJ1Bridge.class.getClassLoader());
		try {
			return new Context(CommandService.class, ModuleService.class, EventService.class, StatusService.class,
					LogService.class, TaskService.class);
		} finally {
			thread.setContextClassLoader(before);
		}
	}
}
