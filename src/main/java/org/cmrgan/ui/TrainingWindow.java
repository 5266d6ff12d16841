package org.cmrgan.ui;

import java.awt.Button;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.TimeLeft;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.GUI;
import ij.process.FloatProcessor;

/**
 * A training as it goes on: the curves of its figures, the same latent vectors after every so many steps as a stack to
 * scroll through, and a button to stop. The next training of the same job takes the windows over. Closing any of them
 * leaves the training alone.
 */
public final class TrainingWindow implements TrainingListener {
	private static final long REDRAW_NANOS = 1_000_000_000L;
	private static final int GAP = 2;

	private final Runnable stop;
	private final Frame control = new Frame("Training");
	private final Label line = new Label("Waiting for the first step …");
	private Schedule schedule;
	private TimeLeft words;
	private Curves curves;
	private ImagePlus plots;
	private ImagePlus samples;
	private int snapshots;
	private long drawnAt;

	/** @param stop asks the training to stop at its next step; it keeps a checkpoint */
	public TrainingWindow(final Runnable stop) {
		this.stop = stop;
		final Button button = new Button("Stop, keep a checkpoint");
		button.addActionListener(event -> {
			button.setEnabled(false);
			line.setText("Stopping …");
			this.stop.run();
		});
		control.setLayout(new FlowLayout());
		control.add(line);
		control.add(button);
		control.addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(final WindowEvent event) {
				control.dispose();
				IJ.log("The training goes on without its window; press Escape in ImageJ's main window to stop it.");
			}
		});
	}

	@Override
	public void started(final Schedule next, final long step) {
		schedule = next;
		words = new TimeLeft(next.label(), next.unit(), next.steps());
		curves = new Curves(next.unit(), next.steps());
		snapshots = 0;
		control.setTitle(next.label());
		line.setText(words.after(step));
		control.pack();
		control.setLocation(below(IJ.getInstance()));
		control.setVisible(true);
	}

	@Override
	public void stepped(final long step, final Map<String, Double> figures) {
		curves.add(step, figures);
		final long now = System.nanoTime();
		if (now - drawnAt < REDRAW_NANOS && step < schedule.steps()) return;
		drawnAt = now;
		line.setText(words.after(step));
		control.pack();
		if (plots == null) {
			plots = new ImagePlus(schedule.label() + " curves", curves.draw());
			plots.show();
			if (plots.getWindow() != null) plots.getWindow().setLocation(below(control));
		} else if (plots.isVisible()) plots.setProcessor(schedule.label() + " curves", curves.draw());
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
		} else if (samples.isVisible()) {
			// Somebody who looks back at an earlier snapshot is left there.
			final boolean following = samples.getCurrentSlice() >= samples.getStackSize()
					- (samples.getStack() == stack ? 1 : 0);
			samples.setStack(title, stack);
			if (following) samples.setSlice(stack.size());
		}
	}

	@Override
	public void ended() {
		control.dispose();
		if (plots != null && plots.isVisible()) plots.setProcessor(curves.draw());
	}

	private static Point below(final Window window) {
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
		final FloatProcessor page = new FloatProcessor(columns * (width + GAP) - GAP, rows * (height + GAP) - GAP);
		page.setValue(1);
		page.fill();
		for (int i = 0; i < images.size(); i++)
			page.insert(new FloatProcessor(width, height, images.get(i)), i % columns * (width + GAP),
					i / columns * (height + GAP));
		return page;
	}
}
