/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import org.cmrgan.train.AlarmLog;

/**
 * Watches formal training and raises an alarm if the refiner does not refine. It judges the mean of the last rounds and
 * raises each alarm once; an alarm that no longer holds at the end is not among {@link #standing()}.
 */
final class Health {
	/** Mean |R(x)-x| below which the refiner is practically the identity. */
	static final double IDENTITY = 0.002;
	/** Mean |R(x)-x| above which the refiner overwrites the content of the synthetic image. */
	static final double OVER_EDITING = 0.15;
	/** The verdict on a training with no alarm at its end. */
	static final String HEALTHY = "healthy";
	private static final double CHANCE = 0.02;
	private static final double SATURATED = 0.95;

	/** What can go wrong in a training. */
	enum Alarm {
		/** The refiner changes nothing. */
		IDENTITY("the refiner changes almost nothing (mean |R(x)-x| below " + Health.IDENTITY
				+ "): lower lambda or train longer"),
		/** The refiner changes too much. */
		OVER_EDITING("the refiner changes the images too much (mean |R(x)-x| above " + Health.OVER_EDITING
				+ "): raise lambda"),
		/** The discriminator never learnt anything, so that nothing guides the refiner. */
		CHANCE("the discriminator guesses from the start: raise discriminator_learning_rate or pretrain_discriminator"),
		/** The discriminator is never wrong, so that the refiner cannot improve. */
		SATURATED(
				"the discriminator tells refined from real patches without fail: lower lambda or discriminator_learning_rate, or train the refiner longer");

		private final String message;

		Alarm(final String message) {
			this.message = message;
		}

		/** The problem and its remedy: a clause. */
		String message() {
			return message;
		}
	}

	private final int window;
	private final int patience;
	private long rounds;
	private final Deque<Round> recent = new ArrayDeque<>();
	private final AlarmLog<Alarm> raised = new AlarmLog<>(Alarm.class);
	private boolean awake;

	/** @param rounds length of the formal training */
	Health(final int rounds) {
		window = AlarmLog.window(rounds);
		patience = rounds / 3;
	}

	/**
	 * Records a round.
	 *
	 * @return the alarms that hold now and were not raised before; in the first third of the rounds only
	 * {@code CHANCE}, because a refiner starts as the identity, and the discriminator with an advantage
	 */
	Set<Alarm> note(final Round round) {
		recent.addLast(round);
		if (recent.size() > window) recent.removeFirst();
		rounds++;
		final Set<Alarm> standing = standing();
		if (rounds <= patience) standing.retainAll(EnumSet.of(Alarm.CHANCE));
		return raised.raise(standing);
	}

	/**
	 * The alarms that hold over the last rounds; none before there are enough rounds. One fault raises one alarm: an
	 * unguided refiner changes nothing, and an unchanged image is always recognised, so only the first cause is named.
	 */
	Set<Alarm> standing() {
		final Set<Alarm> out = EnumSet.noneOf(Alarm.class);
		if (recent.size() < window) return out;
		final double change = mean(Round::change);
		final double real = mean(Round::realAccuracy);
		final double refined = mean(Round::refinedAccuracy);
		// One-sided: a discriminator that is wrong more often than right, or calls everything real, guides no better
		// than one that guesses.
		final boolean guesses = (real + refined) / 2 <= 0.5 + CHANCE;
		// A discriminator that once was right and now guesses has been fooled, which is the aim of training.
		if (!guesses) awake = true;
		if (change > OVER_EDITING) out.add(Alarm.OVER_EDITING);
		if (guesses && !awake) out.add(Alarm.CHANCE);
		else if (change < IDENTITY) out.add(Alarm.IDENTITY);
		else if (real > SATURATED && refined > SATURATED) out.add(Alarm.SATURATED);
		return out;
	}

	/** The verdict for run.json: the problem at the end, or "healthy". */
	String verdict() {
		return AlarmLog.verdict(standing(), HEALTHY);
	}

	void write(final DataOutput out) throws IOException {
		out.writeLong(rounds);
		out.writeBoolean(awake);
		raised.save(out);
		out.writeInt(recent.size());
		for (final Round round : recent) {
			out.writeDouble(round.change());
			out.writeDouble(round.realAccuracy());
			out.writeDouble(round.refinedAccuracy());
		}
	}

	/** Restores what {@link #write} wrote. */
	void read(final DataInput in) throws IOException {
		rounds = in.readLong();
		awake = in.readBoolean();
		raised.load(in);
		recent.clear();
		for (int i = in.readInt(); i > 0; i--)
			recent.add(new Round(Round.Phase.FORMAL, Double.NaN, in.readDouble(), Double.NaN, Double.NaN,
					in.readDouble(), in.readDouble(), 0));
	}

	private double mean(final ToDoubleFunction<Round> value) {
		return recent.stream().mapToDouble(value).average().orElse(Double.NaN);
	}
}
