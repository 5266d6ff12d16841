/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.simgan.SimGanConfig;

/** Text for a paper, every setting, and versions. */
final class MethodsSection {
	private MethodsSection() {}

	static Section of(final ReportInput input) {
		final Section out = new Section("methods", "Methods");
		out.text("This text is ready for a paper. The tables below list every setting.");
		out.quote(paragraphs(input));
		final Map<String, Integer> numbers = new HashMap<>();
		for (final StageRun run : input.runs()) {
			final List<List<String>> rows = new ArrayList<>();
			run.shown().forEach((key, value) -> rows.add(List.of(key, value)));
			final String key = run.stage().name().toLowerCase(Locale.ROOT);
			final int number = numbers.merge(key, 1, Integer::sum);
			out.foldedTable(new Table("settings-" + key + (number == 1 ? "" : "-" + number), "Settings: " + run.title(),
					List.of("setting", "value"), rows, ""));
		}
		final List<List<String>> versions = new ArrayList<>();
		input.versions().forEach((name, value) -> versions.add(List.of(name, value)));
		input.machine().forEach((name, value) -> versions.add(List.of(name, value)));
		if (!versions.isEmpty())
			out.table(new Table("versions", "Versions and machine", List.of("property", "value"), versions, ""));
		if (!input.warnings().isEmpty())
			out.table(new Table("warnings", "Warnings", List.of("stage", "of", "warning"), input.warnings().stream()
					.map(w -> List.of(w.stage(), w.where(), w.text())).collect(Collectors.toList()), ""));
		return out;
	}

	/** A paragraph for each stage and each of its different settings. */
	static List<String> paragraphs(final ReportInput input) {
		final List<String> out = new ArrayList<>();
		out.add(joined(new DataMethods(input).sentences()));
		out.addAll(ofRuns(input, Stage.EGAN, run -> new GeneratorMethods(run.settings()).sentences()));
		final boolean learned = input.runs().stream().filter(r -> r.stage() == Stage.EGAN)
				.anyMatch(r -> EGanConfig.of(r.settings().asText()).learns());
		// A refiner whose record does not contain pairs was trained before they existed.
		out.addAll(ofRuns(input, Stage.SIMGAN,
				run -> new RefinerMethods(run.settings(), learned && run.isRecorded(SimGanConfig.PAIRS)).sentences()));
		input.evaluation().ifPresent(results -> out.add(joined(new EvaluationMethods(results,
				input.runs().stream().filter(r -> r.stage() == Stage.EVALUATE).map(StageRun::settings).findFirst())
				.sentences())));
		out.add(joined(new QualityMethods(input.quality().values()).sentences()));
		out.add(software(input.versions()));
		out.removeIf(String::isEmpty);
		return out;
	}

	private static List<String> ofRuns(final ReportInput input, final Stage stage,
			final Function<StageRun, List<String>> sentences) {
		return input.runs().stream().filter(r -> r.stage() == stage)
				.map(r -> (r.where().isEmpty() ? "" : Words.capital(r.where()) + ": ") + joined(sentences.apply(r)))
				.collect(Collectors.toList());
	}

	static String software(final Map<String, String> versions) {
		return "All computations were done with CMR GAN" + version(versions, "suite")
				+ ", a plugin suite for Fiji (Schindelin et al. 2012)"
				+ (versions.containsKey("ImageJ")
						? ", on ImageJ" + version(versions, "ImageJ") + " (Schneider et al. 2012)"
						: "")
				+ (versions.containsKey("Deeplearning4j")
						? " and Deeplearning4j" + version(versions, "Deeplearning4j")
						: "")
				+ ".";
	}

	private static String version(final Map<String, String> versions, final String of) {
		return versions.getOrDefault(of, "").isEmpty() ? "" : " " + versions.get(of);
	}

	private static String joined(final List<String> sentences) {
		return sentences.stream().filter(s -> !s.isEmpty()).collect(Collectors.joining(" "));
	}
}
