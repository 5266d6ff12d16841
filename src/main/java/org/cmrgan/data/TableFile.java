/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cmrgan.run.UserError;

/**
 * A table with a header line, as people and spreadsheets write it. It may be in UTF-8 or UTF-16, with or without a byte
 * order mark, with any line ends, separated by commas, semicolons, tabs or bars, and may start with a line {@code
 * sep=;}. Column names are read in any case. Columns without a name and blank lines are ignored. Immutable.
 */
public final class TableFile {
	private static final String SLICE = "slice";
	private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
	/** Tells a spreadsheet the delimiter; a spreadsheet that saves it again may quote it or fill it up with delimiters. */
	private static final Pattern SEP = Pattern.compile("\\A\\s*\"?sep=(.)\"?[,;\\t| ]*(\\n|\\z)",
			Pattern.CASE_INSENSITIVE);

	private final Path file;
	private final long headerLine;
	private final Map<String, Integer> columns;
	private final List<Row> rows;

	private TableFile(final Path file, final long headerLine, final Map<String, Integer> columns,
			final List<List<String>> cells, final List<Long> lines) {
		this.file = file;
		this.headerLine = headerLine;
		this.columns = columns;
		final List<Row> all = new ArrayList<>();
		for (int i = 0; i < cells.size(); i++) all.add(new Row(cells.get(i), lines.get(i)));
		rows = List.copyOf(all);
	}

	/** One line below the header. */
	public final class Row {
		private final List<String> cells;
		private final long line;

		private Row(final List<String> cells, final long line) {
			this.cells = cells;
			this.line = line;
		}

		/**
		 * {@return the cell without white space and hidden characters around it; empty if there is none}
		 *
		 * @param column name of the column, lower case
		 */
		public String get(final String column) {
			return Names.clean(asWritten(column));
		}

		/**
		 * {@return the cell with hidden characters, but without plain white space around it; empty if there is none}
		 *
		 * @param column name of the column, lower case
		 */
		public String asWritten(final String column) {
			final Integer at = columns.get(column);
			return at == null || at >= cells.size() ? "" : SpreadsheetCells.plain(cells.get(at).trim());
		}

		/**
		 * {@return a whole number from 0. It may be written as 1.0, as spreadsheets do in a column that had an empty
		 * cell}
		 *
		 * @param column name of the column, lower case
		 * @throws UserError if the cell is not a whole number
		 */
		public int whole(final String column) {
			final String text = get(column);
			if (text.matches("\\d{1,9}([.,]0*)?")) return Integer.parseInt(text.split("[.,]")[0]);
			throw UserError.of("%s: %s %s is not a whole number: correct it.", file.resolveSibling(where()), column,
					text.isEmpty() ? "(an empty cell)" : text);
		}

		/** True if the line ends before the last named column. */
		boolean isShort() {
			return cells.size() <= columns.values().stream().mapToInt(i -> i).max().orElse(-1);
		}

		/** {@return the place of the row for messages, such as "subjects.csv line 7", counted as an editor does} */
		public String where() {
			return file.getFileName() + " line " + line;
		}
	}

	/**
	 * {@return the table in a file}
	 *
	 * @param file the file to read
	 * @param known column names by which the delimiter is recognised, lower case
	 * @throws UserError if the file cannot be read, is empty, is not text or not a table, has two columns of one name,
	 *   or a line with more cells than columns
	 */
	public static TableFile read(final Path file, final Collection<String> known) {
		final String text = text(file);
		final Matcher sep = SEP.matcher(text);
		final int begin = sep.find() ? sep.end() : 0;
		final String rest = text.substring(begin);
		final char delimiter = begin > 0 ? sep.group(1).charAt(0) : delimiter(rest, known);
		final String body = withoutSpacesBeforeQuotes(rest, delimiter);
		final long first = lineFeeds(text, begin);
		final List<List<String>> cells = new ArrayList<>();
		final List<Long> lines = new ArrayList<>();
		for (final CSVRecord record : records(file, body, delimiter)) {
			if (record.stream().allMatch(c -> Names.clean(c).isEmpty())) continue;
			cells.add(record.toList());
			lines.add(first + line(body, (int) record.getCharacterPosition()));
		}
		if (cells.isEmpty())
			throw UserError.of("%s is empty: give a header line with %s, and one line per image.", file,
					String.join(", ", known));
		final Map<String, Integer> columns = columns(file, lines.get(0), cells.get(0));
		final TableFile table = new TableFile(file, lines.get(0), columns, cells.subList(1, cells.size()),
				lines.subList(1, lines.size()));
		table.refuseLongRows(cells.get(0).size(), delimiter);
		return table;
	}

