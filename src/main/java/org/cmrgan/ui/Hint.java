/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.AWTEvent;
import java.awt.Canvas;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.PointerInfo;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.AWTEventListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.gui.GUI;

/**
 * A tooltip for the AWT components of ImageJ's dialogs, which have none of their own. It opens beside the dialog, so
 * that it hides no field, and closes at the user's next action: a click, a key, another field or another window.
 */
final class Hint extends MouseAdapter implements AWTEventListener {
	private static final int DELAY_MILLIS = 600;
	private static final int LOOK_MILLIS = 200;
	private static final int LINE = 48;
	private static final int MARGIN = 6;
	private static final long ENDING = AWTEvent.MOUSE_EVENT_MASK | AWTEvent.MOUSE_WHEEL_EVENT_MASK
			| AWTEvent.KEY_EVENT_MASK | AWTEvent.FOCUS_EVENT_MASK | AWTEvent.WINDOW_EVENT_MASK
			| AWTEvent.WINDOW_FOCUS_EVENT_MASK | AWTEvent.ITEM_EVENT_MASK;

	private final Component component;
	private final List<String> lines;
	private final Timer timer = new Timer(DELAY_MILLIS, event -> show());
	/** A popup of the window system captures the mouse, and no event says that the mouse has left. */
	private final Timer looking = new Timer(LOOK_MILLIS, event -> look());
	private Optional<Window> window = Optional.empty();

	private Hint(final Component component, final String text) {
		this.component = component;
		lines = lines(text);
		timer.setRepeats(false);
	}

	/** @param component may be null for a field without a label */
	static void on(final Component component, final String text) {
		if (component == null || text == null || text.isBlank()) return;
		component.addMouseListener(new Hint(component, text));
		component.getAccessibleContext().setAccessibleDescription(text);
	}

	@Override
	public void mouseEntered(final MouseEvent event) {
		if (event.getModifiersEx() == 0) timer.restart();
	}

	@Override
	public void mouseExited(final MouseEvent event) {
		hide();
	}

	/** No hint opens behind a popup list. */
	@Override
	public void mousePressed(final MouseEvent event) {
		hide();
	}

	@Override
	public void eventDispatched(final AWTEvent event) {
		final boolean own = window.isPresent() && event.getSource() == window.get();
		if (!own && event.getID() != MouseEvent.MOUSE_ENTERED) hide();
	}

	private void look() {
		final PointerInfo pointer = MouseInfo.getPointerInfo();
		if (!component.isShowing() || pointer == null
				|| !new Rectangle(component.getLocationOnScreen(), component.getSize()).contains(pointer.getLocation()))
			hide();
	}

	private void hide() {
		timer.stop();
		looking.stop();
		Toolkit.getDefaultToolkit().removeAWTEventListener(this);
		window.ifPresent(Window::dispose);
		window = Optional.empty();
	}

	private void show() {
		final Window dialog = SwingUtilities.getWindowAncestor(component);
		if (!component.isShowing() || dialog == null || !dialog.isActive()) return;
		hide();
		final Window tip = new Window(dialog);
		tip.setFocusableWindowState(false);
		tip.setAutoRequestFocus(false);
		tip.add(new Text(lines));
		tip.pack();
		tip.setLocation(beside(dialog.getBounds(), component.getLocationOnScreen().y, tip.getSize(),
				GUI.getMaxWindowBounds(dialog)));
		window = Optional.of(tip);
		tip.setVisible(true);
		looking.start();
		Toolkit.getDefaultToolkit().addAWTEventListener(this, ENDING);
	}

	/** To the right of a dialog at some height, or to the left of it if the screen ends there. */
	static Point beside(final Rectangle dialog, final int y, final Dimension tip, final Rectangle screen) {
		final int right = dialog.x + dialog.width + MARGIN;
		final int x = right + tip.width <= screen.x + screen.width ? right : dialog.x - tip.width - MARGIN;
		return new Point(x, Math.min(y, screen.y + screen.height - tip.height));
	}

	/** Breaks text into lines of readable length. */
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

	/** Paints its lines itself, so that the window never appears without them. */
	private static final class Text extends Canvas {
		private static final long serialVersionUID = 1L;

		private final transient List<String> lines;

		Text(final List<String> lines) {
			this.lines = lines;
			setBackground(new Color(0xffffe1));
			setForeground(Color.BLACK);
			setFont(new java.awt.Font(java.awt.Font.SANS_SERIF, java.awt.Font.PLAIN, 12));
		}

		@Override
		public Dimension getPreferredSize() {
			final FontMetrics metrics = getFontMetrics(getFont());
			final int width = lines.stream().mapToInt(metrics::stringWidth).max().orElse(0);
			return new Dimension(width + 2 * MARGIN, lines.size() * metrics.getHeight() + 2 * MARGIN);
		}

		@Override
		public void paint(final Graphics g) {
			final FontMetrics metrics = g.getFontMetrics();
			int y = MARGIN + metrics.getAscent();
			for (final String line : lines) {
				g.drawString(line, MARGIN, y);
				y += metrics.getHeight();
			}
			g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
		}
	}
}
