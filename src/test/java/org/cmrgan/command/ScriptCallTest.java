/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/** Commands as scripts call them: with files, numbers and flags, and an exception if the command fails. */
class ScriptCallTest {
	@TempDir
	Path folder;

	private Context context;

	@BeforeEach
	void makeContext() {
		context = new Context();
	}

	@AfterEach
	void dispose() {
		context.dispose();
	}

	@Test
	void filesNumbersAndFlagsAreTaken() throws Exception {
		final Path raw = folder.resolve("raw scans");
		call(MakePhantomCommand.class, Map.of("output", raw.toFile(), "subjects", 8, "slices", 1L, "patients", 0.5));
		// allow_skips has no field in the dialog, so that SciJava does not know its type.
		call(PreprocessCommand.class, Map.of("input", raw.toFile(), "study", folder.resolve("study"), "folds", 2,
				"size", 48, "allow_skips", true));
		final String record = Files.readString(folder.resolve("study/real/run.json"));
		assertTrue(record.matches("(?s).*\"allow_skips\": \"?true\"?.*"), record);
		assertTrue(record.matches("(?s).*\"size\": \"?48\"?.*"), record);
		try (var files = Files.list(raw.resolve("images"))) {
			assertEquals(8, files.count());
		}
	}

	@Test
	void aFailureIsTheScriptsFailure() throws IOException {
		final ExecutionException e = assertThrows(ExecutionException.class,
				() -> call(ReportCommand.class, Map.of("study", folder.resolve("none"))));
		Throwable cause = e;
		while (cause.getCause() != null) cause = cause.getCause();
		assertInstanceOf(UserError.class, cause);
		assertTrue(cause.getMessage().contains("The study folder"), cause.getMessage());
	}

	private void call(final Class<? extends SuiteCommand<?>> command, final Map<String, Object> values)
			throws Exception {
		context.service(ModuleService.class)
				.run(context.service(CommandService.class).getCommand(command), true, values).get();
	}
}
