/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Panel;
import java.awt.GridLayout;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageCanvas;
import ij.gui.StackWindow;
import ij.plugin.frame.Recorder;

/**
 * Opens the suite's windows: next to existing ones, images large enough to see, and without a line in ImageJ's macro
 * recorder, because the command opens them again when its macro runs.
 */
final class Windows {
	/** Smallest width of an image on the screen, in pixels. */
	static final int LEAST_WIDTH = 400;
	private static final int GAP = 4;
	private static final long PATIENCE_MILLIS = 2000;
	private static final int LINE = 110;

	private Windows() {}

	/** False in a batch process, even if a Fiji without windows has created an ImageJ instance. */
	static boolean canShow() {
		return IJ.getInstance() != null && !GraphicsEnvironment.isHeadless();
	}

	/** A window that never writes into the recorder: activating or closing a training's images is nothing to replay. */
	private static final class Unrecorded extends StackWindow {
		private static final long serialVersionUID = 1L;

		Unrecorded(final ImagePlus image) {
			super(image);
		}

		@Override
		public void windowActivated(final WindowEvent event) {
			Recorder.suspendRecording();
			try {
				super.windowActivated(event);
			} finally {
				Recorder.resumeRecording();
			}
		}

		@Override
		public void windowClosing(final WindowEvent event) {
			getImagePlus().changes = false;
			close();
		}
	}

	/** Shows an image that a run keeps updating; without windows, it is left to the macro. */
	static void showUnrecorded(final ImagePlus image) {
		if (!canShow() || ij.macro.Interpreter.isBatchMode()) {
			image.show();
			return;
		}
		quietly(() -> {
			new Unrecorded(image);
			enlarge(image);
		});
		place(image.getWindow());
	}

	/** Shows a result, which becomes the active image. */
	static void show(final ImagePlus image) {
		if (!canShow() || ij.macro.Interpreter.isBatchMode()) {
			image.show();
			return;
		}
		quietly(() -> {
			image.show();
			enlarge(image);
		});
		if (image.getWindow() != null) place(image.getWindow());
	}

	/** Zooms in by whole factors until the image is wide enough, if the screen has the room. */
	static void enlarge(final ImagePlus image) {
		if (image.getWindow() == null || image.getWidth() >= LEAST_WIDTH) return;
		final Rectangle screen = GUI.getMaxWindowBounds(image.getWindow());
		final int wanted = (LEAST_WIDTH + image.getWidth() - 1) / image.getWidth();
		final int room = Math.min(screen.width / image.getWidth(), (screen.height * 3 / 4) / image.getHeight());
		final int zoom = Math.min(wanted, room);
		if (zoom <= 1) return;
		// ImageJ's own zoom shows only the part that fits between the window's position and the edge of the screen.
		final ImageCanvas canvas = image.getCanvas();
		canvas.setSourceRect(new Rectangle(0, 0, image.getWidth(), image.getHeight()));
		canvas.setMagnification(zoom);
		canvas.setSize(image.getWidth() * zoom, image.getHeight() * zoom);
		image.getWindow().pack();
		canvas.repaint();
	}

	/**
	 * Opens windows without a trace in the recorder. ImageJ records the activation of an image on the event thread, a
	 * moment later.
	 */
	static void quietly(final Runnable open) {
		if (!canShow() || EventQueue.isDispatchThread()) {
			open.run();
			return;
		}
		onEvents(Recorder::suspendRecording);
		Recorder.suspendRecording();
		try {
			final Set<Window> before = Set.of(Window.getWindows());
			open.run();
			settle(before);
		} finally {
			Recorder.resumeRecording();
			onEvents(Recorder::resumeRecording);
		}
	}

	/** Waits until the window manager has activated a new window, which it reports with a delay. */
	private static void settle(final Set<Window> before) {
		final long end = System.currentTimeMillis() + PATIENCE_MILLIS;
		int calm = 0;
		while (System.currentTimeMillis() < end && calm < 3) {
			IJ.wait(25);
			onEvents(() -> {});
			final boolean active = Stream.of(Window.getWindows())
					.anyMatch(w -> w instanceof Frame && !before.contains(w) && w.isActive());
			calm = active ? calm + 1 : 0;
		}
	}

	private static void onEvents(final Runnable task) {
		try {
			EventQueue.invokeAndWait(task);
		} catch (final InterruptedException e) {
			// A cancel button for a job; its request is not lost.
			Thread.currentThread().interrupt();
		} catch (final InvocationTargetException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Moves a window to where it covers the least of the others. */
	static void place(final Window window) {
		if (window == null) return;
		final Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
		final List<Rectangle> taken = Stream.of(Window.getWindows())
				.filter(w -> w != window && w.isShowing() && w instanceof Frame).map(Window::getBounds)
				.collect(Collectors.toList());
		window.setLocation(freest(screen, taken, window.getWidth(), window.getHeight()));
	}

	/**
	 * The position on a screen where a window covers the least of the others; of equal ones the highest, then the
	 * leftmost.
	 *
	 * @param taken positions of other windows
	 */
	static Point freest(final Rectangle screen, final List<Rectangle> taken, final int width, final int height) {
		final List<Integer> xs = new ArrayList<>(List.of(screen.x, screen.x + screen.width - width));
		final List<Integer> ys = new ArrayList<>(List.of(screen.y, screen.y + screen.height - height));
		for (final Rectangle other : taken) {
			xs.add(other.x + other.width + GAP);
			xs.add(other.x - width - GAP);
			ys.add(other.y + other.height + GAP);
			ys.add(other.y - height - GAP);
		}
		Point best = new Point(screen.x, screen.y);
		long least = Long.MAX_VALUE;
		final List<Integer> rows = ys.stream().sorted().distinct().collect(Collectors.toList());
		final List<Integer> columns = xs.stream().sorted().distinct().collect(Collectors.toList());
		for (final int y : rows) {
			for (final int x : columns) {
				final Rectangle here = new Rectangle(x, y, width, height);
				final boolean corner = x == screen.x && y == screen.y;
				if (!corner && !screen.contains(here)) continue;
				final long covered = taken.stream().mapToLong(other -> area(other.intersection(here))).sum();
				if (covered >= least) continue;
				least = covered;
				best = here.getLocation();
			}
		}
		return best;
	}

	private static long area(final Rectangle r) {
		return r.isEmpty() ? 0 : (long) r.width * r.height;
	}

	/** Breaks sentences into lines of readable length. */
	static Panel sentences(final List<String> sentences) {
		final List<String> lines = new ArrayList<>();
		for (final String sentence : sentences) lines.addAll(Hint.lines(sentence, LINE));
		final Panel panel = new Panel(new GridLayout(lines.size(), 1));
		for (final String line : lines) panel.add(new Label(line));
		return panel;
	}
}
