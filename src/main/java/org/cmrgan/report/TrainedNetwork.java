/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.cmrgan.egan.Mutation;
import org.cmrgan.train.SampleFilm;
import org.cmrgan.train.StepCurves;

/** A trained network: its fold and class, and the course of its training. Immutable. */
public final class TrainedNetwork {
	private final int fold;
	private final Stage stage;
	private final String name;
	private final StepCurves curves;
	private final SampleFilm samples;
	private final Map<Mutation, Integer> wins;

	private TrainedNetwork(final int fold, final Stage stage, final String label, final StepCurves curves,
			final SampleFilm samples, final Map<Mutation, Integer> wins) {
		this.fold = fold;
		this.stage = stage;
		this.name = label.isEmpty() ? stage.title() : stage.title() + " " + label;
		this.curves = curves;
		this.samples = samples;
		this.wins = wins;
	}

	/**
	 * {@return a generator of E-GAN}
	 *
	 * @param fold 0 for all data
	 * @param label the class of its images
	 * @param curves losses and other figures by step
	 * @param samples images from the same latent vectors at several steps
	 * @param wins in how many generations each mutation had the fittest child
	 */
	public static TrainedNetwork generator(final int fold, final String label, final StepCurves curves,
			final SampleFilm samples, final Map<Mutation, Integer> wins) {
		final Map<Mutation, Integer> all = new EnumMap<>(Mutation.class);
		all.putAll(wins);
		return new TrainedNetwork(fold, Stage.EGAN, label, curves, samples, Collections.unmodifiableMap(all));
	}

	/**
	 * {@return a refiner of SimGAN}
	 *
	 * @param fold 0 for all data
	 * @param label the class whose images it refines; empty if it refines those of both
	 * @param curves losses and other figures by step
	 * @param samples refined images at several steps
	 */
	public static TrainedNetwork refiner(final int fold, final String label, final StepCurves curves,
			final SampleFilm samples) {
		return new TrainedNetwork(fold, Stage.SIMGAN, label, curves, samples, Map.of());
	}

	int fold() {
		return fold;
	}

	Stage stage() {
		return stage;
	}

	/** The title, such as "E-GAN patient, fold 2". */
	String title() {
		return name + (fold == 0 ? ", all data" : ", fold " + fold);
	}

	/** The form of the title for file names. */
	String id() {
		return FileNames.of(name) + "-fold-" + fold;
	}

	StepCurves curves() {
		return curves;
	}

	SampleFilm samples() {
		return samples;
	}

	/** The number of generations in which each mutation had the fittest child; empty for a refiner. */
	Map<Mutation, Integer> wins() {
		return wins;
	}
}
