package org.cmrgan.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experiment: Tables 2 and 3 and Figure 7 of the paper for the user's data, comparisons, every metric. */
final class EvaluationSection {
	private static final String DECIDES = "balanced_accuracy";
	private static final Map<String, String> CLASSIFIERS = Map.of("resnet50", "ResNet-50", "xception", "Xception");
	private static final Map<String, String> ARMS = Map.of("none", "None", "classic", "Classic Aug.", "egan", "E-GAN",
			"simgan", "SimGAN", "egan+classic",
			"E-GAN + classic", "simgan+classic", "SimGAN + classic", "duplicate", "Duplicates", "noise", "Noisy copies",
			"shuffled", "Shuffled labels");
	private static final List<String> CONTROLS = List.of("duplicate", "noise", "shuffled");
	private static final List<String> METRICS = List.of("accuracy", "balanced_accuracy", "sensitivity", "specificity",
			"auc", "average_precision", "mcc",
			"f1", "brier");
	private static final Map<String, String> METRIC_TITLES = Map.of("accuracy", "accuracy", "balanced_accuracy",
			"balanced accuracy", "sensitivity",
			"sensitivity", "specificity", "specificity", "auc", "AUC", "average_precision", "average precision", "mcc",
			"MCC", "f1", "F1", "brier",
			"Brier score");

	private final ReportInput input;
	private final Optional<CsvTable> table;
	private final Optional<CsvTable> metrics;
	private final Optional<CsvTable> ratio;
	private final Optional<CsvTable> comparisons;
	private final Optional<CsvTable> conclusions;

	EvaluationSection(final ReportInput input) {
		this.input = input;
		table = read(input, "table.csv");
		metrics = read(input, "metrics.csv");
		ratio = read(input, "ratio.csv");
		comparisons = read(input, "comparisons.csv");
		conclusions = read(input, "conclusions.csv");
	}

	Section section() {
		final Section out = new Section("classification", "Does it help a classifier?");
		if (table.isEmpty())
			return out.text("No classifier has been evaluated in this study, so nothing is known of a gain.");
		out.text(claim());
		final String cuts = input.cuts(Stage.EVALUATE, 0);
		paperTable("table-2", "Average classification results (Table 2 of the paper)",
				List.of("none", "classic", "egan")).ifPresent(t -> out.table(t).note(cuts));
		paperTable("table-3", "Average classification results (Table 3 of the paper)",
				List.of("none", "classic", "egan", "simgan"))
				.ifPresent(t -> out.table(t).note(cuts));
		final List<Chart> curves = curves();
		if (!curves.isEmpty()) {
			out.text(
					"Accuracy against the number of added images, as multiples of the real ones (Figure 7 of the paper). Bars are 95 % intervals over "
							+ "subjects. The multiple for the tables is chosen on inner validation subjects, never on these curves.");
			out.charts(curves).note(cuts);
		}
		final List<String> sentences = sentences();
		if (!sentences.isEmpty())
			out.text("Comparisons in balanced accuracy, which decides, with Holm's adjustment:").list(sentences);
		conclusions.filter(c -> c.size() > 0).ifPresent(c -> {
			final List<String> said = new ArrayList<>();
			for (int i = 0; i < c.size(); i++) said.add(c.text(i, "sentence"));
			out.text("Besides:").list(said);
		});
		metricsTable().ifPresent(t -> out.table(t).note(cuts));
		comparisons.ifPresent(c -> out.foldedTable(plain(c, "comparisons", "All comparisons")));
		metrics.ifPresent(m -> out.foldedTable(plain(m, "metrics", "All metrics at every multiple")));
		return out;
	}

	/** One plain sentence: what is shown. */
	String claim() {
		if (comparisons.isEmpty() || comparisons.get().size() == 0)
			return table.isEmpty()
					? "No classifier has been evaluated in this study, so nothing is known of a gain."
					: "No arms have been compared in this study, so no gain is shown.";
		final CsvTable c = comparisons.get();
		final List<String> shown = new ArrayList<>();
		int made = 0;
		int worse = 0;
		int largest = -1;
		for (int i = 0; i < c.size(); i++) {
			if (!c.text(i, "metric").equals(DECIDES) || CONTROLS.contains(c.text(i, "arm"))) continue;
			made++;
			if (c.text(i, "verdict").equals("better")) shown.add(pair(c, i, "over"));
			if (c.text(i, "verdict").equals("worse")) worse++;
			if (largest < 0 || c.number(i, "difference") > c.number(largest, "difference")) largest = i;
		}
		if (made == 0) return "No arms have been compared in this study, so no gain is shown.";
		final String loss = worse == 0 ? "" : " and " + (worse == 1 ? "one is" : worse + " are") + " shown to be worse";
		if (!shown.isEmpty())
			return "A gain in balanced accuracy is shown for " + String.join("; for ", shown) + "; of " + made
					+ " comparisons the other "
					+ (made - shown.size()) + " show none" + loss + ".";
		return "No gain is shown: in none of " + made
				+ " comparisons is an augmented training set better in balanced accuracy by more than chance explains"
				+ loss + "; the largest difference is " + pair(c, largest, "against") + ".";
	}

