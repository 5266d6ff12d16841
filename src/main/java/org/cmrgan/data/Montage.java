/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import org.cmrgan.run.AtomicFiles;

/**
 * Patches side by side as a picture: grey from -1 (black) to 1 (white), with transparent gaps that suit light and dark
 * pages. It contains no text, which would need fonts that a server may not have.
 */
public final class Montage {
	private static final int GAP = 3;
	private static final int WIDE_GAP = 14;

	private final int width;
	private final int height;
	private final int zoom;
	private final List<Row> rows = new ArrayList<>();

	private static final class Row {
		final List<float[]> images;
		final double low;
		final double high;
		final int gapAbove;

		Row(final List<float[]> images, final double low, final double high, final int gapAbove) {
			this.images = images;
			this.low = low;
			this.high = high;
			this.gapAbove = gapAbove;
		}
	}

	/**
	 * @param width of a patch, pixels
	 * @param height of a patch, pixels
	 * @param zoom screen pixels per pixel and axis
	 */
	public Montage(final int width, final int height, final int zoom) {
		this.width = width;
		this.height = height;
		this.zoom = zoom;
	}

	/**
	 * Adds a row of patches in [-1, 1].
	 *
	 * @param images row-major patches
	 * @return this
	 */
	public Montage row(final List<float[]> images) {
		return row(images, -1, 1);
	}

	/**
	 * Adds a row of patches in another range, such as differences.
	 *
	 * @param images row-major patches
	 * @param low value of black
	 * @param high value of white
	 * @return this
	 */
	public Montage row(final List<float[]> images, final double low, final double high) {
		rows.add(new Row(List.copyOf(images), low, high, GAP));
		return this;
	}

	/**
	 * Adds patches in as many rows as needed.
	 *
	 * @param images row-major patches
	 * @param columns largest number of patches in a row
	 * @return this
	 */
	public Montage rows(final List<float[]> images, final int columns) {
		for (int from = 0; from < images.size(); from += columns)
			row(images.subList(from, Math.min(from + columns, images.size())));
		return this;
	}

	/**
	 * Leaves a wide gap before the next row.
	 *
	 * @return this
	 */
	public Montage gap() {
		rows.add(new Row(List.of(), -1, 1, WIDE_GAP));
		return this;
	}

	/** {@return true if no patch was added} */
	public boolean isEmpty() {
		return rows.stream().allMatch(r -> r.images.isEmpty());
	}

	/** {@return the picture, with an alpha channel} */
	public BufferedImage image() {
		final int columns = Math.max(1, rows.stream().mapToInt(r -> r.images.size()).max().orElse(1));
		int bottom = 0;
		for (final Row row : rows)
			bottom += row.images.isEmpty() ? row.gapAbove : (bottom == 0 ? 0 : row.gapAbove) + height * zoom;
		final BufferedImage out = new BufferedImage(columns * (width * zoom + GAP) - GAP, Math.max(1, bottom),
				BufferedImage.TYPE_INT_ARGB);
		int top = 0;
		for (final Row row : rows) {
			if (row.images.isEmpty()) {
				top += row.gapAbove;
				continue;
			}
			if (top > 0) top += row.gapAbove;
			for (int i = 0; i < row.images.size(); i++)
				draw(out, row, row.images.get(i), i * (width * zoom + GAP), top);
			top += height * zoom;
		}
		return out;
	}

	/**
	 * Writes the picture as a PNG; it appears complete or not at all.
	 *
	 * @param file the file to create or to replace
	 */
	public void writePng(final Path file) {
		AtomicFiles.write(file, path -> {
			if (!ImageIO.write(image(), "png", path.toFile())) throw new IOException("this Java has no PNG writer");
		});
	}

	private void draw(final BufferedImage out, final Row row, final float[] pixels, final int left, final int top) {
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final double share = (pixels[y * width + x] - row.low) / (row.high - row.low);
			final int grey = (int) Math.round(255 * Math.max(0, Math.min(1, share)));
			final int argb = 0xff000000 | grey << 16 | grey << 8 | grey;
			for (int dy = 0; dy < zoom; dy++)
				for (int dx = 0; dx < zoom; dx++) out.setRGB(left + x * zoom + dx, top + y * zoom + dy, argb);
		}
	}
}
