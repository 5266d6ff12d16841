/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.swing.JTable;
import javax.swing.JTextField;

import ij.ImagePlus;
import ij.WindowManager;

import org.cmrgan.pipeline.MakePhantomJob;
import org.cmrgan.run.RunContext;

/** A folder per class, in which one image has no mask, becomes a table: the missing region is drawn, a label corrected. */
final class FolderSession implements Scenario {
	private static final int SUBJECT = 4;

	private final Path pictures;

	private FolderSession(final Path pictures) {
		this.pictures = pictures;
	}

	public static void main(final String[] arguments) {
		Scenario.run(new FolderSession(Path.of(arguments[0])));
	}

	@Override
	public void play() throws Exception {
		MakePhantomJob.of(Map.of("output", "raw", "subjects", "6", "slices", "1", "patients", "0.5"))
				.run(RunContext.quiet());
		final List<String> lines = Files.readAllLines(Path.of("raw/subjects.csv"));
		for (int i = 1; i < lines.size(); i++) {
			final String[] cells = lines.get(i).split(",");
			final Path to = Path.of("scans").resolve(cells[3]).resolve(Path.of(cells[0]).getFileName());
			Files.createDirectories(to.getParent().resolve("masks"));
			Files.copy(Path.of("raw").resolve(cells[0]), to);
			if (i > 1)
				Files.copy(Path.of("raw").resolve(cells[1]), to.getParent().resolve("masks").resolve(to.getFileName()));
		}
		final User user = new User(pictures);
		user.order("New Study from Folder", "Folder of images", "scans");
		user.awaitEnd("New Study from Folder");
		final Window window = user.window("New Study from Folder");
		final JTable table = User.all(window).stream().filter(c -> c instanceof JTable).map(c -> (JTable) c).findFirst()
				.orElseThrow();
		user.await("a picture of each image", () -> {
			for (int row = 0; row < table.getRowCount(); row++)
				if (table.getValueAt(row, 1) == null) return Optional.empty();
			return table.getRowCount() == 6 ? Optional.of(true) : Optional.empty();
		});
		user.shoot("new study", Optional.of(window));
		user.press(window, "Draw missing regions");
		final Window drawing = user.window("Draw the heart");
		user.shoot("new study drawing", Optional.empty());
		final ImagePlus image = user.await("the image to draw on",
				() -> Optional.ofNullable(WindowManager.getCurrentImage()));
		EventQueue.invokeAndWait(() -> image.setRoi(100, 80, 60, 60));
		user.press(drawing, "Next");
		user.await("the end of the drawing", () -> drawing.isShowing() ? Optional.empty() : Optional.of(true));
		EventQueue.invokeAndWait(() -> table.setValueAt("renamed", 1, SUBJECT));
		pattern(user, window, table);
		user.shoot("new study corrected", Optional.of(window));
		user.press(window, "Write table");
		user.await("the table",
				() -> Files.exists(Path.of("scans/subjects.csv")) ? Optional.of(true) : Optional.empty());
		final List<String> written = Files.readAllLines(Path.of("scans/subjects.csv"));
		Scenario.require(written.size() == 7, written.toString());
		Scenario.require(written.stream().filter(l -> l.contains(".roi,")).count() == 1, written.toString());
		Scenario.require(written.stream().filter(l -> l.contains(",renamed,")).count() == 1, written.toString());
		Scenario.require(WindowManager.getImageCount() == 0, "an image was left open");
		Scenario.require(written.stream().skip(1).map(l -> l.substring(l.lastIndexOf(',') + 1))
				.collect(Collectors.toSet()).size() == 2, written.toString());
	}

	/** A pattern is applied as it is typed, and manual corrections are kept. */
	private static void pattern(final User user, final Window window, final JTable table) throws Exception {
		final JTextField field = User.all(window).stream().filter(c -> c instanceof JTextField).map(c -> (JTextField) c)
				.findFirst().orElseThrow();
		final String subject = (String) table.getValueAt(0, SUBJECT);
		EventQueue.invokeAndWait(() -> field.setText("{label}/{subject}"));
		user.await("other subjects",
				() -> subject.equals(table.getValueAt(0, SUBJECT)) ? Optional.empty() : Optional.of(true));
		user.shoot("new study other pattern", Optional.of(window));
		Scenario.require("renamed".equals(table.getValueAt(1, SUBJECT)), "the correction was lost");
		EventQueue.invokeAndWait(() -> field.setText("auto"));
		user.await("the subjects",
				() -> subject.equals(table.getValueAt(0, SUBJECT)) ? Optional.of(true) : Optional.empty());
	}
}
