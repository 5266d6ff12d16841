/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.awt.Button;
import java.awt.Label;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;

/**
 * A user who looks through a study and excludes an image. Arguments: folder of pictures. Expects a study with synthetic
 * images.
 */
public final class Browsing {
	private Browsing() {}

	public static void main(final String[] arguments) {
		Scenario.run(() -> look(new User(Paths.get(arguments[0]))));
	}

	private static void look(final User user) throws Exception {
		user.choose("Browse Study");
		final Window dialog = user.await("the dialog",
				() -> java.util.Arrays.stream(Window.getWindows()).filter(
						w -> w.isShowing() && User.all(w).stream().anyMatch(c -> c instanceof java.awt.TextField))
						.findFirst());
		user.fill(dialog, "Study folder", "study");
		user.press(dialog, "OK");
		final Window window = user.await("the window", () -> java.util.Arrays.stream(Window.getWindows())
				.filter(w -> w.isShowing() && User.all(w).stream().anyMatch(Browsing::isLeaveOut)).findFirst());
		user.await("the first image", () -> says(window, "synthetic 1 of"));
		user.shoot("browse", Optional.of(window));
		window.toFront();
		user.await("the focus",
				() -> window.getFocusOwner() instanceof java.awt.Canvas ? Optional.of(true) : Optional.empty());
		user.type(KeyEvent.VK_RIGHT);
		user.await("the second image", () -> says(window, "synthetic 2 of"));
		user.type(KeyEvent.VK_X);
		user.await("the image excluded", () -> says(window, "1 excluded"));
		user.shoot("browse left out", Optional.of(window));
		final String table = Files.readString(Path.of("study/fold-0/synthetic/index.csv"));
		Scenario.require(table.lines().filter(line -> line.endsWith(",true")).count() == 1, table);
		user.type(KeyEvent.VK_X);
		user.await("the image included", () -> says(window, "0 excluded"));
		choose(user, window);
		window.toFront();
		user.await("the focus",
				() -> window.getFocusOwner() instanceof java.awt.Canvas ? Optional.of(true) : Optional.empty());
		user.type(KeyEvent.VK_R);
		user.await("the real image excluded", () -> says(window, "1 of all excluded"));
		user.await("what is out of date", () -> says(window, "Run Train E-GAN with anew=true"));
		user.shoot("browse real left out", Optional.of(window));
		final String real = Files.readString(Path.of("study/real/index.csv"));
		Scenario.require(real.lines().filter(line -> line.endsWith(",true")).count() == 1, real);
		user.type(KeyEvent.VK_R);
		user.await("the real image taken in", () -> says(window, "synthetic images of all data. Run the commands"));
	}

	/** Another snapshot becomes the generator. The window says so and names the results that are out of date. */
	private static void choose(final User user, final Window window) throws Exception {
		user.press(window, "Snapshots");
		final Window snapshots = user.await("the snapshots", () -> java.util.Arrays.stream(Window.getWindows())
				.filter(w -> w.isShowing() && User.title(w).startsWith("Snapshots of E-GAN")).findFirst());
		user.await("the one in use", () -> says(snapshots, "In use: generation"));
		user.shoot("browse snapshots", Optional.of(snapshots));
		final java.awt.Choice offered = (java.awt.Choice) User.all(snapshots).stream()
				.filter(java.awt.Choice.class::isInstance).findFirst().orElseThrow();
		final int other = offered.getSelectedIndex() == 0 ? 1 : 0;
		java.awt.EventQueue.invokeAndWait(() -> offered.select(other));
		user.press(snapshots, "Use this one");
		user.await("the other one in use", () -> says(snapshots, "In use: " + offered.getItem(other)));
		user.await("what is out of date", () -> says(window, "Out of date: synthetic images of all data"));
		snapshots.dispose();
	}

	private static boolean isLeaveOut(final java.awt.Component component) {
		return component instanceof Button && ((Button) component).getLabel().startsWith("Exclude (x)");
	}

	private static Optional<Boolean> says(final Window window, final String words) {
		return User.all(window).stream().anyMatch(c -> c instanceof Label && ((Label) c).getText().contains(words))
				? Optional.of(true)
				: Optional.empty();
	}
}
