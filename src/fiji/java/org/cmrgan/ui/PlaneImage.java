/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.LinearAxis;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.cmrgan.io.ElementType;
import org.cmrgan.io.Geometry;
import org.cmrgan.io.LengthUnit;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageHeader;

import io.scif.ImageMetadata;
import io.scif.util.FormatTools;

/** Assembles a MetaImage from SCIFIO's planes. */
final class PlaneImage {
	private static final Map<Integer, ElementType> TYPES = Map.of(FormatTools.INT8, ElementType.CHAR, FormatTools.UINT8,
			ElementType.UCHAR, FormatTools.INT16, ElementType.SHORT, FormatTools.UINT16, ElementType.USHORT,
			FormatTools.INT32, ElementType.INT, FormatTools.UINT32, ElementType.UINT, FormatTools.FLOAT,
			ElementType.FLOAT, FormatTools.DOUBLE, ElementType.DOUBLE);

	private final ImageMetadata metadata;
	private final PlanarImg<?, ?> voxels;
	/** The number of two-dimensional planes in one of SCIFIO's planes, which may have more axes. */
	private final int perPlane;

	PlaneImage(final ImageMetadata metadata) {
		this.metadata = metadata;
		voxels = allocate(TYPES.get(metadata.getPixelType()).variable(), metadata.getAxesLengths());
		perPlane = (int) (metadata.getPlaneSize() / FormatTools.getBytesPerPixel(metadata.getPixelType())
				/ (voxels.dimension(0) * voxels.dimension(1)));
	}

	static int[] pixelTypes() {
		return TYPES.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
	}

	/** Stores one whole plane. */
	void put(final long plane, final byte[] bytes) {
		final ByteBuffer buffer = ByteBuffer.wrap(bytes)
				.order(metadata.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		for (int i = 0; i < perPlane; i++)
			fill(((ArrayDataAccess<?>) voxels.getPlane((int) plane * perPlane + i)).getCurrentStorageArray(), buffer);
	}

	/**
	 * {@return the image}
	 *
	 * @param source the header of the file from which the planes come. Its fields are kept, and so are its origin and
	 * direction if the sizes agree.
	 */
	MetaImage image(final Optional<MetaImageHeader> source) {
		final List<Integer> order = spatial();
		final int channel = metadata.getAxisIndex(Axes.CHANNEL);
		final boolean channels = channel >= 0 && metadata.getAxisLength(Axes.CHANNEL) > 1;
		final Geometry geometry = geometry(order, source);
		final List<Integer> all = new ArrayList<>(order);
		if (channels) all.add(channel);
		final RandomAccessibleInterval<? extends RealType<?>> view = arranged(all);
		MetaImage out = channels ? MetaImage.ofChannels(view, geometry) : MetaImage.of(view, geometry);
		final Map<String, String> fields = source.map(MetaImageHeader::fields).orElse(Map.of());
		for (final Map.Entry<String, String> field : fields.entrySet())
			out = out.with(field.getKey(), field.getValue());
		return out;
	}

	/**
	 * The indices of all axes except channels, in a file's order: x, y, z, time, then the others. Trailing axes of
	 * length 1 are left out.
	 */
	private List<Integer> spatial() {
		final List<AxisType> types = metadata.getAxes().stream().map(CalibratedAxis::type).collect(Collectors.toList());
		final List<Integer> out = IntStream.range(0, types.size()).filter(i -> types.get(i) != Axes.CHANNEL).boxed()
				.sorted(Comparator.comparingInt(i -> rank(types.get(i)))).collect(Collectors.toList());
		while (out.size() > 2 && metadata.getAxisLength(out.get(out.size() - 1)) == 1) out.remove(out.size() - 1);
		return out;
	}

	private static int rank(final AxisType type) {
		final int named = ScifioAxes.NAMED.indexOf(type);
		return named < 0 ? ScifioAxes.NAMED.size() : named;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private RandomAccessibleInterval<? extends RealType<?>> arranged(final List<Integer> order) {
		RandomAccessibleInterval out = voxels;
		final List<Integer> now = IntStream.range(0, voxels.numDimensions()).boxed().collect(Collectors.toList());
		for (int axis = voxels.numDimensions() - 1; axis >= 0; axis--) if (!order.contains(axis)) {
			out = Views.hyperSlice(out, axis, 0);
			now.remove(axis);
		}
		for (int to = 0; to < order.size(); to++) {
			final int from = now.indexOf(order.get(to));
			out = Views.moveAxis(out, from, to);
			now.add(to, now.remove(from));
		}
		return out;
	}

	private Geometry geometry(final List<Integer> order, final Optional<MetaImageHeader> source) {
		final LengthUnit unit = source.map(header -> ScifioAxes.unit(header.fields())).orElse(LengthUnit.MILLIMETRE);
		final double[] spacing = new double[order.size()];
		for (int i = 0; i < spacing.length; i++) spacing[i] = spacing(metadata.getAxis(order.get(i)), unit);
		final long[] size = order.stream().mapToLong(metadata::getAxisLength).toArray();
		final boolean fits = source.isPresent() && Arrays.equals(size, source.get().dimensions());
		if (!fits) return Geometry.of(spacing);
		final Geometry geometry = source.get().geometry();
		return Arrays.equals(spacing, geometry.spacing()) ? geometry : geometry.withSpacing(spacing);
	}

	private static double spacing(final CalibratedAxis axis, final LengthUnit unit) {
		// averageScale subtracts two positions, which may change the last digit.
		final double scale = axis instanceof LinearAxis ? ((LinearAxis) axis).scale() : axis.averageScale(0, 1);
		if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) return 1;
		return axis.type().isSpatial()
				? Optional.ofNullable(axis.unit()).flatMap(LengthUnit::named).orElse(unit).toMillimetres(scale)
				: scale;
	}

	private static void fill(final Object array, final ByteBuffer buffer) {
		if (array instanceof byte[]) buffer.get((byte[]) array);
		else if (array instanceof short[]) {
			final short[] shorts = (short[]) array;
			buffer.asShortBuffer().get(shorts);
			buffer.position(buffer.position() + shorts.length * Short.BYTES);
		} else if (array instanceof int[]) {
			final int[] ints = (int[]) array;
			buffer.asIntBuffer().get(ints);
			buffer.position(buffer.position() + ints.length * Integer.BYTES);
		} else if (array instanceof float[]) {
			final float[] floats = (float[]) array;
			buffer.asFloatBuffer().get(floats);
			buffer.position(buffer.position() + floats.length * Float.BYTES);
		} else {
			final double[] doubles = (double[]) array;
			buffer.asDoubleBuffer().get(doubles);
			buffer.position(buffer.position() + doubles.length * Double.BYTES);
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static PlanarImg<?, ?> allocate(final NativeType<?> type, final long[] size) {
		return (PlanarImg<?, ?>) new PlanarImgFactory((NativeType) type).create(size);
	}
}
