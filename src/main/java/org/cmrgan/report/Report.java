/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;

/**
 * Writes the report: index.html, one page that needs no other file and no network. Beside it, every picture and chart
 * is written as PNG, and every table and chart as CSV.
 */
public final class Report {
	/** The page. */
	public static final String PAGE = "index.html";

	private Report() {}

	/**
	 * Writes all files, the page last. Each file appears complete or not at all.
	 *
	 * @param input the contents of the report
	 * @param folder of the report
	 * @param context receives progress and messages, and checks for a request to stop
	 * @throws org.cmrgan.run.UserError if a result cannot be read or the folder cannot be written to
	 * @throws org.cmrgan.run.CancelledException after a cancel
	 */
	public static void write(final ReportInput input, final Path folder, final RunContext context) {
		final EvaluationSection evaluation = new EvaluationSection(input);
		final QualitySection quality = new QualitySection(input);
		final List<Supplier<Section>> parts = parts(input, evaluation, quality);
		try (Progress progress = context.start("Report", "part", 2 * parts.size() + 1)) {
			final List<Section> sections = new ArrayList<>();
			for (final Supplier<Section> part : parts) {
				sections.add(part.get());
				progress.done(sections.size());
				context.checkCancelled();
			}
			final PictureFile files = new PictureFile(folder, context);
			int done = parts.size();
			for (final Section section : sections) {
				for (final Table table : section.tables()) table.writeCsv(folder);
				for (final Picture picture : section.pictures()) files.write(picture);
				for (final Chart chart : section.charts()) {
					chart.numbers().writeCsv(folder);
					files.write(chart);
				}
				progress.done(++done);
				context.checkCancelled();
			}
			AtomicFiles.writeText(folder.resolve(PAGE), page(input, summary(input, evaluation, quality), sections));
			progress.done(++done);
		}
	}

	/** The sections of the page, in order. */
	private static List<Supplier<Section>> parts(final ReportInput input, final EvaluationSection evaluation,
			final QualitySection quality) {
		return List.of(() -> PictureSection.opening(input), () -> DataSection.of(input), () -> PictureSection.of(input),
				() -> TrainingSection.of(input), evaluation::section, quality::quality, quality::memorisation,
				() -> MethodsSection.of(input));
	}

	/** The page with some sections. */
	static String page(final ReportInput input, final List<String> summary, final List<Section> sections) {
		final Map<String, Object> page = new LinkedHashMap<>();
		page.put("name", input.name());
		page.put("date", input.date());
		page.put("suite", input.versions().getOrDefault("suite", ""));
		page.put("summary", summary);
		page.put("cuts", cuts(input));
		page.put("sections", sections);
		page.put("references", References.citedBy(MethodsSection.paragraphs(input)));
		return new Templates().fill("report.ftlh", page);
	}

	/** The page without any file beside it. */
	static String page(final ReportInput input) {
		final EvaluationSection evaluation = new EvaluationSection(input);
		final QualitySection quality = new QualitySection(input);
		return page(input, summary(input, evaluation, quality),
				parts(input, evaluation, quality).stream().map(Supplier::get).collect(Collectors.toList()));
	}

	/** Plain sentences: the data, the positive label, the conclusion, and whether the images can be shared. */
	private static List<String> summary(final ReportInput input, final EvaluationSection evaluation,
			final QualitySection quality) {
		final List<String> out = new ArrayList<>();
		out.add(Format.count(input.real().size(), "image") + " of "
				+ Format.count(input.real().subjects().size(), "subject") + " ("
				+ input.real().ofLabel(input.positive()).subjects().size() + " " + input.positive() + ", "
				+ input.real().ofLabel(input.negative()).subjects().size() + " " + input.negative()
				+ ") were split into " + Format.count(input.real().folds(), "fold") + " by subject.");
		out.add(input.positiveWords());
		out.add(evaluation.claim());
		out.add(quality.claim());
		return out;
	}

	private static List<String> cuts(final ReportInput input) {
		final List<String> out = new ArrayList<>();
		for (final StageRun run : input.runs()) {
			if (run.cuts().isEmpty()) continue;
			out.add(run.stage().title() + ": " + run.remark());
		}
		return out;
	}
}
