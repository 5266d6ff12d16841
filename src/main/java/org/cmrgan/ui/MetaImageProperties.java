/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.cmrgan.io.ElementType;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.GeometryFields;
import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.ImageScale;
import org.cmrgan.io.LengthUnit;
import org.cmrgan.io.MetaImage;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * Keeps what ImageJ's calibration cannot hold in image properties, named {@code MetaImage.} and the header's word. They
 * show in Image&gt;Show Info and go into TIFF files, and macros read and set them by {@code Property.get} and
 * {@code set}.
 */
final class MetaImageProperties {
	private static final String PREFIX = "MetaImage.";
	private static final String SIZE = "DimSize";
	private static final String TYPE = "ElementType";
	private static final String DIRECTION = "TransformMatrix";
	private static final String ORIGIN = "Offset";
	private static final String UNIT = "DistanceUnits";
	private static final Set<String> GEOMETRY = GeometryFields.write(Geometry.of(1)).keySet();
	private static final Set<String> GEOMETRY_AND_UNIT = Stream.concat(GEOMETRY.stream(), Stream.of(UNIT))
			.collect(Collectors.toUnmodifiableSet());
	/** Number of the axes of {@link #sizes()}. */
	private static final int CHANNELS = 4;

	private final ImagePlus imp;

	private MetaImageProperties(final ImagePlus imp) {
		this.imp = imp;
	}

	/** Sets calibration and properties. An image whose header has no spacing stays without calibration. */
	static void set(final MetaImage image, final ImagePlus imp) {
		if (image.states(GeometryPart.SPACING)) calibrate(image, imp.getCalibration());
		final Map<String, String> properties = new LinkedHashMap<>(image.fields());
		properties.putAll(image.geometryFields());
		properties.put(TYPE, image.type().header());
		properties.put(SIZE, text(image.dimensions()));
		// They would be wrong after the first change of a pixel.
		properties.keySet().removeAll(Arrays.asList("ElementMin", "ElementMax"));
		properties.forEach((key, value) -> imp.setProp(PREFIX + key, value));
	}

	private static void calibrate(final MetaImage image, final Calibration calibration) {
		final double[] spacing = Arrays.copyOf(image.spacing(), 4);
		final LengthUnit unit = image.unit().orElse(LengthUnit.MILLIMETRE);
		calibration.pixelWidth = unit.fromMillimetres(spacing[0]);
		if (spacing[1] > 0) calibration.pixelHeight = unit.fromMillimetres(spacing[1]);
		if (spacing[2] > 0) calibration.pixelDepth = unit.fromMillimetres(spacing[2]);
		if (spacing[3] > 0) calibration.frameInterval = spacing[3];
		// A unit that is not a length stays the header's word.
		calibration.setUnit(image.unit().map(LengthUnit::imageJ).orElseGet(() -> image.fields().get(UNIT)));
	}

	/** The image's properties that still fit it. */
	static MetaImage restore(final ImagePlus imp, final ImagePlusVoxels voxels) {
		return new MetaImageProperties(imp).restored(voxels);
	}

	private MetaImage restored(final ImagePlusVoxels voxels) {
		final boolean same = isSameSize();
		final int axes = same ? storedSize().length : axes();
		final ElementType wanted = get(TYPE).flatMap(ElementType::named).orElse(ElementType.UCHAR);
		final RandomAccessibleInterval<? extends RealType<?>> view = arranged(voxels.as(voxels.type(wanted)), axes);
		final Geometry geometry = geometry(axes, same);
		MetaImage out = view.numDimensions() > axes
				? MetaImage.ofChannels(view, geometry)
				: MetaImage.of(view, geometry);
		if (!ImageScale.isKnown(imp.getCalibration())) out = out.without(GeometryPart.SPACING);
		// Fields that were never set, or are no longer valid, are left out.
		if (!same || get(ORIGIN).isEmpty()) out = out.without(GeometryPart.ORIGIN);
		if (!same && directions(axes).isEmpty() || same && get(DIRECTION).isEmpty())
			out = out.without(GeometryPart.DIRECTION);
		for (final Map.Entry<String, String> field : fields().entrySet())
			out = out.with(field.getKey(), field.getValue());
		return out;
	}

	/** The size of the file from which the image came; empty if it did not come from a file. */
	private long[] storedSize() {
		try {
			return Arrays.stream(get(SIZE).orElse("").trim().split("\\s+")).mapToLong(Long::parseLong).toArray();
		} catch (final NumberFormatException e) {
			return new long[0];
		}
	}

	/** True if the image still has the size of its file. */
	private boolean isSameSize() {
		final long[] stored = storedSize();
		final int[] here = sizes();
		if (stored.length == 0 || stored.length > here.length) return false;
		for (int axis = 0; axis < here.length; axis++) {
			final boolean channels = axis == CHANNELS && stored.length < here.length;
			if (!channels && here[axis] != (axis < stored.length ? stored[axis] : 1)) return false;
		}
		return true;
	}

