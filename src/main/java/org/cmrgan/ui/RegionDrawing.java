/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;

import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.MetaImage;
import org.cmrgan.preprocess.FolderTable;
import org.cmrgan.run.UserError;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.FloatProcessor;

/**
 * Lets the user draw the heart on one image after another. Next saves the selection as NAME.roi next to the image; Back
 * and Skip save nothing. All of it runs on the event thread.
 */
final class RegionDrawing {
	private static final int LEAST_WIDTH = 400;

	private final List<FolderTable.Row> rows;
	private final BiConsumer<FolderTable.Row, Path> keep;
	private final JDialog dialog;
	private final JLabel words = new JLabel();
	private ImagePlus image;
	private int at;

	/** @param keep receives each image whose region was saved, and the file */
	RegionDrawing(final JFrame owner, final List<FolderTable.Row> rows, final BiConsumer<FolderTable.Row, Path> keep) {
		this.rows = List.copyOf(rows);
		this.keep = keep;
		// Not modal, because the image's window needs the mouse.
		dialog = new JDialog(owner, "Draw the heart", false);
		dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
		dialog.addWindowListener(new java.awt.event.WindowAdapter() {
			@Override
			public void windowClosed(final java.awt.event.WindowEvent e) {
				close();
			}
		});
		final JPanel buttons = new JPanel();
		button(buttons, "Back", () -> go(-1));
		button(buttons, "Skip", () -> go(1));
		button(buttons, "Next", this::next);
		final JPanel content = new JPanel(new BorderLayout(8, 8));
		content.setBorder(javax.swing.BorderFactory.createEmptyBorder(10, 10, 10, 10));
		content.add(words, BorderLayout.CENTER);
		content.add(buttons, BorderLayout.SOUTH);
		dialog.setContentPane(content);
	}

	private static void button(final JPanel to, final String name, final Runnable action) {
		final JButton button = new JButton(name);
		button.addActionListener(e -> action.run());
		to.add(button);
	}

	void start() {
		dialog.pack();
		besideOwner();
		dialog.setVisible(true);
		show();
	}

	/** To the right of the table, or over its right edge where the screen ends. */
	private void besideOwner() {
		final java.awt.Rectangle screen = dialog.getGraphicsConfiguration().getBounds();
		final java.awt.Window owner = dialog.getOwner();
		final int right = owner.getX() + owner.getWidth() + 8;
		dialog.setLocation(Math.min(right, screen.x + screen.width - dialog.getWidth()), owner.getY());
	}

	private void next() {
		final Roi roi = image == null ? null : image.getRoi();
		if (roi == null || roi.getBounds().isEmpty()) {
			words.setText(
					"<html>Nothing is selected: draw a rectangle or an outline around the heart, or press Skip.</html>");
			return;
		}
		final FolderTable.Row row = rows.get(at);
		final String name = Files.isDirectory(row.image())
				? row.image().getFileName().toString()
				: ImageFiles.stem(row.image());
		final Path file = row.image().resolveSibling(name + ".roi");
		if (image.getStackSize() > 1) roi.setPosition(image.getCurrentSlice());
		try {
			Files.write(file, RoiEncoder.saveAsByteArray(roi), java.nio.file.StandardOpenOption.CREATE_NEW);
		} catch (final IOException e) {
			words.setText("<html>" + file + " cannot be written (" + e.getClass().getSimpleName()
					+ "): check whether it exists already, and the folder's permissions.</html>");
			return;
		}
		keep.accept(row, file);
		go(1);
	}

	private void go(final int step) {
		at += step;
		if (at < 0) at = 0;
		if (at >= rows.size()) dialog.dispose();
		else
			show();
	}

	private void show() {
		close();
		final FolderTable.Row row = rows.get(at);
		words.setText("<html>" + (at + 1) + " of " + rows.size() + ": draw around the heart in<br><b>"
				+ row.image().getFileName() + "</b>, then press Next.</html>");
		dialog.pack();
		try {
			image = open(row);
			image.show();
			// Zooms in until the image is large enough to draw on.
			while (image.getCanvas().getMagnification() * image.getWidth() < LEAST_WIDTH)
				image.getCanvas().zoomIn(0, 0);
			image.getWindow().setLocation(dialog.getX(), dialog.getY() + dialog.getHeight() + 8);
			IJ.setTool("rectangle");
		} catch (final UserError e) {
			words.setText("<html>" + e.getMessage() + "</html>");
		}
	}

	private static ImagePlus open(final FolderTable.Row row) {
		final MetaImage scan = ImageFiles.read(row.image());
		final int width = (int) scan.dimensions()[0];
		final int height = (int) scan.dimensions()[1];
		final ImageStack stack = new ImageStack(width, height);
		final long depth = scan.dimensions().length > 2 ? scan.dimensions()[2] : 1;
		for (int z = 0; z < depth; z++) stack.addSlice(new FloatProcessor(width, height, Thumbnail.slice(scan, z)));
		final ImagePlus out = new ImagePlus(row.image().getFileName().toString(), stack);
		out.setSlice((int) (depth / 2) + 1);
		out.resetDisplayRange();
		return out;
	}

	/** The image is this class's own copy, so no image of the user is closed. */
	private void close() {
		if (image == null) return;
		image.changes = false;
		image.close();
		image = null;
	}
}
