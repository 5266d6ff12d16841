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
 * The packaged zip, unpacked over a folder with the libraries of a Fiji, and run there: nothing of Fiji's is replaced or
 * shadowed, and the pipeline works with Fiji's libraries, in whatever order the launcher lists the jars.
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

	@BeforeAll
	static void install() throws IOException {
		fiji = Files.createDirectories(folder.resolve("Fiji.app"));
		final Path jars = Files.createDirectories(fiji.resolve("jars"));
		Files.createDirectories(fiji.resolve("plugins"));
		final List<Path> own = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
				.map(Paths::get).filter(jar -> OF_FIJI.contains(base(jar))).collect(Collectors.toList());
		assertEquals(OF_FIJI, own.stream().map(InstallationIT::base).collect(Collectors.toSet()));
		own.addAll(jarsBelow(Paths.get(System.getProperty("cmrgan.fiji"))));
		for (final Path jar : own) Files.copy(jar, jars.resolve(jar.getFileName()));
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

	@Test
	void noJarHasTheNameOfOneOfFijis() throws IOException {
		final Set<String> taken = before.stream().map(InstallationIT::base).collect(Collectors.toSet());
		// Natives stand in the platform's folder, where names carry the platform.
		assertEquals(Set.of(), added().stream().map(InstallationIT::base).filter(taken::contains)
				.collect(Collectors.toSet()));
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
		final Path log = Files.createTempFile(folder, "imagej", ".log");
		final ProcessBuilder builder = new ProcessBuilder(
				Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
				"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-Xmx2g", "-classpath",
				jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
				"org.cmrgan.ui.Headless", macro.toString(), argument).directory(folder.toFile())
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
		final String printed = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
		assertEquals(0, process.exitValue(), printed);
		return printed;
	}

	private static List<Path> jarsBelow(final Path place) throws IOException {
		try (Stream<Path> files = Files.walk(place)) {
			return files.filter(file -> file.toString().endsWith(".jar")).sorted().collect(Collectors.toList());
		}
	}

	/** The file name without version, as Fiji's Updater tells libraries apart; a platform at its end stays. */
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
