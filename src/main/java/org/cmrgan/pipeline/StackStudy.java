/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.cmrgan.data.Copies;
import org.cmrgan.data.Hashes;
import org.cmrgan.data.Labels;
import org.cmrgan.data.Names;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.SubjectFolds;
import org.cmrgan.data.Subjects;
import org.cmrgan.data.TableFile;
import org.cmrgan.data.Window;
import org.cmrgan.preprocess.Windows;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;

/**
 * Makes a study of images that need no preprocessing: the pixels of a stack, with a label and perhaps a subject for
 * each image, from a table or from the names of the stack's planes ("patient s01"). Values in [-1, 1] are kept.
 * Otherwise the minimum and maximum of a fold's training images become -1 and 1, and study.json records them.
 */
final class StackStudy {
	private static final int NAMED = 5;

	private final ReadyStack stack;
	private final String source;
	private final int folds;
	private final long seed;
	/** Unconverted values, which are converted by the window of each fold, if there are windows. */
	private final PatchSet images;
	/** The windows of the folds, from fold 0; empty if the values are kept. */
	private final List<Window> windows;
	private final boolean knowsSubjects;
	private final Optional<String> copied;
	private final String wanted;
	private final PositiveLabel positive;

	/**
	 * @param table CSV with a row for each image, in the order of its column slice or of the stack: column label,
	 * subject if it is known, and optionally fold
	 * @param asWritten true if subjects whose names differ only in case, leading zeros or hidden characters are
	 * different people
	 * @param positive the label of the diseased class, or "auto"
	 * @throws UserError if labels are missing, are not exactly two, or are not valid folder names; if only some images
	 * have a subject; if a name has several spellings; or if a class has too few subjects
	 */
	StackStudy(final ReadyStack stack, final Optional<Path> table, final int folds, final boolean asWritten,
			final String positive, final long seed) {
		this.stack = stack;
		this.folds = folds;
		this.seed = seed;
		source = table.map(Path::toString).orElse(stack.source());
		final List<Row> rows = checked(table.isPresent() ? rows(table.get()) : rows(stack.names()), asWritten);
		if (rows.size() != stack.planes().size())
			throw UserError.of("%s has %d rows, but %s has %d images: give one row per image, in the same order.",
					source, rows.size(), stack.source(), stack.planes().size());
		knowsSubjects = rows.stream().noneMatch(row -> row.subject.isEmpty());
		final Copies copies = copies(rows);
		copies.refusal().ifPresent(sentence -> {
			throw new UserError(sentence);
		});
		copied = copies.warning();
		wanted = positive;
		this.positive = PositiveLabel.of(labels(rows), positive, source);
		final boolean stay = stay();
		images = images(rows, stay ? Optional.empty() : Optional.of(Windows.lossless(stack.planes())));
		windows = stay ? List.of() : windows();
	}

	/** The metadata of an image. */
	private static final class Row {
		final String label;
		final String subject;
		/** The fold in the table; 0 without one. */
		final int fold;
		final String where;

		Row(final String label, final String subject, final int fold, final String where) {
			this.label = label;
			this.subject = subject;
			this.fold = fold;
			this.where = where;
		}
	}

	private static List<Row> rows(final Path file) {
		final TableFile table = TableFile.read(file, List.of("label", "subject", "fold", "slice"));
		table.require(List.of("label"));
		final List<Row> out = new ArrayList<>();
		for (final TableFile.Row row : table.rowsBySlice()) {
			final String fold = row.get("fold");
			out.add(new Row(row.asWritten("label"), row.asWritten("subject"), fold.isEmpty() ? 0 : row.whole("fold"),
					row.where()));
		}
		return out;
	}

