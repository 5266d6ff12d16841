/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.awt.AWTException;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;

import ij.IJ;
import ij.ImageJ;

/** A user of a real ImageJ: chooses menu items, fills in dialogs, presses buttons, takes screenshots. */
final class User {
	private static final long PATIENCE_MILLIS = 300_000;

	private final Robot robot;
	private final Path pictures;

	/** Starts ImageJ. */
	User(final Path pictures) throws AWTException, IOException {
		this.pictures = Files.createDirectories(pictures);
		robot = new Robot();
		robot.setAutoWaitForIdle(true);
		new ImageJ(ImageJ.STANDALONE).exitWhenQuitting(false);
		robot.waitForIdle();
	}

	/** Chooses a menu item, which runs on a separate thread. */
	void choose(final String label) {
		IJ.doCommand(label);
	}

	/** Waits for a window with this title. */
	Window window(final String title) {
		final Window found = await("window " + title, () -> Arrays.stream(Window.getWindows())
				.filter(w -> w.isShowing() && title.equals(title(w))).findFirst());
		// Without a window manager, Java sometimes assumes a wrong position of a window, until it is moved.
		EventQueue.invokeLater(() -> found.setLocation(found.getX() + 1, found.getY() + 1));
		robot.waitForIdle();
		for (int i = 0; i < 100 && !isPainted(found); i++) robot.delay(50);
		return found;
	}

	/** A window is on the screen some time before its content is. */
	private boolean isPainted(final Window window) {
		final BufferedImage picture = robot.createScreenCapture(window.getBounds());
		final int first = picture.getRGB(0, 0);
		for (int y = 0; y < picture.getHeight(); y += 3)
			for (int x = 0; x < picture.getWidth(); x += 3) if (picture.getRGB(x, y) != first) return true;
		return false;
	}

	/** True while a chosen command runs. */
	static boolean isRunning(final String command) {
		return Thread.getAllStackTraces().keySet().stream()
				.anyMatch(t -> t.getName().equals(command) || t.getName().equals("Run$_" + command));
	}

	/** Waits until a chosen command has ended. */
	void awaitEnd(final String command) {
		await("the end of " + command, () -> isRunning(command) ? Optional.empty() : Optional.of(true));
	}

	/** Opens a command's dialog, fills in labels and values, and presses OK. */
	void order(final String command, final String... labelsAndValues) {
		leave();
		choose(command);
		final Window dialog = window(command);
		for (int i = 0; i < labelsAndValues.length; i += 2) fill(dialog, labelsAndValues[i], labelsAndValues[i + 1]);
		press(dialog, "OK");
		await("the end of the dialog " + command, () -> dialog.isShowing() ? Optional.empty() : Optional.of(true));
	}

	/** Titles of what is on the screen. */
	List<String> titles() {
		final List<String> titles = new ArrayList<>();
		for (final Window window : Window.getWindows()) if (window.isShowing()) titles.add(title(window));
		return titles;
	}

	static String title(final Window window) {
		if (window instanceof java.awt.Dialog) return ((java.awt.Dialog) window).getTitle();
		return window instanceof java.awt.Frame ? ((java.awt.Frame) window).getTitle() : window.getClass().getName();
	}

	/** Presses a button. */
	void press(final Window window, final String button) {
		final Component found = await("button " + button,
				() -> all(window).stream()
						.filter(c -> c instanceof Button && ((Button) c).getLabel().trim().equals(button)
								|| c instanceof AbstractButton && button.equals(((AbstractButton) c).getText()))
						.findFirst());
		// Not by the mouse, because without a window manager clicks sometimes get lost.
		if (found instanceof AbstractButton) EventQueue.invokeLater(((AbstractButton) found)::doClick);
		else
			Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(
					new ActionEvent(found, ActionEvent.ACTION_PERFORMED, ((Button) found).getActionCommand()));
		robot.waitForIdle();
	}

	/** Rests the mouse on a component. */
	void hover(final Component component) {
		final Point at = component.getLocationOnScreen();
		robot.mouseMove(at.x + component.getWidth() / 2 - 1, at.y + component.getHeight() / 2);
		robot.mouseMove(at.x + component.getWidth() / 2, at.y + component.getHeight() / 2);
		robot.delay(50);
	}

	/** Presses a key, wherever the focus is. */
	void type(final int key) {
		robot.keyPress(key);
		robot.keyRelease(key);
		robot.waitForIdle();
	}

	/** Moves the mouse out of the way. */
	void leave() {
		robot.mouseMove(1390, 990);
		robot.delay(50);
	}

