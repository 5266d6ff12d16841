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
	 * What a settings file says of this command.
	 *
	 * @param file as the user gave it
	 * @return text by key
	 * @throws org.cmrgan.run.UserError if it cannot be read
	 */
	Map<String, String> settings(String file);

	/**
	 * Says whether it could run with these values; nothing is done.
	 *
	 * @param given text by key
	 * @throws org.cmrgan.run.UserError naming everything that is wrong
	 */
	void check(Map<String, String> given);

	/** From now on a failure is thrown even where there is a window to tell it in: a script gave the values, and has to stop. */
	void throwFailures();
}
