/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The versions of everything that can change a result. */
final class Versions {
	private Versions() {}

	/** Versions by name that affect a network on any machine: suite, Deeplearning4j, ND4J, oneDNN. */
	static Map<String, String> ofSuite() {
		final Map<String, String> out = all();
		out.keySet().retainAll(List.of("suite", "Deeplearning4j", "ND4J", "oneDNN"));
		return out;
	}

	/** Versions by name: suite, Deeplearning4j, ND4J, oneDNN, ImageJ, Java, operating system. */
	static Map<String, String> all() {
		final Properties built = new Properties();
		try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
			built.load(in);
		} catch (final IOException e) {
			throw new IllegalStateException("versions.properties is part of the jar", e);
		}
		final Map<String, String> out = new LinkedHashMap<>();
		out.put("suite", built.getProperty("suite"));
		out.put("Deeplearning4j", built.getProperty("deeplearning4j"));
		out.put("ND4J", built.getProperty("nd4j"));
		out.put("oneDNN", built.getProperty("onednn"));
		out.put("ImageJ", ij.ImageJ.VERSION);
		out.put("Java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
		out.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch"));
		return out;
	}
}
