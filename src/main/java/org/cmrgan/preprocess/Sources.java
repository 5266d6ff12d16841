/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cmrgan.data.Labels;
import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.SubjectFolds;
import org.cmrgan.data.Subjects;
import org.cmrgan.data.TableFile;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.run.UserError;

/**
 * The input table, read and checked before any image is read. It has columns image, subject, label, and mask or roi,
 * and optionally fold and spacing. Paths are relative to the table. {@link TableFile} says how it may be written.
 * Immutable.
 */
public final class Sources {
	private static final String TABLE = "subjects.csv";
	private static final List<String> NEEDED = List.of("image", "subject", "label");
	private static final List<String> COLUMNS = List.of("image", "subject", "label", "mask", "roi", "fold", "spacing");

	private final Path table;
	private final List<Source> rows;
	private final int folds;

	private Sources(final Path table, final List<Source> rows, final int folds) {
		this.table = table;
		this.rows = Collections.unmodifiableList(rows);
		this.folds = folds;
	}

	/**
	 * {@return the table}
	 *
	 * @param input a CSV file, or a folder that contains subjects.csv
	 * @param allowSkips keeps rows whose files do not exist, marked as unusable
	 * @param asWritten subjects whose names differ only in case, leading zeros or invisible characters are different
	 *   people
	 * @throws UserError naming all problems of the table: missing columns, empty cells, files that do not exist, a
	 *   number of labels other than two, labels that cannot be folders, subjects of two labels or folds, names spelled
	 *   in several ways
	 */
	public static Sources read(final String input, final boolean allowSkips, final boolean asWritten) {
		final TableFile table = TableFile.read(locate(input), COLUMNS);
		table.require(NEEDED);
		final Problems problems = new Problems();
		final List<Source> rows = new ArrayList<>();
		final Map<String, String> subjects = new LinkedHashMap<>();
		final Set<String> labels = new LinkedHashSet<>();
		for (final TableFile.Row row : table.rows()) {
			new Row(table.file(), row, asWritten).source(rows, problems, allowSkips);
			subjects.putIfAbsent(row.asWritten("subject"), row.where());
			labels.add(row.asWritten("label"));
		}
		problems.throwIfAny();
		if (!asWritten) Subjects.problem(subjects, table.file().toString()).ifPresent(p -> problems.add("%s", p));
		Labels.problems(labels, table.file().toString()).forEach(p -> problems.add("%s", p));
		if (rows.isEmpty())
			throw UserError.of("%s lists no image: add one line per image after the header.", table.file());
		final int folds = checkTogether(table.file(), rows, problems);
		problems.throwIfAny();
		return new Sources(table.file(), rows, folds);
	}

	/** The file that was read. */
	Path table() {
		return table;
	}

	List<Source> rows() {
		return rows;
	}

	/** The number of folds in the fold column; 0 without one. */
	int folds() {
		return folds;
	}

	/** The two labels, sorted. */
	List<String> labels() {
		final Set<String> out = new TreeSet<>();
		for (final Source row : rows) out.add(row.label());
		return new ArrayList<>(out);
	}

	/**
	 * {@return the positive class}
	 *
	 * @param wanted a label, or "auto"
	 * @throws UserError if no image has the label, or no word of the labels decides
	 */
	public PositiveLabel positive(final String wanted) {
		return PositiveLabel.of(labels(), wanted, table.toString());
	}

	/**
	 * Checks that every class has a subject for every fold, unless the table defines the folds.
	 *
	 * @param count number of folds
	 * @throws UserError if a class has fewer subjects than there are folds
	 */
	public void requireFolds(final int count) {
		if (folds > 0) return;
		final Map<String, String> labels = new TreeMap<>();
		rows.forEach(row -> labels.put(row.subject(), row.label()));
		SubjectFolds.require(labels, count);
	}

	private static Path locate(final String input) {
		final Path path = Path.of(PreprocessConfig.INPUT.parse(input)).toAbsolutePath().normalize();
		if (!Files.exists(path))
			throw UserError.of("The input %s does not exist: give a folder that contains %s, or a CSV.", path, TABLE);
		if (Files.isRegularFile(path)) return path;
		if (!Files.isDirectory(path))
			throw UserError.of(
					"The input %s is neither a regular file nor a folder: give a folder that contains %s, or a CSV.",
					path, TABLE);
		final Path table = path.resolve(TABLE);
		if (!Files.exists(table))
			throw UserError.of(
					"The folder %s has no %s: add one with the columns image, mask, subject and label, or give input= a CSV.",
					path, TABLE);
		return table;
	}