	/** {@return the file that was read} */
	public Path file() {
		return file;
	}

	/** Lower case, without hidden characters, in the order of the file. */
	List<String> columns() {
		return List.copyOf(columns.keySet());
	}

	boolean has(final String column) {
		return columns.containsKey(column);
	}

	/**
	 * Checks that the table has these columns.
	 *
	 * @param needed names of columns, lower case
	 * @throws UserError naming the columns that are missing
	 */
	public void require(final Collection<String> needed) {
		final List<String> missing = new ArrayList<>(needed);
		missing.removeAll(columns.keySet());
		if (!missing.isEmpty())
			throw UserError.of("%s, line %d, has no column %s, only %s: add it.", file, headerLine,
					String.join(", ", missing), String.join(", ", columns.keySet()));
	}

	/** {@return the rows in the order of the file} */
	public List<Row> rows() {
		return rows;
	}

	/**
	 * {@return the rows in the order of column slice, because a spreadsheet may have sorted them; in the order of the
	 * file if there is no such column}
	 *
	 * @throws UserError unless the slices are 1, 2, 3 …, each once
	 */
	public List<Row> rowsBySlice() {
		if (!has(SLICE)) return rows;
		final Map<Integer, Row> sorted = new TreeMap<>();
		for (final Row row : rows) {
			final Row other = sorted.putIfAbsent(row.whole(SLICE), row);
			if (other != null)
				throw UserError.of("%s lists slice %d twice, on %s and on %s: keep one line per slice.", file,
						row.whole(SLICE), other.where(), row.where());
		}
		int expected = 1;
		for (final int slice : sorted.keySet()) {
			if (slice != expected)
				throw UserError.of(
						"%s has no line for slice %d, although it has one for slice %d: give one line per slice, from 1.",
						file, expected, slice);
			expected++;
		}
		return List.copyOf(sorted.values());
	}

	private void refuseLongRows(final int width, final char delimiter) {
		for (final Row row : rows)
			for (int i = width; i < row.cells.size(); i++)
				if (!Names.clean(row.cells.get(i)).isEmpty())
					throw UserError.of(
							"%s has %d cells, but the table has %d columns: enclose cells that contain a %s "
									+ "in quotation marks, or remove the extra cells.",
							file.resolveSibling(row.where()), row.cells.size(), width,
							delimiter == '\t' ? "tab" : String.valueOf(delimiter));
	}

	private static String text(final Path file) {
		if (Files.exists(file) && !Files.isRegularFile(file))
			throw UserError.of("%s is not a regular file: give the path of a CSV.", file);
		try {
			final byte[] bytes = Files.readAllBytes(file);
			final Charset charset = charset(bytes);
			final String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			return (text.startsWith("\ufeff") ? text.substring(1) : text).replace("\r\n", "\n").replace('\r', '\n');
		} catch (final CharacterCodingException e) {
			throw new UserError(file + " is not UTF-8 text: save it as CSV in UTF-8.", e);
		} catch (final IOException e) {
			throw new UserError(file + " cannot be read: check its permissions.", e);
		}
	}