	/**
	 * For an image of another size than its file: a slice of a volume keeps three axes, or it would lose its direction.
	 */
	private int axes() {
		final int natural = imp.getNFrames() > 1 ? 4 : imp.getNSlices() > 1 ? 3 : 2;
		return storedSize().length > 2 && directions(3).isPresent() ? Math.max(3, natural) : natural;
	}

	/**
	 * The directions of the first axes of an image that was cut out of a file's image: rows, columns and slices keep
	 * their order. Empty if the directions are unknown, or if rows and columns were exchanged.
	 */
	private Optional<double[][]> directions(final int axes) {
		final long[] stored = storedSize();
		final boolean turned = stored.length > 1 && imp.getWidth() != imp.getHeight() && imp.getWidth() == stored[1]
				&& imp.getHeight() == stored[0];
		if (stored.length < axes || turned || get(DIRECTION).isEmpty()) return Optional.empty();
		final double[][] all = GeometryFields.read(stored(Set.of(DIRECTION)), stored.length).direction();
		final double[][] out = new double[axes][];
		for (int axis = 0; axis < axes; axis++) out[axis] = Arrays.copyOf(all[axis], axes);
		// If further axes are oblique to these, there are no directions.
		for (int axis = axes; axis < stored.length; axis++)
			for (int i = 0; i < axes; i++) if (all[axis][i] != 0 || all[i][axis] != 0) return Optional.empty();
		return Optional.of(out);
	}

	/** In the order of the file's axes. */
	private int[] sizes() {
		return new int[] { imp.getWidth(), imp.getHeight(), imp.getNSlices(), imp.getNFrames(), imp.getNChannels() };
	}

	/** From x, y, channels, slices, frames to {@code axes} axes and, if there are several, channels. */
	private static <T> RandomAccessibleInterval<T> arranged(final RandomAccessibleInterval<T> voxels, final int axes) {
		RandomAccessibleInterval<T> out = Views.moveAxis(voxels, 2, CHANNELS);
		if (axes <= CHANNELS && out.dimension(CHANNELS) == 1) out = Views.hyperSlice(out, CHANNELS, 0);
		for (int axis = CHANNELS - 1; axis >= axes; axis--) out = Views.hyperSlice(out, axis, 0);
		return out;
	}

	/**
	 * Spacing from the calibration; other fields as they were stored, except the origin of an image that was cropped or
	 * scaled since.
	 */
	private Geometry geometry(final int axes, final boolean sameSize) {
		if (sameSize) {
			final Geometry stored = GeometryFields.read(stored(GEOMETRY_AND_UNIT), axes);
			final double[] spacing = spacing(stored.spacing());
			return Arrays.equals(spacing, stored.spacing()) ? stored : stored.withSpacing(spacing);
		}
		final double[] ones = new double[axes];
		Arrays.fill(ones, 1);
		final Geometry plain = Geometry.of(spacing(ones));
		return directions(axes).map(plain::withDirection).orElse(plain);
	}

	private Map<String, String> stored(final Set<String> keys) {
		final Map<String, String> out = new LinkedHashMap<>();
		for (final String key : keys) get(key).ifPresent(value -> out.put(key, value));
		return out;
	}

	/** @param otherwise spacing in mm of axes, or times, that ImageJ's calibration does not contain */
	private double[] spacing(final double[] otherwise) {
		final Calibration calibration = imp.getCalibration();
		final double[] out = otherwise.clone();
		final double[] known = { calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth };
		final String[] units = { calibration.getXUnit(), calibration.getYUnit(), calibration.getZUnit() };
		if (ImageScale.isKnown(calibration))
			for (int axis = 0; axis < Math.min(out.length, known.length); axis++)
				// The word of the image's own header is kept, whether or not it is a length.
				out[axis] = isForeign(units[axis])
						? known[axis]
						: ImageScale.millimetres(imp.getTitle(), known[axis], units[axis]);
		if (out.length > known.length && calibration.frameInterval > 0) out[3] = calibration.frameInterval;
		return out;
	}

	/** True if the unit is the header's own word and not a length. */
	private boolean isForeign(final String unit) {
		return get(UNIT).isPresent() && LengthUnit.of(Map.of(UNIT, get(UNIT).get())).isEmpty()
				&& get(UNIT).get().equals(unit);
	}

	/** Header fields that contain neither geometry nor type. */
	private Map<String, String> fields() {
		final Map<String, String> out = new TreeMap<>();
		for (final String name : imp.getImageProperties().stringPropertyNames()) {
			final String key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
			if (!key.isEmpty() && !GEOMETRY.contains(key) && !key.equals(SIZE) && !key.equals(TYPE))
				out.put(key, imp.getProp(name));
		}
		// A word that is not a length is kept with the numbers of the calibration.
		if (LengthUnit.of(out).isEmpty() && !isForeign(imp.getCalibration().getUnit())) out.remove(UNIT);
		return out;
	}

	private Optional<String> get(final String key) {
		return Optional.ofNullable(imp.getProp(PREFIX + key));
	}

	private static String text(final long[] values) {
		return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(" "));
	}
}
