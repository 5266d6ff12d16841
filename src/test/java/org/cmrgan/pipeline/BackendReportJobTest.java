package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BackendReportJobTest {
	@Test
	@Tag("slow")
	void saysWhatComputesAndHowLongTrainingsTake() {
		final List<String> said = new ArrayList<>();
		BackendReportJob.of(Map.of("preset", "quick")).run(new RunContext() {
			@Override
			public Progress start(final String label, final String unit, final long steps) {
				return RunContext.quiet().start(label, unit, steps);
			}

			@Override
			public boolean isCancelled() {
				return false;
			}

			@Override
			public void info(final String message) {
				said.add(message);
			}

			@Override
			public void warn(final String message) { /* training on noise warns, rightly */ }

			@Override
			public void record(final String name, final Object value) { /* nothing is written */ }
		});
		final String all = String.join("\n", said);
		for (final String wanted : new String[] { "threads: ", "GFLOP/s", "GPU: ", "instruction set: ",
				"E-GAN, preset quick: about ",
				"SimGAN, preset quick: about ", "for each ResNet-50", "for each Xception" })
			assertTrue(all.contains(wanted), wanted + " is missing in\n" + all);
		assertFalse(all.contains("about 0 s"), all);
	}
}
