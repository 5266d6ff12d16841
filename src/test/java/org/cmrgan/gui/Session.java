/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.awt.Label;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

/**
 * A day's work in ImageJ through the menus only: phantoms, a study, trainings that are stopped and continued,
 * evaluation, report. Arguments: folder of pictures. Leaves the recorder's macro, recorded.ijm, in the working
 * directory.
 */
public final class Session {
	private static final double MOST_SECONDS = 2;
	private static final Pattern GENERATION = Pattern.compile("generation (\\d+)/");

	private final User user;

	private Session(final User user) {
		this.user = user;
	}

	public static void main(final String[] arguments) {
		Scenario.run(() -> new Session(new User(Paths.get(arguments[0]))).play());
	}

	private void play() throws Exception {
		help();
		openImages();
		new Recorder();
		phantomsAndStudy();
		Files.writeString(Path.of("recorded.ijm"), Recorder.getInstance().getText());
		Recorder.getInstance().close();
		generators();
		refiner();
		evaluation();
		pipeline();
	}

	private void help() throws Exception {
		user.choose("CMR GAN Help");
		final Window help = user.window("CMR GAN Help");
		user.shoot("help", Optional.of(help));
		help.dispose();
	}

	/** The patches around a selection open as an image of their own; the user's image stays what it was. */
	private void openImages() throws Exception {
		user.choose("Cardiac T1 Phantom");
		user.await("the sample", () -> Optional.ofNullable(WindowManager.getCurrentImage()));
		user.awaitEnd("Cardiac T1 Phantom");
		final ImagePlus image = WindowManager.getCurrentImage();
		image.setRoi(90, 70, 60, 60);
		final int before = state(image);
		user.shoot("sample", Optional.empty());
		user.order("Preprocess MHA ROI", "Add regions to the ROI Manager", "true");
		user.awaitEnd("Preprocess MHA ROI");
		final ImagePlus patches = user.await("the patches",
				() -> Optional.ofNullable(WindowManager.getImage("Patches of Cardiac T1 Phantom")));
		user.shoot("selection", Optional.empty());
		Scenario.require(patches != image && patches.getTitle().startsWith("Patches of"), patches.getTitle());
		Scenario.require(patches.getCalibration().pixelWidth == 1.2 && patches.getCalibration().getUnit().equals("mm"),
				"calibration " + patches.getCalibration());
		Scenario.require(state(image) == before, "the user's image was changed");
		Scenario.require(RoiManager.getInstance().getCount() == 1, "the ROI Manager has not the selection");
		RoiManager.getInstance().reset();
		RoiManager.getInstance().close();
		closeAll();
	}

	private void phantomsAndStudy() throws Exception {
		user.order("Make Phantom Data", "Output folder", "raw scans", "Subjects", "16", "Slices", "2");
		user.awaitEnd("Make Phantom Data");
		// Invalid values are reported at once, and the dialog opens again with the typed values.
		user.choose("Preprocess MHA ROI");
		Window dialog = user.window("Preprocess MHA ROI");
		user.fill(dialog, "Input folder or CSV", "raw scans");
		user.fill(dialog, "Study folder", "study");
		user.fill(dialog, "Size (pixels)", "81");
		user.fill(dialog, "Folds", "many");
		user.press(dialog, "OK");
		final Window error = user
				.await("the message",
						() -> Arrays.stream(Window.getWindows())
								.filter(w -> w.isShowing() && w instanceof java.awt.Dialog
										&& User.all(w).stream().noneMatch(c -> c instanceof java.awt.TextField))
								.findFirst());
		user.shoot("problems", Optional.of(error));
		user.press(error, "OK");
		final Window first = dialog;
		dialog = user
				.await("the dialog again",
						() -> Arrays.stream(Window.getWindows())
								.filter(w -> w != first && w.isShowing() && User.title(w).equals("Preprocess MHA ROI")
										&& User.all(w).stream().anyMatch(c -> c instanceof java.awt.TextField))
								.findFirst());
		Scenario.require(user.text(dialog, "Folds").equals("many"), "the dialog forgot what was typed");
		user.fill(dialog, "Size (pixels)", "48");
		user.fill(dialog, "Folds", "2");
		user.fill(dialog, "Spacing (mm)", "2");
		user.fill(dialog, "Add regions to the ROI Manager", "true");
		user.press(dialog, "OK");
		user.awaitEnd("Preprocess MHA ROI");
		Scenario.require(Files.exists(Path.of("study/study.json")), "no study");
		user.shoot("study", Optional.empty());
		final ImagePlus real = WindowManager.getImage("Real images");
		Scenario.require(real.getCalibration().pixelWidth == 2 && real.getCalibration().getUnit().equals("mm"),
				"calibration of the real images");
		Scenario.require(RoiManager.getInstance().getCount() == real.getStackSize(), "not a region for every image");
		RoiManager.getInstance().close();
		closeAll();
	}

