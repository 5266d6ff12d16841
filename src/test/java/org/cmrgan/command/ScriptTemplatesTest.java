/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/**
 * The Script Editor's templates name existing commands and keys; whether they run is tested where ImageJ2 is available.
 */
class ScriptTemplatesTest {
	private static final Path FOLDER = Paths.get("src/main/resources/script_templates/CMR_GAN");
	private static final Pattern CALL = Pattern.compile(
			"modules\\.run\\(commands\\.getCommand\\(\"([\\w.]+)\"\\), [Tt]rue,\\s+[\\[{](.*)[]}]\\)\\.get\\(\\)");
	private static final Pattern KEY = Pattern.compile("\"?(\\w+)\"?: ");

	@Test
	void everyStageHasOneInEachLanguage() throws IOException {
		final Set<String> stages = Commands.all().stream().filter(spec -> spec.menuPath().startsWith(Menu.SUITE))
				.map(CommandSpec::leaf).filter(leaf -> !Set.of(Menu.BACKEND, Menu.BROWSE, Menu.HELP).contains(leaf))
				.map(leaf -> leaf.replace(' ', '_')).collect(Collectors.toCollection(TreeSet::new));
		assertEquals(stages, names(".groovy"));
		assertEquals(stages, names(".py"));
	}

	@Test
	void theyCallTheirCommandWithItsKeys() throws IOException {
		try (Context context = new Context(CommandService.class)) {
			for (final Path file : files()) {
				final Matcher call = CALL.matcher(Files.readString(file));
				assertTrue(call.find(), file::toString);
				final CommandInfo info = context.service(CommandService.class).getCommand(call.group(1));
				final String label = file.getFileName().toString().replaceAll("\\.\\w+$", "").replace('_', ' ');
				assertEquals(label, info.getMenuPath().getLeaf().getName());
				final Set<String> inputs = Commands.of(label).orElseThrow().keys().stream().map(Key::name)
						.collect(Collectors.toCollection(TreeSet::new));
				inputs.add("show");
				final Matcher key = KEY.matcher(call.group(2));
				while (key.find())
					assertTrue(inputs.contains(key.group(1)), () -> file + " has no key " + key.group(1));
			}
		}
	}

	private static Set<String> names(final String extension) throws IOException {
		return files().stream().map(file -> file.getFileName().toString()).filter(name -> name.endsWith(extension))
				.map(name -> name.substring(0, name.length() - extension.length()))
				.collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.sorted().collect(Collectors.toList());
		}
	}
}
