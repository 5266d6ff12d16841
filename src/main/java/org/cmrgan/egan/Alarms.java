/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.cmrgan.train.AlarmLog;

/**
 * Watches the evolution and raises an alarm when it stalls: when the generator gives nearly the same image for every
 * latent vector, or when no child fools the discriminator. Each alarm is raised once; {@link #verdict()} names those
 * that hold at the end.
 */
final class Alarms {
	/**
	 * Diversity of a generator's images, as a fraction of that of real images, below which the generator has collapsed.
	 */
	static final double COLLAPSED = 0.25;
	/**
	 * The same fraction, above which the generator counts as diverse: only a generator that was diverse can collapse
	 * later.
	 */
	static final double DIVERSE = 0.5;
	/** Mean D(G(z)) of the fittest child below which the discriminator is never fooled. */
	static final double SATURATED = 0.02;
	/** The verdict on a training with no alarm at its end. */
	static final String NONE = "none";

	/** What can go wrong. */
	enum Alarm {
		COLLAPSE("mode collapse: the generator makes nearly the same image from every latent vector",
				"raise gamma, or start again with another seed or more survivors"),
		SATURATION("the discriminator recognises the images of every child, so the generator hardly learns",
				"lower discriminator_steps or learning_rate, or raise mixup");

		private final String trouble;
		private final String remedy;

		Alarm(final String trouble, final String remedy) {
			this.trouble = trouble;
			this.remedy = remedy;
		}

		/** What is wrong and what to do about it: two clauses. */
		String message() {
			return trouble + ": " + remedy;
		}
	}

	private final int window;
	private final double realDiversity;
	private final Deque<Double> fooled = new ArrayDeque<>();
	private final AlarmLog<Alarm> raised = new AlarmLog<>(Alarm.class);
	private double relativeDiversity = Double.NaN;
	/** True if the images of the last montage were nearly the same. */
	private boolean alike;
	private double judgedDiversity = Double.NaN;
	private boolean wasDiverse;

	/**
	 * @param generations length of the training
	 * @param real the training images, at least 2
	 */
	Alarms(final int generations, final List<float[]> real) {
		window = AlarmLog.window(generations);
		realDiversity = Fitness.pairwiseDiversity(real);
	}

	/**
	 * Records a generation.
	 *
	 * @param quality mean D(G(z)) of the fittest child
	 * @param judged the images by which it was judged
	 * @return the alarms that hold now and were not raised before
	 */
	Set<Alarm> note(final double quality, final List<float[]> judged) {
		judgedDiversity = relative(judged);
		wasDiverse |= judgedDiversity >= DIVERSE;
		fooled.addLast(quality);
		if (fooled.size() > window) fooled.removeFirst();
		return raised.raise(standing());
	}

	/**
	 * Records a montage of fixed latent vectors.
	 *
	 * @return the alarms that hold now and were not raised before
	 */
	Set<Alarm> note(final List<float[]> montage) {
		measure(montage);
		alike = relativeDiversity < COLLAPSED;
		return raised.raise(standing());
	}

	/**
	 * Measures a montage of a generator that no discriminator has trained yet. It raises no alarm, because such a
	 * generator has not collapsed, whatever its images are.
	 */
	void measure(final List<float[]> montage) {
		relativeDiversity = relative(montage);
	}

	private double relative(final List<float[]> images) {
		return Fitness.pairwiseDiversity(images) / Math.max(realDiversity, 1e-12);
	}

	/** True if the generator once made different images but did not at the last generation. */
	boolean collapsed() {
		return wasDiverse && judgedDiversity < COLLAPSED;
	}

	/** The alarms that hold now. */
	Set<Alarm> standing() {
		final Set<Alarm> out = EnumSet.noneOf(Alarm.class);
		if (alike) out.add(Alarm.COLLAPSE);
		if (fooled.size() == window && fooled.stream().mapToDouble(d -> d).average().orElse(1) < SATURATED)
			out.add(Alarm.SATURATION);
		return out;
	}

	/**
	 * Mean difference of the last montage's images, as a fraction of the real images'; NaN before the first montage.
	 */
	double relativeDiversity() {
		return relativeDiversity;
	}

	/** The alarms that hold at the end, for run.json. */
	String verdict() {
		return AlarmLog.verdict(standing(), NONE);
	}

	void save(final DataOutputStream out) throws IOException {
		out.writeDouble(relativeDiversity);
		out.writeBoolean(alike);
		out.writeDouble(judgedDiversity);
		out.writeBoolean(wasDiverse);
		raised.save(out);
		out.writeInt(fooled.size());
		for (final double quality : fooled) out.writeDouble(quality);
	}

	/** Restores what {@link #save} wrote. */
	void load(final DataInputStream in) throws IOException {
		relativeDiversity = in.readDouble();
		alike = in.readBoolean();
		judgedDiversity = in.readDouble();
		wasDiverse = in.readBoolean();
		raised.load(in);
		fooled.clear();
		for (int i = in.readInt(); i > 0; i--) fooled.addLast(in.readDouble());
	}
}
