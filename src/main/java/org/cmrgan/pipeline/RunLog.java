/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

import org.cmrgan.run.ForwardingContext;
import org.cmrgan.run.RunContext;

/**
 * A context that also writes messages into run.log of a study, each line with its time and the command. Errors of the
 * log are ignored.
 */
final class RunLog extends ForwardingContext {
	/** The file's name. */
	static final String FILE = "run.log";
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

	private final Path file;
	private final String command;

	RunLog(final RunContext outer, final Path study, final String command) {
		super(outer);
		this.file = study.resolve(FILE);
		this.command = command;
	}

	/** Writes a line to the file only. */
	void write(final String text) {
		try {
			Files.writeString(file, LocalDateTime.now().format(TIME) + "  " + command + "  " + text.strip() + "\n",
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		} catch (final IOException e) {
			// The work itself reports a full disk or a read-only folder.
		}
	}

	@Override
	public void info(final String message) {
		write(message);
		super.info(message);
	}

	@Override
	public void table(final String text) {
		write("\n" + text);
		super.table(text);
	}

	@Override
	public void warn(final String message) {
		write("Note: " + message);
		super.warn(message);
	}
}
