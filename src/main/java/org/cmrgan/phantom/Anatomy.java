/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * One person: size of heart and chest, blood, and the effects of the disease. Lengths are in mm, T1 in ms.
 * Distributions: see docs/reference/phantoms.md (Kawel 2012, Hudsmith 2005, Dabir 2014, Fontana 2014, Yanagisawa 2018).
 * The classes overlap on purpose: mild disease looks normal, and some non-patients have thick walls or a long T1.
 */
final class Anatomy {
	final Disease disease;
	final boolean male;
	/** Severity from 0 (hardly ill) to 1. */
	final double severity;
	/** Radius of the left ventricle's cavity at the base. */
	final double cavity;
	/** Wall thickness at the base, away from a bulge. */
	final double wall;
	/** Extra thickness at the middle of the bulge. */
	final double bulge;
	/** Direction of the bulge, radians from the image's right, clockwise. */
	final double bulgeAt;
	/** Narrowness of the bulge: larger means narrower. */
	final double bulgeFocus;
	final double myocardium;
	/** Extra T1 in the middle of the scar. */
	final double scar;
	final double blood;
	/** Size of the right ventricle relative to normal. */
	final double rightVentricle;
	/** Layer of fat under the skin of the front. */
	final double fat;
	/** Fat around the heart. */
	final double heartFat;
	/** Linear size of the chest relative to a mean adult. */
	final double chest;
	final double pericardialFluid;

	Anatomy(final Disease disease, final RandomGenerator random) {
		this.disease = disease;
		male = random.nextDouble() < 0.55;
		severity = disease == Disease.NONE ? 0 : Math.pow(random.nextDouble(), 0.8);
		chest = between(0.88, (male ? 1.03 : 0.95) + 0.05 * random.nextGaussian(), 1.15);
		final double cavityNormal = between(18.5, (male ? 25 : 22.5) + 1.9 * random.nextGaussian(), 29.5);
		// Some of the non-patients are athletes or have raised blood pressure: a thicker wall without a cardiomyopathy.
		final double load = random.nextDouble() < 0.25 ? 2.6 * random.nextDouble() : 0;
		final double wallNormal = between(4.6, (male ? 6.7 : 5.7) + 0.9 * random.nextGaussian() + load, 10.5);
		final double myocardiumNormal = (male ? 946 : 966) + 30 * random.nextGaussian();
		double r = cavityNormal;
		double w = wallNormal;
		double extra = 0.6 * random.nextDouble();
		double at = Math.PI + 0.4 * random.nextGaussian();
		double focus = 1.2;
		double t1 = myocardiumNormal;
		double lesion = 0;
		double fluid = random.nextDouble() < 0.12 ? 2.5 * random.nextDouble() : 0;
		double right = 1 + 0.08 * random.nextGaussian();
		switch (disease) {
			case HCM :
				r -= 1 + 3.5 * severity;
				w += 0.6 + 2 * severity;
				extra = 1.5 + 11 * severity * (0.6 + 0.4 * random.nextDouble());
				// Mostly the septum, sometimes the front wall or the apex.
				at = Math.PI + 0.35 + 0.55 * random.nextGaussian();
				focus = 1 + 1.8 * random.nextDouble();
				t1 += 16 + 58 * severity + 38 * random.nextGaussian();
				lesion = random.nextDouble() < 0.65 ? 60 + 170 * severity * random.nextDouble() : 0;
				break;
			case DCM :
				r += 2 + 8 * severity;
				w = Math.max(4.2, w - 0.4 - 1.1 * severity);
				t1 += 22 + 55 * severity + 28 * random.nextGaussian();
				lesion = random.nextDouble() < 0.4 ? 80 + 130 * random.nextDouble() : 0;
				right *= 1 + 0.22 * severity * random.nextDouble();
				break;
			case AMYLOID :
				r -= 3 * severity;
				w += 1.5 + 6 * severity;
				extra = 1 + 1.5 * random.nextDouble();
				t1 += 45 + 105 * severity + 32 * random.nextGaussian();
				fluid = random.nextDouble() < 0.4 ? 1 + 4 * random.nextDouble() : fluid;
				break;
			default :
		}
		cavity = between(13, r, 38);
		wall = w;
		bulge = extra;
		bulgeAt = at;
		bulgeFocus = focus;
		myocardium = Math.max(860, t1);
		scar = lesion;
		pericardialFluid = fluid;
		rightVentricle = right;
		// A lower haematocrit gives a longer T1; women have a lower one.
		blood = between(1330, (male ? 1530 : 1580) + 75 * random.nextGaussian(), 1790);
		fat = 7 + 22 * Math.pow(random.nextDouble(), 1.5);
		heartFat = 1.5 + 4.5 * random.nextDouble() + 0.08 * fat;
	}

	static double between(final double low, final double value, final double high) {
		return Math.max(low, Math.min(high, value));
	}

	/** The entry of this person in phantom.json. */
	Map<String, Object> facts() {
		final Map<String, Object> out = new LinkedHashMap<>();
		out.put("disease", disease.name().toLowerCase(java.util.Locale.ROOT));
		out.put("sex", male ? "male" : "female");
		out.put("severity", round(severity));
		out.put("cavity_radius_mm", round(cavity));
		out.put("wall_mm", round(wall));
		out.put("bulge_mm", round(bulge));
		out.put("myocardium_t1_ms", round(myocardium));
		out.put("scar_extra_t1_ms", round(scar));
		out.put("blood_t1_ms", round(blood));
		return out;
	}

	static double round(final double value) {
		return Math.rint(value * 100) / 100;
	}
}
