/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Files that broke the reader once, or that lead it into every branch, are read again; see {@link HostileFilesFuzzTest}. */
class HostileFilesTest {
	private static final String INPUTS = "HostileFilesFuzzTestInputs/anyBytesAreAnImageOrAUserError";

	@Test
	void whatTheFuzzerFoundIsAnImageOrAUserError() throws IOException, URISyntaxException {
		final List<Path> inputs;
		try (Stream<Path> found = Files.list(Path.of(HostileFilesTest.class.getResource(INPUTS).toURI()))) {
			inputs = found.sorted().collect(Collectors.toList());
		}
		assertFalse(inputs.isEmpty());
		try (HostileFiles files = new HostileFiles()) {
			for (final Path input : inputs)
				assertTimeout(Duration.ofSeconds(5), () -> files.check(Files.readAllBytes(input)), input.toString());
		}
	}
}
