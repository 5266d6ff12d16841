/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.cmrgan.io.WriteOptions.Encoding;
import org.cmrgan.run.UserError;

/** Names of the data files of a .mhd to be written, and their form in its header. */
final class DataNames {
	private final List<String> files;
	private final String header;

	private DataNames(final List<String> files, final String header) {
		this.files = files;
		this.header = header;
	}

	/** @throws UserError if the name of the header would change the meaning of the data file's name */
	static DataNames of(final Path file, final MetaImage image, final WriteOptions options) {
		final String name = file.getFileName().toString();
		final String base = name.substring(0, name.lastIndexOf('.'));
		if (base.isBlank() || !base.equals(base.trim()) || base.indexOf('%') >= 0)
			throw UserError.of(
					"Other programs would misread the data file name of %s: choose a name without %% and without leading or trailing spaces.",
					file);
		final String extension = options.encoding() == Encoding.ZLIB ? ".zraw" : ".raw";
		if (options.files() == WriteOptions.Files.ONE)
			return new DataNames(List.of(base + extension), base + extension);

		final long[] size = image.dimensions();
		final int axes = options.axesPerFile(size.length);
		if (axes < 1 || axes >= size.length)
			throw UserError.of("An image of %d axes cannot be split into files of %d: give 1 to %d.", size.length, axes,
					size.length - 1);
		final List<String> files = numbered(base, extension, count(size, axes));
		final String header = options.files() == WriteOptions.Files.LIST
				? "LIST " + axes + "\n" + String.join("\n", files)
				: base + "_%0" + digits(files.size()) + "d" + extension + " 0 " + (files.size() - 1) + " 1";
		return new DataNames(files, header);
	}

	/** File names, in the order of the voxels. */
	List<String> files() {
		return files;
	}

	/** The value of ElementDataFile, with the lines after it. */
	String header() {
		return header;
	}

	private static int count(final long[] size, final int axes) {
		long count = 1;
		for (int axis = axes; axis < size.length; axis++) count *= size[axis];
		if (count > 1 << 20) throw UserError.of("%d data files are too many: put more axes into each file.", count);
		return (int) count;
	}

	private static List<String> numbered(final String base, final String extension, final int count) {
		final List<String> out = new ArrayList<>();
		for (int i = 0; i < count; i++)
			out.add(base + "_" + String.format(Locale.ROOT, "%0" + digits(count) + "d", i) + extension);
		return out;
	}

	private static int digits(final int count) {
		return Math.max(3, Integer.toString(count - 1).length());
	}
}
