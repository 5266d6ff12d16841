/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.UserError;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.plugin.BrowserLauncher;
import ij.process.FloatProcessor;

/** Opens the results of a job: image sets as calibrated stacks, tables as results tables, pages in the browser. */
public final class Results {
	private static final int LOG_WIDTH = 700;
	private static final int LOG_HEIGHT = 540;

	private Results() {}

	/**
	 * Shows an image set as a stack with one slice per image, labelled with its class and id. The pixels are copies.
	 *
	 * @param folder of the set
	 * @param title of the window
	 */
	public static void showImages(final Path folder, final String title) {
		final PatchSet set = PatchSet.read(folder);
		final ImageStack stack = new ImageStack(set.width(), set.height());
		for (int i = 0; i < set.size(); i++)
			stack.addSlice(set.patch(i).label() + " " + set.patch(i).id(),
					new FloatProcessor(set.width(), set.height(), set.pixels(i).clone()));
		final ImagePlus image = new ImagePlus(title, stack);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = set.spacing();
		calibration.pixelHeight = set.spacing();
		calibration.setUnit("mm");
		image.setDisplayRange(-1, 1);
		Windows.show(image);
	}

	/**
	 * Shows a table in a separate window.
	 *
	 * @param csv the table
	 * @param title differs from "Results", because the user's measurements there would be lost
	 */
	public static void showTable(final Path csv, final String title) {
		try {
			show(ResultsTable.open(csv.toString()), title);
		} catch (final IOException e) {
			throw new UserError("Cannot read " + csv + ": run the command again.", e);
		}
	}

	/** Shows a table that replaces an earlier one with the same title. */
	static void show(final ResultsTable table, final String title) {
		table.showRowNumbers(false);
		Windows.quietly(() -> table.show(title));
		if (Windows.canShow()) Windows.place(WindowManager.getFrame(title));
	}

	/**
	 * Shows a page in the browser, or says where it is. Does nothing when Java is headless.
	 *
	 * @param html the page
	 */
	public static void showPage(final Path html) {
		if (!Windows.canShow()) return;
		try {
			BrowserLauncher.openURL(html.toUri().toString());
		} catch (final IOException e) {
			IJ.log("No browser is available to show it: " + html);
		}
	}

	/** Brings ImageJ's log, which contains a report, to the front; does nothing without windows. */
	public static void showLog() {
		if (!Windows.canShow()) return;
		final Window log = WindowManager.getWindow("Log");
		if (log == null) return;
		log.setSize(Math.max(log.getWidth(), LOG_WIDTH), Math.max(log.getHeight(), LOG_HEIGHT));
		log.toFront();
	}

	/** Shows an image file, if it exists. */
	static void showFile(final Path file) {
		if (!Files.exists(file)) return;
		final ImagePlus image = IJ.openImage(file.toString());
		if (image != null) Windows.show(image);
	}
}
