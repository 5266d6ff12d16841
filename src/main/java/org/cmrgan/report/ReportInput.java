/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.evaluate.Curves;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityFindings;

/**
 * The contents of a report: image sets, results of the stages, settings. Everything but the real set may be missing;
 * the page then says what was not run. Immutable; created by {@link Builder}.
 */
public final class ReportInput {
	/** The sets made for a fold. */
	static final class Made {
		Optional<PatchSet> real = Optional.empty();
		Optional<PatchSet> synthetic = Optional.empty();
		Optional<PatchSet> refined = Optional.empty();
		Optional<MadeSet> set = Optional.empty();
	}

	private final String name;
	private final PatchSet real;
	private final String positive;
	private final String negative;
	private final Optional<Window> milliseconds;
	private final String windowWords;
	private final String source;
	private final boolean simulated;
	private final List<String> leftOut;
	private final String positiveWords;
	private final Map<Integer, Made> made;
	private final List<TrainedNetwork> trainings;
	private final Optional<EvaluationResults> evaluation;
	private final Optional<Curves> curves;
	private final Map<Integer, QualityFindings> quality;
	private final List<StageRun> runs;
	private final Map<String, String> versions;
	private final Map<String, String> machine;
	private final List<StageWarning> warnings;
	private final String date;

	private ReportInput(final Builder b) {
		name = b.name;
		real = b.real;
		positive = b.positive;
		negative = b.negative;
		milliseconds = b.milliseconds;
		windowWords = b.windowWords;
		source = b.source;
		simulated = b.simulated;
		leftOut = List.copyOf(b.leftOut);
		positiveWords = b.positiveWords;
		made = new TreeMap<>(b.made);
		trainings = List.copyOf(b.trainings);
		evaluation = b.evaluation;
		curves = b.curves;
		quality = new TreeMap<>(b.quality);
		runs = List.copyOf(b.runs);
		versions = new LinkedHashMap<>(b.versions);
		machine = new LinkedHashMap<>(b.machine);
		warnings = List.copyOf(b.warnings);
		date = b.date;
	}

	/**
	 * {@return a builder of an input}
	 *
	 * @param name the study's name, e.g. of its folder
	 * @param real all real patches with their folds
	 * @param positive the positive label
	 * @param negative the other label
	 */
	public static Builder of(final String name, final PatchSet real, final String positive, final String negative) {
		return new Builder(name, real, positive, negative);
	}

	/** Collects an input. */
	public static final class Builder {
		private final String name;
		private final PatchSet real;
		private final String positive;
		private final String negative;
		private Optional<Window> milliseconds = Optional.empty();
		private String windowWords = "";
		private String source = "";
		private boolean simulated;
		private final List<String> leftOut = new ArrayList<>();
		private String positiveWords;
		private final Map<Integer, Made> made = new TreeMap<>();
		private final List<TrainedNetwork> trainings = new ArrayList<>();
		private Optional<EvaluationResults> evaluation = Optional.empty();
		private Optional<Curves> curves = Optional.empty();
		private final Map<Integer, QualityFindings> quality = new TreeMap<>();
		private final List<StageRun> runs = new ArrayList<>();
		private final Map<String, String> versions = new LinkedHashMap<>();
		private final Map<String, String> machine = new LinkedHashMap<>();
		private final List<StageWarning> warnings = new ArrayList<>();
		private String date = "";

		private Builder(final String name, final PatchSet real, final String positive, final String negative) {
			this.name = name;
			this.real = real;
			this.positive = positive;
			this.negative = negative;
			positiveWords = "The positive class is " + positive + "; the negative class is " + negative + ".";
		}

		/**
		 * Sets how the positive label was chosen.
		 *
		 * @param sentence which label is positive, and why
		 * @return this
		 */
		public Builder positiveWords(final String sentence) {
			positiveWords = sentence;
			return this;
		}

		/**
		 * Sets the window in words.
		 *
		 * @param words how intensities were mapped to [-1, 1], e.g. "T1 from 0 to 2500 ms"
		 * @return this
		 */
		public Builder window(final String words) {
			windowWords = words;
			return this;
		}

		/**
		 * Sets the window in ms.
		 *
		 * @param window what -1 and 1 stand for in ms: the T1 histogram then has a scale
		 * @return this
		 */
		public Builder milliseconds(final Window window) {
			milliseconds = Optional.of(window);
			return this;
		}

		/**
		 * Sets the source.
		 *
		 * @param text where the raw images came from, with their hash
		 * @return this
		 */
		public Builder source(final String text) {
			source = text;
			return this;
		}

		/**
		 * Marks the raw images as phantoms.
		 *
		 * @return this
		 */
		public Builder simulated() {
			simulated = true;
			return this;
		}

		/**
		 * Sets the excluded images.
		 *
		 * @param ids real images that the user excluded
		 * @return this
		 */
		public Builder leftOut(final List<String> ids) {
			leftOut.addAll(ids);
			return this;
		}

		/**
		 * Adds the real images of a fold, if they differ between folds.
		 *
		 * @param fold 0 for all data
		 * @param set the real images with the intensities that the fold's networks saw
		 * @return this
		 */
		public Builder real(final int fold, final PatchSet set) {
			made.computeIfAbsent(fold, k -> new Made()).real = Optional.of(set);
			return this;
		}

		/**
		 * Adds the synthetic images of a fold.
		 *
		 * @param fold 0 for the generators trained on all data
		 * @param set the images
		 * @return this
		 */
		public Builder synthetic(final int fold, final PatchSet set) {
			made.computeIfAbsent(fold, k -> new Made()).synthetic = Optional.of(set);
			return this;
		}

