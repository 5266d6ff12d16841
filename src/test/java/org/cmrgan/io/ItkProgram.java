/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code src/test/cpp/itk_exchange.cxx}: ITK's own MetaImageIO, which reads and writes files for comparison with ours. */
final class ItkProgram {
	/** What to do where it cannot be compiled. */
	static final String REMEDY = "ITK's headers are not installed: apt-get install libinsighttoolkit5-dev g++";

	private static final Path COMPILER = Path.of("/usr/bin/g++");
	private static final Path INCLUDE = Path.of("/usr/include");

	private final Path program;

	private ItkProgram(final Path program) {
		this.program = program;
	}

	/** Compiles it into a folder; empty without g++ or ITK's headers. */
	static Optional<ItkProgram> compile(final Path folder) throws IOException, InterruptedException {
		final Optional<Path> headers = headers();
		if (headers.isEmpty()) return Optional.empty();
		final Path program = folder.resolve("itk_exchange");
		final String version = headers.get().getFileName().toString().substring("ITK".length());
		final List<String> command = new ArrayList<>(List.of(COMPILER.toString(), "-I" + headers.get(),
				"src/test/cpp/itk_exchange.cxx", "-o", program.toString()));
		for (final String library : new String[] { "ITKIOMeta", "ITKIOImageBase", "ITKCommon", "itksys" })
			command.add("-l" + library + version);
		execute(command);
		return Optional.of(new ItkProgram(program));
	}

	private static Optional<Path> headers() throws IOException {
		if (!Files.isDirectory(INCLUDE) || !Files.isExecutable(COMPILER)) return Optional.empty();
		try (Stream<Path> files = Files.list(INCLUDE)) {
			return files.filter(file -> file.getFileName().toString().startsWith("ITK-")).findFirst();
		}
	}

	/** The lines in which the program tells what the image is; writes its voxels, little-endian, to a file. */
	List<String> read(final Path image, final Path voxels) throws IOException, InterruptedException {
		return execute(List.of(program.toString(), "read", image.toString(), voxels.toString()));
	}

	/** Seconds that ITK's writer took. */
	double write(final Path image, final Path voxels, final boolean compress, final ElementType type,
			final int channels, final long... size) throws IOException, InterruptedException {
		final List<String> command = new ArrayList<>(List.of(program.toString(), "write", image.toString(),
				voxels.toString(), Boolean.toString(compress), name(type), Integer.toString(channels)));
		Arrays.stream(size).mapToObj(Long::toString).forEach(command::add);
		return Double.parseDouble(execute(command).get(0));
	}

	/** As ITK calls it. */
	private static String name(final ElementType type) {
		switch (type) {
			case LONG :
				return "int";
			case ULONG :
				return "unsigned_int";
			default :
				return type.name().toLowerCase(Locale.ROOT).replaceFirst("^u", "unsigned_");
		}
	}

	private static List<String> execute(final List<String> command) throws IOException, InterruptedException {
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		final List<String> lines;
		try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
			lines = reader.lines().collect(Collectors.toList());
		}
		assertEquals(0, process.waitFor(), () -> command + "\n" + String.join("\n", lines));
		return lines;
	}
}
