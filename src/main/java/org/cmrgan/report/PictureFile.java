/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;

/** Writes figures next to the page as PNG, with labels on white; without labels if this Java cannot draw text. */
final class PictureFile {
	private static final int GAP = 4;
	private static final int APART = 18;
	private static final int LINE = 18;
	private static final Color INK = new Color(0x222222);

	private final Path folder;
	private final RunContext context;
	private boolean letters = true;

	/** @param context is warned once if text cannot be drawn */
	PictureFile(final Path folder, final RunContext context) {
		this.folder = folder;
		this.context = context;
	}

	void write(final Chart chart) {
		if (letters) lettered(chart.id(), () -> ChartPicture.of(chart));
	}

	void write(final Picture picture) {
		if (letters && lettered(picture.getId(), () -> draw(picture, true))) return;
		write(picture.getId(), draw(picture, false));
	}

	private interface Drawing {
		BufferedImage draw();
	}

	private boolean lettered(final String id, final Drawing drawing) {
		final BufferedImage image;
		try {
			image = drawing.draw();
		} catch (final RuntimeException | LinkageError | InternalError e) {
			// A Java without any font, as on bare servers, fails in one of these ways.
			letters = false;
			context.warn(
					"Charts are in the page but not beside it as PNG, and pictures beside it have no labels: Java found no font on this computer ("
							+ e + ").");
			return false;
		}
		write(id, image);
		return true;
	}

	private void write(final String id, final BufferedImage image) {
		AtomicFiles.write(folder.resolve(id + ".png"), path -> Files.write(path, Picture.encode(image)));
	}

	private static BufferedImage draw(final Picture picture, final boolean letters) {
		final Font font = letters ? new Font(Font.SANS_SERIF, Font.PLAIN, 14) : null;
		final List<BufferedImage> strips = new ArrayList<>();
		int wide = 1;
		int high = letters ? LINE : 0;
		for (final Picture.Row row : picture.getRows()) {
			strips.add(row.image());
			wide = Math.max(wide, strips.get(strips.size() - 1).getWidth());
			high += (row.isApart() ? APART : GAP) + strips.get(strips.size() - 1).getHeight()
					+ (letters && !row.getCaptions().isEmpty() ? LINE : 0);
		}
		final int left = letters ? margin(picture, font) : 0;
		final BufferedImage out = new BufferedImage(left + wide, Math.max(1, high), BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = out.createGraphics();
		try {
			g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
			g.setColor(Color.WHITE);
			g.fillRect(0, 0, out.getWidth(), out.getHeight());
			g.setColor(INK);
			if (letters) g.setFont(font);
			int top = 0;
			if (letters) {
				centred(g, picture.getColumns(), left, wide, picture.getColumns().size(), LINE - GAP);
				top = LINE;
			}
			for (int i = 0; i < strips.size(); i++) {
				final Picture.Row row = picture.getRows().get(i);
				top += row.isApart() ? APART : GAP;
				g.drawImage(strips.get(i), left, top, null);
				if (letters) g.drawString(row.getLabel(), 0, top + strips.get(i).getHeight() / 2);
				top += strips.get(i).getHeight();
				if (!letters || row.getCaptions().isEmpty()) continue;
				centred(g, row.getCaptions(), left, wide, picture.getColumns().size(), top + LINE - GAP);
				top += LINE;
			}
		} finally {
			g.dispose();
		}
		return out;
	}

	/** Space for the names of rows. */
	private static int margin(final Picture picture, final Font font) {
		final Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
		try {
			final FontMetrics metrics = g.getFontMetrics(font);
			return 2 * GAP
					+ picture.getRows().stream().mapToInt(row -> metrics.stringWidth(row.getLabel())).max().orElse(0);
		} finally {
			g.dispose();
		}
	}

	private static void centred(final Graphics2D g, final List<String> words, final int left, final int wide,
			final int columns, final int baseline) {
		for (int i = 0; i < words.size(); i++) {
			final double middle = left + wide * (i + 0.5) / columns;
			g.drawString(words.get(i), (float) (middle - g.getFontMetrics().stringWidth(words.get(i)) / 2.0), baseline);
		}
	}
}