	private static List<Row> rows(final List<String> names) {
		final List<Row> out = new ArrayList<>();
		for (final String name : names) {
			// ImageJ keeps further lines after a plane's name.
			final String[] words = name.split("\n", 2)[0].trim().split("[\\s,;]+");
			final String where = "image " + (out.size() + 1) + " of the stack";
			if (words[0].isEmpty())
				throw UserError.of(
						"Image %d of the stack has no slice label that names its class: give table= a CSV with the columns label and subject.",
						out.size() + 1);
			out.add(new Row(words[0], words.length > 1 ? words[1] : "", 0, where));
		}
		return out;
	}

	/** The names as written in the study, after it is clear that no two are spellings of one name. */
	private List<Row> checked(final List<Row> rows, final boolean asWritten) {
		final Set<String> labels = new LinkedHashSet<>();
		final Map<String, String> subjects = new LinkedHashMap<>();
		final List<Row> out = new ArrayList<>();
		final List<String> problems = new ArrayList<>();
		for (final Row row : rows) {
			if (Names.clean(row.label).isEmpty())
				problems.add(String.format(Locale.ROOT, "%s in %s has no label: add one.", row.where, source));
			else
				labels.add(row.label);
			if (!Names.clean(row.subject).isEmpty()) subjects.putIfAbsent(row.subject, row.where);
			out.add(new Row(Names.clean(row.label), asWritten ? row.subject : Names.clean(row.subject), row.fold,
					row.where));
		}
		if (!asWritten) Subjects.problem(subjects, source).ifPresent(problems::add);
		problems.addAll(Labels.problems(labels, source));
		final List<String> classes = labels(out);
		classes.remove("");
		if (classes.size() != 2)
			problems.add(String.format(Locale.ROOT,
					"%s has %d classes (%s), but exactly two are needed: correct the labels.", source, classes.size(),
					String.join(", ", classes)));
		final List<Row> nameless = out.stream().filter(r -> r.subject.isEmpty()).collect(Collectors.toList());
		if (!nameless.isEmpty() && !subjects.isEmpty())
			problems.add(String.format(Locale.ROOT,
					"%s gives no subject on %s: give the subject of every image, or of none.", source,
					where(nameless)));
		final List<Row> foldless = out.stream().filter(r -> r.fold == 0).collect(Collectors.toList());
		if (!foldless.isEmpty() && foldless.size() < out.size())
			problems.add(String.format(Locale.ROOT,
					"%s gives no fold on %s: fill in the column fold on every line, or remove it.", source,
					where(foldless)));
		if (!problems.isEmpty()) throw new UserError(problems);
		return out;
	}

	private Copies copies(final List<Row> rows) {
		final Copies out = new Copies();
		for (int i = 0; i < rows.size(); i++)
			out.add(Hashes.of(stack.planes().get(i)), "image " + (i + 1) + " of " + stack.source(), rows.get(i).subject,
					rows.get(i).label);
		return out;
	}

	/** In ascending order. */
	private static List<String> labels(final List<Row> rows) {
		return rows.stream().map(r -> r.label).distinct().sorted().collect(Collectors.toList());
	}

	private static String where(final List<Row> rows) {
		return rows.stream().limit(NAMED).map(r -> r.where).collect(Collectors.joining(", "))
				+ (rows.size() > NAMED ? " and " + (rows.size() - NAMED) + " more" : "");
	}

	/** The two classes, sorted. */
	List<String> labels() {
		return images.labels();
	}

	/** The unconverted values. */
	PatchSet images() {
		return images;
	}

	/** True if the values are in [-1, 1]. */
	private boolean stay() {
		float least = Float.POSITIVE_INFINITY;
		float greatest = Float.NEGATIVE_INFINITY;
		for (final float[] plane : stack.planes()) for (final float value : plane) {
			if (!Float.isFinite(value))
				throw UserError.of("%s contains NaN or infinite values: replace them first.", stack.source());
			least = Math.min(least, value);
			greatest = Math.max(greatest, value);
		}
		return least >= -1 && greatest <= 1;
	}

	private List<Window> windows() {
		try {
			return Windows.ofFolds("minmax", stack.planes(),
					images.patches().stream().map(Patch::fold).collect(Collectors.toList()));
		} catch (final IllegalArgumentException e) {
			throw new UserError("All pixels of " + stack.source() + " in a training fold are equal: give other images.",
					e);
		}
	}

