/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Label;
import java.awt.Panel;
import java.awt.ScrollPane;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.cmrgan.data.PatchSet;
import org.cmrgan.pipeline.SnapshotChoice;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;

import ij.IJ;
import ij.gui.GUI;

/**
 * The snapshots of one class's generator, one below the other: the images that each made from the same latent vectors,
 * below some real training images. A snapshot that was kept can be made the generator.
 */
final class SnapshotWindow {
	private static final int COLUMNS = 10;
	private static final int SIDE = 64;
	private static final int GAP = 4;
	private static final int WORDS = 210;
	private static final int ROW = SIDE + GAP;
	private static final int TEXT = 13;
	/** Pixels of scroll bars and frames, and pixels of the screen left for title and buttons. */
	private static final int BAR = 24;
	private static final int MARGIN = 120;
	private static final List<String> FIGURES = List.of("kid", "coverage", "diversity", "anatomy");

	private final Study study;
	private final int fold;
	private final String label;
	private final SnapshotChoice choice;
	private final Consumer<String> chosen;
	private final Frame frame;
	private final Choice offered = new Choice();
	private final Label line = new Label("");
	private final Rows rows = new Rows();
	private final ScrollPane scroll = new ScrollPane(ScrollPane.SCROLLBARS_AS_NEEDED);

	private SnapshotWindow(final Study study, final int fold, final String label, final Consumer<String> chosen) {
		this.study = study;
		this.fold = fold;
		this.label = label;
		this.chosen = chosen;
		choice = new SnapshotChoice(study, fold, label);
		if (choice.steps().isEmpty())
			throw UserError.of(
					"The training of %s kept no snapshots, because it was made by an earlier version: train it again with anew=true.",
					label);
		frame = new Frame("Snapshots of E-GAN " + label + ", " + (fold == 0 ? "all data" : "fold " + fold));
		layOut();
	}

	/**
	 * Opens the window.
	 *
	 * @param chosen receives a sentence on out-of-date results, after another snapshot was chosen
	 * @throws UserError if there is no generator, or its training kept no snapshots
	 */
	static void show(final Study study, final int fold, final String label, final Consumer<String> chosen) {
		final SnapshotWindow window = new SnapshotWindow(study, fold, label, chosen);
		window.read();
		final int room = GUI.getMaxWindowBounds(IJ.getInstance()).height - MARGIN;
		window.scroll.setPreferredSize(
				new Dimension(window.rows.getWidth() + BAR, Math.min(room, window.rows.getHeight() + BAR)));
		window.frame.pack();
		Windows.place(window.frame);
		Windows.quietly(() -> window.frame.setVisible(true));
	}

	private void layOut() {
		for (final long step : choice.steps()) offered.add("generation " + step);
		final Panel bottom = new Panel(new BorderLayout());
		bottom.add(line, BorderLayout.CENTER);
		final Panel buttons = new Panel(new FlowLayout(FlowLayout.RIGHT));
		buttons.add(offered);
		Hint.on(offered, "The snapshots that were kept: the best by the training's own score.");
		final Button use = new Button("Use this one");
		Hint.on(use, "It becomes the generator; run.json and the report say that it was chosen by hand.");
		use.addActionListener(event -> use());
		buttons.add(use);
		bottom.add(buttons, BorderLayout.EAST);
		scroll.add(rows);
		frame.add(scroll, BorderLayout.CENTER);
		frame.add(bottom, BorderLayout.SOUTH);
		frame.addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(final WindowEvent event) {
				frame.dispose();
			}
		});
	}

	private void use() {
		try {
			final String outOfDate = choice.set(choice.steps().get(offered.getSelectedIndex()));
			read();
			chosen.accept(outOfDate);
		} catch (final UserError e) {
			IJ.error(Menu.BROWSE, e.getMessage());
		}
	}

	private void read() {
		final OptionalLong now = choice.chosen();
		if (now.isPresent()) offered.select("generation " + now.getAsLong());
		line.setText(now.isPresent() ? "In use: generation " + now.getAsLong() : "In use: none of these");
		final Map<String, List<BufferedImage>> all = new LinkedHashMap<>();
		final PatchSet real = study.real(fold).trainingOf(fold).ofLabel(label);
		all.put("real training images", pictures(real.pixels()));
		choice.samples().forEach((step, images) -> all.put(words(step, now), pictures(images)));
		rows.show(all);
	}

	/** The figures of a snapshot, in three lines. */
	private String words(final long step, final OptionalLong now) {
		final String state = now.isPresent() && now.getAsLong() == step
				? ", in use"
				: choice.steps().contains(step) ? "" : ", not kept";
		return "generation " + step + state + "\n" + figures(step, FIGURES.subList(0, 2)) + "\n"
				+ figures(step, FIGURES.subList(2, 4));
	}

	private String figures(final long step, final List<String> names) {
		final Map<String, Object> figures = choice.figures(step);
		return names.stream().filter(f -> figures.get(f) instanceof Number)
				.map(f -> String.format(Locale.ROOT, "%s %.3g", f.equals("kid") ? "KID" : f, figures.get(f)))
				.collect(Collectors.joining(", "));
	}

	private List<BufferedImage> pictures(final List<float[]> images) {
		final int size = study.info().size();
		return images.stream().limit(COLUMNS).map(pixels -> GreyPicture.of(pixels, size, size, 1))
				.collect(Collectors.toList());
	}

	/** A row of images for each snapshot, next to its figures. */
	private static final class Rows extends java.awt.Canvas {
		private static final long serialVersionUID = 1L;

		private transient Map<String, List<BufferedImage>> rows = Map.of();

		void show(final Map<String, List<BufferedImage>> all) {
			rows = all;
			setPreferredSize(new Dimension(WORDS + COLUMNS * (SIDE + GAP), Math.max(1, rows.size()) * ROW + GAP));
			setSize(getPreferredSize());
			repaint();
		}

		@Override
		public void paint(final Graphics g) {
			g.setColor(Color.DARK_GRAY);
			g.fillRect(0, 0, getWidth(), getHeight());
			g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT));
			int top = GAP;
			for (final Map.Entry<String, List<BufferedImage>> row : rows.entrySet()) {
				g.setColor(row.getKey().contains("not kept") ? Color.LIGHT_GRAY : Color.WHITE);
				int y = top + TEXT + GAP;
				for (final String words : row.getKey().split("\n")) {
					g.drawString(words, GAP, y);
					y += TEXT + GAP;
				}
				int x = WORDS;
				for (final BufferedImage image : row.getValue()) {
					g.drawImage(image, x, top, SIDE, SIDE, null);
					x += SIDE + GAP;
				}
				top += ROW;
			}
		}
	}
}
