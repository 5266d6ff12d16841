/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.Img;
import net.imglib2.img.ImgView;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.cmrgan.run.UserError;

/**
 * An image with the geometry and the header fields of a MetaImage file. Axes are x, y, z, ... with x fastest, as in the
 * file. Channels, if there are several, are the last axis. Immutable, except that writing into {@link #image()} changes
 * it for all who share it.
 */
public final class MetaImage {
	private final Img<? extends RealType<?>> image;
	private final ElementType type;
	private final int channels;
	private final Geometry geometry;
	private final Set<GeometryPart> stated;
	private final Map<String, String> fields;

	MetaImage(final Img<? extends RealType<?>> image, final ElementType type, final int channels,
			final Geometry geometry, final Set<GeometryPart> stated, final Map<String, String> fields) {
		this.image = image;
		this.type = type;
		this.channels = channels;
		this.geometry = geometry;
		this.stated = stated;
		this.fields = fields;
	}

	/**
	 * {@return an image of one channel. The voxels are not copied}
	 *
	 * @param img integers of 8, 16, 32 or 64 bits, float or double; other types are converted to the smallest of UCHAR,
	 *   USHORT and DOUBLE that holds them
	 * @param spacing distance between neighbouring voxel centres along each axis, mm
	 * @throws UserError if the spacing does not fit the image
	 */
	public static MetaImage of(final RandomAccessibleInterval<? extends RealType<?>> img, final double... spacing) {
		return of(img, Geometry.of(spacing));
	}

	/**
	 * {@return an image of one channel with a given geometry; see {@link #of(RandomAccessibleInterval, double...)}}
	 *
	 * @param img the voxels, x fastest; not copied
	 * @param geometry of the axes, without the channel axis
	 * @throws UserError if the geometry has another number of axes than the image
	 */
	public static MetaImage of(final RandomAccessibleInterval<? extends RealType<?>> img, final Geometry geometry) {
		return of(img, 1, geometry);
	}

	/**
	 * {@return an image whose last axis holds channels, such as colours or vector components}
	 *
	 * @param img the voxels, x fastest; not copied
	 * @param geometry of the axes, without the channel axis
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static MetaImage ofChannels(final RandomAccessibleInterval<? extends RealType<?>> img,
			final Geometry geometry) {
		final int last = img.numDimensions() - 1;
		final long channels = img.dimension(last);
		if (channels == 1)
			return of((RandomAccessibleInterval) Views.hyperSlice((RandomAccessibleInterval) img, last, img.min(last)),
					geometry);
		if (channels > Integer.MAX_VALUE)
			throw UserError.of("%d channels are too many: give at most %d.", channels, Integer.MAX_VALUE);
		return of(img, (int) channels, geometry);
	}

	// ImgLib2's methods need one type variable for an image and its type, whatever that is.
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static MetaImage of(final RandomAccessibleInterval<? extends RealType<?>> img, final int channels,
			final Geometry geometry) {
		final int axes = img.numDimensions() - (channels > 1 ? 1 : 0);
		if (geometry.axes() != axes)
			throw UserError.of("The geometry has %d axes, but the image has %d: give one spacing for each.",
					geometry.axes(), axes);
		final Img<? extends RealType<?>> image = supported((RandomAccessibleInterval) img);
		final ElementType type = ElementType.holding(image.getType())
				.orElseThrow(() -> new IllegalStateException("no element type for " + image.getType().getClass()));
		return new MetaImage(image, type, channels, geometry, EnumSet.allOf(GeometryPart.class),
				Collections.emptyMap());
	}

	/**
	 * {@return this image with one part of its geometry unknown. A file of it does not state that part}
	 *
	 * @param part of the geometry
	 */
	public MetaImage without(final GeometryPart part) {
		final Set<GeometryPart> fewer = EnumSet.copyOf(List.of(GeometryPart.values()));
		fewer.retainAll(stated);
		fewer.remove(part);
		return new MetaImage(image, type, channels, geometry, fewer, fields);
	}

	/**
	 * {@return this image with a spacing that its file did not state}
	 *
	 * @param spacing one number per axis, mm
	 */
	public MetaImage withSpacing(final double... spacing) {
		final Set<GeometryPart> more = EnumSet.of(GeometryPart.SPACING);
		more.addAll(stated);
		return new MetaImage(image, type, channels, geometry.withSpacing(spacing), more, fields);
	}

	/**
	 * {@return true if this part of the geometry is known; otherwise it has a default value}
	 *
	 * @param part of the geometry
	 */
	public boolean states(final GeometryPart part) {
		return stated.contains(part);
	}

