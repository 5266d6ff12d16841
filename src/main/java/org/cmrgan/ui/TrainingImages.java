/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

/**
 * The images of a training: the curves of its figures, and the images of the same latent vectors at every snapshot as a
 * stack. Without windows, the macro that trains receives them and may save them. The next training of the same job
 * reuses the windows. A window that the user closed stays closed.
 */
final class TrainingImages implements TrainingListener {
	private static final int GAP = 2;
	/** Pixels between two groups of samples, and height of the line with their names. */
	private static final int BETWEEN = 8;
	private static final int HEADING = 16;

	private Schedule schedule;
	private Curves curves;
	private ImagePlus plots;
	private ImagePlus samples;
	private int snapshots;

	@Override
	public void started(final Schedule next, final long step) {
		schedule = next;
		curves = new Curves(next.label(), next.unit(), next.steps());
		snapshots = 0;
	}

	@Override
	public void stepped(final long step, final Map<String, Double> figures) {
		curves.add(step, figures);
	}

	/**
	 * Updates the curves.
	 *
	 * @param above the window below which they open
	 */
	void draw(final Optional<Window> above) {
		if (plots == null) {
			plots = new ImagePlus(curvesTitle(), curves.draw());
			Windows.showUnrecorded(plots);
			if (plots.getWindow() != null && above.isPresent()) plots.getWindow().setLocation(below(above.get()));
		} else if (isOpen(plots)) plots.setProcessor(curvesTitle(), curves.draw());
	}

	@Override
	public void snapshot(final long step, final List<float[]> images, final int width, final int height) {
		final FloatProcessor page = montage(images, width, height, schedule.groups());
		final ImageStack stack = snapshots++ == 0 || samples == null
				? new ImageStack(page.getWidth(), page.getHeight())
				: samples.getStack();
		stack.addSlice(schedule.unit() + " " + step, page);
		final String title = schedule.label() + " samples";
		if (samples == null) {
			samples = new ImagePlus(title, stack);
			samples.setDisplayRange(-1, 1);
			Windows.showUnrecorded(samples);
		} else if (isOpen(samples)) {
			// A user who looks at an earlier snapshot is not moved to the new one.
			final boolean following = samples.getCurrentSlice() >= samples.getStackSize()
					- (samples.getStack() == stack ? 1 : 0);
			samples.setStack(title, stack);
			// The slider, which appears with the second snapshot, made ImageJ change the layout of the window.
			if (stack.size() == 2) Windows.enlarge(samples);
			if (following) samples.setSlice(stack.size());
		}
	}

	@Override
	public void ended() {
		draw(Optional.empty());
	}

	private String curvesTitle() {
		return schedule.label() + " curves";
	}

	/** Without windows, no user can have closed it. */
	private static boolean isOpen(final ImagePlus image) {
		return GraphicsEnvironment.isHeadless() || image.isVisible();
	}

	static Point below(final Window window) {
		return new Point(window.getX(), window.getY() + window.getHeight() + GAP);
	}

	/**
	 * Arranges the images of each group in a square, as far as possible, and the groups side by side below their names.
	 *
	 * @param groups names of groups with equally many images, in order
	 */
	static FloatProcessor montage(final List<float[]> images, final int width, final int height,
			final List<String> groups) {
		final int each = images.size() / groups.size();
		final int columns = (int) Math.ceil(Math.sqrt(each));
		final int rows = (each + columns - 1) / columns;
		final int across = columns * (width + GAP) + BETWEEN;
		final FloatProcessor page = new FloatProcessor(groups.size() * across - BETWEEN - GAP,
				HEADING + rows * (height + GAP) - GAP);
		page.setValue(-1);
		page.fill();
		page.setValue(1);
		page.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
		for (int g = 0; g < groups.size(); g++) {
			page.drawString(groups.get(g), g * across + 2, HEADING);
			for (int i = 0; i < each; i++)
				page.insert(new FloatProcessor(width, height, images.get(g * each + i).clone()),
						g * across + i % columns * (width + GAP), HEADING + i / columns * (height + GAP));
		}
		return page;
	}
}
