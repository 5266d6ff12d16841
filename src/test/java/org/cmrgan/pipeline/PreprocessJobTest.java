package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.cmrgan.phantom.PhantomConfig;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessJobTest {
	@TempDir
	Path folder;

	@Test
	void missingScansMayBeSkippedHoweverTheFlagIsSpelt() throws IOException {
		Phantoms.write(PhantomConfig.of(Map.of("output", "scans", "subjects", "6", "slices", "1", "patients", "0.5")),
				folder.resolve("scans"), RunContext.quiet());
		Files.delete(folder.resolve("scans/images/S001-1.mha"));
		final Path study = folder.resolve("study");
		PreprocessJob.of(Map.of("input", folder.resolve("scans").toString(), "study", study.toString(), "folds", "2",
				"allow_skips", " TRUE ")).run(RunContext.quiet());
		assertEquals(5, Study.open(study).real().size());
	}
}
