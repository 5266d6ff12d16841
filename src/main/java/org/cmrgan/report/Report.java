/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;

/**
 * Writes the report: index.html, one page that needs no other file and no network, and beside it every picture and chart as
 * PNG and every table and chart as CSV.
 */
public final class Report {
	/** The page. */
	public static final String PAGE = "index.html";

	private Report() {}

	/**
	 * Writes everything into {@code folder}, the page last; each file appears complete or not at all.
	 *
	 * @throws org.cmrgan.run.UserError if a result cannot be read or the folder cannot be written to
	 * @throws org.cmrgan.run.CancelledException after a cancel
	 */
	public static void write(final ReportInput input, final Path folder, final RunContext context) {
		final Templates templates = new Templates();
		final EvaluationSection evaluation = new EvaluationSection(input);
		final QualitySection quality = new QualitySection(input);
		final List<Section> sections = new ArrayList<>();
		try (Progress progress = context.start("Report", "part", 8)) {
			int done = 0;
			sections.add(DataSection.of(input));
			progress.done(++done);
			sections.add(PictureSection.of(input));
			progress.done(++done);
			sections.add(TrainingSection.of(input));
			progress.done(++done);
			sections.add(evaluation.section());
			progress.done(++done);
			sections.add(quality.quality());
			sections.add(quality.memorisation());
			progress.done(++done);
			sections.add(MethodsSection.of(input));
			progress.done(++done);
			boolean drawing = true;
			for (final Section section : sections) {
				for (final Table table : section.tables()) table.writeCsv(folder);
				for (final Picture picture : section.pictures()) picture.write(folder);
				for (final Chart chart : section.charts()) {
					chart.numbers().writeCsv(folder);
					drawing = drawing && draw(chart, folder, context);
				}
				context.checkCancelled();
			}
			progress.done(++done);
			final Map<String, Object> page = new LinkedHashMap<>();
			page.put("name", input.name());
			page.put("date", input.date());
			page.put("suite", input.versions().getOrDefault("suite", ""));
			page.put("summary", summary(input, evaluation, quality));
			page.put("cuts", cuts(input));
			page.put("sections", sections);
			page.put("references", References.ALL);
			AtomicFiles.writeText(folder.resolve(PAGE), templates.fill("report.ftlh", page));
			progress.done(++done);
		}
	}

	/** Plain sentences: what was done, which label is positive, what it shows, whether the images can be passed on. */
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

	/** @return false where this Java cannot draw letters; the page has the charts all the same */
	private static boolean draw(final Chart chart, final Path folder, final RunContext context) {
		final BufferedImage image;
		try {
			image = ChartPicture.of(chart);
		} catch (final RuntimeException | LinkageError | InternalError e) {
			// A Java without any font, as on bare servers, fails in one of these ways.
			context.warn(
					"The charts are in the page but not beside it as PNG: this computer has no fonts that Java can draw with ("
							+ e + ").");
			return false;
		}
		new Picture(chart.id(), chart.title(), chart.alt(), "", image).write(folder);
		return true;
	}
}