	private PatchSet images(final List<Row> rows, final Optional<Window> stored) {
		final Map<String, String> labels = new TreeMap<>();
		final Map<String, Integer> counts = new HashMap<>();
		final Map<String, Integer> given = new HashMap<>();
		final List<Patch> patches = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			final Row row = rows.get(i);
			final String id = String.format(Locale.ROOT, "image-%05d", i + 1);
			final String subject = knowsSubjects ? row.subject : id;
			final String other = labels.put(subject, row.label);
			if (other != null && !other.equals(row.label))
				throw UserError.of("%s gives subject %s two labels, %s and %s: give each subject one label.", source,
						subject, other, row.label);
			final Integer fold = given.put(subject, row.fold);
			if (fold != null && fold != row.fold)
				throw UserError.of("%s puts subject %s into two folds, %d and %d: give each subject one fold.", source,
						subject, fold, row.fold);
			counts.merge(subject, 1, Integer::sum);
			final Patch patch = new Patch(id, subject, row.label, 0, Map.of());
			final float[] plane = stack.planes().get(i);
			patches.add(stored.map(w -> w.noteIn(patch)).orElse(patch));
			pixels.add(stored.map(w -> w.toUnit(plane)).orElse(plane));
		}
		final Map<String, Integer> fold = hasFolds(rows)
				? given
				: SubjectFolds.assign(labels, counts, folds, new Seeds(seed));
		final List<Patch> inFolds = new ArrayList<>();
		for (final Patch patch : patches) inFolds.add(patch.inFold(fold.get(patch.subject())));
		final PatchSet out = new PatchSet(stack.side(), stack.side(), stack.spacing(), inFolds, pixels);
		for (int k = 1; k <= out.folds(); k++)
			if (out.testOf(k).labels().size() != 2 || out.trainingOf(k).labels().size() != 2)
				throw UserError.of(
						"Fold %d of %s lacks one class: both the fold and the remaining folds need subjects of both classes.",
						k, source);
		return out;
	}

	private static boolean hasFolds(final List<Row> rows) {
		return rows.stream().allMatch(r -> r.fold > 0);
	}

	/** The images as seen by the networks of all data, by which a study is recognised. */
	private String hash() {
		return (windows.isEmpty() ? images : images.inWindow(windows.get(0))).contentHash();
	}

	/**
	 * The study in the folder: a new one, or the existing study of the same images.
	 *
	 * @throws UserError if the folder contains something else
	 */
	Study in(final Path folder, final RunContext context) {
		if (Study.exists(folder)) {
			final Study there = Study.open(folder);
			if (!there.allReal(0).contentHash().equals(hash()))
				throw UserError.of("The study %s was made from other images than %s: give a new study folder.", folder,
						stack.source());
			if (!there.info().positive().equals(positive.label()))
				throw UserError.of("The study %s has positive=%s, not %s: give the same label, or a new study folder.",
						folder, there.info().positive(), positive.label());
			return there;
		}
		context.info(positive.sentence());
		copied.ifPresent(context::warn);
		if (!knowsSubjects)
			context.warn(source
					+ " has no subjects: each image counts as its own subject, so images of one person may be in different folds.");
		stack.remarks().forEach(context::warn);
		final Map<String, String> config = new LinkedHashMap<>();
		config.put("images", stack.source());
		config.put("table", source);
		config.put("folds", Integer.toString(folds));
		config.put(PositiveLabel.KEY.name(), wanted);
		config.put("seed", Long.toString(seed));
		Study.begin(folder);
		return Study.create(folder,
				new StudyInfo(images.labels(), positive.label(), stack.side(), stack.spacing(),
						windows.isEmpty() ? "unit" : "minmax", Optional.empty(), windows, images.folds(), seed, source,
						hash(), config),
				images);
	}
}
