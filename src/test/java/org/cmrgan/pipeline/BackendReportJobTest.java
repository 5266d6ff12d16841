/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.cmrgan.run.ListeningContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendReportJobTest {
	@ParameterizedTest
	@ValueSource(strings = { "quick", "standard", "paper" })
	@Tag("slow")
	void saysWhatComputesAndHowLongTrainingsTake(final String preset) {
		final ListeningContext context = new ListeningContext();
		BackendReportJob.of(Map.of("preset", preset)).run(context);
		final String all = String.join("\n", context.infos());
		for (final String wanted : new String[] { "threads: ", "GFLOP/s", "GPU: ", "instruction set: ",
				"E-GAN, preset " + preset + ": about ", "SimGAN, preset " + preset + ": about ", "for each Small",
				"for each ResNet-50", "for each Xception" })
			assertTrue(all.contains(wanted), wanted + " is missing in\n" + all);
		assertFalse(all.contains("about 0 s"), all);
	}
}
