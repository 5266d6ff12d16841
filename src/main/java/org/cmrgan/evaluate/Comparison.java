/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Locale;
import java.util.OptionalLong;

import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

/**
 * Compares one arm with another, with the same classifier on the same test images, by accuracy or balanced accuracy.
 * Immutable.
 */
public final class Comparison {
	/** The conclusion that the data allow. */
	public enum Verdict {
		/** The arm is better, at 5 % after Holm's adjustment. */
		BETTER,
		/** The arm is worse, at 5 % after Holm's adjustment. */
		WORSE,
		/** Neither is shown. */
		NOT_SHOWN
	}

	private static final double LEVEL = 0.05;
	/** Above this number of subjects, an exact figure would suggest a precision that it does not have. */
	private static final long MANY = 100_000;

	private final ArmResult arm;
	private final ArmResult against;
	private final Metric metric;
	private final double difference;
	private final Interval interval;
	private final double subjectP;
	private final double mcNemarP;
	private final int onlyArm;
	private final int onlyAgainst;
	private final double nadeauBengioP;
	private final OptionalLong subjectsNeeded;
	private final double holmP;
	private final int family;

	private Comparison(final Builder b, final double holmP, final int family) {
		arm = b.arm;
		against = b.against;
		metric = b.metric;
		difference = b.difference;
		interval = b.interval;
		subjectP = b.subjectP;
		mcNemarP = b.mcNemarP;
		onlyArm = b.onlyArm;
		onlyAgainst = b.onlyAgainst;
		nadeauBengioP = b.nadeauBengioP;
		subjectsNeeded = b.subjectsNeeded;
		this.holmP = holmP;
		this.family = family;
	}

	/** Everything but the adjustment, which needs all comparisons of the family. */
	static final class Builder {
		ArmResult arm;
		ArmResult against;
		Metric metric;
		double difference;
		Interval interval;
		double subjectP;
		double mcNemarP;
		int onlyArm;
		int onlyAgainst;
		double nadeauBengioP;
		OptionalLong subjectsNeeded;

		Comparison adjusted(final double p, final int comparisons) {
			return new Comparison(this, p, comparisons);
		}
	}

	/** {@return the arm in question} */
	public ArmResult arm() {
		return arm;
	}

	/**
	 * {@return the arm with which it is compared}
	 */
	public ArmResult against() {
		return against;
	}

	/** {@link Metric#BALANCED_ACCURACY} or {@link Metric#ACCURACY}. */
	Metric metric() {
		return metric;
	}

	/** {@return the metric of the arm minus that of the other, in [-1, 1]} */
	public double difference() {
		return difference;
	}

	/** {@return the 95 % interval of the difference, by paired subject-cluster bootstrap} */
	public Interval interval() {
		return interval;
	}

	/** {@return the two-sided exact p-value from swapping the arms by subject} */
	public double subjectP() {
		return subjectP;
	}

	/** {@return {@link #subjectP()} adjusted by Holm's method: the p-value that decides} */
	public double holmP() {
		return holmP;
	}

	/** {@return the number of comparisons adjusted for} */
	public int family() {
		return family;
	}

	/** Two-sided exact McNemar p-value over images, with scores averaged over repeats; treats images as independent. */
	double mcNemarP() {
		return mcNemarP;
	}

	/** Number of images that only this arm classifies correctly. */
	int onlyArm() {
		return onlyArm;
	}

	/** Number of images that only the other arm classifies correctly. */
	int onlyAgainst() {
		return onlyAgainst;
	}

	/**
	 * Two-sided p-value of the corrected resampled t-test over folds and repeats; NaN if a fold lacks a class or all
	 * differences are equal.
	 */
	double nadeauBengioP() {
		return nadeauBengioP;
	}

	/** Subjects needed to show the observed difference with 80 % power; empty if there is no difference. */
	OptionalLong subjectsNeeded() {
		return subjectsNeeded;
	}

	/**
	 * {@return {@link #subjectsNeeded()} rounded to a sensible precision, such as "about 150" or "tens of thousands"; a
	 * dash if there is no difference}
	 */
	public String subjectsNeededText() {
		if (subjectsNeeded.isEmpty()) return "–";
		final long needed = subjectsNeeded.getAsLong();
		if (needed > MANY) return "more than a hundred thousand";
		if (needed >= MANY / 10) return "tens of thousands";
		if (needed >= MANY / 100) return "thousands";
		final long unit = needed >= MANY / 1000 ? 10 : 1;
		return "about " + (needed + unit - 1) / unit * unit;
	}

	/** {@return the conclusion at the 5 % level} */
	public Verdict verdict() {
		if (holmP >= LEVEL || difference == 0) return Verdict.NOT_SHOWN;
		return difference > 0 ? Verdict.BETTER : Verdict.WORSE;
	}

	/** {@return the result and its uncertainty, as one sentence} */
	public String sentence() {
		final String who = arm.classifier().title() + ": " + name(arm);
		final String found = String.format(Locale.ROOT, "%s %+.1f points, 95 %% interval %+.1f to %+.1f, %s%s",
				metric.title(), 100 * difference, 100 * interval.low(), 100 * interval.high(), p(subjectP),
				family > 1 ? ", " + p(holmP) + " after Holm's adjustment for " + family + " comparisons" : "");
		switch (verdict()) {
			case BETTER :
				return who + " is significantly better than " + name(against) + " (" + found + ").";
			case WORSE :
				return who + " is significantly worse than " + name(against) + " (" + found + ").";
			default :
				return who + " does not differ significantly from " + name(against) + " (" + found + ")" + needed()
						+ ".";
		}
	}

	private String needed() {
		if (subjectsNeeded.isEmpty()) return "";
		return "; to show a difference of this size would take " + subjectsNeededText()
				+ (subjectsNeeded.getAsLong() < MANY / 100 ? " subjects" : " of subjects");
	}

	private static String name(final ArmResult result) {
		final String multiple = result.multipleText();
		return result.arm().title() + (multiple.isEmpty() ? "" : " (" + multiple + ")");
	}

	/**
	 * {@return a p-value in words: "p = 0.031", {@code "p < 0.001"}}
	 *
	 * @param p from 0 to 1
	 */
	public static String p(final double p) {
		return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, p < 0.095 ? "p = %.3f" : "p = %.2f", p);
	}
}
