/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutOfMemoryTest {
	@TempDir
	Path folder;

	/** Deeplearning4j would write one of the machine and the networks, by a library that the suite does not install. */
	@Test
	void aNetworkThatRunsOutOfMemoryWritesNoCrashReport() throws IOException {
		Backend.prepare();
		final ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder().graphBuilder()
				.addInputs("in").addLayer("out", new OutputLayer.Builder().nIn(2).nOut(2).build(), "in")
				.setOutputs("out").build());
		network.init();
		CrashReportingUtil.crashDumpOutputDirectory(folder.toFile());
		CrashReportingUtil.writeMemoryCrashDump(network, new OutOfMemoryError("test"));
		try (Stream<Path> written = Files.list(folder)) {
			assertEquals(0, written.count());
		}
	}
}
