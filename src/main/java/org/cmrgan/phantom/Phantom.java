/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.io.MetaImage;
import org.cmrgan.run.Seeds;

/**
 * One simulated scan: a native T1 map in ms, the mask of the left-ventricular myocardium, and the anatomy behind them.
 * Immutable.
 */
public final class Phantom {
	/** Pixels in x, as in Fu et al. 2021, section 3.1. */
	public static final int WIDTH = 256;
	/** Pixels in y. */
	public static final int HEIGHT = 218;

	/** Range of the distance of pixel centres in mm, as in Fu et al. 2021. */
	private static final double FINEST = 1.172;
	private static final double COARSEST = 1.46;

	private final String subject;
	private final int slice;
	private final double level;
	private final double spacing;
	private final Anatomy anatomy;
	private final short[] map;
	private final byte[] mask;

	private Phantom(final String subject, final int slice, final double level, final double spacing,
			final Anatomy anatomy, final short[] map, final byte[] mask) {
		this.subject = subject;
		this.slice = slice;
		this.level = level;
		this.spacing = spacing;
		this.anatomy = anatomy;
		this.map = map;
		this.mask = mask;
	}

	/**
	 * @param number the subject's number, from 0
	 * @param slice from 0 at the base
	 * @param slices of the subject
	 */
	static Phantom simulate(final Seeds seeds, final Disease disease, final int number, final int slice,
			final int slices) {
		final RandomGenerator person = seeds.random("phantom.subject", number);
		final Anatomy anatomy = new Anatomy(disease, person);
		// The field of view is set to the patient's size.
		final double wanted = (anatomy.chest - 0.88) / 0.27 * 0.75 + (anatomy.fat - 7) / 22 * 0.25
				+ 0.12 * person.nextGaussian();
		final double spacing = Math
				.rint(1000 * Anatomy.between(FINEST, FINEST + (COARSEST - FINEST) * wanted, COARSEST)) / 1000;
		final double level = 0.05 + 0.9 * (slice + 0.5) / slices;
		// Every slice starts with the same random state for the chest, so that the slices of a subject show one body.
		final Section section = new Section(anatomy, level, WIDTH, HEIGHT, spacing,
				seeds.random("phantom.body", number), seeds.random("phantom.slice." + number, slice));
		final short[] map = Scanner.scan(section, seeds.random("phantom.scan." + number, slice));
		return new Phantom(String.format(Locale.ROOT, "S%03d", number + 1), slice, level, spacing, anatomy, map,
				section.mask);
	}

	/** {@return the class: "patient" or "nonpatient"} */
	public String label() {
		return anatomy.disease.label();
	}

	/** Name of the files without their extension. */
	String name() {
		return String.format(Locale.ROOT, "%s-%d", subject, slice + 1);
	}

	/** {@return native T1 in ms, int16, axes x, y and z of one slice; 0 where the signal was too low} */
	public MetaImage map() {
		return MetaImage.of(ArrayImgs.shorts(map.clone(), WIDTH, HEIGHT, 1), spacing, spacing, 1.0);
	}

	/** {@return the mask, uint8, on the pixels of the map: 1 in the left-ventricular myocardium, 0 elsewhere} */
	public MetaImage mask() {
		return MetaImage.of(ArrayImgs.unsignedBytes(mask.clone(), WIDTH, HEIGHT, 1), spacing, spacing, 1.0);
	}

	/** Mean T1 of the masked pixels in ms. */
	double meanT1() {
		double sum = 0;
		int count = 0;
		for (int i = 0; i < map.length; i++) {
			if (mask[i] == 0) continue;
			sum += map[i];
			count++;
		}
		return sum / count;
	}

	Map<String, Object> facts() {
		final Map<String, Object> out = new LinkedHashMap<>();
		out.put("image", "images/" + name() + ".mha");
		out.put("subject", subject);
		out.put("label", label());
		out.putAll(anatomy.facts());
		out.put("slice", slice + 1);
		out.put("level", Anatomy.round(level));
		out.put("spacing_mm", spacing);
		out.put("mean_t1_ms", Anatomy.round(meanT1()));
		return out;
	}
}
