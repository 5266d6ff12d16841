/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cmrgan.run.RegularFile;
import org.cmrgan.run.UserError;

/** Reads a CSV file that the suite itself wrote. Its columns are known: a missing or an additional one is an error. */
public final class StrictCsv {
	private StrictCsv() {}

	/**
	 * {@return the rows of a file}
	 *
	 * @param file the file to read
	 * @param columns the file must have
	 * @param optional the file may have; older files lack them
	 * @param remedy the command that writes the file, such as "Evaluate Augmentation"
	 * @throws UserError naming the file, and the column or row that is not valid
	 */
	public static List<CSVRecord> read(final Path file, final List<String> columns, final List<String> optional,
			final String remedy) {
		try (Reader in = Files.newBufferedReader(RegularFile.of(file), StandardCharsets.UTF_8);
				CSVParser parser = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build()
						.parse(in)) {
			final List<String> there = parser.getHeaderNames();
			for (final String column : columns)
				if (!there.contains(column))
					throw UserError.of("%s has no column %s: run %s again.", file, column, remedy);
			for (final String column : there)
				if (!columns.contains(column) && !optional.contains(column))
					throw UserError.of("%s has a column %s that this version does not know: run %s again.", file,
							column, remedy);
			final List<CSVRecord> rows = new ArrayList<>();
			for (final CSVRecord row : parser) {
				if (row.size() != there.size())
					throw UserError.of("Row %2$d of %1$s has %3$d cells, not %4$d: run %5$s again.", file,
							row.getRecordNumber(), row.size(), there.size(), remedy);
				rows.add(row);
			}
			return rows;
		} catch (final UserError e) {
			throw e;
		} catch (final IOException | RuntimeException e) {
			// The parser throws a different exception for each kind of damage.
			throw new UserError("Cannot read " + file + " (" + e.getMessage() + "): run " + remedy + " to write it.",
					e);
		}
	}
}
