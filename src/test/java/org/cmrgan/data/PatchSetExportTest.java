/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;

/** Images for other programs, read back by Java, ImageJ and, if it is available, Python. */
class PatchSetExportTest {
	private static final List<String> CLASSES = List.of("well", "ill");
	private static final Optional<Window> WINDOW = Optional.of(new Window(0, 2000));

	@TempDir
	Path folder;
	private PatchSet set;

	@BeforeEach
	void make() {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			rows.add(new Patch("image-" + i, "", i == 1 ? "well" : "ill", 0, Map.of("zseed", "7" + i)));
			final float[] image = new float[6];
			for (int p = 0; p < image.length; p++) image[p] = -1 + 2f * (i * 6 + p) / 17;
			pixels.add(image);
		}
		set = new PatchSet(3, 2, 1.2, rows, pixels);
		set.write(folder);
	}

	private Path write(final PatchFormat format) {
		return PatchSetExport.write(set, format, CLASSES, WINDOW, folder);
	}

	@Test
	void pngsAreGreyInAFolderForEachClass() throws IOException {
		final Path to = write(PatchFormat.PNG);
		assertEquals(List.of("ill", "ill/image-0.png", "ill/image-2.png", "index.csv", "well", "well/image-1.png"),
				names(to));
		for (int i = 0; i < 3; i++) {
			final Raster image = ImageIO.read(to.resolve(set.patch(i).label() + "/image-" + i + ".png").toFile())
					.getRaster();
			assertEquals(1, image.getNumBands());
			for (int p = 0; p < 6; p++)
				assertEquals(Math.round((set.pixels(i)[p] + 1) * 127.5f), image.getSample(p % 3, p / 3, 0));
		}
		assertEquals("1,image-0,,ill,0,70,ill/image-0.png", Files.readAllLines(to.resolve("index.csv")).get(1));
	}

	@Test
	void tiffsKeepValuesAndSpacing() {
		final Path to = write(PatchFormat.TIFF);
		for (int i = 0; i < 3; i++) {
			final ImagePlus image = IJ
					.openImage(to.resolve(set.patch(i).label()).resolve("image-" + i + ".tif").toString());
			assertArrayEquals(set.pixels(i), (float[]) image.getProcessor().getPixels());
			assertEquals(1.2, image.getCalibration().pixelWidth, 1e-6);
			assertEquals("mm", image.getCalibration().getUnit());
		}
	}

	@Test
	void equalSetsMakeEqualFiles() throws IOException {
		final Path to = write(PatchFormat.NPZ);
		final byte[] first = Files.readAllBytes(to);
		write(PatchFormat.NPZ);
		assertArrayEquals(first, Files.readAllBytes(to));
	}

	@Test
	void copiesGoWithTheImagesThatTheyAreOf() throws IOException {
		for (final PatchFormat format : PatchFormat.values()) write(format);
		Files.writeString(folder.resolve("run.json"), "{}");
		set.subset(0).write(folder);
		assertEquals(List.of("images.mha", "index.csv", "run.json"), names(folder));
	}

	@Test
	void anIdThatIsNoFileNameIsRefusedAndLeavesNothing() throws IOException {
		final PatchSet bad = set
				.withPatches(List.of(set.patch(0), set.patch(1), new Patch("../up", "", "ill", 0, Map.of())));
		assertThrows(UserError.class, () -> PatchSetExport.write(bad, PatchFormat.PNG, CLASSES, WINDOW, folder));
		assertEquals(List.of("images.mha", "index.csv"), names(folder));
	}

	@TestFactory
	Stream<DynamicTest> theFirstExampleOfTheGuideRuns() throws IOException {
		return examples(Set.of("numpy"));
	}

	@TestFactory
	@Tag("slow")
	Stream<DynamicTest> theExamplesOfTheGuideRun() throws IOException {
		return examples(Set.of("numpy, torch", "keras, numpy"));
	}

	/** Each example whose packages are installed here, unchanged from the guide. */
	private Stream<DynamicTest> examples(final Set<String> wanted) throws IOException {
		write(PatchFormat.NPZ);
		final String guide = Files.readString(Paths.get("docs/guide/other-programs.md"));
		final Matcher code = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(guide);
		final List<DynamicTest> tests = new ArrayList<>();
		while (code.find()) {
			final String text = code.group(1);
			final String packages = Pattern.compile("^import (\\w+)", Pattern.MULTILINE).matcher(text).results()
					.map(m -> m.group(1)).collect(Collectors.joining(", "));
			if (wanted.contains(packages)) tests.add(DynamicTest.dynamicTest(packages, () -> {
				final Optional<String> python = python(packages);
				assumeTrue(python.isPresent(), "no Python with " + packages);
				assertEquals("", runHere(python.get(), text + check(packages))
						.replaceAll("(?m)^\\(3, 2, 3\\) float32 .*\n", ""));
			}));
		}
		assertEquals(wanted.size(), tests.size());
		return tests.stream();
	}

	/** The condition at the end of an example. */
	private static String check(final String packages) {
		if (packages.equals("numpy"))
			return "assert x.shape == (3, 2, 3) and x.dtype == np.float32 and list(y) == [1, 0, 1]\n"
					+ "assert list(data['classes'][y]) == ['ill', 'well', 'ill'] and data['ids'][2] == 'image-2'\n"
					+ "assert np.array_equal(x.ravel(), (-1 + np.float32(2) * np.arange(18, dtype=np.float32) / np.float32(17)))\n"
					+ "assert t1[0, 0, 0] == 0 and t1[-1, -1, -1] == 2000 and list(data['spacing']) == [1.2, 1.2]\n";
		if (packages.contains("torch"))
			return "assert len(dataset) == 3 and dataset[1][0].shape == (1, 2, 3) and dataset[1][1] == 0\n";
		return "";
	}

	private static Optional<String> python(final String packages) throws IOException {
		for (final String python : List.of("/usr/bin/python3", "python3")) try {
			run(python, "import " + packages);
			return Optional.of(python);
		} catch (final IOException e) {
			// Another may be there.
		}
		return Optional.empty();
	}

	private String runHere(final String python, final String code) throws IOException {
		return run(python, code, folder);
	}

	private static String run(final String python, final String code, final Path... in) throws IOException {
		final ProcessBuilder builder = new ProcessBuilder(python, "-c", code).redirectErrorStream(true);
		if (in.length > 0) builder.directory(in[0].toFile());
		final Process process = builder.start();
		final String out = new String(process.getInputStream().readAllBytes());
		try {
			if (process.waitFor() != 0) throw new IOException(out);
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException(e);
		}
		return out;
	}

	private static List<String> names(final Path in) throws IOException {
		try (Stream<Path> all = Files.walk(in)) {
			final List<String> out = all.filter(p -> !p.equals(in))
					.map(p -> in.relativize(p).toString().replace('\\', '/')).sorted().collect(Collectors.toList());
			assertTrue(out.stream().noneMatch(n -> n.startsWith(".writing")), out.toString());
			return out;
		}
	}
}
