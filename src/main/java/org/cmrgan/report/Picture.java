/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import javax.imageio.ImageIO;

import org.cmrgan.run.AtomicFiles;

/** A picture of the report; public so that the page template can read it. Immutable. */
public final class Picture {
	private final String id;
	private final String title;
	private final String alt;
	private final String caption;
	private final BufferedImage image;
	private final byte[] png;

	/**
	 * @param id its file name without an ending
	 * @param alt what it shows, for those who cannot see it
	 * @param caption what a reader must know, e.g. the preset
	 */
	Picture(final String id, final String title, final String alt, final String caption, final BufferedImage image) {
		this.id = id;
		this.title = title;
		this.alt = alt;
		this.caption = caption;
		this.image = image;
		this.png = encode(image);
	}

	public String getId() {
		return id;
	}

	public String getTitle() {
		return title;
	}

	public String getAlt() {
		return alt;
	}

	public String getCaption() {
		return caption;
	}

	public int getWidth() {
		return image.getWidth();
	}

	public int getHeight() {
		return image.getHeight();
	}

	/** The PNG as a data URI, so that the page needs no other file. */
	public String getUri() {
		return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
	}

	/** Writes it as a PNG named by its id. */
	void write(final Path folder) {
		AtomicFiles.write(folder.resolve(id + ".png"), path -> Files.write(path, png));
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
