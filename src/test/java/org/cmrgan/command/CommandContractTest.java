/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.ui.ImageJ1Bridge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Plugin;

/** The contract of every command: its place in the menus, its keys, its defaults, and that bad values are refused. */
class CommandContractTest {
	private static final String MENU = "Plugins>CMR GAN>";

	/** Menu path and keys, as the documentation promises. */
	private static final Map<String, String> PROMISED = new TreeMap<>();

	static {
		PROMISED.put(MENU + "Make Phantom Data", "output subjects slices patients seed settings show");
		PROMISED.put(MENU + "New Study from Folder", "input output pattern labels masks settings show");
		PROMISED.put(MENU + "Preprocess MHA ROI",
				"input study size spacing window margin folds seed settings rois show");
		PROMISED.put(MENU + "Train E-GAN", "study fold label preset generations batch seed settings resume show");
		PROMISED.put(MENU + "Synthesize E-GAN", "study fold multiple model count output seed settings show");
		PROMISED.put(MENU + "Train SimGAN", "study fold preset rounds lambda batch seed settings resume show");
		PROMISED.put(MENU + "Refine SimGAN", "study fold model window show");
		PROMISED.put(MENU + "Evaluate Augmentation",
				"study classifiers arms multiples preset epochs seed settings resume show");
		PROMISED.put(MENU + "Image Quality Report", "study fold settings show");
		PROMISED.put(MENU + "Write Report", "study show");
		PROMISED.put(MENU + "Browse Study", "study fold show");
		PROMISED.put(MENU + "Export Model", "study fold network label model output format window show");
		PROMISED.put(MENU + "Run Full Pipeline", "input study preset seed settings resume show");
		PROMISED.put(MENU + "Backend Report", "show");
		PROMISED.put(MENU + "CMR GAN Help", "show");
		PROMISED.put("File>Open Samples>Cardiac T1 Phantom", "seed show");
		PROMISED.put("File>Import>Open MetaImage", "path show");
		PROMISED.put("File>Save As>Save MetaImage", "path compress overwrite show");
	}

	/** Valid values for required keys that none of the tests below needs. */
	@TempDir
	static Path folder;

	private static Context scijava;

	@BeforeAll
	static void start() {
		scijava = new Context(CommandService.class, ModuleService.class);
	}

	@AfterAll
	static void stop() {
		scijava.dispose();
	}

	/** Settings files, macros and run.json of earlier versions contain these names. */
	@ParameterizedTest
	@CsvSource({ "Train E-GAN, discriminator_steps, criticsteps", "Train E-GAN, learning_rate, learningrate",
			"Train E-GAN, learning_rate_ratio, criticrate", "Train E-GAN, spectral_norm, spectral",
			"Train E-GAN, batch_norm, batchnorm", "Train E-GAN, regression_steps, regression",
			"Train SimGAN, refiner_learning_rate, refiner_rate",
			"Train SimGAN, discriminator_learning_rate, discriminator_rate", "Train SimGAN, select, keep",
			"Evaluate Augmentation, small_width, channels", "Evaluate Augmentation, learning_rate, rate",
			"Evaluate Augmentation, weight_decay, decay", "Evaluate Augmentation, label_smoothing, smoothing",
			"Evaluate Augmentation, weight_average, average" })
	void noFormerNameIsForgotten(final String command, final String present, final String former) {
		assertEquals(Map.of(present, "1"),
				Settings.renamed(Commands.of(command).orElseThrow().keys(), Map.of(former, "1")));
	}

	@Test
	void everyCommandIsWhereItWasPromisedWithItsKeys() {
		final Map<String, String> found = new TreeMap<>();
		for (final CommandInfo info : commands()) {
			final List<String> promised = words(PROMISED.getOrDefault(path(info), ""));
			// Additional keys are allowed, missing ones are not.
			final List<String> keys = parameters(info).stream().map(ModuleItem::getName).filter(promised::contains)
					.collect(Collectors.toList());
			keys.sort((a, b) -> promised.indexOf(a) - promised.indexOf(b));
			found.put(path(info), String.join(" ", keys));
		}
		assertEquals(PROMISED, found);
	}

	@Test
	void labelsHaveNoEllipsisAndAreUnique() {
		final List<String> leaves = new ArrayList<>();
		for (final CommandInfo info : commands()) leaves.add(info.getMenuPath().getLeaf().getName());
		assertEquals(leaves.size(), leaves.stream().distinct().count());
		for (final String leaf : leaves) assertFalse(leaf.contains("...") || leaf.contains("…"), leaf);
	}

