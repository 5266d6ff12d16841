/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.ArrayList;
import java.util.List;

/**
 * A mistake that the user can correct. The message is one sentence that says what is wrong, where, and what to do; or
 * one sentence for each thing that is wrong. Any other exception is a bug, and its stack trace is written to the log.
 */
public final class UserError extends RuntimeException {
	private static final long serialVersionUID = 1L;

	/** The sentences of the message. */
	private final ArrayList<String> problems;

	/**
	 * Creates an error.
	 *
	 * @param message one sentence: what is wrong, where, and what to do
	 */
	public UserError(final String message) {
		this(message, null);
	}

	/**
	 * Creates an error with a cause.
	 *
	 * @param message one sentence: what is wrong, where, and what to do
	 * @param cause the exception that revealed it; may be null
	 */
	public UserError(final String message, final Throwable cause) {
		super(message, cause);
		problems = new ArrayList<>(List.of(message));
	}

	/** @param problems one sentence each, none of them twice; at least one */
	public UserError(final List<String> problems) {
		super(String.join(" ", problems));
		this.problems = new ArrayList<>(problems);
	}

	/**
	 * {@return an error whose message is built as by {@link String#format}}
	 *
	 * @param format a format string
	 * @param arguments its arguments
	 */
	public static UserError of(final String format, final Object... arguments) {
		return new UserError(String.format(java.util.Locale.ROOT, format, arguments));
	}

	/** {@return the sentences of the message} */
	public List<String> problems() {
		return List.copyOf(problems);
	}
}
