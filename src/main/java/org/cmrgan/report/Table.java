/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cmrgan.data.SpreadsheetCells;
import org.cmrgan.run.AtomicFiles;

/** A table of the report; public so that the page template can read it. Immutable. */
public final class Table {
	private final String id;
	private final String title;
	private final List<String> columns;
	private final List<List<String>> rows;
	private final String note;

	/**
	 * @param id its file name without an ending
	 * @param rows as many cells each as there are columns; the first names the row
	 * @param note below the table, or an empty string
	 */
	Table(final String id, final String title, final List<String> columns, final List<List<String>> rows,
			final String note) {
		this.id = id;
		this.title = title;
		this.columns = List.copyOf(columns);
		this.rows = List.copyOf(rows);
		this.note = note;
	}

	public String getId() {
		return id;
	}

	public String getTitle() {
		return title;
	}

	public List<String> getColumns() {
		return columns;
	}

	public List<List<String>> getRows() {
		return rows;
	}

	public String getNote() {
		return note;
	}

	/** Writes it as a CSV file named by its id. */
	void writeCsv(final Path folder) {
		AtomicFiles.write(folder.resolve(id + ".csv"), path -> {
			try (Writer out = Files.newBufferedWriter(path);
					CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator('\n')
							.setHeader(columns.stream().map(SpreadsheetCells::safe).toArray(String[]::new)).get())) {
				for (final List<String> row : rows) csv.printRecord(row.stream().map(SpreadsheetCells::safe));
			} catch (final IllegalArgumentException e) {
				throw new IOException(e.getMessage(), e);
			}
		});
	}
}
