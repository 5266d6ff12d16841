/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.run.Key;

/** A command of the suite as dialogs and macros see it. */
public interface KeyedCommand {
	/** {@return all keys that it takes; a key without an input can be given in a macro or a file of settings} */
	Collection<? extends Key<?>> keys();

	/**
	 * Reads a settings file for this command.
	 *
	 * @param file as the user gave it
	 * @return text by key
	 * @throws org.cmrgan.run.UserError if it cannot be read
	 */
	Map<String, String> settings(String file);

	/**
	 * Checks whether the command could run with these values, without running it.
	 *
	 * @param given text by key
	 * @throws org.cmrgan.run.UserError naming everything that is wrong
	 */
	void check(Map<String, String> given);

	/** Makes failures exceptions even if there is a window for the message, because a script called and must stop. */
	void throwFailures();
}
