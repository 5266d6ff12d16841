package org.cmrgan.ui;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.cmrgan.io.ElementType;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.LengthUnit;
import org.cmrgan.io.MetaImage;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * What ImageJ has no place for in its calibration is kept in image properties named {@code MetaImage.} and the header's word:
 * they show in Image&gt;Show Info, go into TIFF files, and a macro reads and sets them by {@code Property.get} and {@code set}.
 */
final class MetaImageProperties {
	private static final String PREFIX = "MetaImage.";
	private static final String SIZE = "DimSize";
	private static final String TYPE = "ElementType";
	private static final String DIRECTION = "TransformMatrix";
	private static final String UNIT = "DistanceUnits";
	private static final Set<String> GEOMETRY = Geometry.of(1).fields().keySet();
	/** Of the axes of {@link #sizes()}. */
	private static final int CHANNELS = 4;

	private final ImagePlus imp;

	private MetaImageProperties(final ImagePlus imp) {
		this.imp = imp;
	}

	/** Sets calibration and properties. */
	static void set(final MetaImage image, final ImagePlus imp) {
		final Calibration calibration = imp.getCalibration();
		final double[] spacing = Arrays.copyOf(image.spacing(), 4);
		calibration.pixelWidth = spacing[0];
		if (spacing[1] > 0) calibration.pixelHeight = spacing[1];
		if (spacing[2] > 0) calibration.pixelDepth = spacing[2];
		if (spacing[3] > 0) calibration.frameInterval = spacing[3];
		calibration.setUnit(unit(image.fields()).imageJ());

		final Map<String, String> properties = new LinkedHashMap<>(image.fields());
		properties.putAll(image.geometry().fields());
		properties.put(TYPE, image.type().header());
		properties.put(SIZE, text(image.dimensions()));
		// They would be wrong after the first change of a pixel.
		properties.keySet().removeAll(Arrays.asList("ElementMin", "ElementMax"));
		properties.forEach((key, value) -> imp.setProp(PREFIX + key, value));
	}

	/** The image with the properties that still fit it. */
	static MetaImage restore(final ImagePlus imp, final ImagePlusVoxels voxels) {
		return new MetaImageProperties(imp).restored(voxels);
	}

	private MetaImage restored(final ImagePlusVoxels voxels) {
		final Optional<long[]> size = storedSize();
		final int axes = size.map(s -> s.length).orElseGet(this::naturalAxes);
		final ElementType wanted = get(TYPE).flatMap(ElementType::named).orElse(ElementType.UCHAR);
		final RandomAccessibleInterval<? extends RealType<?>> view = arranged(voxels.as(voxels.type(wanted)), axes);
		final Geometry geometry = geometry(axes, size.isPresent());
		MetaImage out = view.numDimensions() > axes
				? MetaImage.ofChannels(view, geometry)
				: MetaImage.of(view, geometry);
		for (final Map.Entry<String, String> field : fields().entrySet())
			out = out.with(field.getKey(), field.getValue());
		return out;
	}

	/** The size of the file that the image came from, if it still is the image's. */
	private Optional<long[]> storedSize() {
		if (!get(SIZE).isPresent()) return Optional.empty();
		final int[] here = sizes();
		final long[] stored;
		try {
			stored = Arrays.stream(get(SIZE).get().trim().split("\\s+")).mapToLong(Long::parseLong).toArray();
		} catch (final NumberFormatException e) {
			return Optional.empty();
		}
		for (int axis = 0; axis < here.length; axis++) {
			final boolean channels = axis == CHANNELS && stored.length < here.length;
			if (!channels && here[axis] != (axis < stored.length ? stored[axis] : 1)) return Optional.empty();
		}
		return stored.length > here.length ? Optional.empty() : Optional.of(stored);
	}

	private int naturalAxes() {
		return imp.getNFrames() > 1 ? 4 : imp.getNSlices() > 1 ? 3 : 2;
	}

	/** In the order of a file's axes. */
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

	/** Spacing from the calibration; the rest as it was stored, except the origin of an image that was cropped or scaled since. */
	private Geometry geometry(final int axes, final boolean sameSize) {
		if (sameSize) {
			final Geometry stored = Geometry.of(stored(GEOMETRY), axes);
			final double[] spacing = spacing(stored.spacing());
			return Arrays.equals(spacing, stored.spacing()) ? stored : stored.withSpacing(spacing);
		}
		final double[] ones = new double[axes];
		Arrays.fill(ones, 1);
		final Map<String, String> direction = stored(Set.of(DIRECTION));
		final boolean fits = direction.values().stream()
				.allMatch(rows -> rows.trim().split("\\s+").length == axes * axes);
		return (fits ? Geometry.of(direction, axes) : Geometry.of(ones)).withSpacing(spacing(ones));
	}

	private Map<String, String> stored(final Set<String> keys) {
		final Map<String, String> out = new LinkedHashMap<>();
		for (final String key : keys) get(key).ifPresent(value -> out.put(key, value));
		return out;
	}

	/** @param otherwise for axes, or times, that ImageJ's calibration does not know */
	private double[] spacing(final double[] otherwise) {
		final Calibration calibration = imp.getCalibration();
		final double factor = LengthUnit.named(calibration.getUnit())
				.map(unit -> unit.millimetres() / unit(fields()).millimetres()).orElse(1.0);
		final double[] known = { calibration.pixelWidth * factor, calibration.pixelHeight * factor,
				calibration.pixelDepth * factor,
				calibration.frameInterval };
		final double[] out = otherwise.clone();
		for (int axis = 0; axis < Math.min(out.length, known.length); axis++)
			if (axis < 3 || known[axis] > 0) out[axis] = known[axis];
		return out;
	}

	private static LengthUnit unit(final Map<String, String> fields) {
		return LengthUnit.named(fields.getOrDefault(UNIT, "")).orElse(LengthUnit.MILLIMETRE);
	}

	/** Header fields that say nothing about geometry or type. */
	private Map<String, String> fields() {
		final Map<String, String> out = new TreeMap<>();
		for (final String name : imp.getImageProperties().stringPropertyNames()) {
			final String key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
			if (!key.isEmpty() && !GEOMETRY.contains(key) && !key.equals(SIZE) && !key.equals(TYPE))
				out.put(key, imp.getProp(name));
		}
		return out;
	}

	private Optional<String> get(final String key) {
		return Optional.ofNullable(imp.getProp(PREFIX + key));
	}

	private static String text(final long[] values) {
		return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(" "));
	}
}
