/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.nio.file.Path;
import java.util.List;

import org.cmrgan.data.CsvText;
import org.cmrgan.run.AtomicFiles;

/** A table of the report; public so that the page template can read it. Immutable. */
public final class Table {
	private final String id;
	private final String title;
	private final List<String> columns;
	private final List<List<String>> rows;
	private final String note;

	/**
	 * @param id its file name without an extension
	 * @param rows with one cell per column; the first names the row
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

	/** {@return the id of the HTML element} */
	public String getId() {
		return id;
	}

	/** {@return the title} */
	public String getTitle() {
		return title;
	}

	/** {@return the names of the columns} */
	public List<String> getColumns() {
		return columns;
	}

	/** {@return the rows, with one cell per column} */
	public List<List<String>> getRows() {
		return rows;
	}

	/** {@return a note below the table, or an empty string} */
	public String getNote() {
		return note;
	}

	/** Writes it as a CSV file named by its id. */
	void writeCsv(final Path folder) {
		final CsvText csv = new CsvText(columns.toArray(new String[0]));
		for (final List<String> row : rows) csv.row(row.toArray());
		AtomicFiles.writeText(folder.resolve(id + ".csv"), csv.text());
	}
}
