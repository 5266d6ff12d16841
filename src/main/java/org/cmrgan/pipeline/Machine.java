/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The computer on which this runs, for records of work that several computers share. */
final class Machine {
	private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
	private static final String MODEL = "model name";

	private Machine() {}

	/** Host, processor and number of processors by name, as far as the system tells them. */
	static Map<String, String> facts() {
		final Map<String, String> out = new LinkedHashMap<>();
		out.put("host", host());
		out.put("processor", model().orElse(System.getProperty("os.arch")));
		out.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
		return out;
	}

	private static String host() {
		try {
			return InetAddress.getLocalHost().getHostName();
		} catch (final UnknownHostException e) {
			return "not known";
		}
	}

	private static Optional<String> model() {
		final String windows = System.getenv("PROCESSOR_IDENTIFIER");
		if (windows != null) return Optional.of(windows);
		if (!Files.isReadable(PROCESSORS)) return Optional.empty();
		try (Stream<String> lines = Files.lines(PROCESSORS)) {
			return lines.filter(line -> line.startsWith(MODEL))
					.map(line -> line.substring(line.indexOf(':') + 1).trim()).findFirst();
		} catch (final IOException e) {
			return Optional.empty();
		}
	}
}
