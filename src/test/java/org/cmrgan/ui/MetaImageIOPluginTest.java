/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.convert.ConvertService;
import org.scijava.io.IOPlugin;
import org.scijava.io.IOService;

import ij.IJ;
import ij.ImagePlus;
import net.imagej.legacy.FakeLegacyHooks;

class MetaImageIOPluginTest {
	@TempDir
	Path folder;

	@Test
	void scijavaOpensAndSavesMetaImages() throws IOException {
		try (Context context = new Context(IOService.class, ConvertService.class)) {
			final IOService io = context.service(IOService.class);
			final ImagePlus imp = IJ.createImage("ramp", "8-bit ramp", 20, 10, 3);
			imp.getCalibration().pixelDepth = 8;
			imp.getCalibration().setUnit("mm");
			io.save(imp, folder.resolve("ramp.mha").toString());
			final ImagePlus back = assertInstanceOf(ImagePlus.class, io.open(folder.resolve("ramp.mha").toString()));
			assertEquals(3, back.getNSlices());
			assertEquals(8, back.getCalibration().pixelDepth);
		}
	}

	@Test
	void itIsEagerAndTakesNothingElse() {
		try (Context context = new Context(IOService.class, ConvertService.class)) {
			final IOService io = context.service(IOService.class);
			final IOPlugin<?> plugin = io.getInstance(MetaImageIOPlugin.class);
			assertTrue(plugin.getInfo().is("eager"));
			for (final String name : new String[] { "a.mha", "a.MHD" })
				assertTrue(plugin.supportsOpen(folder.resolve(name).toString()));
			for (final String name : new String[] { "a.tif", "mha", "a.mha.zip" })
				assertTrue(!plugin.supportsOpen(folder.resolve(name).toString()));
		}
	}

	@Test
	void fijisOwnOpenerGetsTheImageItself() {
		try (Context context = new Context(IOService.class, ConvertService.class)) {
			final Path file = folder.resolve("ramp.mha");
			MetaImages.save(IJ.createImage("ramp", "8-bit ramp", 20, 10, 1), file, true);
			final IOPlugin<?> plugin = context.service(IOService.class).getInstance(MetaImageIOPlugin.class);
			final Object taken = new FakeLegacyHooks().interceptOpenImage(() -> open(plugin, file));
			assertInstanceOf(ImagePlus.class, taken);
			assertEquals(OpenCaller.EXPECTS_WINDOW, new FakeLegacyHooks().interceptFileOpen(OpenCaller::current));
			assertEquals(OpenCaller.SCIJAVA, OpenCaller.current());
		}
	}

	@Test
	void aBrokenFileIsNoIOExceptionAfterWhichFijiWouldTryItsOldReader() throws IOException {
		try (Context context = new Context(IOService.class, ConvertService.class)) {
			final Path file = Files.writeString(folder.resolve("broken.mha"), "NDims = 2\nDimSize = 4 4\n");
			final IOPlugin<?> plugin = context.service(IOService.class).getInstance(MetaImageIOPlugin.class);
			assertThrows(UserError.class, () -> open(plugin, file));
		}
	}

	private static Object open(final IOPlugin<?> plugin, final Path file) {
		try {
			return plugin.open(file.toString());
		} catch (final IOException e) {
			throw new IllegalStateException(e);
		}
	}
}
