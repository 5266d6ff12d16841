/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.cmrgan.run.UserError;

/** The voxels in one file: where they begin, and how many numbers they are. */
final class DataPart {
	/** Deflate expands a byte to at most 1032 bytes (a run of 258 from a quarter byte); a larger claim is false. */
	static final long DEFLATE_LIMIT = 1032;

	private final Layout layout;
	private final Path path;
	private final long first;
	private final boolean packed;
	private final Optional<TiffSlices> tiff;
	private final long elements;

	/**
	 * @param path a regular file
	 * @param begin where its voxels begin, unless the header says otherwise
	 * @param elements numbers to read from it
	 */
	DataPart(final Layout layout, final Path path, final long begin, final boolean packed, final long elements)
			throws IOException {
		this.layout = layout;
		this.path = path;
		this.packed = packed;
		this.elements = elements;
		final boolean isTiff = layout.skip() == 0 && layout.isBinary() && !packed && TiffSlices.isTiff(path);
		tiff = isTiff ? Optional.of(new TiffSlices(layout, path, elements)) : Optional.empty();
		final long length = Files.size(path);
		if (layout.skip() >= 0 || packed) first = layout.skip() > 0 ? layout.skip() : begin;
		else
			first = Math.max(begin, length - bytes());
		if (!isTiff) checkLength(length);
	}

	Path path() {
		return path;
	}

	/** The byte at which the voxels, or their compressed stream, begin. */
	long first() {
		return first;
	}

	/** A file with a header of its own format, which ImageJ reads. */
	Optional<TiffSlices> tiff() {
		return tiff;
	}

	boolean isCompressed() {
		return packed || layout.isCompressed();
	}

	long elements() {
		return elements;
	}

	/** Bytes of the voxels once inflated. */
	long bytes() {
		return elements * layout.type().bytes();
	}

	/** Checked before anything is allocated. */
	private void checkLength(final long length) {
		final long there = Math.max(0, length - first);
		if (there >= least()) return;
		throw UserError.of(
				"%1$s is too short: it has %2$,d bytes of voxels, but %5$s needs %3$s%4$,d; copy or write the file again.",
				path, there, layout.isBinary() && !isCompressed() ? "" : "at least ", least(),
				layout.file().getFileName());
	}

	/** The fewest bytes that can hold the voxels. */
	private long least() {
		if (isCompressed()) return Math.max(1, bytes() / DEFLATE_LIMIT);
		// Each number needs a digit and a separator.
		return layout.isBinary() ? bytes() : 2 * elements - 1;
	}
}
