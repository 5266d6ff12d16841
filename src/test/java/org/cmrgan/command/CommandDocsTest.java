/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/**
 * The table of commands in the README and docs/reference/commands.md agree with the code.
 * {@code ./mvnw test -Dtest=CommandDocsTest -Ddocs.write=true} writes them again.
 */
class CommandDocsTest {
	private static final Path README = Paths.get("README.md");
	private static final Path COMMANDS = Paths.get("docs/reference/commands.md");
	private static final String BEGIN = "<!-- commands -->\n";
	private static final String END = "<!-- /commands -->\n";

	private static Context scijava;

	@BeforeAll
	static void start() {
		scijava = new Context(CommandService.class, ModuleService.class);
	}

	@AfterAll
	static void stop() {
		scijava.dispose();
	}

	@Test
	void theReadmeListsEveryCommandWithItsKeys() throws Exception {
		final StringBuilder table = new StringBuilder("| menu | keys | |\n|---|---|---|\n");
		for (final SuiteCommand<?> command : commands()) {
			final List<String> keys = new ArrayList<>();
			for (final ModuleItem<?> item : visible(command))
				if (!item.getName().equals("show")) keys.add("`" + item.getName() + "`");
			final String path = command.spec().menuPath();
			final String place = path.startsWith("Plugins>") ? command.spec().leaf() : path;
			table.append("| ").append(place).append(" | ").append(String.join(" ", keys)).append(" | ")
					.append(command.spec().description()).append(" |\n");
		}
		final String readme = Files.readString(README);
		final int begin = readme.indexOf(BEGIN) + BEGIN.length();
		check(README, readme.substring(0, begin) + table + readme.substring(readme.indexOf(END)));
	}

	@Test
	void theReferenceExplainsEveryKey() throws Exception {
		final StringBuilder text = new StringBuilder("# Commands and keys\n\n"
				+ "Every command with all its keys, generated from the code. A key that is left out or blank takes its default.\n"
				+ "If the default depends on `preset`, the three values are quick / **standard** / paper.\n"
				+ "Keys in *italics* have no field in the dialog: give them in a macro or a settings file.\n");
		for (final SuiteCommand<?> command : commands()) {
			text.append("\n## ").append(command.spec().leaf()).append("\n\n").append(command.spec().description())
					.append("\n\n`").append(command.spec().menuPath())
					.append("`\n\n| key | what it sets | takes | default |\n|---|---|---|---|\n");
			final Map<String, Key<?>> keys = new LinkedHashMap<>();
			command.keys().forEach(key -> keys.put(key.name(), key));
			final List<String> names = new ArrayList<>();
			for (final ModuleItem<?> item : visible(command)) names.add(item.getName());
			keys.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
			for (final String name : names) {
				final boolean field = visible(command).stream().anyMatch(item -> item.getName().equals(name));
				text.append("| ").append(field ? "`" + name + "`" : "*" + name + "*").append(" | ");
				final Key<?> key = keys.get(name);
				if (key == null)
					text.append(command.getInfo().getInput(name).getDescription())
							.append(" | true or false | true |\n");
				else
					text.append(key.description()).append(" | ").append(key.accepts())
							.append(key.unit().isEmpty() ? "" : ", " + key.unit()).append(" | ").append(defaults(key))
							.append(" |\n");
			}
		}
		text.append(
				"\n## Former names\n\nMacros, settings files and run.json may also use the former name of a key.\n\n"
						+ "| command | former name | name now |\n|---|---|---|\n");
		for (final CommandSpec<?> spec : Commands.all())
			for (final Key<?> key : spec.keys())
				for (final String old : key.formerNames())
					text.append("| ").append(spec.leaf()).append(" | `").append(old).append("` | `").append(key.name())
							.append("` |\n");
		check(COMMANDS, text.toString());
	}

	private static String defaults(final Key<?> key) {
		if (!key.hasDefault()) return "required";
		final String quick = format(key, Preset.QUICK);
		final String standard = format(key, Preset.STANDARD);
		final String paper = format(key, Preset.PAPER);
		return quick.equals(standard) && paper.equals(standard)
				? standard
				: quick + " / **" + standard + "** / " + paper;
	}

	private static <T> String format(final Key<T> key, final Preset preset) {
		return key.format(key.defaultOf(preset));
	}

	private static void check(final Path file, final String expected) throws IOException {
		if (Boolean.getBoolean("docs.write")) {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Files.writeString(file, expected);
		}
		assertEquals(expected, Files.readString(file),
				file + " is not what the code says: run this test with -Ddocs.write=true");
	}

	private static List<ModuleItem<?>> visible(final SuiteCommand<?> command) {
		final List<ModuleItem<?>> items = new ArrayList<>();
		for (final ModuleItem<?> item : command.getInfo().inputs())
			if ((item.getType() == String.class || item.getType() == boolean.class)
					&& item.getVisibility() != org.scijava.ItemVisibility.INVISIBLE)
				items.add(item);
		return items;
	}

	/** In the order of the menus. */
	private static List<SuiteCommand<?>> commands() throws Exception {
		final List<SuiteCommand<?>> commands = new ArrayList<>();
		for (final CommandSpec<?> spec : Commands.all()) {
			final CommandInfo info = scijava.service(CommandService.class).getCommands().stream().filter(
					c -> c.getMenuPath().getLeaf() != null && c.getMenuPath().getLeaf().getName().equals(spec.leaf()))
					.findFirst().orElseThrow();
			final Module module = scijava.service(ModuleService.class).createModule(info);
			module.initialize();
			commands.add((SuiteCommand<?>) module);
		}
		return commands;
	}
}