	/** Checks that concern the whole table; returns its number of folds. */
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
						other.label(), other.where(), row.label(), row.where());
			if (other != null && other.fold() != row.fold() && told.add(row.subject() + "\nfold"))
				problems.add("Subject %s is in fold %d on %s but in fold %d on %s: give each subject one fold.",
						row.subject(), other.fold(), other.where(), row.fold(), row.where());
			final Source twin = images.putIfAbsent(row.image().toString(), row);
			if (twin != null && row.defect().isEmpty())
				problems.add("%s and %s name the same image %s: keep one of them.", twin.where(), row.where(),
						row.name());
			folds = Math.max(folds, row.fold());
			if (row.fold() == 0) without++;
		}
		if (labels.size() != 2)
			problems.add("%s has %s (%s), but exactly two are needed: correct the column label.", table,
					labels.size() == 1 ? "one label" : labels.size() + " labels", String.join(", ", labels));
		if (folds > 0) checkFolds(table, rows, folds, without, labels, problems);
		return folds;
	}

	private static void checkFolds(final Path table, final List<Source> rows, final int folds, final int without,
			final Set<String> labels, final Problems problems) {
		if (without > 0) {
			problems.add("%s gives no fold on %d lines: fill in the column fold on every line, or remove it.", table,
					without);
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

	/** One line during reading. */
	private static final class Row {
		private final Path table;
		private final TableFile.Row row;
		private final boolean asWritten;
		private final String where;
		private final List<String> defects = new ArrayList<>();

		Row(final Path table, final TableFile.Row row, final boolean asWritten) {
			this.table = table;
			this.row = row;
			this.asWritten = asWritten;
			where = row.where();
		}

		void source(final List<Source> rows, final Problems problems, final boolean allowSkips) {
			final List<String> empty = new ArrayList<>();
			for (final String column : NEEDED) if (cell(column).isEmpty()) empty.add(column);
			if (!empty.isEmpty()) {
				problems.add("%s has no %s: fill it in.", where, String.join(" and no ", empty));
				return;
			}
			final int fold = fold(problems);
			final double[] spacing = spacing(problems);
			final Optional<Path> image = image();
			final Optional<Path> mask = image.flatMap(this::mask);
			if (allowSkips || defects.isEmpty())
				rows.add(new Source(where, table.getParent(), cell("image"), image.orElse(Path.of("")),
						mask.orElse(null), cell("roi"), subject(), cell("label"), fold, spacing,
						String.join(" ", defects)));
			else
				defects.forEach(d -> problems.add("%s", d));
		}

		private String cell(final String column) {
			return row.get(column);
		}

		private String subject() {
			return asWritten ? row.asWritten("subject") : cell("subject");
		}

		private Optional<Path> image() {
			final Optional<Path> path = path("image");
			if (path.isEmpty()) return path;
			final Optional<Path> found = ImageFiles.find(path.get());
			if (found.isEmpty()) defects.add(absent("image"));
			return found;
		}

		private Optional<Path> mask(final Path image) {
			if (!cell("mask").isEmpty()) {
				final Optional<Path> path = path("mask");
				if (path.isPresent() && path.get().equals(image)) {
					defects.add(where + " names the image " + cell("image")
							+ " as its own mask: give the path of the mask.");
					return Optional.empty();
				}
				if (path.isEmpty()) return path;
				final Optional<Path> found = ImageFiles.find(path.get());
				if (found.isEmpty()) defects.add(absent("mask"));
				return found;
			}
			final Path beside = image.resolveSibling(maskName(image));
			if (Files.isRegularFile(beside) && !beside.equals(image)) return Optional.of(beside);
			final Optional<Path> other = ImageFiles.find(image.resolveSibling(ImageFiles.stem(image) + "_mask"))
					.filter(found -> !found.equals(image));
			if (other.isEmpty() && cell("roi").isEmpty())
				defects.add(where + " has neither a mask nor an roi, and there is no " + beside.getFileName()
						+ " next to the image: give a mask or an roi.");
			return other;
		}

		private String absent(final String column) {
			final boolean there = path(column).map(Files::exists).orElse(false);
			return where + ": " + column + " " + cell(column) + (there ? " is not a regular file" : " does not exist")
					+ ": correct the path, which is relative to " + table.getParent() + ".";
		}

		private static String maskName(final Path image) {
			final String name = image.getFileName().toString();
			final String stem = Files.isDirectory(image) ? name : ImageFiles.stem(image);
			return stem + "_mask" + (stem.length() == name.length() ? ".mha" : name.substring(stem.length()));
		}

		private Optional<Path> path(final String column) {
			try {
				return Optional.of(table.resolveSibling(cell(column)).normalize());
			} catch (final InvalidPathException e) {
				defects.add(where + ": " + column + " " + cell(column) + " is not a path: correct it.");
				return Optional.empty();
			}
		}

		private double[] spacing(final Problems problems) {
			final String text = cell("spacing");
			if (text.isEmpty()) return new double[0];
			final Optional<double[]> out = Spacing.parse(text);
			if (out.isEmpty())
				problems.add("%s: spacing %s is not one to three numbers of mm, such as 1.2 or 0.9x1.1x8: correct it.",
						where, text);
			return out.orElse(new double[0]);
		}

		private int fold(final Problems problems) {
			final String text = cell("fold");
			if (text.isEmpty()) return 0;
			// Other numbers that Integer.parseInt accepts, such as +1, are mistakes here; 1.0 comes from a column with
			// an empty cell.
			if (text.matches("[1-9]\\d?([.,]0*)?")) return Integer.parseInt(text.split("[.,]")[0]);
			problems.add("%s: fold %s is not a whole number from 1 to 99: correct it.", where, text);
			return 0;
		}
	}
}
