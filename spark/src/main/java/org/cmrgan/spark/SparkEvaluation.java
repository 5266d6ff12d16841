/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.cmrgan.evaluate.CellShare;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * Evaluate Augmentation on a Spark cluster, with the study on a file system that all computers share. Every task is a
 * job of the suite that leaves its result in the study: the networks of a fold, or one cell. The networks of all folds
 * are trained in parallel with the cells that need no synthetic images; the other cells of a fold follow its networks.
 * At the end, the driver runs the command itself, which finds all results and writes the tables. They are identical to
 * those of one computer with the same instruction set and number of threads.
 */
public final class SparkEvaluation {
	private final Submission submission;

	/**
	 * @param given text by key of Evaluate Augmentation, without cells, anew and resume; keys of a fold's networks are
	 * named like "Train E-GAN.generations"
	 * @param asked Spark's configuration, which takes precedence
	 * @throws UserError naming every value that is not valid, before the cluster is used
	 */
	public SparkEvaluation(final Map<String, String> given, final SparkConf asked) {
		submission = Submission.of(given, asked);
	}

	/**
	 * The configuration of Spark: names, threads per task, and native memory of an executor from the networks' own
	 * estimate.
	 */
	public SparkConf conf() {
		return submission.conf();
	}

	/**
	 * Blocks until the tables are written.
	 *
	 * @param spark started with {@link #conf}
	 * @throws UserError if the user must correct something
	 * @throws CancelledException after a cancel; finished results are kept, and trainings leave checkpoints
	 */
	public void run(final JavaSparkContext spark, final RunContext context) {
		final Map<String, String> given = submission.given();
		final List<CellShare> cells = submission.job().cells();
		final Set<Integer> folds = new LinkedHashSet<>();
		cells.stream().filter(CellShare::needsImages).forEach(cell -> folds.add(cell.fold()));
		final HandOut handOut = new HandOut(spark);
		// The longest first, because Spark starts tasks in the order in which they were submitted.
		handOut.add("the networks of the folds",
				folds.stream().map(fold -> Task.networks(given, fold)).collect(Collectors.toList()));
		handOut.add("the cells without synthetic images", tasks(cells, cell -> !cell.needsImages()));
		final long[] done = { 0 };
		try (Progress progress = context.start("Spark", "task", cells.size() + folds.size())) {
			handOut.await(outcome -> {
				outcome.warnings().forEach(context::warn);
				context.info(outcome.toString());
				progress.done(++done[0]);
				final int fold = outcome.task().fold();
				if (fold > 0)
					handOut.add("the cells with synthetic images of fold " + fold,
							tasks(cells, cell -> cell.needsImages() && cell.fold() == fold));
			}, context);
		}
		submission.job().run(context);
	}

	private List<Task> tasks(final List<CellShare> cells, final java.util.function.Predicate<CellShare> which) {
		return cells.stream().filter(which).map(cell -> Task.cell(submission.given(), cell))
				.collect(Collectors.toList());
	}

	/** @param args keys of Evaluate Augmentation as key=value; ends with code 1 after an error */
	public static void main(final String... args) {
		final ConsoleContext console = new ConsoleContext(System.err);
		try {
			final SparkEvaluation evaluation = new SparkEvaluation(values(args), new SparkConf());
			try (JavaSparkContext spark = new JavaSparkContext(evaluation.conf())) {
				evaluation.run(spark, console);
			}
		} catch (final UserError e) {
			e.problems().forEach(console::error);
			System.exit(1);
		}
	}

	/** @throws UserError naming the arguments that are not key=value */
	static Map<String, String> values(final String... args) {
		final Map<String, String> out = new LinkedHashMap<>();
		final List<String> problems = new ArrayList<>();
		for (final String arg : args) {
			final int at = arg.indexOf('=');
			if (at < 1) problems.add(arg + " is not key=value: write it like study=/shared/study.");
			else if (out.put(arg.substring(0, at), arg.substring(at + 1)) != null)
				problems.add(arg.substring(0, at) + " is given twice: leave one of them out.");
		}
		if (!problems.isEmpty()) throw new UserError(problems);
		return out;
	}
}
