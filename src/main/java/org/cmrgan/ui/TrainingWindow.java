/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Panel;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.TimeLeft;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;

import ij.IJ;
import ij.measure.ResultsTable;

/**
 * Shows a running training: the time left, its {@linkplain TrainingImages images}, the table of its figures, and
 * buttons to stop. "Stop" cancels the job, which leaves a checkpoint. "Stop and keep" ends only this training, keeps
 * its current state as the result, and continues the job. The next training of the same job reuses the windows. Closing
 * them does not stop the training, and a message says so.
 */
final class TrainingWindow implements TrainingListener {
	private static final long REDRAW_NANOS = 1_000_000_000L;
	private static final int WIDTH = 440;

	private final Runnable stop;
	private final Frame control = new Frame("Training");
	private final Label line = new Label("Waiting for the first step …");
	private final Button stopping = new Button("Stop");
	private final Button keeping = new Button("Stop and keep");
	private final Button tabling = new Button("Table");
	private final TrainingImages images = new TrainingImages();
	private volatile boolean ending;
	private ResultsTable table = emptyTable();
	private Schedule schedule;
	private TimeLeft words;
	private long drawnAt;

	/** @param stop asks the training to stop at its next step; it keeps a checkpoint */
	TrainingWindow(final Runnable stop) {
		this.stop = stop;
		stopping.addActionListener(event -> {
			enable(false);
			line.setText("Stopping; saving a checkpoint …");
			this.stop.run();
		});
		keeping.addActionListener(event -> {
			enable(false);
			line.setText("Ending this training; keeping its result …");
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
		Hint.on(stopping, "Stops the command and saves a checkpoint; run the command again to continue from there.");
		Hint.on(keeping, "Ends this training now and keeps its current state as the result; the command continues.");
		Hint.on(tabling, "Shows the losses of this training so far as a table.");
		control.addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(final WindowEvent event) {
				control.dispose();
				IJ.log(schedule.label()
						+ " continues without its window: press Escape in the main ImageJ window to stop it.");
			}
		});
	}

	@Override
	public void started(final Schedule next, final long step) {
		schedule = next;
		words = new TimeLeft(next.label(), next.unit(), next.steps());
		images.started(next, step);
		ending = false;
		synchronized (this) {
			table = emptyTable();
		}
		control.setTitle(next.label());
		line.setText(words.after(step));
		enable(true);
		if (!control.isDisplayable()) {
			control.pack();
			control.setSize(Math.max(WIDTH, control.getWidth()), control.getHeight());
			control.setLocation(TrainingImages.below(IJ.getInstance()));
		}
		control.setVisible(true);
	}

	@Override
	public void stepped(final long step, final Map<String, Double> figures) {
		images.stepped(step, figures);
		tabulate(step, figures);
		final long now = System.nanoTime();
		if (now - drawnAt < REDRAW_NANOS && step < schedule.steps()) return;
		drawnAt = now;
		if (stopping.isEnabled()) line.setText(words.after(step));
		images.draw(Optional.of(control));
	}

	@Override
	public void snapshot(final long step, final List<float[]> samples, final int width, final int height) {
		images.snapshot(step, samples, width, height);
	}

	@Override
	public boolean wantsEnd() {
		return ending;
	}

	private static ResultsTable emptyTable() {
		final ResultsTable out = new ResultsTable();
		// A step does not measure every figure.
		out.setNaNEmptyCells(true);
		return out;
	}

	private void enable(final boolean enabled) {
		stopping.setEnabled(enabled);
		keeping.setEnabled(enabled);
	}

	private synchronized void tabulate(final long step, final Map<String, Double> figures) {
		// A training that returned to a snapshot takes its way from there.
		while (table.size() > 0 && table.getValue(schedule.unit(), table.size() - 1) >= step)
			table.deleteRow(table.size() - 1);
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
		images.ended();
	}
}
