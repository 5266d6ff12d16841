/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

/**
 * From phantoms to the report with an open recorder and a training that is stopped and continued, next to a user's own
 * image, table, regions and clipboard. Leaves recorded.ijm.
 */
public final class Tour {
	/** Small networks, because only the recording is tested. */
	static final String SETTINGS = "small.json";
	private static final String SMALL = "{\"Train E-GAN\": {\"width\": 2, \"components\": 4, \"regression_steps\": 4,"
			+ " \"evaluations\": 2, \"snapshots\": 4}, \"Train SimGAN\": {\"blocks\": 1, \"refiner_width\": 2,"
			+ " \"discriminator_width\": 3, \"refiner_steps\": 1, \"pretrain_discriminator\": 1, \"label_steps\": 0},"
			+ " \"Evaluate Augmentation\": {\"small_width\": 4, \"repeats\": 1},"
			+ " \"Image Quality Report\": {\"extractor_steps\": 0, \"permutations\": 19}}";
	private static final String GENERATIONS = "200";

	private final User user;

	private Tour(final User user) {
		this.user = user;
	}

	public static void main(final String[] arguments) {
		Scenario.run(() -> new Tour(new User(Paths.get(arguments[0]))).play());
	}

	private void play() throws Exception {
		final ImagePlus own = IJ.createImage("my cells", "8-bit ramp", 300, 200, 1);
		own.show();
		own.setRoi(10, 10, 50, 40);
		own.copy();
		final ResultsTable table = new ResultsTable();
		table.addRow();
		table.addValue("Area", 42);
		table.show("Results");
		RoiManager.getRoiManager().addRoi(new Roi(1, 2, 3, 4));
		final ImagePlus clipboard = ImagePlus.getClipboard();
		Files.writeString(Path.of(SETTINGS), SMALL);
		new Recorder();
		study();
		generators();
		evaluation();
		Scenario.require(ImagePlus.getClipboard() == clipboard, "the clipboard was changed");
		Scenario.require(RoiManager.getInstance().getCount() == 1, "the ROI Manager was changed");
		Scenario.require(Analyzer.getResultsTable().size() == 1 && Analyzer.getResultsTable().getValue("Area", 0) == 42,
				"the Results table was changed");
		Scenario.require(own.getWindow() != null && own.getRoi() != null, "the user's image was changed");
		Files.writeString(Path.of("recorded.ijm"), Recorder.getInstance().getText());
	}

	private void study() throws Exception {
		order("Make Phantom Data", "Output folder", "raw scans", "Subjects", "12", "Slices", "2", "Patients", "0.5");
		order("Preprocess MHA ROI", "Input folder or CSV", "raw scans", "Study folder", "study", "Size (pixels)", "32",
				"Spacing (mm)", "3", "Folds", "2");
		user.shoot("tour study", Optional.empty());
		final ImagePlus real = WindowManager.getImage("Real images");
		Scenario.require(real.getCanvas().getWidth() >= 400,
				"real images are " + real.getCanvas().getWidth() + " wide");
		Scenario.require(real.getCanvas().getSrcRect().height == real.getHeight(),
				"of the real images only " + real.getCanvas().getSrcRect() + " is shown");
		closeAll();
	}

	private void generators() throws Exception {
		final String command = "Train E-GAN";
		user.order(command, "Study folder", "study", "Preset", "quick", "Settings file", SETTINGS, "Generations",
				GENERATIONS);
		final Window training = user.window("E-GAN nonpatient, all data");
		user.await("curves and samples",
				() -> WindowManager.getImage("E-GAN nonpatient, all data samples") == null
						? Optional.empty()
						: Optional.of(true));
		// The user looks at both, and continues working.
		for (final String title : new String[] { "samples", "curves", "samples" }) {
			WindowManager.getImage("E-GAN nonpatient, all data " + title).getWindow().toFront();
			Thread.sleep(300);
		}
		user.shoot("tour training", Optional.empty());
		user.press(training, "Stop");
		user.awaitEnd(command);
		closeAll();
		order(command, "Study folder", "study", "Preset", "quick", "Settings file", SETTINGS, "Generations",
				GENERATIONS);
		user.shoot("tour trained", Optional.empty());
		closeAll();
		order("Synthesize E-GAN", "Study folder", "study", "Multiple", "1");
		order("Train SimGAN", "Study folder", "study", "Preset", "quick", "Settings file", SETTINGS, "Rounds", "6");
		user.shoot("tour refiner", Optional.empty());
		closeAll();
		order("Refine SimGAN", "Study folder", "study");
		closeAll();
	}

	private void evaluation() throws Exception {
		order("Evaluate Augmentation", "Study folder", "study", "Preset", "quick", "Settings file", SETTINGS, "Arms",
				"none,classic,mosaic", "Multiples", "1", "Epochs", "1");
		user.shoot("tour evaluation", Optional.empty());
		final Window results = user.window("CMR GAN results");
		user.shoot("tour results table", Optional.of(results));
		Scenario.require(
				User.all(results).stream()
						.anyMatch(c -> c instanceof java.awt.Label && ((java.awt.Label) c).getText().contains("gain")),
				"no verdict");
		Scenario.require(!IJ.getLog().contains("95 % interval over subjects;"), "a padded table in the log");
		order("Image Quality Report", "Study folder", "study", "Settings file", SETTINGS);
		order("Write Report", "Study folder", "study");
		user.shoot("tour report", Optional.empty());
	}

	private void order(final String command, final String... labelsAndValues) {
		user.order(command, labelsAndValues);
		user.awaitEnd(command);
	}

	private static void closeAll() {
		for (final int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
			final ImagePlus image = WindowManager.getImage(id);
			if (image.getTitle().equals("my cells")) continue;
			image.changes = false;
			image.close();
		}
	}
}
