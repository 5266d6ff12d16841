/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the real image nearest to an image, under all flips, rotations by 90° and small shifts. The distance is 1 − NCC
 * (normalised cross-correlation), so that brightness and contrast do not hide a copy. All transformed real images are
 * ranked at a quarter of the size, and the best are compared shift by shift at full size.
 */
public final class NearestImages {
	private static final int SHRINK = 4;
	/**
	 * Number of transformed real images from the coarse ranking that are compared at full size; the true nearest image
	 * is almost always among them.
	 */
	private static final int FINALISTS = 24;

	private final int width;
	private final int height;
	private final int shift;
	private final float[][] reals;
	private final int[] groups;
	private final List<Symmetry> symmetries;
	/** Unit-norm zero-mean small images, [real * symmetries + symmetry]. */
	private final float[][] coarse;

	/**
	 * Prepares the search.
	 *
	 * @param reals row-major images of one size
	 * @param groups one number per real: images of one subject share it
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @param shift largest shift in pixels along either axis
	 */
	public NearestImages(final float[][] reals, final int[] groups, final int width, final int height,
			final int shift) {
		if (groups.length != reals.length) throw new IllegalArgumentException("one group per image is needed");
		if (2 * shift >= Math.min(width, height))
			throw new IllegalArgumentException("shift leaves nothing of the image");
		this.width = width;
		this.height = height;
		this.shift = shift;
		this.reals = reals;
		this.groups = groups.clone();
		symmetries = Symmetry.of(width, height);
		coarse = new float[reals.length * symmetries.size()][];
		for (int i = 0; i < reals.length; i++)
			for (int s = 0; s < symmetries.size(); s++)
				coarse[i * symmetries.size() + s] = shrink(symmetries.get(s).apply(reals[i], width, height));
	}

	/**
	 * {@return the nearest of all real images}
	 *
	 * @param image row-major, of the size of the real images
	 */
	public Neighbour of(final float[] image) {
		return of(image, Integer.MIN_VALUE);
	}

	/**
	 * {@return the nearest real image of another group; needed for an image that is among the real images itself}
	 *
	 * @param image row-major, of the size of the real images
	 * @param without group to leave out
	 * @throws IllegalArgumentException if no real is left
	 */
	public Neighbour of(final float[] image, final int without) {
		final float[] small = shrink(image);
		final double[] score = new double[coarse.length];
		final Integer[] order = new Integer[coarse.length];
		int count = 0;
		for (int c = 0; c < coarse.length; c++) {
			if (groups[c / symmetries.size()] == without) continue;
			double dot = 0;
			for (int k = 0; k < small.length; k++) dot += (double) small[k] * coarse[c][k];
			score[c] = -dot;
			order[count++] = c;
		}
		if (count == 0) throw new IllegalArgumentException("no real image of another subject to compare with");
		Arrays.sort(order, 0, count, (a, b) -> Double.compare(score[a], score[b]));
		final Window window = new Window(image);
		final List<Neighbour> found = new ArrayList<>();
		for (int c = 0; c < Math.min(FINALISTS, count); c++) found.add(window.best(order[c]));
		final Neighbour best = found.stream().min((a, b) -> Double.compare(a.distance(), b.distance())).orElseThrow();
		double second = Double.POSITIVE_INFINITY;
		for (final Neighbour n : found)
			if (groups[n.index()] != groups[best.index()]) second = Math.min(second, n.distance());
		// All finalists may be of one subject; then the best of the others decides.
		for (int c = FINALISTS, looked = 0; c < count && second == Double.POSITIVE_INFINITY && looked < SHRINK; c++) {
			if (groups[order[c] / symmetries.size()] == groups[best.index()]) continue;
			second = window.best(order[c]).distance();
			looked++;
		}
		return new Neighbour(best.index(), best.distance(), second, best.symmetry(), best.dx(), best.dy());
	}

	/** The nearest real image of each of several images. */
	List<Neighbour> of(final float[][] images) {
		final List<Neighbour> out = new ArrayList<>();
		for (final float[] image : images) out.add(of(image));
		return out;
	}

	/** Mean 0, norm 1; a uniform image gives zeros. */
	private float[] shrink(final float[] pixels) {
		final int block = Math.max(1, Math.min(SHRINK, Math.min(width, height) / 8));
		final int w = width / block;
		final int h = height / block;
		final float[] out = new float[w * h];
		double mean = 0;
		for (int y = 0; y < h * block; y++) for (int x = 0; x < w * block; x++) {
			out[y / block * w + x / block] += pixels[y * width + x];
			mean += pixels[y * width + x];
		}
		mean /= out.length;
		double norm = 0;
		for (final float v : out) norm += (v - mean) * (v - mean);
		final double scale = norm > 1e-12 ? 1 / Math.sqrt(norm) : 0;
		for (int i = 0; i < out.length; i++) out[i] = (float) ((out[i] - mean) * scale);
		return out;
	}

	/** The inner part of an image, which a real image covers at every shift. */
	private final class Window {
		private final int w = width - 2 * shift;
		private final int h = height - 2 * shift;
		private final double[] inner = new double[w * h];
		private double norm;

		Window(final float[] image) {
			double mean = 0;
			for (int y = 0; y < h; y++) for (int x = 0; x < w; x++) {
				inner[y * w + x] = image[(y + shift) * width + x + shift];
				mean += inner[y * w + x];
			}
			mean /= inner.length;
			for (int i = 0; i < inner.length; i++) {
				inner[i] -= mean;
				norm += inner[i] * inner[i];
			}
			norm = Math.sqrt(norm);
		}

		Neighbour best(final int candidate) {
			final int index = candidate / symmetries.size();
			final Symmetry symmetry = symmetries.get(candidate % symmetries.size());
			final float[] real = symmetry.apply(reals[index], width, height);
			double best = Double.POSITIVE_INFINITY;
			int bestX = 0;
			int bestY = 0;
			for (int dy = -shift; dy <= shift; dy++) for (int dx = -shift; dx <= shift; dx++) {
				final double d = distance(real, shift - dx, shift - dy);
				if (d >= best) continue;
				best = d;
				bestX = dx;
				bestY = dy;
			}
			return new Neighbour(index, best, Double.POSITIVE_INFINITY, symmetry, bestX, bestY);
		}

		private double distance(final float[] real, final int left, final int top) {
			double dot = 0;
			double sum = 0;
			double squares = 0;
			for (int y = 0; y < h; y++) {
				final int row = (y + top) * width + left;
				for (int x = 0; x < w; x++) {
					final double v = real[row + x];
					dot += v * inner[y * w + x];
					sum += v;
					squares += v * v;
				}
			}
			final double other = Math.sqrt(Math.max(0, squares - sum * sum / inner.length));
			return norm > 1e-9 && other > 1e-9 ? 1 - dot / (norm * other) : 1;
		}
	}
}
