/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.GridLayout;
import java.awt.Label;
import java.awt.Panel;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

/** A tooltip for the AWT components of ImageJ's dialogs, which have none: shown where the mouse rests. */
final class Hint extends MouseAdapter {
	private static final int DELAY_MILLIS = 600;
	private static final int LINE = 64;
	private static final int BELOW = 6;

	private final Component component;
	private final String text;
	private final Timer timer = new Timer(DELAY_MILLIS, event -> show());
	private Optional<Window> window = Optional.empty();

	private Hint(final Component component, final String text) {
		this.component = component;
		this.text = text;
		timer.setRepeats(false);
	}

	/** @param component may be null, which stands for a field without a label of its own */
	static void on(final Component component, final String text) {
		if (component == null || text == null || text.isBlank()) return;
		final Hint hint = new Hint(component, text);
		component.addMouseListener(hint);
		component.getAccessibleContext().setAccessibleDescription(text);
	}

	@Override
	public void mouseEntered(final MouseEvent event) {
		timer.restart();
	}

	@Override
	public void mouseExited(final MouseEvent event) {
		hide();
	}

	@Override
	public void mousePressed(final MouseEvent event) {
		hide();
	}

	private void hide() {
		timer.stop();
		window.ifPresent(Window::dispose);
		window = Optional.empty();
	}

	private void show() {
		if (!component.isShowing()) return;
		final Window tip = new Window(SwingUtilities.getWindowAncestor(component));
		tip.setFocusableWindowState(false);
		final List<String> lines = lines(text);
		final Panel page = new Panel(new GridLayout(lines.size(), 1));
		for (final String line : lines) page.add(new Label(line));
		tip.setBackground(new Color(0xffffe1));
		tip.setForeground(Color.BLACK);
		tip.add(page, BorderLayout.CENTER);
		tip.pack();
		final Point at = component.getLocationOnScreen();
		tip.setLocation(at.x, at.y + component.getHeight() + BELOW);
		tip.setVisible(true);
		window = Optional.of(tip);
	}

	/** Words in lines of readable length. */
	static List<String> lines(final String text) {
		return lines(text, LINE);
	}

	static List<String> lines(final String text, final int most) {
		final List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (final String word : text.split(" ")) {
			if (line.length() > 0 && line.length() + 1 + word.length() > most) {
				lines.add(line.toString());
				line = new StringBuilder();
			}
			if (line.length() > 0) line.append(' ');
			line.append(word);
		}
		lines.add(line.toString());
		return lines;
	}
}