	/**
	 * The unit of the lengths in its header, which DistanceUnits names; the geometry is always in mm.
	 *
	 * @return empty if the word is not a length; the geometry then has the numbers of the header
	 */
	public Optional<LengthUnit> unit() {
		return LengthUnit.of(fields);
	}

	/** {@return the header fields for the known parts of the geometry, in the unit of the header} */
	public Map<String, String> geometryFields() {
		return GeometryFields.write(geometry, stated, unit().orElse(LengthUnit.MILLIMETRE));
	}

	/**
	 * {@return this image with another geometry of as many axes; the voxels are shared}
	 *
	 * @param other the new geometry
	 */
	public MetaImage with(final Geometry other) {
		if (other.axes() != geometry.axes())
			throw UserError.of("The geometry has %d axes, but the image has %d: give one spacing for each.",
					other.axes(), geometry.axes());
		return new MetaImage(image, type, channels, other, EnumSet.allOf(GeometryPart.class), fields);
	}

	/**
	 * {@return this image with a header field added or replaced}
	 *
	 * @param key name of the field
	 * @param value its text
	 * @throws UserError if the field is not valid in a header, or if the writer sets it itself
	 */
	public MetaImage with(final String key, final String value) {
		HeaderKeys.checkFree(key, value);
		final Map<String, String> more = new LinkedHashMap<>(fields);
		more.put(key, value);
		return new MetaImage(image, type, channels, geometry, stated, Collections.unmodifiableMap(more));
	}

	/**
	 * {@return this image with the header fields of another}
	 *
	 * @param other the image whose fields are taken
	 */
	public MetaImage withFieldsOf(final MetaImage other) {
		return new MetaImage(image, type, channels, geometry, stated, other.fields);
	}

	/** {@return the voxels: x fastest, channels last if there are several} */
	public Img<? extends RealType<?>> image() {
		return image;
	}

	/** {@return the voxels as 32-bit floats: {@link #image()} itself if it holds floats, otherwise a copy} */
	@SuppressWarnings("unchecked")
	public Img<FloatType> asFloats() {
		if (image.getType() instanceof FloatType) return (Img<FloatType>) image;
		final Img<FloatType> out = Storage.allocate(ElementType.FLOAT, image.dimensionsAsLongArray()).floats();
		RealTypeConverters.copyFromTo(image, out);
		return out;
	}

	/** {@return the size along x, y, z, ..., without the channels} */
	public long[] dimensions() {
		final long[] out = new long[geometry.axes()];
		for (int axis = 0; axis < out.length; axis++) out[axis] = image.dimension(axis);
		return out;
	}

	/** {@return the number of channels: values per voxel} */
	public int channels() {
		return channels;
	}

	/** {@return the type of the numbers on disk} */
	public ElementType type() {
		return type;
	}

	/** {@return the position of the voxels in space} */
	public Geometry geometry() {
		return geometry;
	}

	/** {@return the distance between neighbouring voxel centres along each axis, mm} */
	public double[] spacing() {
		return geometry.spacing();
	}

	/** {@return the physical position of the centre of the first voxel, mm} */
	public double[] origin() {
		return geometry.origin();
	}

	/**
	 * {@return the axis directions: {@code direction()[axis]} is the physical unit vector along which the index of that
	 * axis grows}
	 */
	public double[][] direction() {
		return geometry.direction();
	}

	/**
	 * {@return the header fields that do not describe how and where the voxels are stored, in the order of the file.
	 * Examples are Modality, AnatomicalOrientation, ElementToIntensityFunctionSlope and unknown fields. They are
	 * written back, and none is applied}
	 */
	public Map<String, String> fields() {
		return fields;
	}

	@Override
	public String toString() {
		return type.header() + " " + java.util.Arrays.toString(dimensions())
				+ (channels > 1 ? " x " + channels + " channels" : "");
	}

	private static <T extends RealType<T>> Img<? extends RealType<?>> supported(final RandomAccessibleInterval<T> any) {
		final RandomAccessibleInterval<T> img = Views.isZeroMin(any) ? any : Views.zeroMin(any);
		final T type = img.getType();
		if (ElementType.holding(type).isPresent()) return img instanceof Img ? (Img<T>) img : ImgView.wrap(img);
		final boolean whole = type instanceof IntegerType && type.getMinValue() >= 0;
		if (whole && type.getMaxValue() <= 0xff) return converted(img, new UnsignedByteType());
		if (whole && type.getMaxValue() <= 0xffff) return converted(img, new UnsignedShortType());
		return converted(img, new DoubleType());
	}

	private static <T extends NativeType<T> & RealType<T>> Img<T> converted(
			final RandomAccessibleInterval<? extends RealType<?>> img, final T type) {
		return ImgView.wrap(RealTypeConverters.convert(img, type), new ArrayImgFactory<>(type));
	}
}
