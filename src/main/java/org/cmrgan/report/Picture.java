/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.cmrgan.data.Montage;

/**
 * A figure of image patches in rows, with labelled rows and columns. Public so that the page template can read it.
 * Immutable; methods that add something return a changed copy.
 */
public final class Picture {
	/** How many times larger than its pixels a patch is shown, unless it is large. */
	private static final int ZOOM = 2;
	private static final int LARGE = 120;

	private final String id;
	private final String title;
	private final String caption;
	private final int width;
	private final int height;
	private final List<String> columns;
	private final List<Row> rows;

	/** A row of patches. Immutable. */
	public static final class Row {
		private final String label;
		private final List<String> captions;
		private final List<float[]> patches;
		private final double low;
		private final double high;
		private final boolean apart;
		private final int width;
		private final int height;
		private final int columns;
		private final BufferedImage strip;

		private Row(final Picture of, final String label, final List<float[]> patches, final double low,
				final double high, final List<String> captions, final boolean apart) {
			this.label = label;
			this.captions = List.copyOf(captions);
			this.patches = List.copyOf(patches);
			this.low = low;
			this.high = high;
			this.apart = apart;
			width = of.width;
			height = of.height;
			columns = of.columns.size();
			strip = new Montage(width, height, 1).row(patches, low, high).image();
		}

		/** {@return what the row shows} */
		public String getLabel() {
			return label;
		}

		/** {@return a line below each patch; empty if there are none} */
		public List<String> getCaptions() {
			return captions;
		}

		/** {@return true if there is a wider gap above it} */
		public boolean isApart() {
			return apart;
		}

		/** {@return the alternative text for screen readers} */
		public String getAlt() {
			return label + ": " + Format.count(patches.size(), "image")
					+ (captions.isEmpty() ? "" : " (" + String.join("; ", captions) + ")");
		}

		/** {@return the width, pixels} */
		public int getWidth() {
			return strip.getWidth();
		}

		/** {@return the height, pixels} */
		public int getHeight() {
			return strip.getHeight();
		}

		/** {@return the share of the columns that it fills, in percent} */
		public String getShare() {
			return String.format(Locale.ROOT, "%.2f", 100.0 * patches.size() / columns);
		}

		/** {@return the PNG as a data URI, so that the page needs no other file} */
		public String getUri() {
			return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(strip));
		}

		/** A row of a montage, larger than its pixels. */
		BufferedImage image() {
			return new Montage(width, height, zoom(width)).row(patches, low, high).image();
		}
	}

	private Picture(final String id, final String title, final String caption, final int width, final int height,
			final List<String> columns, final List<Row> rows) {
		this.id = id;
		this.title = title;
		this.caption = caption;
		this.width = width;
		this.height = height;
		this.columns = List.copyOf(columns);
		this.rows = List.copyOf(rows);
	}

	/**
	 * A picture without rows.
	 *
	 * @param id its file name without an extension
	 * @param caption further information for the reader
	 * @param width of a patch, pixels
	 * @param height of a patch, pixels
	 * @param columns their names
	 */
	static Picture of(final String id, final String title, final String caption, final int width, final int height,
			final List<String> columns) {
		return new Picture(id, title, caption, width, height, columns, List.of());
	}

	/** Names of columns without a meaning: their numbers. */
	static List<String> numbers(final int columns) {
		return IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).collect(Collectors.toList());
	}

	/** With a row of at most as many patches as there are columns, in [-1, 1]; ignored if it is empty. */
	Picture row(final String label, final List<float[]> patches) {
		return row(label, patches, -1, 1);
	}

	/** With a row in which {@code low} is black and {@code high} is white. */
	Picture row(final String label, final List<float[]> patches, final double low, final double high) {
		return with(label, patches, low, high, List.of(), false);
	}

	/** With the first row of another group. */
	Picture rowApart(final String label, final List<float[]> patches) {
		return with(label, patches, -1, 1, List.of(), !rows.isEmpty());
	}

	/** With a row whose patches each have a line below them. */
	Picture captioned(final String label, final List<float[]> patches, final List<String> captions) {
		return with(label, patches, -1, 1, captions, !rows.isEmpty());
	}

	private Picture with(final String label, final List<float[]> patches, final double low, final double high,
			final List<String> captions, final boolean apart) {
		if (patches.isEmpty()) return this;
		final List<Row> more = new ArrayList<>(rows);
		more.add(new Row(this, label, patches, low, high, captions, apart));
		return new Picture(id, title, caption, width, height, columns, more);
	}

	/** {@return the id of the HTML element} */
	public String getId() {
		return id;
	}

	/** {@return the title} */
	public String getTitle() {
		return title;
	}

	/** {@return the caption} */
	public String getCaption() {
		return caption;
	}

	/** {@return the names of the columns} */
	public List<String> getColumns() {
		return columns;
	}

	/** {@return the rows} */
	public List<Row> getRows() {
		return rows;
	}

	/** {@return the pixels that all columns need side by side} */
	public int getWide() {
		return zoom(width) * new Montage(width, height, 1)
				.row(Collections.nCopies(columns.size(), new float[width * height])).image().getWidth();
	}

	/** {@return the magnification of a patch} */
	public int getZoom() {
		return zoom(width);
	}

	private static int zoom(final int width) {
		return width > LARGE ? 1 : ZOOM;
	}

	static byte[] encode(final BufferedImage image) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			if (!ImageIO.write(image, "png", out)) throw new IOException("this Java has no PNG writer");
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return out.toByteArray();
	}
}
