/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.nio.file.Files;
import java.nio.file.Paths;

import ij.macro.Interpreter;

/** Runs a macro in a new ImageJ with windows. Arguments: folder of pictures, macro. */
public final class Replay {
	private Replay() {}

	public static void main(final String[] arguments) {
		Scenario.run(() -> {
			new User(Paths.get(arguments[0]));
			final Interpreter interpreter = new Interpreter();
			interpreter.run(Files.readString(Paths.get(arguments[1])), "");
			Scenario.require(interpreter.getErrorMessage() == null,
					"the macro failed: " + interpreter.getErrorMessage());
		});
	}
}
