/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.data.CsvText;

/** A table of results as text, for both a CSV file and the report. Immutable. */
public final class ResultTable {
	private final String name;
	private final List<String> columns;
	private final List<List<String>> rows;

	private ResultTable(final String name, final List<String> columns, final List<List<String>> rows) {
		this.name = name;
		this.columns = List.copyOf(columns);
		this.rows = rows;
	}

	/** A table without rows. */
	static ResultTable of(final String name, final List<String> columns) {
		return new ResultTable(name, columns, List.of());
	}

	/** A copy of this table with one more row. */
	ResultTable with(final List<?> values) {
		if (values.size() != columns.size())
			throw new IllegalArgumentException(values.size() + " values for columns " + columns);
		final List<List<String>> more = new ArrayList<>(rows);
		more.add(values.stream().map(String::valueOf).collect(Collectors.toUnmodifiableList()));
		return new ResultTable(name, columns, List.copyOf(more));
	}

	/** {@return the file name without extension} */
	public String name() {
		return name;
	}

	/** {@return the names of the columns} */
	public List<String> columns() {
		return columns;
	}

	/** {@return the rows, each with one cell per column; empty for a missing value} */
	public List<List<String>> rows() {
		return rows;
	}

	/** The table as a CSV file. */
	String csv() {
		final CsvText csv = new CsvText(columns.toArray(new String[0]));
		for (final List<String> row : rows) csv.row(row.toArray());
		return csv.text();
	}

	@Override
	public String toString() {
		return name + Arrays.toString(columns.toArray());
	}
}
