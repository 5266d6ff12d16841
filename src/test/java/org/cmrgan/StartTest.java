/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.command.BackendReportCommand;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.MenuPath;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.io.IOService;
import org.scijava.menu.MenuService;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleService;

import ij.IJ;
import net.imagej.patcher.LegacyInjector;

/** An installed suite that is not used costs Fiji nothing: only its commands load the libraries of networks. */
class StartTest {
	private static final List<String> HEAVY = List.of("org.nd4j.", "org.deeplearning4j.", "org.bytedeco.",
			"org.cmrgan.nn.");

	@TempDir
	Path folder;

	@Test
	void fijiStartsAndWorksWithoutTheNetworksLibraries() throws IOException {
		final List<String> loaded = classesLoadedBy();
		assertTrue(loaded.stream().anyMatch(name -> name.startsWith("org.cmrgan.")), "the suite was not there");
		assertEquals(List.of(), loaded.stream().filter(StartTest::isHeavy).collect(Collectors.toList()));
	}

	@Test
	@Tag("slow")
	void aCommandLoadsThem() throws IOException {
		assertFalse(classesLoadedBy(BackendReportCommand.class.getName()).stream().noneMatch(StartTest::isHeavy));
	}

	private static boolean isHeavy(final String name) {
		return HEAVY.stream().anyMatch(name::startsWith);
	}

	private List<String> classesLoadedBy(final String... commands) throws IOException {
		final Path classes = folder.resolve("classes.log");
		final Path printed = folder.resolve("printed.log");
		final Process process = new ProcessBuilder(Stream
				.of(Stream.of(Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
						"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true",
						"-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + classes.getFileName() + "::filecount=0",
						"-classpath", System.getProperty("java.class.path"), LikeFiji.class.getName()),
						Stream.of(Paths.get("sample-data/images/S001-1.mha").toAbsolutePath().toString()),
						Stream.of(commands))
				.flatMap(part -> part).collect(Collectors.toList())).directory(folder.toFile())
				.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
		try {
			assertTrue(process.waitFor(5, TimeUnit.MINUTES), "still running");
		} catch (final InterruptedException e) {
			throw new AssertionError(e);
		} finally {
			process.destroyForcibly();
		}
		assertEquals(0, process.exitValue(), Files.readString(printed));
		try (Stream<String> lines = Files.lines(classes)) {
			return lines.map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").replaceFirst(" .*", ""))
					.collect(Collectors.toList());
		}
	}

	/**
	 * What Fiji does by itself: all services, the menus, a command of another plugin, an image; then the requested
	 * commands.
	 */
	static final class LikeFiji {
		public static void main(final String[] imageAndCommands) throws Exception {
			LegacyInjector.preinit();
			try (Context context = new Context()) {
				final ModuleService modules = context.service(ModuleService.class);
				for (final ModuleInfo module : modules.getModules()) {
					final MenuPath path = module.getMenuPath();
					if (path != null) path.getMenuString();
					module.getTitle();
				}
				context.service(MenuService.class).getMenu();
				final CommandService service = context.service(CommandService.class);
				modules.run(new CommandInfo(Foreign.class), true).get();
				if (context.service(IOService.class).open(imageAndCommands[0]) == null)
					throw new AssertionError("no image");
				IJ.run(IJ.createImage("black", 9, 9, 1, 8), "Invert", "");
				for (int i = 1; i < imageAndCommands.length; i++)
					modules.run(service.getCommand(imageAndCommands[i]), true).get();
			}
		}
	}

	public static final class Foreign implements Command {
		@Override
		public void run() { /* nothing of the suite */ }
	}
}
