/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.data.PatchSet;

/** What to paste into a paper, every setting, and versions. */
final class MethodsSection {
	private MethodsSection() {}

	static Section of(final ReportInput input, final Templates templates) {
		final Section out = new Section("methods", "Methods");
		out.text("Ready to paste; every setting that a result depends on is in it.");
		out.quote(Arrays.stream(templates.fill("methods.ftl", model(input)).split("\\n\\s*\\n"))
				.map(p -> p.replaceAll("\\s+", " ").trim()).filter(p -> !p.isEmpty()).collect(Collectors.toList()));
		final Map<String, Integer> numbers = new HashMap<>();
		for (final StageRun run : input.runs()) {
			final List<List<String>> rows = new ArrayList<>();
			run.used().forEach((key, value) -> rows.add(List.of(key, value)));
			final int number = numbers.merge(key(run), 1, Integer::sum);
			out.foldedTable(new Table("settings-" + key(run) + (number == 1 ? "" : "-" + number),
					"Settings: " + run.title(), List.of("setting", "value"), rows, run.remark()));
		}
		final List<List<String>> versions = new ArrayList<>();
		input.versions().forEach((name, value) -> versions.add(List.of(name, value)));
		input.machine().forEach((name, value) -> versions.add(List.of(name, value)));
		if (!versions.isEmpty())
			out.table(new Table("versions", "Versions and machine", List.of("what", "value"), versions, ""));
		if (!input.warnings().isEmpty()) out.text("Warnings while it ran:").list(input.warnings());
		return out;
	}

	private static Map<String, Object> model(final ReportInput input) {
		final PatchSet real = input.real();
		final Map<String, Object> out = new LinkedHashMap<>();
		out.put("images", real.size());
		out.put("subjects", real.subjects().size());
		out.put("positive", input.positive());
		out.put("negative", input.negative());
		out.put("positiveImages", real.ofLabel(input.positive()).size());
		out.put("negativeImages", real.ofLabel(input.negative()).size());
		out.put("width", real.width());
		out.put("height", real.height());
		out.put("spacing", Format.number(real.spacing(), 3));
		out.put("window", input.windowWords());
		out.put("folds", real.folds());
		out.put("suite", input.versions().getOrDefault("suite", ""));
		out.put("dl4j", input.versions().getOrDefault("Deeplearning4j", ""));
		out.put("imagej", input.versions().getOrDefault("ImageJ", ""));
		out.put("t1", input.milliseconds().isPresent());
		out.put("evaluated", input.evaluation().isPresent());
		out.put("measured", !input.quality().isEmpty());
		final Map<String, String> settings = new LinkedHashMap<>();
		for (final StageRun run : input.runs())
			settings.merge(key(run), words(run), (before, next) -> before + ". Settings " + next);
		out.put("settings", settings);
		return out;
	}

	private static String key(final StageRun run) {
		return run.stage().name().toLowerCase(Locale.ROOT);
	}

	private static String words(final StageRun run) {
		return (run.where().isEmpty() ? "" : "for " + run.where() + ": ") + run.used().entrySet().stream()
				.map(e -> e.getKey().replace('_', ' ') + " " + e.getValue()).collect(Collectors.joining("; "));
	}
}
