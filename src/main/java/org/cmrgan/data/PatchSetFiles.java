/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/** images.mha + index.csv, and perhaps intensities.mha and copies in other formats, which are deleted with the images that they are of. */
final class PatchSetFiles {
	static final String IMAGES = "images.mha";
	static final String INDEX = "index.csv";
	private static final String INTENSITIES = "intensities.mha";
	private static final List<String> FIXED = List.of("slice", "id", "subject", "label", "fold");

	private PatchSetFiles() {}

	static void write(final PatchSet set, final Path folder) {
		AtomicFiles.delete(folder.resolve(INTENSITIES));
		PatchSetExport.delete(folder);
		writeImages(set, folder.resolve(IMAGES));
		writeRows(set, folder);
	}

	static void writeRows(final PatchSet set, final Path folder) {
		AtomicFiles.write(folder.resolve(INDEX), path -> writeIndex(set, path));
	}

	static Path writeIntensities(final PatchSet set, final Path folder) {
		final Path file = folder.resolve(INTENSITIES);
		writeImages(set, file);
		return file;
	}

	private static void writeImages(final PatchSet set, final Path file) {
		AtomicFiles.write(file, path -> MetaImageWriter
				.write(MetaImage.of(set.image(), new double[] { set.spacing(), set.spacing(), 1 }), path, true));
	}

	static void writeIndex(final PatchSet set, final Path path) throws IOException {
		final Set<String> columns = new LinkedHashSet<>(FIXED);
		for (final Patch p : set.patches()) columns.addAll(p.more().keySet());
		final CsvText csv = new CsvText(columns.toArray(new String[0]));
		int slice = 1;
		for (final Patch p : set.patches()) {
			final List<Object> row = new ArrayList<>(List.of(slice++, p.id(), p.subject(), p.label(), p.fold()));
			for (final String column : columns) if (!FIXED.contains(column)) row.add(p.get(column));
			csv.row(row.toArray());
		}
		Files.writeString(path, csv.text());
	}

	static PatchSet read(final Path folder) {
		final Path index = folder.resolve(INDEX);
		if (!Files.isRegularFile(index) || !Files.isRegularFile(folder.resolve(IMAGES)))
			throw UserError.of("The folder %s has no image set (%s and %s): run the command that makes it first.",
					folder, IMAGES, INDEX);
		final List<Patch> patches = readIndex(index);
		final MetaImage file = MetaImageReader.read(folder.resolve(IMAGES));
		final Img<FloatType> image = file.asFloats();
		final int width = (int) image.dimension(0);
		final int height = (int) image.dimension(1);
		final int count = image.numDimensions() < 3 ? 1 : (int) image.dimension(2);
		if (count != patches.size())
			throw UserError.of("%s has %d rows but %s has %d slices: recompute the image set.", index, patches.size(),
					IMAGES, count);
		final List<float[]> pixels = new ArrayList<>();
		final Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < count; i++) {
			final float[] values = new float[width * height];
			for (int j = 0; j < values.length; j++) values[j] = cursor.next().get();
			pixels.add(values);
		}
		return new PatchSet(width, height, file.spacing()[0], patches, pixels);
	}

	/** The rows in the order of their column slice, in which a spreadsheet may have sorted them otherwise. */
	private static List<Patch> readIndex(final Path index) {
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
