/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/**
 * The files images.mha and index.csv, and optional files intensities.mha and copies in other formats, which are deleted
 * together with the images.
 */
final class PatchSetFiles {
	private static final String IMAGES = "images.mha";
	private static final String INDEX = "index.csv";
	private static final String INTENSITIES = "intensities.mha";
	private static final List<String> FIXED = List.of("slice", "id", "subject", "label", "fold");

	private PatchSetFiles() {}

	static void write(final Img<FloatType> images, final double spacing, final List<Patch> rows, final Path folder) {
		AtomicFiles.delete(folder.resolve(INTENSITIES));
		for (final PatchFormat format : PatchFormat.values()) AtomicFiles.delete(folder.resolve(format.file()));
		writeImages(images, spacing, folder.resolve(IMAGES));
		writeRows(rows, folder);
	}

	static Path writeIntensities(final Img<FloatType> images, final double spacing, final Path folder) {
		final Path file = folder.resolve(INTENSITIES);
		writeImages(images, spacing, file);
		return file;
	}

	private static void writeImages(final Img<FloatType> images, final double spacing, final Path file) {
		AtomicFiles.write(file,
				path -> MetaImageWriter.write(MetaImage.of(images, new double[] { spacing, spacing, 1 }), path, true));
	}

	static void writeRows(final List<Patch> rows, final Path folder) {
		final Set<String> columns = new LinkedHashSet<>(FIXED);
		for (final Patch p : rows) columns.addAll(p.more().keySet());
		final CsvText csv = new CsvText(columns.toArray(new String[0]));
		int slice = 1;
		for (final Patch p : rows) {
			final List<Object> row = new ArrayList<>(List.of(slice++, p.id(), p.subject(), p.label(), p.fold()));
			for (final String column : columns) if (!FIXED.contains(column)) row.add(p.get(column));
			csv.row(row.toArray());
		}
		AtomicFiles.write(folder.resolve(INDEX), path -> Files.writeString(path, csv.text()));
	}

	/** @param rows number of rows, and so of images */
	static MetaImage readImages(final Path folder, final int rows) {
		final MetaImage file = MetaImageReader.read(folder.resolve(IMAGES));
		final long count = file.dimensions().length < 3 ? 1 : file.dimensions()[2];
		if (count != rows)
			throw UserError.of("%s has %d rows but %s has %d slices: recompute the image set.", folder.resolve(INDEX),
					rows, IMAGES, count);
		return file;
	}

	/** The rows in the order of the column slice, because a spreadsheet may have sorted them differently. */
	static List<Patch> readRows(final Path folder) {
		final Path index = folder.resolve(INDEX);
		if (!Files.isRegularFile(index) || !Files.isRegularFile(folder.resolve(IMAGES)))
			throw UserError.of("The folder %s has no image set (%s and %s): run the command that makes it first.",
					folder, IMAGES, INDEX);
		final TableFile table = TableFile.read(index, FIXED);
		table.require(FIXED);
		final List<Patch> patches = new ArrayList<>();
		final Map<String, String> ids = new HashMap<>();
		for (final TableFile.Row row : table.rowsBySlice()) {
			final Path where = index.resolveSibling(row.where());
			if (row.isShort())
				throw UserError.of(
						"%s has fewer cells than the table has columns: restore the line, or recompute the image set.",
						where);
			final String id = row.asWritten("id");
			final String label = row.asWritten("label");
			if (id.isEmpty() || label.isEmpty())
				throw UserError.of("%s has no %s: fill it in, or recompute the image set.", where,
						id.isEmpty() ? "id" : "label");
			final String other = ids.putIfAbsent(id, row.where());
			if (other != null)
				throw UserError.of("%s gives the id %s to two images, on %s and %s: recompute the image set.", index,
						id, other, row.where());
			final Map<String, String> more = new LinkedHashMap<>();
			for (final String column : table.columns())
				if (!FIXED.contains(column)) more.put(column, row.asWritten(column));
			patches.add(new Patch(id, row.asWritten("subject"), label, row.whole("fold"), more));
		}
		return patches;
	}
}