	@Test
	void everyCommandRunsHeadlessAndDescribesItself() {
		for (final CommandInfo info : commands()) {
			final Plugin annotation = info.getAnnotation();
			assertTrue(annotation.headless(), info.getClassName());
			assertEquals(SuiteCommand.DESCRIBE, annotation.initializer(), info.getClassName());
		}
	}

	@Test
	void everyClassIsAnEntryOfTheRegistryAndEveryEntryHasOne() {
		final List<CommandSpec<?>> found = new ArrayList<>();
		for (final CommandInfo info : commands()) {
			final CommandSpec<?> spec = command(info).spec();
			found.add(spec);
			assertEquals(spec.menuPath(), path(info), info.getClassName());
			assertEquals(spec.description(), info.getDescription(), info.getClassName());
		}
		found.sort((a, b) -> Commands.all().indexOf(a) - Commands.all().indexOf(b));
		assertEquals(Commands.all(), found);
	}

	@Test
	void parametersAreKeysOfTheirEntryAndNotAllHaveToBeDeclared() {
		for (final CommandInfo info : commands()) {
			final CommandSpec<?> spec = command(info).spec();
			final List<String> keys = spec.keys().stream().map(Key::name).collect(Collectors.toList());
			for (final ModuleItem<?> item : scijava.service(CommandService.class).getCommand(info.getClassName())
					.inputs())
				if (item.getType() == String.class || item.getType() == boolean.class)
					assertTrue(item.getName().equals("show") || keys.contains(item.getName()),
							info.getClassName() + "." + item.getName());
			assertEquals(spec.takesSettingsFile(), info.getInput("settings") != null, info.getClassName());
		}
	}

	/** A command only names its entry and the fields of its dialog. */
	@Test
	void noCommandHasMoreThan56LinesBesidesComments() throws IOException {
		for (final CommandInfo info : commands()) {
			final Path source = Paths.get("src/main/java", info.getClassName().replace('.', '/') + ".java");
			final long lines = Files.readAllLines(source).stream().filter(line -> !line.matches("\\s*(/?\\*|//).*"))
					.count();
			assertTrue(lines <= 56, source::toString);
		}
	}

	@Test
	void keysAreLowerCaseTextOrFlagsAndNotPersisted() {
		for (final CommandInfo info : commands()) for (final ModuleItem<?> item : parameters(info)) {
			final String where = info.getClassName() + "." + item.getName();
			assertTrue(item.getName().matches("[a-z]+"), where);
			assertTrue(item.getType() == String.class || item.getType() == boolean.class, where);
			assertFalse(item.isPersisted(), where);
			assertFalse(item.isRequired(), where);
		}
	}

	/** Users do not read more; other keys belong in a settings file. */
	@Test
	void noDialogHasMoreThanTenFields() {
		for (final CommandInfo info : commands())
			assertTrue(parameters(info).stream().filter(item -> item.getVisibility() != ItemVisibility.INVISIBLE)
					.count() <= 10, info.getClassName());
	}

	@Test
	void noKeyIsTheEndOfAnother() {
		for (final CommandInfo info : commands()) {
			final List<String> keys = allKeys(info);
			for (final String key : keys)
				for (final String other : keys)
					assertFalse(!key.equals(other) && other.endsWith(key),
							info.getClassName() + ": " + key + ", " + other);
		}
	}

	@Test
	void plainImageJHasTheSameMenusInTheSameOrder() throws IOException {
		final Map<String, String> classes = new TreeMap<>();
		for (final CommandInfo info : commands()) classes.put(path(info), info.getClassName());
		final List<String> promised = new ArrayList<>();
		for (final CommandSpec<?> spec : Commands.all()) {
			final int leaf = spec.menuPath().lastIndexOf('>');
			promised.add(String.format(Locale.ROOT, "%s, \"%s\", %s(\"%s\")", spec.menuPath().substring(0, leaf),
					spec.leaf(), ImageJ1Bridge.class.getName(), classes.get(spec.menuPath())));
		}
		final List<String> found = Files.readAllLines(Paths.get("src/main/resources/plugins.config"));
		found.removeIf(line -> line.isBlank() || line.startsWith("#") || line.contains("\"-\""));
		assertEquals(promised, found);
	}

	@Test
	void flagsBeginAtTheDefaultOfTheirKey() throws Exception {
		for (final CommandInfo info : commands()) {
			final SuiteCommand<?> command = command(info);
			for (final Key<?> key : command.keys())
				if (command.getInput(key.name()) instanceof Boolean)
					assertEquals(key.defaultOf(org.cmrgan.run.Preset.STANDARD), command.getInput(key.name()),
							info.getClassName() + "." + key);
		}
	}

