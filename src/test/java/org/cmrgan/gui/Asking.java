/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Label;
import java.awt.Rectangle;
import java.awt.Window;
import java.io.File;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.swing.JFileChooser;

/**
 * A user who fills in dialogs: earlier values are remembered, the labels and folds of a study are offered, the running
 * time is shown, and hints hide nothing. Arguments: folder of pictures. Expects a study in the working directory.
 */
public final class Asking {
	private final User user;

	private Asking(final User user) {
		this.user = user;
	}

	public static void main(final String[] arguments) {
		Scenario.run(() -> new Asking(new User(Paths.get(arguments[0]))).play());
	}

	private void play() throws Exception {
		user.order("Write Report", "Study folder", "study");
		user.awaitEnd("Write Report");
		rememberedStudy();
		ticks();
		browse();
	}

	private void rememberedStudy() throws Exception {
		final String command = "Train E-GAN";
		user.leave();
		user.choose(command);
		final Window dialog = user.window(command);
		Scenario.require(user.text(dialog, "Study folder").equals("study"), "the study was forgotten");
		Scenario.require(items(dialog, "Label").size() == 3, "labels " + items(dialog, "Label"));
		Scenario.require(items(dialog, "Fold").get(0).equals("0") && items(dialog, "Fold").size() > 2,
				"folds " + items(dialog, "Fold"));
		user.fill(dialog, "Preset", "quick");
		// That of another preset may still stand there.
		user.await("a time", () -> about(dialog));
		Thread.sleep(2000);
		final String quick = user.await("the time", () -> about(dialog));
		user.shoot("asking time", Optional.of(dialog));
		hint(dialog);
		user.fill(dialog, "Generations", "1000000");
		user.await("another time", () -> about(dialog).filter(words -> !words.equals(quick)));
		user.press(dialog, "OK");
		final Window question = user.await("a question", () -> Arrays.stream(Window.getWindows())
				.filter(w -> w.isShowing() && User.all(w).stream().anyMatch(Asking::isStart)).findFirst());
		user.shoot("asking question", Optional.of(question));
		user.press(question, "Back");
		final Window again = user.await("the dialog again",
				() -> Arrays.stream(Window.getWindows()).filter(w -> w != dialog && w.isShowing()
						&& User.title(w).equals(command) && User.all(w).stream().anyMatch(c -> c instanceof Choice))
						.findFirst());
		Scenario.require(user.text(again, "Generations").equals("1000000"), "the dialog forgot what was typed");
		user.press(again, "Cancel");
	}

	private void hint(final Window dialog) throws Exception {
		final Component field = user.field(dialog, "Preset");
		user.leave();
		user.hover(field);
		final Window tip = user.await("the hint", Asking::tip);
		final Rectangle screen = new Rectangle(java.awt.Toolkit.getDefaultToolkit().getScreenSize());
		user.shoot("asking hint", Optional.empty());
		Scenario.require(!tip.getBounds().intersects(dialog.getBounds()), "the hint covers the dialog");
		Scenario.require(screen.contains(tip.getBounds()), "the hint leaves the screen");
		user.type(java.awt.event.KeyEvent.VK_SHIFT);
		user.await("the end of the hint", () -> tip().isPresent() ? Optional.empty() : Optional.of(true));
		user.leave();
	}

	private void ticks() throws Exception {
		final String command = "Evaluate Augmentation";
		user.choose(command);
		final Window dialog = user.window(command);
		final List<String> ticked = new ArrayList<>();
		for (final Component c : User.all(dialog))
			if (c instanceof Checkbox && ((Checkbox) c).getState()) ticked.add(((Checkbox) c).getLabel());
		Scenario.require(ticked.containsAll(List.of("none", "classic", "egan", "simgan", "small")), "ticks " + ticked);
		user.shoot("asking ticks", Optional.of(dialog));
		user.press(dialog, "Cancel");
		user.awaitEnd(command);
	}

	private void browse() throws Exception {
		final String command = "Preprocess MHA ROI";
		user.choose(command);
		final Window dialog = user.window(command);
		user.press(dialog, "Browse");
		final JFileChooser chooser = user.await("the chooser",
				() -> Arrays.stream(Window.getWindows()).filter(Window::isShowing).flatMap(w -> User.all(w).stream())
						.filter(c -> c instanceof JFileChooser).map(JFileChooser.class::cast).findFirst());
		user.shoot("asking browse", Optional.empty());
		final Path folder = Path.of("study").toAbsolutePath();
		java.awt.EventQueue.invokeAndWait(() -> {
			chooser.setSelectedFile(new File(folder.toString()));
			chooser.approveSelection();
		});
		user.await("the folder in the field",
				() -> user.text(dialog, "Input folder or CSV").equals(folder.toString())
						? Optional.of(true)
						: Optional.empty());
		user.press(dialog, "Cancel");
		user.awaitEnd(command);
	}

	private static boolean isStart(final Component component) {
		return component instanceof java.awt.Button && ((java.awt.Button) component).getLabel().trim().equals("Start");
	}

	private static Optional<Window> tip() {
		return Arrays.stream(Window.getWindows()).filter(w -> w.isShowing() && w.getClass() == Window.class)
				.findFirst();
	}

	private static Optional<String> about(final Window dialog) {
		return User.all(dialog).stream().filter(c -> c instanceof Label).map(c -> ((Label) c).getText())
				.filter(text -> text.startsWith("about ")).findFirst();
	}

	private List<String> items(final Window dialog, final String label) {
		final Choice choice = (Choice) user.field(dialog, label);
		final List<String> out = new ArrayList<>();
		for (int i = 0; i < choice.getItemCount(); i++) out.add(choice.getItem(i));
		return out;
	}
}
