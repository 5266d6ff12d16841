package org.cmrgan.pipeline;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.Labels;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.SubjectFolds;
import org.cmrgan.data.Window;
import org.cmrgan.preprocess.Windows;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;

/**
 * Makes a study of images that are ready as they are: the pixels of a stack, and a label and perhaps a subject for each
 * image, from a table or from the names of the stack's planes ("patient s01"). Values in [-1, 1] stay; else each fold sees the
 * least value of the images that it trains on as -1 and the greatest as 1, and study.json says which they are.
 */
final class StackStudy {
	private final ReadyStack stack;
	private final String source;
	private final int folds;
	private final long seed;
	/** As they are stored: the values wait for the window of each fold, if there are any. */
	private final PatchSet images;
	/** Of each fold from 0 on; none where the values stay. */
	private final List<Window> windows;
	private final boolean knowsSubjects;

	/**
	 * @param table CSV with a row for each image in the stack's order: column label, and subject where it is known
	 * @throws UserError if labels are missing, not two or no folder names, or a class has too few subjects
	 */
	StackStudy(final ReadyStack stack, final Optional<Path> table, final int folds, final long seed) {
		this.stack = stack;
		this.folds = folds;
		this.seed = seed;
		source = table.map(Path::toString).orElse(stack.source());
		final List<String[]> rows = table.isPresent() ? rows(table.get()) : rows(stack.names());
		if (rows.size() != stack.planes().size())
			throw UserError.of("%s has %d rows, but %s has %d images: give one row for each image, in its order.",
					source, rows.size(), stack.source(), stack.planes().size());
		final TreeSet<String> labels = new TreeSet<>();
		rows.forEach(row -> labels.add(row[0]));
		if (labels.size() != 2)
			throw UserError.of("%s names %d classes (%s): give every image one of two labels.", source, labels.size(),
					String.join(", ", labels));
		final List<String> problems = Labels.problems(labels, source);
		if (!problems.isEmpty()) throw new UserError(problems);
		knowsSubjects = rows.stream().noneMatch(row -> row[1].isEmpty());
		final boolean stay = stay();
		images = images(rows, stay ? Optional.empty() : Optional.of(Windows.lossless(stack.planes())));
		windows = stay ? List.of() : windows();
	}

	private static List<String[]> rows(final Path table) {
		final CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
		final List<String[]> out = new ArrayList<>();
		try (Reader in = Files.newBufferedReader(table); CSVParser csv = CSVParser.parse(in, format)) {
			if (!csv.getHeaderMap().containsKey("label"))
				throw UserError.of("%s has no column label: give each image a row with its label.", table);
			final boolean subjects = csv.getHeaderMap().containsKey("subject");
			for (final CSVRecord row : csv) {
				if (row.get("label").isEmpty())
					throw UserError.of("Row %d of %s has no label: give it one.", row.getRecordNumber(), table);
				out.add(new String[] { row.get("label"), subjects ? row.get("subject") : "" });
			}
		} catch (final IOException | IllegalArgumentException e) {
			throw new UserError("Cannot read the table " + table + " (" + e.getMessage()
					+ "): give a CSV with the columns label and subject.", e);
		}
		return out;
	}

	private static List<String[]> rows(final List<String> names) {
		final List<String[]> out = new ArrayList<>();
		for (final String name : names) {
			// ImageJ keeps more lines behind a plane's name.
			final String[] words = name.split("\n", 2)[0].trim().split("[\\s,;]+");
			if (words[0].isEmpty())
				throw UserError.of(
						"Image %d of the stack has no name to take its class from: give table= a CSV with the columns label and subject.",
						out.size() + 1);
			out.add(new String[] { words[0], words.length > 1 ? words[1] : "" });
		}
		return out;
	}

	/** Whether the values are those of the networks' range. */
	private boolean stay() {
		float least = Float.POSITIVE_INFINITY;
		float greatest = Float.NEGATIVE_INFINITY;
		for (final float[] plane : stack.planes())
			for (final float value : plane) {
				if (!Float.isFinite(value))
					throw UserError.of("%s holds values that are no numbers: replace them first.", stack.source());
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
			throw new UserError(
					"All pixels of " + stack.source() + " that a fold trains on are equal: give other images.",
					e);
		}
	}

	private PatchSet images(final List<String[]> rows, final Optional<Window> stored) {
		final Map<String, String> labels = new TreeMap<>();
		final Map<String, Integer> counts = new HashMap<>();
		final List<Patch> patches = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			final String label = rows.get(i)[0];
			final String id = String.format(Locale.ROOT, "image-%05d", i + 1);
			final String subject = knowsSubjects ? rows.get(i)[1] : id;
			final String other = labels.put(subject, label);
			if (other != null && !other.equals(label))
				throw UserError.of("%s gives subject %s two labels, %s and %s: a subject is of one class.", source,
						subject, other, label);
			counts.merge(subject, 1, Integer::sum);
			final Patch patch = new Patch(id, subject, label, 0, Map.of());
			final float[] plane = stack.planes().get(i);
			patches.add(stored.map(w -> w.noteIn(patch)).orElse(patch));
			pixels.add(stored.map(w -> w.toUnit(plane)).orElse(plane));
		}
		final Map<String, Integer> fold = SubjectFolds.assign(labels, counts, folds, new Seeds(seed));
		final List<Patch> inFolds = new ArrayList<>();
		for (final Patch patch : patches) inFolds.add(patch.inFold(fold.get(patch.subject())));
		return new PatchSet(stack.side(), stack.side(), stack.spacing(), inFolds, pixels);
	}

	/** The images as the networks of all data see them, by which a study is known again. */
	private String hash() {
		return (windows.isEmpty() ? images : images.inWindow(windows.get(0))).contentHash();
	}

	/** The class of the ill: the one named so, else that of fewer images. */
	private String positive() {
		final List<String> labels = images.labels();
		for (final String word : List.of("patient", "abnormal", "malignant", "1"))
			for (final String label : labels) if (label.equalsIgnoreCase(word)) return label;
		return images.ofLabel(labels.get(0)).size() <= images.ofLabel(labels.get(1)).size()
				? labels.get(0)
				: labels.get(1);
	}

	/**
	 * The study in the folder: made now, or there already from the same images.
	 *
	 * @throws UserError if the folder holds something else
	 */
	Study in(final Path folder, final RunContext context) {
		if (Study.exists(folder)) {
			final Study there = Study.open(folder);
			if (!there.real().contentHash().equals(hash()))
				throw UserError.of("The study %s is of other images than %s: give study= a new folder.", folder,
						stack.source());
			return there;
		}
		if (!knowsSubjects)
			context.warn(source
					+ " names no subjects: each image counts as a subject of its own, so that folds may share a subject's images.");
		if (!stack.isScaled())
			context.warn(stack.source()
					+ " does not say how far apart its pixels are: 1 mm is taken for it, wherever a length is told.");
		final Map<String, String> config = new LinkedHashMap<>();
		config.put("images", stack.source());
		config.put("table", source);
		config.put("folds", Integer.toString(folds));
		config.put("seed", Long.toString(seed));
		return Study.create(folder,
				new StudyInfo(images.labels(), positive(), stack.side(), stack.spacing(),
						windows.isEmpty() ? "unit" : "minmax", Optional.empty(), windows, folds, seed, source, hash(),
						config),
				images);
	}
}