	/** The format that spreadsheets call Unicode text begins with a byte order mark of UTF-16. */
	private static Charset charset(final byte[] bytes) {
		if (bytes.length > 1 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) return StandardCharsets.UTF_16LE;
		if (bytes.length > 1 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) return StandardCharsets.UTF_16BE;
		return StandardCharsets.UTF_8;
	}

	/**
	 * The library's own trimming would silently remove the spaces of every script before two spellings are compared.
	 */
	private static CSVFormat format(final char delimiter) {
		return CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
	}

	/** A quotation mark opens a quoted cell even after spaces. */
	private static String withoutSpacesBeforeQuotes(final String text, final char delimiter) {
		final StringBuilder out = new StringBuilder(text.length());
		boolean begin = true;
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (begin && !quoted) {
				int next = i;
				while (next < text.length() && isBlank(text.charAt(next)) && text.charAt(next) != delimiter) next++;
				if (next < text.length() && text.charAt(next) == '"') {
					i = next;
					c = '"';
					quoted = true;
				}
			} else if (quoted && c == '"') quoted = false;
			else if (!begin && c == '"' && out.length() > 0 && out.charAt(out.length() - 1) == '"')
				// A doubled quotation mark within a quoted cell is a literal one.
				quoted = true;
			begin = !quoted && (c == delimiter || c == '\n');
			out.append(c);
		}
		return out.toString();
	}

	private static boolean isBlank(final char c) {
		return c == ' ' || c == '\t';
	}

	private static List<CSVRecord> records(final Path file, final String text, final char delimiter) {
		try (CSVParser parser = CSVParser.parse(new StringReader(text), format(delimiter))) {
			return parser.getRecords();
		} catch (final IOException | RuntimeException e) {
			throw new UserError(file + " is not a readable CSV (" + e.getMessage() + "): check its quotes.", e);
		}
	}

	/**
	 * The separator that finds most of the known columns in the header; of equal ones, the one that finds most columns.
	 */
	private static char delimiter(final String text, final Collection<String> known) {
		char best = DELIMITERS.get(0);
		long most = -1;
		for (final char delimiter : DELIMITERS) {
			final List<String> header = header(text, delimiter).orElse(List.of());
			final long found = header.stream().distinct().filter(known::contains).count();
			final long score = found * Integer.MAX_VALUE + header.size();
			if (score <= most) continue;
			best = delimiter;
			most = score;
		}
		return best;
	}

	/** The first line that is not blank, if it can be read. */
	private static Optional<List<String>> header(final String text, final char delimiter) {
		try (CSVParser parser = CSVParser.parse(new StringReader(withoutSpacesBeforeQuotes(text, delimiter)),
				format(delimiter))) {
			for (final CSVRecord record : parser) {
				final List<String> names = new ArrayList<>();
				record.forEach(cell -> names.add(name(cell)));
				if (names.stream().anyMatch(n -> !n.isEmpty())) return Optional.of(names);
			}
			return Optional.empty();
		} catch (final IOException | RuntimeException e) {
			return Optional.empty();
		}
	}

	private static String name(final String cell) {
		return SpreadsheetCells.plain(Names.clean(cell)).toLowerCase(Locale.ROOT);
	}

	private static Map<String, Integer> columns(final Path file, final long line, final List<String> header) {
		final Map<String, Integer> out = new LinkedHashMap<>();
		for (int i = 0; i < header.size(); i++) {
			final String name = name(header.get(i));
			if (!name.isEmpty() && out.putIfAbsent(name, i) != null)
				throw UserError.of("%s, line %d, has two columns %s: keep one.", file, line, name);
		}
		return out;
	}

	/** The line on which an editor shows what begins at or after a place; the place may be before blank lines. */
	private static long line(final String text, final int from) {
		int at = from;
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
		return 1 + lineFeeds(text, at);
	}

	private static long lineFeeds(final String text, final int end) {
		return text.substring(0, end).chars().filter(c -> c == '\n').count();
	}
}