	@Test
	void everyParameterIsDescribed() throws Exception {
		for (final CommandInfo info : commands()) for (final ModuleItem<?> item : command(info).getInfo().inputs()) {
			if (item.getType() != String.class && item.getType() != boolean.class) continue;
			final String where = info.getClassName() + "." + item.getName();
			assertTrue(item.getDescription() != null && !item.getDescription().isBlank(), where);
		}
	}

	@Test
	void badValuesAreRefusedByNameBeforeAnythingIsDone() {
		for (final CommandInfo info : commands()) {
			final SuiteCommand<?> command = command(info);
			for (final Key<?> key : command.keys())
				for (final String bad : List.of("0", "-1", "abc", "0,5", "nonsense")) if (isRefusedBy(key, bad)) {
					final Map<String, String> given = new LinkedHashMap<>();
					for (final String path : List.of("study", "output", "input", "path"))
						given.put(path, folder.resolve(path).toString());
					given.put(key.name(), bad);
					final UserError e = assertThrows(UserError.class, () -> command.spec().job(given),
							info.getClassName() + " " + given);
					assertTrue(e.getMessage().contains(key.name() + "=" + bad), e.getMessage());
					for (final String choice : key.choices())
						assertTrue(e.getMessage().contains(choice), e.getMessage());
				}
		}
		assertEquals(0, folder.toFile().list().length, "something was written");
	}

	@Test
	void textThatIsNoPathHereIsRefusedByName() {
		final List<String> paths = words("input images output path study table weights");
		final List<String> seen = new ArrayList<>();
		for (final CommandInfo info : commands()) {
			final SuiteCommand<?> command = command(info);
			for (final Key<?> key : command.keys()) {
				if (!paths.contains(key.name())) continue;
				seen.add(key.name());
				final Map<String, String> given = new LinkedHashMap<>();
				for (final String path : List.of("study", "output", "input", "path"))
					given.put(path, folder.resolve(path).toString());
				given.put(key.name(), "a\0b");
				final UserError e = assertThrows(UserError.class, () -> command.spec().job(given),
						info.getClassName() + "." + key);
				assertTrue(e.problems().get(0).matches(key + "=a\0b is not a path .*: give .*"), e.getMessage());
			}
		}
		assertTrue(seen.containsAll(paths), "seen " + seen);
	}

	@Test
	void countsTakeNoZeroNoMinusNoWordAndNoComma() {
		final List<String> counts = words("size folds batch epochs multiple generations rounds subjects slices");
		final List<String> seen = new ArrayList<>();
		for (final CommandInfo info : commands()) for (final Key<?> key : command(info).keys()) {
			if (!counts.contains(key.name())) continue;
			seen.add(key.name());
			assertAll(info.getClassName() + "." + key,
					List.of("0", "-1", "abc", "0,5").stream().map(bad -> () -> assertTrue(isRefusedBy(key, bad), bad)));
		}
		assertTrue(seen.containsAll(counts), "seen " + seen);
	}

	private static boolean isRefusedBy(final Key<?> key, final String value) {
		try {
			key.parse(value);
			return false;
		} catch (final UserError e) {
			return true;
		}
	}

	private static List<CommandInfo> commands() {
		final List<CommandInfo> commands = new ArrayList<>();
		for (final CommandInfo info : scijava.service(CommandService.class).getCommands())
			if (info.getClassName().startsWith("org.cmrgan.")
					&& !info.getClassName().equals(TrialCommand.class.getName()))
				commands.add(info);
		assertFalse(commands.isEmpty());
		return commands;
	}

	private static SuiteCommand<?> command(final CommandInfo info) {
		final Module module = scijava.service(ModuleService.class).createModule(info);
		try {
			module.initialize();
		} catch (final org.scijava.module.MethodCallException e) {
			throw new AssertionError(info.getClassName(), e);
		}
		return (SuiteCommand<?>) module;
	}

	/** The declared inputs, as a script or a dialog sees them, without services. */
	private static List<ModuleItem<?>> parameters(final CommandInfo info) {
		final List<ModuleItem<?>> items = new ArrayList<>();
		for (final ModuleItem<?> item : info.inputs())
			if (!item.getType().getName().startsWith("org.scijava.")) items.add(item);
		return items;
	}

	private static List<String> allKeys(final CommandInfo info) {
		final List<String> keys = new ArrayList<>();
		parameters(info).forEach(item -> keys.add(item.getName()));
		command(info).keys().forEach(key -> {
			if (!keys.contains(key.name())) keys.add(key.name());
		});
		return keys;
	}

	private static String path(final CommandInfo info) {
		return info.getMenuPath().stream().map(entry -> entry.getName()).collect(Collectors.joining(">"));
	}

	private static List<String> words(final String text) {
		return Arrays.asList(text.split(" "));
	}
}
