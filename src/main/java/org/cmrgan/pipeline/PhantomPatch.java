/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.RealRandomAccess;
import net.imglib2.interpolation.randomaccess.NLinearInterpolatorFactory;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.cmrgan.data.Window;
import org.cmrgan.exchange.SharedModel;
import org.cmrgan.phantom.Phantom;
import org.cmrgan.phantom.Phantoms;

/** A simulated heart in the form that a network takes, for places where an image of a person must not be shown. */
final class PhantomPatch {
	private static final int SEED = 1;
	private static final int SIZE = 80;
	private static final double SPACING = 1.2;

	private PhantomPatch() {}

	/** A square image around the heart, with the size and spacing of the network's training, in the network's unit. */
	static float[] of(final SharedModel network) {
		final int size = network.card().size() > 0 ? network.card().size() : SIZE;
		final double spacing = network.card().spacing() > 0 ? network.card().spacing() : SPACING;
		final float[] t1 = around(Phantoms.one(true, SEED), size, spacing);
		if (network.unit().equals("ms")) return t1;
		final float[] unit = Window.ofPercentiles(t1).toUnit(t1);
		return network.window().map(w -> w.fromUnit(unit)).orElse(unit);
	}

	private static float[] around(final Phantom phantom, final int size, final double spacing) {
		final double[] own = phantom.map().spacing();
		final double[] heart = centre(plane(phantom.mask().asFloats()));
		final RealRandomAccess<FloatType> at = Views
				.interpolate(Views.extendBorder(plane(phantom.map().asFloats())), new NLinearInterpolatorFactory<>())
				.realRandomAccess();
		final float[] out = new float[size * size];
		for (int i = 0; i < out.length; i++) {
			at.setPosition(heart[0] + (i % size - (size - 1) / 2.0) * spacing / own[0], 0);
			at.setPosition(heart[1] + (i / size - (size - 1) / 2.0) * spacing / own[1], 1);
			out[i] = at.get().get();
		}
		return out;
	}

	private static RandomAccessibleInterval<FloatType> plane(final RandomAccessibleInterval<FloatType> image) {
		return image.numDimensions() == 2 ? image : Views.hyperSlice(image, 2, 0);
	}

	private static double[] centre(final RandomAccessibleInterval<FloatType> mask) {
		double x = 0;
		double y = 0;
		double count = 0;
		final var cursor = Views.iterable(mask).localizingCursor();
		while (cursor.hasNext()) if (cursor.next().get() > 0) {
			x += cursor.getDoublePosition(0);
			y += cursor.getDoublePosition(1);
			count++;
		}
		return new double[] { x / count, y / count };
	}
}
