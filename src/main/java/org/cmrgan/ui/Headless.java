package org.cmrgan.ui;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import net.imagej.patcher.LegacyInjector;

/**
 * Runs one macro in a real ImageJ 1.x without windows, and tells by the exit code whether it went through: 0 if the
 * macro reached its end and every command in it did its work, 1 if not, 2 if it could not be started.
 * <p>
 * Arguments: the macro's path and the one string that {@code getArgument()} returns in it. The JVM needs
 * {@code --add-opens=java.base/java.lang=ALL-UNNAMED -Djava.awt.headless=true}. Plugins are found in the suite's own
 * jar or class folder, and in {@code ij1.plugin.dirs} where that is set.
 */
public final class Headless {
	/** The macro could not be started. */
	static final int NOT_STARTED = 2;

	private static final String PLUGINS = "ij1.plugin.dirs";

	private Headless() {}

	/** @param arguments macro path and macro argument */
	public static void main(final String[] arguments) {
		System.exit(run(arguments, System.err));
	}

	private static int run(final String[] arguments, final PrintStream errors) {
		if (arguments.length < 1 || arguments.length > 2) {
			errors.println("Give a macro's path and, if it takes one, its argument as one string.");
			return NOT_STARTED;
		}
		final Path macro = Paths.get(arguments[0]).toAbsolutePath();
		if (!Files.isReadable(macro)) {
			errors.println("There is no macro " + macro + ": check the path.");
			return NOT_STARTED;
		}
		System.setProperty("java.awt.headless", "true");
		if (System.getProperty(PLUGINS) == null) System.setProperty(PLUGINS, ownPlace().toString());
		// Before the first class of ImageJ is loaded, which is why the rest stands in another class.
		LegacyInjector.preinit();
		return Batch.run(macro, arguments.length == 2 ? arguments[1] : "");
	}

	/** The folder that ImageJ reads plugins.config from: the class folder, or the folder of the jar. */
	private static Path ownPlace() {
		final Path place;
		try {
			place = Paths.get(Headless.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		} catch (final java.net.URISyntaxException e) {
			throw new IllegalStateException(e);
		}
		return Files.isDirectory(place) ? place : place.getParent();
	}

	/** What may be loaded only after the patcher has worked. */
	private static final class Batch {
		/** How ImageJ's macro runner says that a macro did not reach its end. */
		private static final String ABORTED = "[aborted]";

		private static int run(final Path macro, final String argument) {
			final String result = ij.IJ.runMacroFile(macro.toString(), argument);
			return ABORTED.equals(result) ? ExitCode.FAILED : 0;
		}
	}
}
