/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.GUI;
import ij.plugin.MontageMaker;
import ij.process.FloatProcessor;

/**
 * The images of a training: the curves of its figures, and the same latent vectors after every so many steps as a stack to scroll
 * through. Without windows they are there for the macro that trains, which may save them. The next training of the same job
 * takes them over. One that the user closed stays closed.
 */
final class TrainingImages implements TrainingListener {
	private static final int GAP = 2;

	private Schedule schedule;
	private Curves curves;
	private ImagePlus plots;
	private ImagePlus samples;
	private int snapshots;

	@Override
	public void started(final Schedule next, final long step) {
		schedule = next;
		curves = new Curves(next.unit(), next.steps());
		snapshots = 0;
	}

	@Override
	public void stepped(final long step, final Map<String, Double> figures) {
		curves.add(step, figures);
	}

	/** Brings the curves up to date. @param above the window below which they open */
	void draw(final Optional<Window> above) {
		if (plots == null) {
			plots = new ImagePlus(curvesTitle(), curves.draw());
			plots.show();
			if (plots.getWindow() != null && above.isPresent()) plots.getWindow().setLocation(below(above.get()));
		} else if (isOpen(plots)) plots.setProcessor(curvesTitle(), curves.draw());
	}

	@Override
	public void snapshot(final long step, final List<float[]> images, final int width, final int height) {
		final FloatProcessor page = montage(images, width, height);
		final ImageStack stack = snapshots++ == 0 || samples == null
				? new ImageStack(page.getWidth(), page.getHeight())
				: samples.getStack();
		stack.addSlice(schedule.unit() + " " + step, page);
		final String title = schedule.label() + " samples";
		if (samples == null) {
			samples = new ImagePlus(title, stack);
			samples.setDisplayRange(-1, 1);
			samples.show();
			if (samples.getWindow() != null && plots != null && plots.getWindow() != null)
				samples.getWindow().setLocation(beside(plots.getWindow(), samples.getWindow()));
		} else if (isOpen(samples)) {
			// Somebody who looks back at an earlier snapshot is left there.
			final boolean following = samples.getCurrentSlice() >= samples.getStackSize()
					- (samples.getStack() == stack ? 1 : 0);
			samples.setStack(title, stack);
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

	/** Without windows no user can have closed it. */
	private static boolean isOpen(final ImagePlus image) {
		return GraphicsEnvironment.isHeadless() || image.isVisible();
	}

	static Point below(final Window window) {
		return new Point(window.getX(), window.getY() + window.getHeight() + GAP);
	}

	/** To the right if the screen reaches so far, else to the left. */
	private static Point beside(final Window window, final Window next) {
		final int right = window.getX() + window.getWidth() + GAP;
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		final boolean fits = right + next.getWidth() <= screen.x + screen.width;
		return new Point(fits ? right : Math.max(screen.x, window.getX() - next.getWidth() - GAP), window.getY());
	}

	/** The images in a square as nearly as it goes, with a gap between them. */
	static FloatProcessor montage(final List<float[]> images, final int width, final int height) {
		final int columns = (int) Math.ceil(Math.sqrt(images.size()));
		final int rows = (images.size() + columns - 1) / columns;
		final ImageStack stack = new ImageStack(width, height);
		for (final float[] image : images) stack.addSlice(new FloatProcessor(width, height, image));
		final ImagePlus all = new ImagePlus("", stack);
		all.setDisplayRange(-1, 1);
		return (FloatProcessor) new MontageMaker().makeMontage2(all, columns, rows, 1, 1, images.size(), 1, GAP, false)
				.getProcessor();
	}
}