		/**
		 * Adds what is known of the set of {@link #synthetic}.
		 *
		 * @param fold 0 for all data
		 * @param of its folder and settings
		 * @return this
		 */
		public Builder madeSet(final int fold, final MadeSet of) {
			made.computeIfAbsent(fold, k -> new Made()).set = Optional.of(of);
			return this;
		}

		/**
		 * Adds the refined images of a fold.
		 *
		 * @param fold 0 for all data
		 * @param set refined patches in the order of the synthetic ones
		 * @return this
		 */
		public Builder refined(final int fold, final PatchSet set) {
			made.computeIfAbsent(fold, k -> new Made()).refined = Optional.of(set);
			return this;
		}

		/**
		 * Adds a trained network and the course of its training.
		 *
		 * @param network the network
		 * @return this
		 */
		public Builder training(final TrainedNetwork network) {
			trainings.add(network);
			return this;
		}

		/**
		 * Sets the results of the experiment.
		 *
		 * @param results of the experiment
		 * @return this
		 */
		public Builder evaluation(final EvaluationResults results) {
			evaluation = Optional.of(results);
			return this;
		}

		/**
		 * Sets the training curves of the classifiers.
		 *
		 * @param all of all cells
		 * @return this
		 */
		public Builder curves(final Curves all) {
			curves = Optional.of(all);
			return this;
		}

		/**
		 * Sets the image quality of a fold.
		 *
		 * @param fold 0 for all data
		 * @param findings of the images made for a fold
		 * @return this
		 */
		public Builder quality(final int fold, final QualityFindings findings) {
			quality.put(fold, findings);
			return this;
		}

		/**
		 * Adds the run of a stage; one for each of its different settings.
		 *
		 * @param run of a stage
		 * @return this
		 */
		public Builder run(final StageRun run) {
			runs.add(run);
			return this;
		}

		/**
		 * Adds the versions of the software.
		 *
		 * @param all versions by name
		 * @return this
		 */
		public Builder versions(final Map<String, String> all) {
			versions.putAll(all);
			return this;
		}

		/**
		 * Adds facts about the machine.
		 *
		 * @param facts backend, device, threads by name
		 * @return this
		 */
		public Builder machine(final Map<String, String> facts) {
			machine.putAll(facts);
			return this;
		}

		/**
		 * Adds the warnings of the stages.
		 *
		 * @param all in the order to show
		 * @return this
		 */
		public Builder warnings(final List<StageWarning> all) {
			warnings.addAll(all);
			return this;
		}

		/**
		 * Sets the date of the report.
		 *
		 * @param text as it is to be printed
		 * @return this
		 */
		public Builder date(final String text) {
			date = text;
			return this;
		}

		/** {@return the input as gathered so far} */
		public ReportInput build() {
			return new ReportInput(this);
		}
	}

	String name() {
		return name;
	}

	PatchSet real() {
		return real;
	}

	/** The real images with the intensities of {@link #shown()}. */
	PatchSet realAsShown() {
		return realOf(shownFold());
	}

	String positive() {
		return positive;
	}

	String negative() {
		return negative;
	}

	/** A sentence on the positive label and the reason for it. */
	String positiveWords() {
		return positiveWords;
	}

	/** The positive label first. */
	List<String> labels() {
		return List.of(positive, negative);
	}

	Optional<Window> milliseconds() {
		return milliseconds;
	}

	String windowWords() {
		return windowWords;
	}

	String source() {
		return source;
	}

	/** True if the raw images are phantoms, not images of people. */
	boolean isSimulated() {
		return simulated;
	}

	/** Ids of real images that the user excluded. */
	List<String> leftOut() {
		return leftOut;
	}

	Map<Integer, Made> made() {
		return made;
	}

	/** The fold whose pictures and figures come first: the first one with synthetic images, or with a quality. */
	int shownFold() {
		for (final Map.Entry<Integer, Made> e : made.entrySet())
			if (e.getValue().synthetic.isPresent()) return e.getKey();
		return quality.keySet().stream().findFirst().orElse(0);
	}

	/** The images made for {@link #shownFold()}. */
	Made shown() {
		return made.getOrDefault(shownFold(), new Made());
	}

	/** The place of a real image in its set; empty if the set does not contain it. */
	OptionalInt place(final String id) {
		return IntStream.range(0, real.size()).filter(i -> real.patch(i).id().equals(id)).findFirst();
	}

	/** The real images with the intensities that the networks of a fold saw. */
	PatchSet realOf(final int fold) {
		return made.getOrDefault(fold, new Made()).real.orElse(real);
	}

	/** The images of a fold by the name that its quality uses; empty if the report has none. */
	Optional<PatchSet> made(final int fold, final String set) {
		final Made of = made.getOrDefault(fold, new Made());
		switch (set) {
			case Quality.SYNTHETIC :
				return of.synthetic;
			case Quality.REFINED :
				return of.refined;
			default :
				throw new IllegalArgumentException("no set " + set);
		}
	}

	/** The preset of a stage in a fold as a short remark, or an empty string; its cuts are listed once at the top. */
	String preset(final Stage stage, final int fold) {
		return runs.stream().filter(r -> r.stage() == stage && r.countsFor(fold)).map(StageRun::shortRemark)
				.filter(r -> !r.isEmpty()).distinct().collect(Collectors.joining(" "));
	}

	List<TrainedNetwork> trainings() {
		return trainings;
	}

	Optional<EvaluationResults> evaluation() {
		return evaluation;
	}

	Optional<Curves> curves() {
		return curves;
	}

	Map<Integer, QualityFindings> quality() {
		return quality;
	}

	List<StageRun> runs() {
		return runs;
	}

	Map<String, String> versions() {
		return versions;
	}

	Map<String, String> machine() {
		return machine;
	}

	List<StageWarning> warnings() {
		return warnings;
	}

	String date() {
		return date;
	}
}
