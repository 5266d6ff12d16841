/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.ArrayList;
import java.util.List;

/**
 * A mistake that its user can mend: the message is one sentence that says what is wrong, where, and what to do; or several,
 * where several things are wrong. Anything else that is thrown is a bug and keeps its stack trace in the log.
 */
public final class UserError extends RuntimeException {
	private static final long serialVersionUID = 1L;

	private final ArrayList<String> problems;

	public UserError(final String message) {
		this(message, null);
	}

	public UserError(final String message, final Throwable cause) {
		super(message, cause);
		problems = new ArrayList<>(List.of(message));
	}

	/** @param problems one sentence each, none of them twice; at least one */
	public UserError(final List<String> problems) {
		super(String.join(" ", problems));
		this.problems = new ArrayList<>(problems);
	}

	/** An error whose message is built like {@link String#format}. */
	public static UserError of(final String format, final Object... arguments) {
		return new UserError(String.format(java.util.Locale.ROOT, format, arguments));
	}

	/** What is wrong, a sentence each. */
	public List<String> problems() {
		return List.copyOf(problems);
	}
}
