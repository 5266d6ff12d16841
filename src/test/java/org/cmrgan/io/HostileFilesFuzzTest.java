/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;

import org.junit.jupiter.api.Tag;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Searches for bytes that break the reader, guided by coverage: {@code JAZZER_FUZZ=1 ./mvnw test -Dtests.excluded=none
 * -Dtest=HostileFilesFuzzTest}. What it finds goes to the resources, where {@link HostileFilesTest} reads it in every build.
 */
@Tag("fuzz")
public class HostileFilesFuzzTest {
	private static final int LARGEST = 1 << 16;

	private static HostileFiles files;

	/** Called once by a Jazzer without JUnit. */
	public static void fuzzerInitialize() throws IOException {
		files = new HostileFiles();
	}

	/** Called by a Jazzer without JUnit. */
	public static void fuzzerTestOneInput(final byte[] bytes) throws IOException {
		if (bytes.length <= LARGEST) files.check(bytes);
	}

	@FuzzTest(maxDuration = "60m")
	@DictionaryFile(resourcePath = "/org/cmrgan/io/metaimage.dict")
	void anyBytesAreAnImageOrAUserError(final byte[] bytes) throws IOException {
		if (files == null) fuzzerInitialize();
		fuzzerTestOneInput(bytes);
	}
}
