/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page from disk in a real browser, light and dark; skipped where there is none. */
@Tag("slow")
class ReportInChromiumTest {
	@TempDir
	private Path folder;

	@Test
	void thePageOpensWithoutComplaintInLightAndDark() throws Exception {
		final String browser = browser();
		assumeTrue(!browser.isEmpty(), "no Chromium on the path");
		final DemoStudy study = new DemoStudy(folder);
		Report.write(study.full(study.evaluation(false)).build(), folder.resolve("report"), RunContext.quiet());
		final double[] light = brightness(browser, 1);
		final double[] dark = brightness(browser, 0);
		assertTrue(light[0] > 170, "light page, mean " + light[0]);
		assertTrue(dark[0] < 90, "dark page, mean " + dark[0]);
		assertTrue(light[1] > 20 && dark[1] > 20, "text and pictures stand out: " + light[1] + ", " + dark[1]);
	}

	/** Mean and deviation of the screenshot's green channel. */
	private double[] brightness(final String browser, final int scheme) throws Exception {
		final Path shot = folder.resolve("shot" + scheme + ".png");
		final Path log = folder.resolve("log" + scheme + ".txt");
		final List<String> command = new ArrayList<>(List.of(browser, "--headless", "--no-sandbox", "--disable-gpu",
				"--hide-scrollbars", "--enable-logging=stderr", "--window-size=1200,6000",
				"--user-data-dir=" + folder.resolve("profile" + scheme),
				"--blink-settings=preferredColorScheme=" + scheme, "--screenshot=" + shot,
				folder.resolve("report/index.html").toUri().toString()));
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
				.start();
		assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser did not end");
		// The page's own complaints (blocked or missing parts) are logged as CONSOLE lines.
		try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
			assertEquals(List.of(),
					lines.filter(l -> l.contains("CONSOLE")).collect(java.util.stream.Collectors.toList()));
		}
		final BufferedImage image = ImageIO.read(shot.toFile());
		double sum = 0;
		double squares = 0;
		int n = 0;
		for (int y = 0; y < image.getHeight(); y += 3) for (int x = 0; x < image.getWidth(); x += 3) {
			final int green = image.getRGB(x, y) >> 8 & 0xff;
			sum += green;
			squares += (double) green * green;
			n++;
		}
		return new double[] { sum / n, Math.sqrt(squares / n - sum / n * sum / n) };
	}

	private static String browser() {
		for (final String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			for (final String name : List.of("chromium", "chromium-browser", "google-chrome")) {
				final File file = new File(directory, name);
				if (file.canExecute()) return file.toString();
			}
		return "";
	}
}