	/** The field right of a label. */
	Component field(final Window dialog, final String label) {
		final List<Component> all = all(dialog);
		for (int i = 0; i < all.size(); i++) {
			if (all.get(i) instanceof Checkbox && ((Checkbox) all.get(i)).getLabel().trim().equals(label))
				return all.get(i);
			if (!(all.get(i) instanceof Label) || !((Label) all.get(i)).getText().trim().equals(label + ":")
					&& !((Label) all.get(i)).getText().trim().equals(label))
				continue;
			for (int j = i + 1; j < all.size(); j++)
				if (all.get(j) instanceof TextField || all.get(j) instanceof Choice) return all.get(j);
		}
		throw new AssertionError("no field " + label + " in " + title(dialog));
	}

	/** Fills a field in, as if typed. */
	void fill(final Window dialog, final String label, final String text) {
		final List<Checkbox> ticks = ticks(dialog, label);
		for (final Checkbox tick : ticks) tick(tick, List.of(text.split(",")).contains(tick.getLabel()));
		if (!ticks.isEmpty()) return;
		final Component field = field(dialog, label);
		if (field instanceof TextField) ((TextField) field).setText(text);
		else if (field instanceof Choice) {
			((Choice) field).select(text);
			field.dispatchEvent(new java.awt.event.ItemEvent((Choice) field,
					java.awt.event.ItemEvent.ITEM_STATE_CHANGED, text, java.awt.event.ItemEvent.SELECTED));
		} else
			tick((Checkbox) field, Boolean.parseBoolean(text));
		robot.waitForIdle();
	}

	private void tick(final Checkbox box, final boolean on) {
		if (box.getState() == on) return;
		box.setState(on);
		box.dispatchEvent(new java.awt.event.ItemEvent(box, java.awt.event.ItemEvent.ITEM_STATE_CHANGED, box.getLabel(),
				on ? java.awt.event.ItemEvent.SELECTED : java.awt.event.ItemEvent.DESELECTED));
		robot.waitForIdle();
	}

	/** The ticks below a label, if it has some. */
	private static List<Checkbox> ticks(final Window dialog, final String label) {
		final List<Component> all = all(dialog);
		for (int i = 0; i + 1 < all.size(); i++) {
			if (!(all.get(i) instanceof Label) || !((Label) all.get(i)).getText().trim().equals(label + ":")) continue;
			if (!(all.get(i + 1) instanceof java.awt.Panel)) continue;
			// Each in a panel of its own, on Linux.
			final List<Checkbox> out = new ArrayList<>();
			for (final Component c : all((Container) all.get(i + 1))) if (c instanceof Checkbox) out.add((Checkbox) c);
			return out;
		}
		return List.of();
	}

	String text(final Window dialog, final String label) {
		final Component field = field(dialog, label);
		if (field instanceof TextField) return ((TextField) field).getText();
		if (field instanceof Choice) return ((Choice) field).getSelectedItem();
		return String.valueOf(((Checkbox) field).getState());
	}

	/** Seconds from a request to stop until a command ends. */
	double stop(final String command, final Runnable order) {
		final long begin = System.nanoTime();
		order.run();
		awaitEnd(command);
		return (System.nanoTime() - begin) * 1e-9;
	}

	/** A picture of a window, or of the whole screen. */
	BufferedImage shoot(final String name, final Optional<Window> window) throws IOException {
		robot.waitForIdle();
		robot.delay(300);
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		final BufferedImage picture = robot
				.createScreenCapture(window.map(Window::getBounds).orElse(screen).intersection(screen));
		ImageIO.write(picture, "png", pictures.resolve(name.replace(' ', '_') + ".png").toFile());
		return picture;
	}

	/** Waits until something is there. */
	<T> T await(final String what, final Supplier<Optional<T>> thing) {
		final long end = System.currentTimeMillis() + PATIENCE_MILLIS;
		while (System.currentTimeMillis() < end) {
			final Optional<T> found = thing.get();
			if (found.isPresent()) {
				robot.waitForIdle();
				return found.get();
			}
			robot.delay(50);
		}
		throw new AssertionError("waited in vain for " + what + "; on the screen are " + titles());
	}

	/** Everything inside a window, in the order in which it was added. */
	static List<Component> all(final Container inside) {
		final List<Component> all = new ArrayList<>();
		for (final Component component : inside.getComponents()) {
			all.add(component);
			if (component instanceof Container) all.addAll(all((Container) component));
		}
		return all;
	}
}
