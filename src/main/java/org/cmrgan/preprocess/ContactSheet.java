/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Workers;

/**
 * Pages with small pictures of all source slices, with mask, square region of interest and patch drawn in, to check at
 * a glance whether hearts are in the patches.
 */
final class ContactSheet {
	private static final int COLUMNS = 12;
	private static final int ROWS = 10;
	private static final int GAP = 4;
	private static final int CAPTION = 12;
	private static final Color MASK = new Color(0xe0, 0x50, 0x40);
	private static final Color SQUARE = new Color(0xff, 0xd0, 0x30);
	private static final Color PATCH = new Color(0x40, 0xc0, 0xff);

	private final List<Preview> previews = new ArrayList<>();
	private final List<String> captions = new ArrayList<>();

	void add(final Preview preview, final String caption) {
		previews.add(preview);
		captions.add(caption);
	}

	/** Writes contact-sheet.png, or contact-sheet-1.png and so on if there are many; returns the files. */
	List<Path> write(final Path folder, final RunContext context) {
		final int each = COLUMNS * ROWS;
		final int pages = (previews.size() + each - 1) / each;
		return Workers.inOrder(context, "Draw contact sheet", "page", pages, page -> {
			final Path file = folder.resolve(pages == 1 ? "contact-sheet.png" : "contact-sheet-" + (page + 1) + ".png");
			final BufferedImage image = page(page * each, Math.min(previews.size(), (page + 1) * each));
			AtomicFiles.write(file, path -> {
				if (!ImageIO.write(image, "png", path.toFile())) throw new IOException("no PNG writer");
			});
			return file;
		});
	}

	private BufferedImage page(final int from, final int to) {
		final int tile = Preview.LONGEST + GAP;
		final int columns = Math.min(COLUMNS, to - from);
		final int rows = (to - from + columns - 1) / columns;
		final BufferedImage page = new BufferedImage(columns * tile + GAP, rows * (tile + CAPTION) + GAP + CAPTION,
				BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = page.createGraphics();
		try {
			g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
			g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 9));
			for (int i = from; i < to; i++) {
				final int x = GAP + (i - from) % columns * tile;
				final int y = GAP + (i - from) / columns * (tile + CAPTION);
				draw(g, page, previews.get(i), captions.get(i), x, y);
			}
			legend(g, page.getHeight() - 4);
		} finally {
			g.dispose();
		}
		return page;
	}

	private static void draw(final Graphics2D g, final BufferedImage page, final Preview preview, final String caption,
			final int x, final int y) {
		final byte[] pixels = preview.pixels();
		final int[] colours = new int[pixels.length];
		for (int i = 0; i < pixels.length; i++) {
			final int v = pixels[i] & 0xff;
			colours[i] = pixels[i] == Preview.EDGE ? MASK.getRGB() : v << 16 | v << 8 | v;
		}
		page.setRGB(x, y, preview.width, preview.height, colours, 0, preview.width);
		final java.awt.Shape before = g.getClip();
		g.clipRect(x, y, preview.width, preview.height);
		g.setStroke(new BasicStroke(1));
		outline(g, preview.patch, x, y, PATCH);
		outline(g, preview.square, x, y, SQUARE);
		g.setClip(before);
		g.setClip(x, y, Preview.LONGEST, Preview.LONGEST + CAPTION + GAP);
		g.setColor(Color.LIGHT_GRAY);
		g.drawString(caption, x, y + preview.height + CAPTION - 3);
		g.setClip(before);
	}

	private static void outline(final Graphics2D g, final double[] corners, final int x, final int y,
			final Color colour) {
		final Path2D path = new Path2D.Double();
		path.moveTo(x + corners[0], y + corners[1]);
		for (int i = 1; i < 4; i++) path.lineTo(x + corners[2 * i], y + corners[2 * i + 1]);
		path.closePath();
		g.setColor(colour);
		g.draw(path);
	}

	private static void legend(final Graphics2D g, final int y) {
		int x = GAP;
		x = entry(g, "mask", MASK, x, y);
		x = entry(g, "region of interest with margin", SQUARE, x, y);
		entry(g, "patch", PATCH, x, y);
	}

	private static int entry(final Graphics2D g, final String text, final Color colour, final int x, final int y) {
		g.setColor(colour);
		g.drawString(text, x, y);
		return x + g.getFontMetrics().stringWidth(text) + 3 * GAP;
	}
}
