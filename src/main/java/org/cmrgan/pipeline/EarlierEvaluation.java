/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.PatchSet;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.CellResult;
import org.cmrgan.evaluate.Predictions;
import org.cmrgan.nn.Pin;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGan;

/**
 * The existing evaluation of a study when another one begins. If both have the same configuration, whatever their arms,
 * multiples and classifiers, they are joined; otherwise the earlier one is kept in a separate folder.
 */
final class EarlierEvaluation {
	private static final String PREDICTIONS = "predictions.csv";
	private static final String KEPT = "earlier-";
	/** Fact of run.json: the networks behind the added images of each fold. */
	private static final String NETWORKS = "networks";
	private static final String FOLD = "fold_";
	/** Keys that only select cells, say how they are computed, or stand for other values. */
	private static final Set<String> CHOICE = Set.of("arms", "classifiers", "multiples", "preset", Pin.ISA.name(),
			Pin.THREADS.name());

	private final Study study;
	private final Optional<RunRecord> record;
	private final boolean joins;
	private final List<CellResult> cells;

	/**
	 * @param values the current settings
	 * @param real hash of the current real images
	 */
	EarlierEvaluation(final Study study, final Map<String, String> values, final String real) {
		this.study = study;
		final Path file = study.evaluation().resolve(PREDICTIONS);
		record = Files.exists(file) ? RunRecord.finished(study.evaluation()) : Optional.empty();
		joins = record.map(r -> same(r, values, real)).orElse(false);
		cells = joins ? Predictions.read(file).results() : List.of();
	}

	private static boolean same(final RunRecord then, final Map<String, String> values, final String real) {
		final Map<String, String> before = new HashMap<>(then.config());
		final Map<String, String> now = new HashMap<>(values);
		before.keySet().removeAll(CHOICE);
		now.keySet().removeAll(CHOICE);
		return before.equals(now) && real.equals(then.inputs().get("real"));
	}

	/** Copies the results of another configuration to a separate folder, before they are replaced. */
	void keep(final RunContext context) {
		if (record.isEmpty() || joins) return;
		final Path folder = study.evaluation();
		int n = 1;
		for (; Files.exists(folder.resolve(KEPT + n)); n++)
			// The copy of a run that was cancelled before it replaced them.
			if (RunRecord.of(folder.resolve(KEPT + n)).map(r -> r.start().equals(record.get().start())).orElse(false))
				return;
		final Path kept = folder.resolve(KEPT + n);
		try (Stream<Path> all = Files.list(folder)) {
			for (final Path file : all.filter(f -> f.toString().endsWith(".csv")).collect(Collectors.toList()))
				AtomicFiles.write(kept.resolve(file.getFileName()), path -> Files.copy(file, path));
		} catch (final IOException e) {
			throw new UserError("Cannot read " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
		record.get().write(kept.resolve(RunRecord.FILE));
		context.info("The results of the previous evaluation, which had other settings, are kept in " + kept + ".");
	}

	/** The results to join with the new ones: those whose networks are still those of the study. */
	List<CellResult> results(final RunContext context) {
		final Set<Arm> left = new LinkedHashSet<>();
		for (final CellResult result : cells)
			if (result.cell().arm().isGan() && result.cell().multiple() > 0 && !isCurrent(result.cell().fold()))
				left.add(result.cell().arm());
		if (!left.isEmpty())
			context.warn("The earlier results of " + left.stream().map(Arm::title).collect(Collectors.joining(", "))
					+ " come from networks that have since been replaced. They are left out of the tables: run Evaluate Augmentation with these arms.");
		final List<CellResult> out = new ArrayList<>(cells);
		out.removeIf(result -> left.contains(result.cell().arm()));
		return out;
	}

	/** An evaluation without refined images names no refiner, and one may have been trained since. */
	private boolean isCurrent(final int fold) {
		final Object then = record.map(r -> r.facts().get(NETWORKS)).orElse(null);
		final Object before = then instanceof Map ? fold((Map<?, ?>) then, fold) : null;
		return before instanceof String && networks(study, fold).startsWith((String) before);
	}

	/** Records the networks behind the added images of every fold that has any. */
	static void recordNetworks(final Study study, final RunContext context) {
		final Map<String, String> out = new HashMap<>();
		for (int k = 1; k <= study.info().folds(); k++)
			if (RunRecord.isDone(study.synthetic(k))) out.put(FOLD + k, networks(study, k));
		if (!out.isEmpty()) context.record(NETWORKS, out);
	}

	/** Also under its name in the first version of run.json. */
	private static Object fold(final Map<?, ?> networks, final int k) {
		return networks.containsKey(FOLD + k) ? networks.get(FOLD + k) : networks.get("fold " + k);
	}

	private static String networks(final Study study, final int k) {
		if (!RunRecord.isDone(study.synthetic(k))) return "";
		final Set<String> refiners = new java.util.TreeSet<>();
		if (RunRecord.isDone(study.refined(k)))
			PatchSet.read(study.refined(k)).patches().forEach(p -> refiners.add(p.get(SimGan.REFINER)));
		return Provenance.generators(PatchSet.read(study.synthetic(k)))
				+ (refiners.isEmpty() ? "" : " " + Hashes.of(refiners));
	}
}
