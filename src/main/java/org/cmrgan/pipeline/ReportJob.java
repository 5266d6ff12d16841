/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.cmrgan.data.Amount;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.Window;
import org.cmrgan.egan.EGan;
import org.cmrgan.evaluate.Curves;
import org.cmrgan.nn.Backend;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.quality.QualityFindings;
import org.cmrgan.report.MadeSet;
import org.cmrgan.report.Report;
import org.cmrgan.report.ReportInput;
import org.cmrgan.report.Stage;
import org.cmrgan.report.StageRun;
import org.cmrgan.report.StageWarning;
import org.cmrgan.report.TrainedNetwork;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGan;
import org.cmrgan.train.SampleFilm;
import org.cmrgan.train.TrainingLoop;

/** Write Report: one page with all results of the study so far. */
public final class ReportJob extends OpenStudyJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(JobKeys.STUDY);

	ReportJob(final Study study) {
		super(study);
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static ReportJob of(final Map<String, String> given) {
		return on(KEYS, given, (settings, study) -> new ReportJob(study));
	}

	@Override
	public String name() {
		return Menu.REPORT;
	}

	@Override
	void work(final RunContext context) {
		final PatchSet real = study.real();
		RunRecord.around(study.report(), name(), Map.of(), Map.of("real", real.contentHash()), context,
				recording -> Report.write(input(real, recording), study.report(), recording));
		context.info("The report is " + study.report().resolve(Report.PAGE).toAbsolutePath());
	}

	/** @param context receives a warning for everything that is left out */
	ReportInput input(final PatchSet real, final RunContext context) {
		final StudyInfo info = study.info();
		final ReportInput.Builder input = ReportInput
				.of(study.folder().toAbsolutePath().normalize().getFileName().toString(), real, info.positive(),
						info.negative())
				.source(fileName(info.source()) + ", SHA-256 " + info.sourceSha256()).versions(Versions.all())
				.date(LocalDate.now().toString());
		positiveWords(info).ifPresent(input::positiveWords);
		window(info, input);
		if (isSimulated(info)) input.simulated();
		input.leftOut(study.allReal(0).patches().stream().filter(Exclusions::isExcluded).map(Patch::id)
				.collect(Collectors.toList()));
		final Records records = new Records();
		records.add(Stage.PREPROCESS, study.realFolder(), 0, "");
		for (int k = 0; k <= info.folds(); k++) fold(k, input, records, context);
		final Optional<RunRecord> evaluated = RunRecord.finished(study.evaluation());
		if (evaluated.isPresent()
				&& !evaluated.get().inputs().getOrDefault("real", real.contentHash()).equals(real.contentHash()))
			records.leaveOut(
					"The evaluation is left out because it used other real images than the study now holds: run Evaluate Augmentation.",
					0, context);
		else if (records.add(Stage.EVALUATE, study.evaluation(), 0, "")) evaluation(input);
		final Provenance provenance = new Provenance(study);
		for (int k = 1; k <= info.folds(); k++)
			if (!provenance.evaluation(k))
				records.leaveOut(
						"The evaluation used other synthetic images of fold %d than the study now holds: run Evaluate Augmentation.",
						k, context);
		for (final Path old : study.outOfDate())
			records.leaveOut(
					"Results of earlier real images are out of date and are kept in " + old.getFileName() + " alone.",
					0, context);
		records.into(input);
		return input.build();
	}

	/** The reason for the positive label; empty for a study whose label was chosen by an earlier rule. */
	private static Optional<String> positiveWords(final StudyInfo info) {
		try {
			final PositiveLabel found = PositiveLabel.of(info.classes(),
					info.config().getOrDefault(PositiveLabel.KEY.name(), "auto"), "the study");
			return found.label().equals(info.positive()) ? Optional.of(found.sentence()) : Optional.empty();
		} catch (final UserError e) {
			return Optional.empty();
		}
	}

	/**
	 * True if the raw images are phantoms, as preprocessing recorded; for older studies, if their source still exists.
	 */
	private boolean isSimulated(final StudyInfo info) {
		return RunRecord.finished(study.realFolder())
				.map(r -> Boolean.TRUE.equals(r.facts().get(PreprocessJob.SIMULATED))).orElse(false)
				|| Phantoms.made(Path.of(info.source()));
	}

	private static String fileName(final String path) {
		return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	}

	private void evaluation(final ReportInput.Builder input) {
		input.evaluation(EvaluateJob.results(study));
		final Path curves = study.evaluation().resolve(Curves.FILE);
		if (Files.isRegularFile(curves)) input.curves(Curves.read(curves));
	}

	private static void window(final StudyInfo info, final ReportInput.Builder input) {
		if (info.window().isPresent()) {
			final Window w = info.window().get();
			if (info.windowKind().equals("t1"))
				input.milliseconds(w).window(String.format(Locale.ROOT, "T1 from %.0f to %.0f ms", w.low(), w.high()));
			else
				input.window("the minimum to the maximum of all images, " + w.low() + " to " + w.high());
		} else
			input.window(
					info.windowKind() + (info.hasFoldWindows() ? " of each fold's training images" : " of each image"));
	}

	private void fold(final int k, final ReportInput.Builder input, final Records records, final RunContext context) {
		final boolean current = images(k, input, records, context);
		for (final String label : study.info().classes()) {
			final Path folder = study.egan(k, label);
			if (records.add(Stage.EGAN, folder, k, label + " of ") && hasCurves(folder))
				input.training(
						TrainedNetwork.generator(k, label, EGan.curves(folder), samples(folder), EGan.wins(folder)));
		}
		if (records.add(Stage.SIMGAN, study.simgan(k), k, "")) refiners(k, input);
		if (RunRecord.isDone(study.quality(k)) && !(current && new Provenance(study).quality(k)))
			records.leaveOut(
					"Image quality of fold %d is left out because it was measured on outdated images: run Image Quality Report with fold=%d.",
					k, context);
		else if (records.add(Stage.QUALITY, study.quality(k), k, ""))
			input.quality(k, QualityFindings.read(study.quality(k)));
	}

	private void refiners(final int k, final ReportInput.Builder input) {
		final Path folder = study.simgan(k);
		final Map<String, Path> folders = new LinkedHashMap<>();
		if (SimGan.isPerLabel(folder))
			for (final String label : study.info().classes()) folders.put(label, folder.resolve(label));
		else
			folders.put("", folder);
		folders.forEach((label, of) -> {
			if (hasCurves(of)) input.training(TrainedNetwork.refiner(k, label, SimGan.curves(of), samples(of)));
		});
	}

	/** A network that was trained elsewhere has no record. */
	private static boolean hasCurves(final Path folder) {
		return Files.isRegularFile(folder.resolve(TrainingLoop.LOSSES));
	}

	private SampleFilm samples(final Path folder) {
		return SampleFilm.read(folder, study.info().size(), study.info().size());
	}

	/**
	 * Adds the images of fold k, except those of other networks than the ones whose settings and curves the report
	 * shows.
	 *
	 * @return false if something was left out
	 */
	private boolean images(final int k, final ReportInput.Builder input, final Records records,
			final RunContext context) {
		if (!RunRecord.isDone(study.synthetic(k))) return true;
		final Provenance provenance = new Provenance(study);
		final PatchSet all = PatchSet.read(study.synthetic(k));
		final PatchSet synthetic = Exclusions.kept(all);
		for (final String label : synthetic.labels()) if (!provenance.ofImages(study.egan(k, label), k)) {
			records.leaveOut(
					"The synthetic images of fold %d, and all that depends on them, are left out because the real images have changed since the generators were trained: run Train E-GAN with fold=%d anew=true, and what follows it.",
					k, context);
			return false;
		}
		if (!provenance.ofGenerators(synthetic, k)) {
			records.leaveOut(
					"The synthetic images of fold %d, and all that depends on them, are left out because the generators have changed: run Synthesize E-GAN with fold=%d.",
					k, context);
			return false;
		}
		input.synthetic(k, synthetic).madeSet(k, madeSet(k, all.size() - synthetic.size()));
		if (study.info().hasFoldWindows()) input.real(k, study.real(k));
		if (!RunRecord.isDone(study.refined(k))) return true;
		final PatchSet refined = PatchSet.read(study.refined(k));
		final boolean current = provenance.ofRefiner(refined, synthetic, k);
		if (current) input.refined(k, refined);
		else
			records.leaveOut(
					"The refined images of fold %d are left out because the refiner or the synthetic images have changed: run Refine SimGAN with fold=%d.",
					k, context);
		return current;
	}

	/** The description of the set, from its record. */
	private MadeSet madeSet(final int k, final int leftOut) {
		final Map<String, String> config = RunRecord.of(study.synthetic(k)).map(RunRecord::config).orElse(Map.of());
		final String label = config.getOrDefault(Amount.LABEL.name(), "all");
		final String amount = Boolean.parseBoolean(config.get(Amount.BALANCE.name()))
				? "classes balanced"
				: "multiple " + config.getOrDefault(JobKeys.MULTIPLE.name(), "not recorded");
		return new MadeSet(study.folder().relativize(study.synthetic(k)).toString().replace('\\', '/'),
				amount + (label.equals("all") ? "" : ", " + label + " only"),
				config.getOrDefault(JobKeys.SEED.name(), "not recorded"), leftOut);
	}

	/** The folds in which a stage was run with the same settings. */
	private static final class Places {
		private final Set<Integer> folds = new TreeSet<>();
		private final List<String> names = new ArrayList<>();

		void add(final int k, final String what) {
			folds.add(k);
			names.add(what + (k == 0 ? "all data" : "fold " + k));
		}

		boolean onlyAllData() {
			return folds.equals(Set.of(0));
		}

		String words() {
			return String.join(", ", names);
		}
	}

	/** Facts of a run that affect the last bits of its numbers, and so everything that depends on them. */
	private static final List<String> ARITHMETIC = List.of(Backend.INSTRUCTIONS, "threads");

	/** What the stages' run.json files say: the different settings of each stage, machine and warnings of all. */
	private static final class Records {
		/** The source of a warning that no stage gave. */
		private static final String REPORT = "Report";
		private final Map<Stage, Map<Map<String, String>, Places>> used = new LinkedHashMap<>();
		private final Map<String, String> machine = new LinkedHashMap<>();
		private final Map<String, Set<String>> arithmetic = new LinkedHashMap<>();
		/** By stage and text. */
		private final Map<List<String>, Places> warnings = new LinkedHashMap<>();

		/** @param what class of fold k, as "patient of " */
		boolean add(final Stage stage, final Path folder, final int k, final String what) {
			final Optional<RunRecord> finished = RunRecord.finished(folder);
			if (finished.isEmpty()) return false;
			finished.ifPresent(r -> {
				final Map<String, String> config = new LinkedHashMap<>(r.config());
				config.remove(JobKeys.FOLD.name());
				used.computeIfAbsent(stage, s -> new LinkedHashMap<>()).computeIfAbsent(config, c -> new Places())
						.add(k, what);
				machine.putAll(r.backend());
				for (final String name : ARITHMETIC)
					if (r.backend().containsKey(name))
						arithmetic.computeIfAbsent(name, n -> new TreeSet<>()).add(r.backend().get(name));
				for (final String text : r.warnings()) warn(stage.title(), text).add(k, what);
			});
			return true;
		}

		/** @param sentence the problem and its remedy, with two placeholders for the fold */
		void leaveOut(final String sentence, final int k, final RunContext context) {
			final String words = String.format(Locale.ROOT, sentence, k, k);
			warn(REPORT, words);
			context.warn(words);
		}

		private Places warn(final String stage, final String text) {
			return warnings.computeIfAbsent(List.of(stage, text), key -> new Places());
		}

		/** Preprocessing, the evaluation and the report itself apply to all folds. */
		private static String where(final String stage, final Places places) {
			return List.of(REPORT, Stage.PREPROCESS.title(), Stage.EVALUATE.title()).contains(stage)
					? ""
					: places.words();
		}

		/**
		 * An evaluation trains networks of folds and repeats their warnings, which are also in the networks' own
		 * records.
		 */
		private boolean isRepeated(final List<String> key) {
			final String evaluation = Stage.EVALUATE.title();
			return key.get(0).equals(evaluation) && warnings.entrySet().stream()
					.filter(other -> !other.getKey().get(0).equals(evaluation)).anyMatch(other -> other.getValue().folds
							.stream().anyMatch(k -> key.get(1).equals("Fold " + k + ": " + other.getKey().get(1))));
		}

		void into(final ReportInput.Builder input) {
			used.forEach((stage, configs) -> configs.entrySet().stream()
					// Settings of folds, on which the evaluation is based, come before those of all data alone.
					.sorted(Comparator.comparing(e -> e.getValue().onlyAllData()))
					.forEach(e -> input.run(new StageRun(stage, e.getKey(), e.getValue().folds,
							configs.size() == 1 ? "" : e.getValue().words()))));
			arithmetic.forEach((name, values) -> {
				if (values.size() > 1)
					warn(REPORT, "Stages of this study ran with different " + name + " (" + String.join(", ", values)
							+ "): a single computer would give other numbers with the same settings.");
			});
			final List<StageWarning> all = new ArrayList<>();
			warnings.forEach((key, places) -> {
				if (!isRepeated(key)) all.add(new StageWarning(key.get(0), where(key.get(0), places), key.get(1)));
			});
			input.machine(machine).warnings(all);
		}
	}
}