	private static String pair(final CsvTable c, final int row, final String word) {
		final String against = c.text(row, "against");
		return arm(c.text(row, "arm")) + " " + word + " " + (against.equals("none") ? "no augmentation" : arm(against))
				+ " with "
				+ classifier(c.text(row, "classifier")) + " (" + points(c, row) + ")";
	}

	private static String points(final CsvTable c, final int row) {
		final double p = Double.isFinite(c.number(row, "p_holm"))
				? c.number(row, "p_holm")
				: c.number(row, "p_subjects");
		return String
				.format(java.util.Locale.ROOT, "%+.1f points, 95 %% interval %+.1f to %+.1f, p = %s",
						100 * c.number(row, "difference"),
						100 * c.number(row, "difference_low"), 100 * c.number(row, "difference_high"),
						p < 0.001 ? "below 0.001" : Format.number(p, 2))
				.replace("-", "−");
	}

	private List<String> sentences() {
		final List<String> out = new ArrayList<>();
		if (comparisons.isEmpty()) return out;
		final CsvTable c = comparisons.get();
		for (int i = 0; i < c.size(); i++) if (c.text(i, "metric").equals(DECIDES)) out.add(c.text(i, "sentence"));
		return out;
	}

	private Optional<Table> paperTable(final String id, final String title, final List<String> arms) {
		final CsvTable t = table.orElseThrow();
		if (t.find("arm", arms.get(arms.size() - 1)) < 0) return Optional.empty();
		final List<String> columns = new ArrayList<>(List.of("classifier"));
		for (final String arm : arms) columns.add(arm(arm));
		final List<List<String>> rows = new ArrayList<>();
		for (final String classifier : t.distinct("classifier")) {
			final List<String> own = new ArrayList<>(List.of(classifier(classifier)));
			final List<String> paper = new ArrayList<>(List.of(classifier(classifier) + ", Fu et al. 2021"));
			for (final String arm : arms) {
				final int row = t.find("classifier", classifier, "arm", arm);
				final String multiples = row < 0 ? "" : t.text(row, "multiples");
				own.add(row < 0
						? "not run"
						: Format.percent(t.number(row, "accuracy"), t.number(row, "accuracy_low"),
								t.number(row, "accuracy_high"))
								+ (multiples.isEmpty() ? "" : ", " + multiples));
				paper.add(row < 0 ? "–" : Format.percent(t.number(row, "paper_accuracy")));
			}
			rows.add(own);
			rows.add(paper);
		}
		final double majority = t.size() == 0 ? Double.NaN : t.number(0, "majority_accuracy");
		return Optional.of(new Table(id, title, columns, rows,
				"Accuracy on images of subjects never seen in training, with 95 % intervals over subjects; "
						+ "added images as a multiple of the real ones. Always naming the more frequent class gives "
						+ Format.percent(majority)
						+ " here and 74.2 % on the paper's images. The paper's figures come from other images and other splits: they are no yardstick."));
	}

	private List<Chart> curves() {
		final List<Chart> out = new ArrayList<>();
		if (ratio.isEmpty()) return out;
		final CsvTable r = ratio.get();
		for (final String classifier : r.distinct("classifier")) {
			Chart chart = Chart.of("figure-7-" + classifier, classifier(classifier), "",
					"added images, multiple of the real ones", "accuracy, %");
			final List<String> words = new ArrayList<>();
			for (final String arm : r.distinct("arm")) {
				final List<Integer> rows = new ArrayList<>();
				for (int i = 0; i < r.size(); i++)
					if (r.text(i, "classifier").equals(classifier) && r.text(i, "arm").equals(arm)) rows.add(i);
				if (rows.isEmpty()) continue;
				chart = chart.withIntervals(arm(arm), column(r, rows, "multiple", 1), column(r, rows, "accuracy", 100),
						column(r, rows, "accuracy_low", 100),
						column(r, rows, "accuracy_high", 100));
				final List<String> points = new ArrayList<>();
				for (final int i : rows)
					points.add(Format.percent(r.number(i, "accuracy")) + " at " + r.text(i, "multiple") + "x");
				words.add(arm(arm) + " " + String.join(", ", points));
			}
			for (final Map.Entry<String, double[]> paper : paperPoints(classifier).entrySet())
				chart = chart.withIntervals(paper.getKey(), new double[] { 0, paper.getValue()[0] },
						new double[] { paper.getValue()[1], paper.getValue()[2] },
						new double[] { Double.NaN, Double.NaN }, new double[] { Double.NaN, Double.NaN });
			out.add(chart.alt("Accuracy of " + classifier(classifier) + ": " + String.join("; ", words) + "."));
		}
		return out;
	}

