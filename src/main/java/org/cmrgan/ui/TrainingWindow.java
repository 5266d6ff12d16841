package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Panel;
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
import ij.measure.ResultsTable;
import ij.plugin.MontageMaker;
import ij.process.FloatProcessor;

/**
 * A training as it goes on: the time that is left, the curves of its figures and their table, the same latent vectors after
 * every so many steps as a stack to scroll through, and buttons to stop. "Stop" cancels the job, which leaves a checkpoint to
 * go on from; "Stop and keep" ends this training only, takes what it has learned as its result, and lets the job go on. The next
 * training of the same job takes the windows over. Closing any of them leaves the training alone, and says so.
 */
public final class TrainingWindow implements TrainingListener {
	private static final long REDRAW_NANOS = 1_000_000_000L;
	private static final int GAP = 2;
	private static final int WIDTH = 440;

	private final Runnable stop;
	private final Frame control = new Frame("Training");
	private final Label line = new Label("Waiting for the first step …");
	private final Button stopping = new Button("Stop");
	private final Button keeping = new Button("Stop and keep");
	private final Button tabling = new Button("Table");
	private volatile boolean ending;
	private ResultsTable table = new ResultsTable();
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
		stopping.addActionListener(event -> {
			enable(false);
			line.setText("Stopping; a checkpoint is kept to go on from …");
			this.stop.run();
		});
		keeping.addActionListener(event -> {
			enable(false);
			line.setText("Ending this training; its result is kept …");
			ending = true;
		});
		tabling.addActionListener(event -> showTable());
		final Panel buttons = new Panel(new FlowLayout(FlowLayout.RIGHT));
		buttons.add(tabling);
		buttons.add(keeping);
		buttons.add(stopping);
		control.setLayout(new BorderLayout());
		control.add(line, BorderLayout.CENTER);
		control.add(buttons, BorderLayout.SOUTH);
		Hint.on(stopping, "Stops the whole command and keeps a checkpoint: run it again and it goes on from here.");
		Hint.on(keeping,
				"Ends this training now and takes what it has learned so far as its result; the command goes on.");
		Hint.on(tabling, "All figures of this training so far, as a table.");
		control.addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(final WindowEvent event) {
				control.dispose();
				IJ.log(schedule.label()
						+ " goes on without its window: press Escape in ImageJ's main window to stop it.");
			}
		});
	}

	@Override
	public void started(final Schedule next, final long step) {
		schedule = next;
		words = new TimeLeft(next.label(), next.unit(), next.steps());
		curves = new Curves(next.unit(), next.steps());
		snapshots = 0;
		ending = false;
		synchronized (this) {
			table = new ResultsTable();
		}
		control.setTitle(next.label());
		line.setText(words.after(step));
		enable(true);
		if (!control.isDisplayable()) {
			control.pack();
			control.setSize(Math.max(WIDTH, control.getWidth()), control.getHeight());
			control.setLocation(below(IJ.getInstance()));
		}
		control.setVisible(true);
	}

	@Override
	public void stepped(final long step, final Map<String, Double> figures) {
		curves.add(step, figures);
		tabulate(step, figures);
		final long now = System.nanoTime();
		if (now - drawnAt < REDRAW_NANOS && step < schedule.steps()) return;
		drawnAt = now;
		if (stopping.isEnabled()) line.setText(words.after(step));
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
	public boolean wantsEnd() {
		return ending;
	}

	private void enable(final boolean enabled) {
		stopping.setEnabled(enabled);
		keeping.setEnabled(enabled);
	}

	private synchronized void tabulate(final long step, final Map<String, Double> figures) {
		table.incrementCounter();
		table.addValue(schedule.unit(), step);
		figures.forEach(table::addValue);
	}

	private synchronized void showTable() {
		final ResultsTable copy = (ResultsTable) table.clone();
		copy.setDecimalPlaces(copy.getColumnIndex(schedule.unit()), 0);
		copy.show(schedule.label() + " figures");
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
		final ImageStack stack = new ImageStack(width, height);
		for (final float[] image : images) stack.addSlice(new FloatProcessor(width, height, image));
		final ImagePlus all = new ImagePlus("", stack);
		all.setDisplayRange(-1, 1);
		return (FloatProcessor) new MontageMaker()
				.makeMontage2(all, columns, rows, 1, 1, images.size(), 1, GAP, false).getProcessor();
	}
}
