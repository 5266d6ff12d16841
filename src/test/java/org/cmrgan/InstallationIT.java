/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged zip, unpacked over a folder with the libraries of a Fiji, and run there: nothing of Fiji is replaced or
 * shadowed, and the pipeline works with Fiji's libraries, for any order of the jars.
 */
@Tag("slow")
class InstallationIT {
	/** Fiji's own, as the build has them; the others come from Maven Central before this test. */
	private static final Set<String> OF_FIJI = Set.of("ij", "ij1-patcher", "javassist", "scijava-common", "parsington",
			"imglib2", "gson", "javacpp", "slf4j-api", "commons-codec", "commons-collections4", "commons-compress",
			"commons-csv", "commons-io", "commons-lang3", "commons-math3");
	private static final int MINUTES = 30;

	@TempDir
	static Path folder;

	private static Path fiji;
	private static List<Path> before;
	private static List<Path> ofFiji;

	@BeforeAll
	static void install() throws IOException {
		ofFiji = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Paths::get)
				.filter(jar -> OF_FIJI.contains(base(jar))).collect(Collectors.toList());
		assertEquals(OF_FIJI, ofFiji.stream().map(InstallationIT::base).collect(Collectors.toSet()));
		ofFiji.addAll(jarsBelow(Paths.get(System.getProperty("cmrgan.fiji"))));
		fiji = likeFijis("Fiji.app");
		before = jarsBelow(fiji);
		try (ZipInputStream zip = new ZipInputStream(
				Files.newInputStream(Paths.get(System.getProperty("cmrgan.zip"))))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final Path file = fiji.resolve(entry.getName());
				if (entry.isDirectory()) Files.createDirectories(file);
				// Fails where there is such a file.
				else
					Files.copy(zip, file);
			}
		}
	}

	private static Path likeFijis(final String name) throws IOException {
		final Path out = folder.resolve(name);
		final Path jars = Files.createDirectories(out.resolve("jars"));
		Files.createDirectories(out.resolve("plugins"));
		for (final Path jar : ofFiji) Files.copy(jar, jars.resolve(jar.getFileName()));
		return out;
	}

	@Test
	void mavenInstallsWhatTheZipHoldsInPlaceOfAnEarlierVersion() throws IOException {
		final Path other = likeFijis("Fiji");
		Files.delete(jar(other, "commons-csv"));
		final Path natives = Files
				.createDirectories(other.resolve("jars").resolve(System.getProperty("cmrgan.natives")));
		final List<Path> earlier = List.of(other.resolve("plugins/CMR_GAN-0.0.9.jar"),
				other.resolve("jars/cmr-gan-deeplearning4j-0.0.9.jar"), natives.resolve("nd4j-native-0.9.jar"),
				natives.resolve("openblas-0.1.jar"), other.resolve("cmr-gan/macros/gone.ijm"));
		final Path foreign = natives.resolve("openblas-0.2.jar");
		Files.createDirectories(other.resolve("cmr-gan/macros"));
		for (final Path file : earlier) Files.createFile(file);
		Files.createFile(foreign);
		Files.writeString(other.resolve("cmr-gan/installed.txt"), other.relativize(natives) + "/openblas-0.1.jar\n");

		final Finished maven = maven("antrun:run@install-into-fiji", "-Dscijava.app.directory=" + other);

		assertEquals(0, maven.exit, maven.printed);
		for (final Path file : earlier) assertFalse(Files.exists(file), () -> file + " is still there");
		// Nothing of Fiji is missing or duplicated, missing libraries were added, and the rest equals the unpacked zip.
		final Set<String> expected = names(fiji);
		expected.addAll(
				List.of(other.relativize(foreign).toString(), Paths.get("cmr-gan", "installed.txt").toString()));
		assertEquals(expected, names(other));
		final List<String> listed = Files.readAllLines(other.resolve("cmr-gan/installed.txt"));
		assertTrue(listed.size() > 10, listed::toString);
		for (final String file : listed) assertTrue(Files.isRegularFile(other.resolve(file)), file);
	}

	@Test
	void mavenRefusesAFolderThatIsNoFiji() throws IOException {
		final Path none = Files.createDirectories(folder.resolve("none"));
		final Finished maven = maven("antrun:run@install-into-fiji", "-Dscijava.app.directory=" + none);
		assertEquals(1, maven.exit, maven.printed);
		assertTrue(maven.printed.contains("is no Fiji"), maven.printed);
		assertEquals(Set.of(), names(none));
	}

	@Test
	void noJarHasTheNameOfOneOfFijis() throws IOException {
		final Set<String> taken = before.stream().map(InstallationIT::base).collect(Collectors.toSet());
		// Natives are in the folder of the platform, and their names contain it.
		assertEquals(Set.of(),
				added().stream().map(InstallationIT::base).filter(taken::contains).collect(Collectors.toSet()));
	}

	@Test
	void noClassIsOneOfFijis() throws IOException {
		final Set<String> taken = classes(before);
		final Set<String> twice = classes(added());
		assertTrue(twice.size() > 5000, () -> "only " + twice.size() + " classes were added");
		twice.retainAll(taken);
		assertEquals(Set.of(), twice);
	}

	@Test
	void theSuiteIsInOneJarOnly() throws IOException {
		final Predicate<String> suites = name -> name.startsWith("org/cmrgan/") || name.equals("plugins.config")
				|| name.startsWith("META-INF/json/");
		final List<Path> jars = new ArrayList<>();
		for (final Path jar : added()) if (entries(jar).stream().anyMatch(suites)) jars.add(jar.getFileName());
		assertEquals(1, jars.size(), jars::toString);
		assertTrue(jars.get(0).toString().startsWith("CMR_GAN-"), jars::toString);
	}

	@Test
	void thePipelineRuns() throws IOException {
		final List<Path> jars = jars();
		final String printed = run(jars, Paths.get("macros/full_pipeline.ijm").toAbsolutePath(),
				"input=[" + Paths.get("sample-data").toAbsolutePath() + "] study=[" + folder.resolve("study")
						+ "] preset=quick seed=1");
		assertTrue(Files.exists(folder.resolve("study/report/index.html")), printed);
		assertFalse(printed.contains("Multiple bindings") || printed.contains("multiple SLF4J providers"), printed);
	}

	@Test
	void aTrainingRunsWhenTheSuitesJarsComeFirst() throws IOException {
		final List<Path> jars = jars();
		Collections.reverse(jars);
		final Path macro = Files.writeString(folder.resolve("train.ijm"),
				"run('Make Phantom Data', 'output=scans subjects=24 slices=1');"
						+ "run('Preprocess MHA ROI', 'input=scans study=small folds=2');"
						+ "run('Train E-GAN', 'study=small preset=quick generations=2');");
		final String printed = run(jars, macro, "");
		try (Stream<Path> models = Files.walk(folder.resolve("small"))) {
			assertEquals(2, models.filter(file -> file.endsWith("model.zip")).count(), printed);
		}
	}

	/** The line of docs/guide/server.md, with its wildcards, from the folder that holds Fiji.app. */
	@Test
	void theClassPathOfTheGuideIsEnough() throws IOException {
		final Matcher shown = Pattern.compile("-cp \"([^\"]+)\"")
				.matcher(Files.readString(Paths.get("docs/guide/server.md")));
		assertTrue(shown.find(), "no class path is shown");
		final String classPath = shown.group(1).replace(":", File.pathSeparator).replace("linux64",
				System.getProperty("cmrgan.natives"));
		final String printed = run(classPath, Paths.get("Fiji.app/cmr-gan/macros/make_phantoms.ijm"),
				"output=shown subjects=4");
		assertTrue(Files.exists(folder.resolve("shown/subjects.csv")), printed);
	}

	/** Fiji's class path: all of jars and plugins, and the folder of this platform's natives. */
	private static List<Path> jars() throws IOException {
		final List<Path> out = new ArrayList<>(before);
		out.addAll(added());
		return out;
	}

	private static List<Path> added() throws IOException {
		final List<Path> out = new ArrayList<>(jarsBelow(fiji));
		out.removeAll(before);
		out.removeIf(jar -> jar.startsWith(fiji.resolve("cmr-gan")));
		return out;
	}

	private static String run(final List<Path> jars, final Path macro, final String argument) throws IOException {
		return run(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)), macro, argument);
	}

	private static String run(final String classPath, final Path macro, final String argument) throws IOException {
		final Finished imagej = finished(folder, Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
				"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-Xmx2g", "-classpath",
				classPath, "org.cmrgan.ui.Headless", macro.toString(), argument);
		assertEquals(0, imagej.exit, imagej.printed);
		return imagej.printed;
	}

	/** This build's own Maven, in the middle of a build: only the one execution, and what it needs may be downloaded. */
	private static Finished maven(final String... arguments) throws IOException {
		final boolean windows = System.getProperty("os.name").startsWith("Windows");
		final List<String> command = new ArrayList<>(windows ? List.of("cmd", "/c", "mvnw.cmd") : List.of("./mvnw"));
		command.add("--batch-mode");
		command.addAll(Arrays.asList(arguments));
		return finished(Paths.get("").toAbsolutePath(), command.toArray(new String[0]));
	}

	private static Finished finished(final Path directory, final String... command) throws IOException {
		final Path log = Files.createTempFile(folder, "process", ".log");
		final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().put("OMP_WAIT_POLICY", "passive");
		final Process process = builder.start();
		try {
			if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
				process.destroyForcibly().waitFor();
				throw new AssertionError("still running after " + MINUTES + " minutes: " + Files.readString(log));
			}
		} catch (final InterruptedException e) {
			throw new AssertionError(e);
		}
		return new Finished(process.exitValue(), new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
	}

	/** The output of a process (both streams) and its exit code. */
	private static final class Finished {
		private final int exit;
		private final String printed;

		private Finished(final int exit, final String printed) {
			this.exit = exit;
			this.printed = printed;
		}
	}

	private static Path jar(final Path place, final String base) throws IOException {
		return jarsBelow(place.resolve("jars")).stream().filter(jar -> base(jar).equals(base)).findAny()
				.orElseThrow(() -> new AssertionError("no " + base + " in " + place));
	}

	private static Set<String> names(final Path place) throws IOException {
		try (Stream<Path> files = Files.walk(place)) {
			return files.filter(Files::isRegularFile).map(place::relativize).map(Path::toString)
					.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static List<Path> jarsBelow(final Path place) throws IOException {
		try (Stream<Path> files = Files.walk(place)) {
			return files.filter(file -> file.toString().endsWith(".jar")).sorted().collect(Collectors.toList());
		}
	}

	/** The file name without version, as Fiji's Updater identifies libraries; a platform at its end is kept. */
	private static String base(final Path jar) {
		return jar.getFileName().toString().replaceFirst("\\.jar$", "")
				.replaceFirst("-\\d[\\w.]*(-[\\d.]+|-GA|-jre|-SNAPSHOT|-M[\\d.]+)*", "");
	}

	private static Set<String> classes(final List<Path> jars) throws IOException {
		final Set<String> out = new TreeSet<>();
		for (final Path jar : jars)
			entries(jar).stream().filter(name -> name.endsWith(".class") && !name.contains("module-info"))
					.forEach(out::add);
		return out;
	}

	private static List<String> entries(final Path jar) throws IOException {
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			return zip.stream().map(ZipEntry::getName).collect(Collectors.toList());
		}
	}
}
