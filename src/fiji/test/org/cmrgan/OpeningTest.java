/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite works with images that ImageJ2 with ImageJ 1.x opens, and takes its datasets as inputs. */
@Tag("slow")
class OpeningTest {
	@TempDir
	Path folder;

	/** IJ.openImage, IJ.open and SciJava's IOService must give the same image: none may fail or use ImageJ's old reader. */
	@Test
	void filesOfOthersOpenInEveryWay() throws IOException {
		final Path data = SharedData.find("metaimage");
		final String printed = printed("opening.groovy", "corpus=\"" + data + "\"", "#@ String corpus",
				"#@ IOService io", "import ij.*", "import groovy.json.JsonSlurper", "int opened = 0",
				"new JsonSlurper().parse(new File(corpus, 'EXPECTED.json')).each { name, expected ->",
				"  def file = new File(corpus, name).path",
				"  def own = org.cmrgan.ui.MetaImages.open(new File(file).toPath())",
				"  def text = { i -> i.title + ' ' + (i.dimensions as List) + ' ' + i.bitDepth + ' ' + i.calibration + ' ' + (1..i.stackSize).collect { n -> Arrays.deepHashCode([i.getStack().getProcessor(n).pixels] as Object[]) } + ' ' + (i.propertiesAsArray as List) }",
				"  def opens = { how, image -> if (text(image) != text(own)) throw new AssertionError(how + ' ' + name + ': ' + text(image) + ' instead of ' + text(own)) }",
				"  opens('openImage', IJ.openImage(file))", "  IJ.open(file)", "  opens('open', IJ.getImage())",
				"  IJ.getImage().close()", "  def dataset = io.open(file)",
				"  if (!(dataset instanceof net.imagej.Dataset)) throw new AssertionError(name + ' is a ' + dataset.class)",
				"  if (dataset.dimension(0) != own.width || dataset.dimension(1) != own.height) throw new AssertionError(name)",
				"  opened++", "}", "println 'opened in every way: ' + opened");
		assertTrue(printed.contains("opened in every way: 52"), printed);
	}

	/** A dataset that is shown becomes ImageJ 1.x's active image, with its calibration. */
	@Test
	void aDatasetIsAnInput() throws IOException {
		final String printed = printed("dataset.groovy",
				"file=\"" + Paths.get("sample-data/images/S001-1.mha").toAbsolutePath() + "\"", "#@ Dataset file",
				"#@ ConvertService convert", "#@ CommandService commands", "#@ ModuleService modules", "import ij.*",
				"def image = convert.convert(file, ImagePlus)", "image.setRoi(90, 70, 60, 60)", "image.show()",
				"modules.run(commands.getCommand('org.cmrgan.command.PreprocessCommand'), true, [size: 48, spacing: 2]).get()",
				"def patch = WindowManager.getImage('Patches of ' + image.title)",
				"println patch.title + ' ' + patch.width + ' x ' + patch.height + ' ' + patch.calibration.pixelWidth + ' ' + patch.calibration.unit",
				"println 'left as it was: ' + image.width + ' x ' + image.height");
		assertTrue(printed.contains("Patches of S001-1.mha 48 x 48 2.0 mm"), printed);
		assertTrue(printed.contains("left as it was: 256 x 218"), printed);
	}

	private String printed(final String name, final String values, final String... lines) throws IOException {
		final HeadlessFiji fiji = new HeadlessFiji(folder);
		final int exit = fiji.run(Files.writeString(folder.resolve(name), String.join("\n", lines)), values);
		assertEquals(0, exit, fiji::printed);
		return fiji.printed();
	}
}
