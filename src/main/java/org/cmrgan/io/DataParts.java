/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cmrgan.run.UserError;

/** The files that ElementDataFile names, in the order of the voxels: LOCAL, one file, a LIST, or a numbered series. */
final class DataParts {
	private static final Pattern LIST = Pattern.compile("LIST(?:\\s+(\\S+))?", Pattern.CASE_INSENSITIVE);
	private static final Pattern METAIMAGE = Pattern.compile(".*\\.(mha|mhd)", Pattern.CASE_INSENSITIVE);

	private final Layout layout;
	private final DataFolder folder;

	DataParts(final Layout layout, final DataAccess access) {
		this.layout = layout;
		folder = new DataFolder(layout.file(), access);
	}

	/**
	 * @param header has read the header, and continues with the lines of a LIST
	 * @throws UserError if a file is missing, not allowed or too short
	 */
	List<DataPart> find(final HeaderReader header) throws IOException {
		final String name = layout.dataFile();
		if (name.equalsIgnoreCase("LOCAL"))
			return List.of(new DataPart(layout, layout.file(), header.end(), false, layout.elements()));
		final Matcher list = LIST.matcher(name);
		if (list.matches()) return list(header, list.group(1));
		final Optional<FileSeries> series = FileSeries.parse(layout, name);
		if (series.isPresent()) return series(series.get());
		return List.of(part(name, layout.elements()));
	}

	private List<DataPart> list(final HeaderReader header, final String word) throws IOException {
		final int axes = axesPerFile(word);
		final long elements = layout.elements(axes);
		final long files = layout.elements() / elements;
		final List<DataPart> parts = new ArrayList<>();
		while (parts.size() < files) {
			final Optional<String> line = header.line();
			if (!line.isPresent())
				throw UserError.of("%s lists %d data files, but its DimSize asks for %d: complete the list.",
						layout.file(), parts.size(), files);
			if (!line.get().isBlank()) parts.add(part(line.get().trim(), elements));
		}
		return parts;
	}

	/** As in MetaIO, an invalid number of axes means all but the last. */
	private int axesPerFile(final String word) {
		final int otherwise = Math.max(1, layout.axes() - 1);
		if (word == null) return otherwise;
		try {
			final int axes = Integer.parseInt(word);
			return axes > 0 && axes < layout.axes() ? axes : otherwise;
		} catch (final NumberFormatException e) {
			return otherwise;
		}
	}

	private List<DataPart> series(final FileSeries series) throws IOException {
		final int last = layout.axes() - 1;
		final List<DataPart> parts = new ArrayList<>();
		for (long i = 0; i < layout.size(last); i++) parts.add(part(series.name(i), layout.elements(last)));
		return parts;
	}

	private DataPart part(final String name, final long elements) throws IOException {
		if (layout.skip() == 0 && METAIMAGE.matcher(name).matches())
			throw UserError.of(
					"%s names %s as its data file, which is a MetaImage with its own header: open that file instead.",
					layout.file(), name);
		final Path path = folder.find(name);
		return new DataPart(layout, path, 0, layout.isBinary() && DataFolder.isPacked(path), elements);
	}
}
