package org.cmrgan.preprocess;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.Labels;
import org.cmrgan.run.UserError;

/**
 * The input table, read and checked before any image is: columns image, subject, label, and mask or roi, and optionally
 * fold. Commas, semicolons or tabs separate; paths are relative to the table. Immutable.
 */
public final class Sources {
	private static final String TABLE = "subjects.csv";
	private static final List<String> NEEDED = List.of("image", "subject", "label");
	private static final List<String> SICK = List.of("patient", "abnormal", "malignant", "1");

	private final Path table;
	private final List<Source> rows;
	private final int folds;

	private Sources(final Path table, final List<Source> rows, final int folds) {
		this.table = table;
		this.rows = Collections.unmodifiableList(rows);
		this.folds = folds;
	}

	/**
	 * @param input a CSV, or a folder that holds subjects.csv
	 * @param allowSkips keep lines whose files do not exist, marked as defect
	 * @throws UserError naming all problems of the table: missing columns, empty cells, files that do not exist, a number of
	 * labels other than two, labels that cannot be folders, subjects of two labels or folds
	 */
	public static Sources read(final String input, final boolean allowSkips) {
		final Path table = locate(input);
		final String text = text(table);
		final List<CSVRecord> records = parse(table, text);
		if (records.isEmpty())
			throw UserError.of("%s is empty: give a header line with %s, and a line for each image.", table,
					String.join(", ", NEEDED));
		final Map<String, Integer> columns = columns(table, records.get(0));
		final Problems problems = new Problems();
		final List<Source> rows = new ArrayList<>();
		for (final CSVRecord record : records.subList(1, records.size())) {
			if (String.join("", record).isBlank()) continue;
			new Row(table, columns, record, lineOf(record, text)).source(rows, problems, allowSkips);
		}
		problems.throwIfAny();
		if (rows.isEmpty())
			throw UserError.of("%s lists no image: give a line for each image after the header.", table);
		final int folds = checkTogether(table, rows, problems);
		problems.throwIfAny();
		return new Sources(table, rows, folds);
	}

	/** The file that was read. */
	public Path table() {
		return table;
	}

	public List<Source> rows() {
		return rows;
	}

	/** The number of folds that a fold column asks for; 0 without one. */
	public int folds() {
		return folds;
	}

	/** The two labels, sorted. */
	public List<String> labels() {
		final Set<String> out = new TreeSet<>();
		for (final Source row : rows) out.add(row.label());
		return new ArrayList<>(out);
	}

	/**
	 * The label of the ill.
	 *
	 * @param wanted a label, or "auto": the one named patient, abnormal, malignant or 1, else the one of fewer images
	 * @throws UserError if no image has the label
	 */
	public String positive(final String wanted) {
		final List<String> labels = labels();
		if (!"auto".equalsIgnoreCase(wanted)) {
			for (final String label : labels) if (label.equalsIgnoreCase(wanted)) return label;
			throw UserError.of("positive=%s is not a label of %s: give %s.", wanted, table,
					String.join(" or ", labels));
		}
		for (final String word : SICK) for (final String label : labels) if (label.equalsIgnoreCase(word)) return label;
		final long first = rows.stream().filter(r -> r.label().equals(labels.get(0))).count();
		return labels.get(2 * first <= rows.size() ? 0 : 1);
	}

	private static Path locate(final String input) {
		final Path path = Path.of(PreprocessConfig.INPUT.parse(input)).toAbsolutePath().normalize();
		if (!Files.exists(path))
			throw UserError.of("input %s does not exist: give a folder with %s, or a CSV.", path, TABLE);
		if (!Files.isDirectory(path)) return path;
		final Path table = path.resolve(TABLE);
		if (!Files.exists(table))
			throw UserError.of(
					"Folder %s has no %s: write one with the columns image, mask, subject, label, or give input=a CSV.",
					path, TABLE);
		return table;
	}

	private static String text(final Path table) {
		try {
			final String text = Files.readString(table);
			return text.startsWith("\ufeff") ? text.substring(1) : text;
		} catch (final CharacterCodingException e) {
			throw new UserError(table + " is not UTF-8 text: save it as CSV in UTF-8.", e);
		} catch (final IOException e) {
			throw new UserError(table + " cannot be read: check its permissions.", e);
		}
	}

