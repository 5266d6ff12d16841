/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.cmrgan.RealImageJ.Result;
import org.cmrgan.pipeline.RefineStackJobTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Refine SimGAN} on open images, by macros in a real ImageJ without windows. */
@Tag("slow")
class RefineOpenStackTest {
	private static final String SCAN = "newImage('scan', '16-bit ramp', 40, 30, 3);\n"
			+ "run('Properties...', 'unit=mm pixel_width=0.9 pixel_height=0.9 voxel_depth=8');\n";
	private static final String REFINE = "run('Refine SimGAN', 'model=[' + getArgument() + '] window=0,65535');\n";
	private static final String SAY = "getVoxelSize(x, y, z, unit);\n"
			+ "print(getTitle(), bitDepth(), getWidth(), getHeight(), nSlices, x, y, z, unit, nImages);\n";

	@TempDir
	Path folder;

	private Result run(final String macro) throws Exception {
		final Path model = folder.resolve("a model.zip");
		RefineStackJobTest.saveRefiner(model);
		return new RealImageJ(folder).run(macro, model.toString());
	}

	@Test
	void sixteenBitsBecomeAnImageOfItsOwnWithTheSameSpacing() throws Exception {
		final Result result = run(SCAN + REFINE + SAY);
		assertEquals(0, result.exit, result.printed);
		assertTrue(result.printed.contains("Refined scan 32 40 30 3 0.9 0.9 8 mm 2"), result.printed);
	}

	@Test
	void thirtyTwoBitsGiveTheSameValues() throws Exception {
		final String value = "print('value', getPixel(20, 15));\n";
		final Result sixteen = run(SCAN + REFINE + value);
		final Result thirtyTwo = run(SCAN + "run('32-bit');\n" + REFINE + value);
		assertEquals(value(sixteen), value(thirtyTwo), thirtyTwo.printed);
	}

	@Test
	void withoutAnImageItSaysSo() throws Exception {
		final Result result = run(REFINE);
		assertEquals(1, result.exit, result.printed);
		assertTrue(result.printed.contains("open one first"), result.printed);
	}

	private static String value(final Result result) {
		assertEquals(0, result.exit, result.printed);
		return result.printed.lines().filter(line -> line.startsWith("value")).findFirst().orElse(result.printed);
	}
}
