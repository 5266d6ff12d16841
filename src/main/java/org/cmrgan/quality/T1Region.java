package org.cmrgan.quality;

import java.util.Arrays;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;

/**
 * Where T1 is compared. Made images have no masks, so all sets are read at the same pixels: where the training masks lie
 * most often, taken over all flips because generators are trained on flipped images, as many pixels as a mask has on average.
 */
final class T1Region {
	private final int[] pixels;
	private final String words;

	private T1Region(final int[] pixels, final String words) {
		this.pixels = pixels;
		this.words = words;
	}

	static T1Region of(final PatchSet training, final Optional<PatchSet> masks) {
		final int n = training.width() * training.height();
		if (masks.isEmpty() || masks.get().isEmpty()) return new T1Region(range(n), "whole patch");
		final int w = training.width();
		final int h = training.height();
		final double[] often = new double[n];
		double inside = 0;
		for (final float[] mask : masks.get().pixels()) {
			for (int y = 0; y < h; y++)
				for (int x = 0; x < w; x++) {
					if (mask[y * w + x] <= 0) continue;
					inside++;
					often[y * w + x]++;
					often[y * w + w - 1 - x]++;
					often[(h - 1 - y) * w + x]++;
					often[(h - 1 - y) * w + w - 1 - x]++;
				}
		}
		final int size = (int) Math.round(inside / masks.get().size());
		if (size == 0) return new T1Region(range(n), "whole patch");
		final Integer[] order = new Integer[n];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (a, b) -> Double.compare(often[b], often[a]));
		final int[] chosen = new int[size];
		for (int i = 0; i < size; i++) chosen[i] = order[i];
		return new T1Region(chosen, "where the myocardium usually lies");
	}

	/** E.g. "whole patch". */
	String words() {
		return words;
	}

	/** All values of a set in the region, in ms. */
	double[] values(final PatchSet set, final Window window) {
		final double[] out = new double[set.size() * pixels.length];
		int at = 0;
		for (final float[] image : set.pixels())
			for (final int p : pixels) out[at++] = window.fromUnit(image[p]);
		return out;
	}

	private static int[] range(final int n) {
		final int[] out = new int[n];
		Arrays.setAll(out, i -> i);
		return out;
	}
}
