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
import java.util.Map;

import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;

/**
 * A context that also writes what is told into run.log of a study, each line with its time and the command. A log that cannot be
 * written hinders no work.
 */
final class RunLog implements RunContext {
	/** The file's name. */
	static final String FILE = "run.log";
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

	private final RunContext outer;
	private final Path file;
	private final String command;

	RunLog(final RunContext outer, final Path study, final String command) {
		this.outer = outer;
		this.file = study.resolve(FILE);
		this.command = command;
	}

	/** Writes a line that nobody else is told. */
	void write(final String text) {
		try {
			Files.writeString(file, LocalDateTime.now().format(TIME) + "  " + command + "  " + text.strip() + "\n",
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		} catch (final IOException e) {
			// A full disk or a folder that became read-only is told by the work itself.
		}
	}

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		return outer.start(label, unit, steps);
	}

	@Override
	public void plan(final Map<String, Double> parts) {
		outer.plan(parts);
	}

	@Override
	public boolean isCancelled() {
		return outer.isCancelled();
	}

	@Override
	public void info(final String message) {
		write(message);
		outer.info(message);
	}

	@Override
	public void table(final String text) {
		write("\n" + text);
		outer.table(text);
	}

	@Override
	public void warn(final String message) {
		write("Note: " + message);
		outer.warn(message);
	}

	@Override
	public void record(final String name, final Object value) {
		outer.record(name, value);
	}
}
