package org.cmrgan.preprocess;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.cmrgan.io.MetaImage;

/** The x-y slices of an image or volume, each copied to floats only when asked for, so that a large volume stays as it is. */
final class SliceImages {
	/** Cosine of some 2.5 degrees. */
	private static final double ALIKE = 0.999;

	private final MetaImage image;
	private final long[] dimensions;

	private SliceImages(final MetaImage image) {
		this.image = image;
		dimensions = image.dimensions();
	}

	/** @throws Unusable for colours and for more than three axes that are longer than 1 */
	static SliceImages of(final MetaImage image) throws Unusable {
		final long[] size = image.dimensions();
		if (image.channels() != 1)
			throw new Unusable("has %d numbers for each pixel: give an image of one channel", image.channels());
		if (size.length < 2) throw new Unusable("has one axis only: give an image of two or three");
		for (int axis = 3; axis < size.length; axis++)
			if (size[axis] != 1)
				throw new Unusable("has %d axes (%s): give images or volumes, one moment each", size.length,
						words(size));
		return new SliceImages(image);
	}

	int width() {
		return (int) dimensions[0];
	}

	int height() {
		return (int) dimensions[1];
	}

	int count() {
		return dimensions.length > 2 ? (int) dimensions[2] : 1;
	}

	/** Whether the pixels of both are the same grid; axes of length 1 do not count. */
	boolean fits(final SliceImages other) {
		return width() == other.width() && height() == other.height() && count() == other.count();
	}

	/**
	 * Whether slices of both point the same way. A mask whose header says nothing (axis-parallel, as tools without geometry
	 * write) is taken to lie on its image.
	 */
	boolean liesLike(final SliceImages other) {
		final double[][] mine = image.direction();
		final double[][] theirs = other.image.direction();
		for (int axis = 0; axis < 2; axis++) if (mine[axis][axis] < ALIKE) return alike(mine, theirs);
		return true;
	}

	private static boolean alike(final double[][] a, final double[][] b) {
		for (int axis = 0; axis < 2; axis++) {
			double dot = 0;
			for (int i = 0; i < Math.min(a[axis].length, b[axis].length); i++) dot += a[axis][i] * b[axis][i];
			if (dot < ALIKE) return false;
		}
		return true;
	}

	/** "256x218" or "256x218x12". */
	String size() {
		return words(count() == 1 ? Arrays.copyOf(dimensions, 2) : Arrays.copyOf(dimensions, 3));
	}

	Frame frame() {
		final double[][] direction = image.direction();
		return Frame.of(direction[0], direction[1], image.spacing()[0], image.spacing()[1]);
	}

	/** One slice, row-major. */
	float[] pixels(final int z) {
		final float[] out = new float[Math.multiplyExact(width(), height())];
		copy(image.image(), z, dimensions.length, ArrayImgs.floats(out, width(), height()));
		return out;
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> void copy(final RandomAccessibleInterval<? extends RealType<?>> from,
			final int z, final int axes,
			final ArrayImg<FloatType, FloatArray> to) {
		RandomAccessibleInterval<T> slice = (RandomAccessibleInterval<T>) from;
		for (int axis = axes - 1; axis >= 2; axis--) slice = Views.hyperSlice(slice, axis, axis == 2 ? z : 0);
		RealTypeConverters.copyFromTo(slice, to);
	}

	private static String words(final long[] size) {
		final StringBuilder out = new StringBuilder();
		for (final long n : size) out.append(out.length() == 0 ? "" : "x").append(n);
		return out.toString();
	}
}
