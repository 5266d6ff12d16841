/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Expects refusals by their kind and by what they name: keys, values, files and commands. Their prose may change. */
public final class Refusal {
	private Refusal() {}

	/** Expects work to end in a {@link UserError} that names all of this, and returns its message. */
	public static String naming(final Executable work, final String... named) {
		return named(assertThrows(UserError.class, work).getMessage(), named);
	}

	/** Expects a message to name all of this, and returns it. */
	public static String named(final String message, final String... named) {
		for (final String word : named) assertTrue(message.contains(word), () -> "no " + word + " in: " + message);
		return message;
	}
}