	private void generators() throws Exception {
		final String command = "Train E-GAN";
		IJ.log("\\Close");
		// The fields follow the preset until they are filled in.
		user.choose(command);
		final Window dialog = user.window(command);
		user.fill(dialog, "Preset", "quick");
		Scenario.require(user.text(dialog, "Batch").equals("8"), "batch shows " + user.text(dialog, "Batch"));
		user.fill(dialog, "Study folder", "study");
		user.fill(dialog, "Generations", "400");
		user.press(dialog, "OK");
		final Window training = user.window("E-GAN nonpatient, all data");
		user.await("curves and samples",
				() -> WindowManager.getImageCount() >= 2 ? Optional.of(true) : Optional.empty());
		user.shoot("training", Optional.empty());
		user.press(training, "Table");
		user.shoot("training table", Optional.of(user.window("E-GAN nonpatient, all data figures")));
		within(command, user.stop(command, () -> user.press(training, "Stop")));
		Scenario.require(Files.exists(Path.of("study/fold-0/egan/nonpatient/checkpoint")), "no checkpoint");
		closeAll();
		// The command continues the training, and is then ended with its current state.
		user.order(command, "Study folder", "study", "Preset", "quick", "Generations", "400");
		keep("E-GAN nonpatient, all data");
		keep("E-GAN patient, all data");
		user.awaitEnd(command);
		for (final String label : new String[] { "patient", "nonpatient" })
			Scenario.require(Files.exists(Path.of("study/fold-0/egan/" + label + "/model.zip")),
					"no model of " + label);
		closeAll();
		user.order("Synthesize E-GAN", "Study folder", "study");
		user.awaitEnd("Synthesize E-GAN");
		user.shoot("synthetic", Optional.of(WindowManager.getCurrentImage().getWindow()));
		closeAll();
	}

	/**
	 * Ends a training that has learned a little; before that, there is nothing worth keeping, and the command says so.
	 */
	private void keep(final String training) {
		final Window window = user.window(training);
		user.await("a hundred generations",
				() -> User.all(window).stream().filter(c -> c instanceof Label)
						.map(c -> GENERATION.matcher(((Label) c).getText()))
						.filter(m -> m.find() && Integer.parseInt(m.group(1)) > 100).findFirst());
		user.press(window, "Stop and keep");
	}

	private void refiner() throws Exception {
		final String command = "Train SimGAN";
		user.order(command, "Study folder", "study", "Preset", "quick", "Rounds", "400");
		final Window training = user.window("SimGAN, all data");
		user.await("curves", () -> WindowManager.getImageCount() >= 1 ? Optional.of(true) : Optional.empty());
		user.shoot("refiner", Optional.empty());
		within(command, user.stop(command, () -> user.press(training, "Stop")));
		closeAll();
		user.order(command, "Study folder", "study", "Preset", "quick", "Rounds", "400");
		user.press(user.window("SimGAN, all data"), "Stop and keep");
		user.awaitEnd(command);
		user.order("Refine SimGAN", "Study folder", "study");
		user.awaitEnd("Refine SimGAN");
		user.shoot("refined", Optional.of(WindowManager.getCurrentImage().getWindow()));
		closeAll();
	}

	private void evaluation() throws Exception {
		final String command = "Evaluate Augmentation";
		user.order(command, "Study folder", "study", "Preset", "quick", "Arms", "none,classic", "Classifiers",
				"resnet50", "Multiples", "1");
		user.await("the first classifier",
				() -> Files.exists(Path.of("study/evaluation/run.json")) ? Optional.of(true) : Optional.empty());
		Thread.sleep(1500);
		within(command, user.stop(command, () -> IJ.setKeyDown(KeyEvent.VK_ESCAPE)));
		IJ.setKeyUp(KeyEvent.VK_ESCAPE);
		user.order(command, "Study folder", "study", "Preset", "quick", "Arms", "none,classic", "Classifiers",
				"resnet50", "Multiples", "1", "Epochs", "2");
		user.awaitEnd(command);
		user.shoot("evaluation", Optional.empty());
		user.order("Image Quality Report", "Study folder", "study");
		user.awaitEnd("Image Quality Report");
		user.shoot("quality", Optional.empty());
		user.order("Write Report", "Study folder", "study");
		user.awaitEnd("Write Report");
		Scenario.require(Files.exists(Path.of("study/report/index.html")), "no report");
		user.order("Backend Report", "Preset", "quick");
		user.awaitEnd("Backend Report");
		final Window log = user.window("Log");
		Scenario.require(IJ.getLog().contains("GPU: "), "no report in the log");
		user.shoot("backend", Optional.empty());
		user.shoot("log", Optional.of(log));
		closeAll();
	}

	private void pipeline() throws Exception {
		final String command = "Run Full Pipeline";
		user.order(command, "Input folder or CSV", "raw scans", "Study folder", "whole", "Preset", "quick");
		final Window training = user.window("E-GAN nonpatient, all data");
		within(command, user.stop(command, () -> user.press(training, "Stop")));
		Scenario.require(Files.readString(Path.of("whole/run.json")).contains("\"cancelled\""),
				"not told as cancelled");
		user.shoot("pipeline stopped", Optional.empty());
		closeAll();
	}

	private static void within(final String command, final double seconds) {
		System.out.printf(java.util.Locale.ROOT, "%s ended %.2f s after it was told to%n", command, seconds);
		Scenario.require(seconds <= MOST_SECONDS, command + " took " + seconds + " s to stop");
	}

	private static int state(final ImagePlus image) {
		return Arrays.deepHashCode(new Object[] { image.getStack().getImageArray()[0], image.getTitle(),
				image.getCalibration().toString(), image.getDisplayRangeMin(), image.getDisplayRangeMax(),
				image.getRoi().getBounds(), image.changes });
	}

	private static void closeAll() {
		for (final int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
			final ImagePlus image = WindowManager.getImage(id);
			image.changes = false;
			image.close();
		}
	}
}
