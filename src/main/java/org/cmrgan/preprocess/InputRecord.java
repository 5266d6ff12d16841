/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.data.CsvText;
import org.cmrgan.data.Hashes;
import org.cmrgan.data.TableFile;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/**
 * A record of a study's input, by which a change is detected. For each image of the table it has the mask, region,
 * subject, label and fold, and the SHA-256 of the files. On disk it is inputs.csv. Immutable.
 */
public final class InputRecord {
	private static final String FILE = "inputs.csv";
	private static final List<String> COLUMNS = List.of("image", "image_sha256", "mask", "mask_sha256", "roi",
			"roi_sha256", "subject", "label", "fold", "spacing");
	/** Columns that records of earlier versions lack. */
	private static final String NEW = "spacing";

	/** The cells of each image, by its name in the table and the number of its earlier occurrences. */
	private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

	private InputRecord() {}

	/**
	 * {@return the record of the files that a table names; missing files are left out}
	 *
	 * @param sources the table
	 */
	public static InputRecord of(final Sources sources) {
		final InputRecord out = new InputRecord();
		final Path base = sources.table().toAbsolutePath().getParent();
		for (final Source source : sources.rows()) {
			final Map<String, String> row = new LinkedHashMap<>();
			row.put("image", source.name());
			row.put("image_sha256", hash(source.image()));
			row.put("mask", source.mask().map(m -> name(base, m)).orElse(""));
			row.put("mask_sha256", source.mask().map(InputRecord::hash).orElse(""));
			row.put("roi", source.region());
			row.put("roi_sha256",
					source.region().toLowerCase(Locale.ROOT).endsWith(".roi")
							? hash(source.folder().resolve(source.region()))
							: "");
			row.put("subject", source.subject());
			row.put("label", source.label());
			row.put("fold", source.fold() == 0 ? "" : Integer.toString(source.fold()));
			row.put("spacing",
					Arrays.stream(source.spacing()).mapToObj(Double::toString).collect(Collectors.joining("x")));
			out.add(row);
		}
		return out;
	}

	/**
	 * {@return the record in a folder; empty if an earlier version left none}
	 *
	 * @param folder of a study
	 */
	public static Optional<InputRecord> read(final Path folder) {
		final Path file = folder.resolve(FILE);
		if (!Files.exists(file)) return Optional.empty();
		final TableFile table = TableFile.read(file, COLUMNS);
		table.require(COLUMNS.stream().filter(column -> !column.equals(NEW)).collect(Collectors.toList()));
		final InputRecord out = new InputRecord();
		for (final TableFile.Row line : table.rows()) {
			final Map<String, String> row = new LinkedHashMap<>();
			for (final String column : COLUMNS) row.put(column, line.asWritten(column));
			out.add(row);
		}
		return Optional.of(out);
	}

	/**
	 * Writes inputs.csv.
	 *
	 * @param folder of a study
	 */
	public void write(final Path folder) {
		final CsvText csv = new CsvText(COLUMNS.toArray(new String[0]));
		for (final Map<String, String> row : rows.values()) csv.rowAsWritten(row.values().toArray());
		AtomicFiles.writeText(folder.resolve(FILE), csv.text());
	}

	/**
	 * {@return the changes of the input, one clause each: "the label of a.mha is normal and was patient"}
	 *
	 * @param now the same input as it is now; a missing file counts as unchanged
	 */
	public List<String> differences(final InputRecord now) {
		final List<String> out = new ArrayList<>();
		rows.forEach((name, then) -> {
			final Map<String, String> row = now.rows.get(name);
			if (row == null) out.add(name + " is no longer in the table");
			else
				COLUMNS.forEach(column -> difference(column, then, row).ifPresent(out::add));
		});
		now.rows.keySet().stream().filter(name -> !rows.containsKey(name))
				.forEach(name -> out.add(name + " is new in the table"));
		return out;
	}

	private static Optional<String> difference(final String column, final Map<String, String> then,
			final Map<String, String> now) {
		final String before = then.get(column);
		final String after = now.get(column);
		if (before.equals(after)) return Optional.empty();
		if (!column.endsWith("_sha256"))
			return Optional.of("the " + column + " of " + then.get("image") + " is " + orNone(after) + " and was "
					+ orNone(before));
		final String file = column.substring(0, column.indexOf('_'));
		// A changed file was already named; a missing one cannot be compared.
		if (before.isEmpty() || after.isEmpty() || !then.get(file).equals(now.get(file))) return Optional.empty();
		return Optional.of("the file " + then.get(file) + " has changed");
	}

	private static String orNone(final String text) {
		return text.isEmpty() ? "none" : text;
	}

	private void add(final Map<String, String> row) {
		String name = row.get("image");
		for (int n = 2; rows.containsKey(name); n++) name = row.get("image") + " (" + n + ")";
		rows.put(name, row);
	}

	private static String name(final Path base, final Path file) {
		final Path absolute = file.toAbsolutePath();
		return (absolute.startsWith(base) ? base.relativize(absolute) : absolute).toString().replace('\\', '/');
	}

	/** SHA-256 of a file, or of the names and bytes of a folder's DICOM files. */
	static String hashOfFiles(final Path path) {
		if (!Files.isDirectory(path)) return Hashes.of(path);
		final List<String> parts = new ArrayList<>();
		for (final Path file : ImageFiles.files(path)) parts.add(file.getFileName() + " " + Hashes.of(file));
		return Hashes.of(parts);
	}

	/** SHA-256 of the file, and of the voxels that an .mhd names; empty if it cannot be read. */
	private static String hash(final Path file) {
		if (!Files.isRegularFile(file) && !ImageFiles.isSeries(file)) return "";
		try {
			final String ofFile = hashOfFiles(file);
			if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".mhd")) return ofFile;
			final SliceImages slices = SliceImages.of(MetaImageReader.read(file));
			final List<String> parts = new ArrayList<>(List.of(ofFile));
			for (int z = 0; z < slices.count(); z++) parts.add(Hashes.of(slices.pixels(z)));
			return Hashes.of(parts);
		} catch (final UserError | Unusable e) {
			// A file that cannot be used was reported when it was read.
			return "";
		}
	}
}