	/** What the paper gives of its Figure 7 in words: the start and the best multiple of each arm. */
	private Map<String, double[]> paperPoints(final String classifier) {
		final Map<String, double[]> out = new LinkedHashMap<>();
		final CsvTable t = table.orElseThrow();
		final int none = t.find("classifier", classifier, "arm", "none");
		final Map<String, Integer> best = new LinkedHashMap<>();
		best.put("egan", 3);
		best.put("simgan", 4);
		best.forEach((arm, multiple) -> {
			final int row = t.find("classifier", classifier, "arm", arm);
			if (none >= 0 && row >= 0 && Double.isFinite(t.number(row, "paper_accuracy")))
				out.put("Fu et al. 2021, " + arm(arm),
						new double[] { multiple, 100 * t.number(none, "paper_accuracy"),
								100 * t.number(row, "paper_accuracy") });
		});
		return out;
	}

	private Optional<Table> metricsTable() {
		if (metrics.isEmpty()) return Optional.empty();
		final CsvTable m = metrics.get();
		final CsvTable t = table.orElseThrow();
		final List<String> columns = new ArrayList<>(List.of("classifier and arm"));
		for (final String metric : METRICS) if (m.has(metric)) columns.add(METRIC_TITLES.get(metric));
		final List<List<String>> rows = new ArrayList<>();
		for (int i = 0; i < t.size(); i++) {
			final String classifier = t.text(i, "classifier");
			final String arm = t.text(i, "arm");
			int row = m.find("classifier", classifier, "arm", arm, "multiple", "chosen");
			if (row < 0) row = m.find("classifier", classifier, "arm", arm);
			if (row < 0) continue;
			final List<String> cells = new ArrayList<>(List.of(classifier(classifier) + ", " + arm(arm)
					+ (t.text(i, "multiples").isEmpty() ? "" : " " + t.text(i, "multiples"))));
			for (final String metric : METRICS) if (m.has(metric)) cells.add(interval(m, row, metric));
			rows.add(cells);
		}
		return Optional.of(new Table("all-metrics", "Every metric, in hundredths where it is a share",
				columns, rows,
				"Values with 95 % intervals over subjects; the lower the Brier score, the better. Positive is "
						+ input.positive() + "."));
	}

	private static String interval(final CsvTable m, final int row, final String metric) {
		final double value = m.number(row, metric);
		if (!Double.isFinite(value)) return "–";
		final double low = m.number(row, metric + "_low");
		final boolean share = !metric.equals("mcc") && !metric.equals("brier");
		final double factor = share ? 100 : 1;
		final String pattern = !Double.isFinite(low) ? "%.2f" : share ? "%.1f (%.1f–%.1f)" : "%.2f (%.2f to %.2f)";
		return String
				.format(java.util.Locale.ROOT, pattern, factor * value, factor * low,
						factor * m.number(row, metric + "_high"))
				.replace("-", "−");
	}

	private static Table plain(final CsvTable csv, final String id, final String title) {
		final List<List<String>> rows = new ArrayList<>();
		for (int i = 0; i < csv.size(); i++) {
			final List<String> cells = new ArrayList<>();
			for (final String column : csv.columns()) cells.add(csv.text(i, column));
			rows.add(cells);
		}
		return new Table(id, title, csv.columns(), rows, "");
	}

	private static double[] column(final CsvTable csv, final List<Integer> rows, final String column,
			final double factor) {
		return rows.stream().mapToDouble(i -> factor * csv.number(i, column)).toArray();
	}

	private static String classifier(final String key) {
		return CLASSIFIERS.getOrDefault(key, key);
	}

	private static String arm(final String key) {
		return ARMS.getOrDefault(key, key);
	}

	private static Optional<CsvTable> read(final ReportInput input, final String file) {
		return input.evaluation().map(folder -> folder.resolve(file)).flatMap((Path path) -> CsvTable.read(path));
	}
}