	/** The line on which an editor shows the record. */
	private static long lineOf(final CSVRecord record, final String text) {
		int at = (int) record.getCharacterPosition();
		// The position is that before blank lines.
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
		return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
	}

	private static List<CSVRecord> parse(final Path table, final String text) {
		final String header = text.lines().findFirst().orElse("");
		final char separator = header.contains(",")
				? ','
				: header.contains(";") ? ';' : header.contains("\t") ? '\t' : ',';
		final CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreSurroundingSpaces(true)
				.setIgnoreEmptyLines(true).get();
		try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
			return parser.getRecords();
		} catch (final IOException | RuntimeException e) {
			throw new UserError(table + " is not a readable CSV (" + e.getMessage() + "): check its quotes.", e);
		}
	}

	private static Map<String, Integer> columns(final Path table, final CSVRecord header) {
		final Map<String, Integer> out = new LinkedHashMap<>();
		for (int i = 0; i < header.size(); i++) {
			final String name = header.get(i).trim().toLowerCase(Locale.ROOT);
			if (out.putIfAbsent(name, i) != null)
				throw UserError.of("%s line 1 has two columns %s: keep one.", table, name);
		}
		final List<String> missing = new ArrayList<>(NEEDED);
		missing.removeAll(out.keySet());
		if (!missing.isEmpty())
			throw UserError.of("%s line 1 has no column %s, only %s: add it.", table, String.join(", ", missing),
					String.join(", ", out.keySet()));
		return out;
	}

	/** Checks what takes the whole table; returns the number of folds it asks for. */
	private static int checkTogether(final Path table, final List<Source> rows, final Problems problems) {
		final Set<String> labels = new TreeSet<>();
		final Map<String, Source> first = new LinkedHashMap<>();
		final Map<String, Source> images = new HashMap<>();
		final Set<String> told = new LinkedHashSet<>();
		int folds = 0;
		int without = 0;
		for (final Source row : rows) {
			labels.add(row.label());
			final Source other = first.putIfAbsent(row.subject(), row);
			if (other != null && !other.label().equals(row.label()) && told.add(row.subject()))
				problems.add("Subject %s is %s on %s but %s on %s: give each subject one label.", row.subject(),
						other.label(), other.where(),
						row.label(), row.where());
			if (other != null && other.fold() != row.fold() && told.add(row.subject() + "\nfold"))
				problems.add("Subject %s is in fold %d on %s but in fold %d on %s: give each subject one fold.",
						row.subject(), other.fold(),
						other.where(), row.fold(), row.where());
			final Source twin = images.putIfAbsent(row.image().toString(), row);
			if (twin != null && row.defect().isEmpty())
				problems.add("%s and %s name the same image %s: keep one of them.", twin.where(), row.where(),
						row.name());
			folds = Math.max(folds, row.fold());
			if (row.fold() == 0) without++;
		}
		Labels.problems(labels, table.toString()).forEach(p -> problems.add("%s", p));
		if (labels.size() != 2)
			problems.add("%s has %s (%s), but exactly two are needed: correct the column label.", table,
					labels.size() == 1 ? "one label" : labels.size() + " labels", String.join(", ", labels));
		if (folds > 0) checkFolds(table, rows, folds, without, labels, problems);
		return folds;
	}

	private static void checkFolds(final Path table, final List<Source> rows, final int folds, final int without,
			final Set<String> labels,
			final Problems problems) {
		if (without > 0) {
			problems.add("%s gives a fold on some lines but not on %d others: fill the column fold, or remove it.",
					table, without);
			return;
		}
		if (folds == 1)
			problems.add("%s puts all subjects into fold 1: use at least 2 folds, or remove the column fold.", table);
		final Map<Integer, Set<String>> present = new TreeMap<>();
		for (final Source row : rows) present.computeIfAbsent(row.fold(), f -> new TreeSet<>()).add(row.label());
		for (int k = 1; k <= folds; k++) {
			final Set<String> missing = new TreeSet<>(labels);
			missing.removeAll(present.getOrDefault(k, Set.of()));
			if (!missing.isEmpty())
				problems.add("Fold %d of %s has no %s: every fold needs subjects of both classes.", k, table,
						String.join(" and no ", missing));
		}
	}

	/** One line while it is being read. */
	private static final class Row {
		private final Path table;
		private final Map<String, Integer> columns;
		private final CSVRecord record;
		private final String where;
		private final List<String> defects = new ArrayList<>();

		Row(final Path table, final Map<String, Integer> columns, final CSVRecord record, final long line) {
			this.table = table;
			this.columns = columns;
			this.record = record;
			where = table.getFileName() + " line " + line;
		}

		void source(final List<Source> rows, final Problems problems, final boolean allowSkips) {
			final List<String> empty = new ArrayList<>();
			for (final String column : NEEDED) if (cell(column).isEmpty()) empty.add(column);
			if (!empty.isEmpty()) {
				problems.add("%s has no %s: fill it in.", where, String.join(" and no ", empty));
				return;
			}
			final int fold = fold(problems);
			final Optional<Path> image = image();
			final Optional<Path> mask = image.flatMap(this::mask);
			if (allowSkips || defects.isEmpty())
				rows.add(new Source(where, table.getParent(), cell("image"), image.orElse(Path.of("")),
						mask.orElse(null),
						cell("roi"), cell("subject"), cell("label"), fold, String.join(" ", defects)));
			else
				defects.forEach(d -> problems.add("%s", d));
		}

		private String cell(final String column) {
			final Integer at = columns.get(column);
			return at == null || at >= record.size() ? "" : record.get(at).trim();
		}

		private Optional<Path> image() {
			final Optional<Path> path = path("image");
			if (path.isEmpty() || Files.isRegularFile(path.get())) return path;
			for (final String ending : List.of(".mha", ".mhd")) {
				final Path longer = path.get().resolveSibling(path.get().getFileName() + ending);
				if (Files.isRegularFile(longer)) return Optional.of(longer);
			}
			defects.add(absent("image"));
			return Optional.empty();
		}

		private Optional<Path> mask(final Path image) {
			if (!cell("mask").isEmpty()) {
				final Optional<Path> path = path("mask");
				if (path.isPresent() && path.get().equals(image)) {
					defects.add(
							where + " names the image " + cell("image") + " as its own mask: give the mask's file.");
					return Optional.empty();
				}
				if (path.isEmpty() || Files.isRegularFile(path.get())) return path;
				defects.add(absent("mask"));
				return Optional.empty();
			}
			final Path beside = image.resolveSibling(maskName(image));
			if (Files.isRegularFile(beside) && !beside.equals(image)) return Optional.of(beside);
			if (cell("roi").isEmpty())
				defects.add(where + " has neither mask nor roi, and there is no " + beside.getFileName()
						+ " beside the image: give one of them.");
			return Optional.empty();
		}

		private String absent(final String column) {
			return where + ": " + column + " " + cell(column)
					+ " does not exist: correct the path, which is relative to " + table.getParent() + ".";
		}

		private static String maskName(final Path image) {
			final String name = image.getFileName().toString();
			final int dot = name.lastIndexOf('.');
			return dot < 0 ? name + "_mask.mha" : name.substring(0, dot) + "_mask" + name.substring(dot);
		}

		private Optional<Path> path(final String column) {
			try {
				return Optional.of(table.resolveSibling(cell(column)).normalize());
			} catch (final InvalidPathException e) {
				defects.add(where + ": " + column + " " + cell(column) + " is not a path: correct it.");
				return Optional.empty();
			}
		}

		private int fold(final Problems problems) {
			final String text = cell("fold");
			if (text.isEmpty()) return 0;
			// What Integer.parseInt takes besides, such as +1, is a slip here.
			if (text.matches("[1-9]\\d?")) return Integer.parseInt(text);
			problems.add("%s: fold %s is not a whole number from 1 to 99: correct it.", where, text);
			return 0;
		}
	}
}
