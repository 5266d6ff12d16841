/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.cmrgan.run.UserError;

/**
 * The slices of one DICOM series as a volume, in the order of their positions along their common normal. The distance of slices
 * is that of their positions; of a single slice, SpacingBetweenSlices or SliceThickness. Slope and intercept of each slice are applied.
 */
final class DicomSeries {
	/** Tolerance for direction cosines and mm, which scanners round. */
	private static final double ALIKE = 1e-3;
	/** A distance that differs from the others by more than this fraction means a missing slice. */
	private static final double GAP = 0.1;

	private final Path path;
	private final List<DicomFile> slices;

	private DicomSeries(final Path path, final List<DicomFile> slices) {
		this.path = path;
		this.slices = slices;
	}

	/**
	 * @param found the files of DICOM in the folder, by name
	 * @throws UserError if they are not the slices of exactly one series
	 */
	static MetaImage readFolder(final Path folder, final List<Path> found) throws IOException {
		final List<DicomFile> files = new ArrayList<>();
		for (final Path file : found)
			if (!file.getFileName().toString().equalsIgnoreCase("DICOMDIR")) files.add(DicomFile.read(file));
		if (files.isEmpty())
			throw UserError.of("%s is a folder without DICOM files: give a file, or the folder of a DICOM series.",
					folder);
		return read(files, folder);
	}

	/** @param path as the user gave it, for messages */
	static MetaImage read(final List<DicomFile> files, final Path path) throws IOException {
		return new DicomSeries(path, new ArrayList<>(files)).read();
	}

	private MetaImage read() throws IOException {
		checkSeries();
		for (final DicomFile slice : slices) check(slice);
		final DicomFile first = slices.get(0);
		final Optional<double[]> axes = first.reals(DicomFile.ORIENTATION, 6);
		final boolean placed = axes.isPresent()
				&& slices.stream().allMatch(s -> s.reals(DicomFile.POSITION, 3).isPresent());
		if (placed) sortByPlace(axes.get());
		else
			slices.sort(Comparator.comparingInt(DicomSeries::instance));
		return placed(volume(), axes.filter(a -> placed));
	}

	private void checkSeries() {
		final Map<String, Integer> series = new TreeMap<>();
		for (final DicomFile slice : slices)
			series.merge(slice.text(DicomFile.SERIES) + " " + slice.text(DicomFile.DESCRIPTION), 1, Integer::sum);
		if (series.size() > 1)
			throw UserError.of("%s holds %d DICOM series (%s): put each into a separate folder.", path, series.size(),
					series.entrySet().stream().limit(5)
							.map(e -> e.getKey().substring(e.getKey().indexOf(' ') + 1).trim() + " of " + e.getValue())
							.collect(Collectors.joining(", ")));
	}

	private void check(final DicomFile slice) {
		final DicomFile first = slices.get(0);
		final String colours = slice.text(DicomFile.PHOTOMETRIC);
		if (slice.whole(DicomFile.SAMPLES, 1) != 1 || !colours.isEmpty() && !colours.startsWith("MONOCHROME"))
			throw UserError.of("%s has colours (%s), not intensities: export the map itself, not its picture.",
					slice.file(), colours);
		if (slice.isEnhanced())
			throw UserError.of(
					"%s is an enhanced DICOM file (%s), whose spacing, places and slopes are not read here: convert it to NIfTI with dcm2niix, or export classic DICOM.",
					slice.file(),
					slice.text(DicomFile.FRAMES).isEmpty() || slice.text(DicomFile.FRAMES).equals("1")
							? "1 frame"
							: slice.text(DicomFile.FRAMES) + " frames");
		if (slice.hasModalityTable())
			throw UserError.of(
					"%s has a table instead of slope and intercept, which the suite cannot read: convert it to NIfTI with dcm2niix.",
					slice.file());
		if (!slice.text(DicomFile.FRAMES).isEmpty() && !slice.text(DicomFile.FRAMES).equals("1"))
			throw UserError.of(
					"%s holds %s frames in one file, whose places are not read here: convert it to NIfTI by dcm2niix.",
					slice.file(), slice.text(DicomFile.FRAMES));
		if (slice.width() < 1 || slice.height() < 1)
			throw UserError.of("%s has no rows or columns: export it again.", slice.file());
		slice.checkLength();
		if (slice.width() != first.width() || slice.height() != first.height())
			throw UserError.of("%s has %dx%d pixels and %s has %dx%d: put each size into a separate folder.",
					first.file(), first.width(), first.height(), slice.file(), slice.width(), slice.height());
		for (final int tag : new int[] { DicomFile.ORIENTATION, DicomFile.PIXEL_SPACING }) {
			final int n = tag == DicomFile.ORIENTATION ? 6 : 2;
			if (!alike(slice.reals(tag, n), first.reals(tag, n)))
				throw UserError.of(
						"%s and %s differ in %s, so that they do not form a stack: put each into a separate folder.",
						first.file(), slice.file(),
						tag == DicomFile.ORIENTATION ? "their direction in space" : "the size of their pixels");
		}
	}

	private static boolean alike(final Optional<double[]> a, final Optional<double[]> b) {
		if (a.isEmpty() || b.isEmpty()) return a.isEmpty() && b.isEmpty();
		for (int i = 0; i < a.get().length; i++) if (Math.abs(a.get()[i] - b.get()[i]) > ALIKE) return false;
		return true;
	}

	private void sortByPlace(final double[] axes) {
		final double[] normal = normal(axes);
		slices.sort(Comparator.comparingDouble(s -> along(s, normal)));
		if (slices.size() < 2) return;
		final double mean = (along(slices.get(slices.size() - 1), normal) - along(slices.get(0), normal))
				/ (slices.size() - 1);
		for (int i = 1; i < slices.size(); i++) {
			final double step = along(slices.get(i), normal) - along(slices.get(i - 1), normal);
			if (step < ALIKE)
				throw UserError.of(
						"%s and %s lie at the same position, as phases, echoes or repeats do: put each into a separate folder, or name single files.",
						slices.get(i - 1).file(), slices.get(i).file());
			if (Math.abs(step / mean - 1) > GAP)
				throw UserError.of(
						"%s: the slices %s and %s are %.2f mm apart and the others %.2f mm on average: a slice is missing, or these are several stacks.",
						path, slices.get(i - 1).file().getFileName(), slices.get(i).file().getFileName(), step, mean);
		}
	}

	private static double along(final DicomFile slice, final double[] normal) {
		final double[] at = slice.reals(DicomFile.POSITION, 3).orElseThrow(IllegalStateException::new);
		return at[0] * normal[0] + at[1] * normal[1] + at[2] * normal[2];
	}

	private static double[] normal(final double[] a) {
		return new double[] { a[1] * a[5] - a[2] * a[4], a[2] * a[3] - a[0] * a[5], a[0] * a[4] - a[1] * a[3] };
	}

	private static int instance(final DicomFile slice) {
		final String text = slice.text(DicomFile.INSTANCE);
		return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
	}

	private MetaImage volume() throws IOException {
		final DicomFile first = slices.get(0);
		final boolean scaled = slices.stream().anyMatch(s -> slope(s) != 1 || intercept(s) != 0);
		final boolean signed = first.whole(DicomFile.SIGNED, 0) == 1;
		final int bits = first.whole(DicomFile.BITS_STORED, 16);
		final ElementType whole = bits > 16
				? ElementType.DOUBLE
				: signed ? ElementType.SHORT : bits > 8 ? ElementType.USHORT : ElementType.UCHAR;
		final ElementType type = scaled ? ElementType.FLOAT : whole;
		final Storage storage = Storage.allocate(type, first.width(), first.height(), slices.size());
		final VoxelSink sink = new VoxelSink(type, storage);
		for (final DicomFile slice : slices) for (final double value : slice.values()) {
			if (type.isReal()) sink.take(slope(slice) * value + intercept(slice));
			else
				sink.take((long) value);
		}
		return MetaImage.of(storage.image(), 1, 1, 1);
	}

	private static double slope(final DicomFile slice) {
		final double out = slice.reals(DicomFile.SLOPE, 1).map(v -> v[0]).orElse(1.0);
		return out == 0 ? 1 : out;
	}

	private static double intercept(final DicomFile slice) {
		return slice.reals(DicomFile.INTERCEPT, 1).map(v -> v[0]).orElse(0.0);
	}

	private MetaImage placed(final MetaImage image, final Optional<double[]> axes) {
		final DicomFile first = slices.get(0);
		final Optional<double[]> pixel = first.reals(DicomFile.PIXEL_SPACING, 2)
				.filter(s -> Arrays.stream(s).allMatch(v -> v > 0 && Double.isFinite(v)));
		double[] spacing = { 1, 1, 1 };
		// The first number is the row spacing.
		if (pixel.isPresent()) spacing = new double[] { pixel.get()[1], pixel.get()[0], distance(axes) };
		Geometry geometry = Geometry.of(spacing);
		if (axes.isPresent()) {
			final double[] a = axes.get();
			geometry = geometry.withOrigin(first.reals(DicomFile.POSITION, 3).orElseThrow(IllegalStateException::new))
					.withDirection(new double[][] { Arrays.copyOf(a, 3), Arrays.copyOfRange(a, 3, 6), normal(a) });
		}
		MetaImage out = image.with(geometry);
		if (pixel.isEmpty()) out = out.without(GeometryPart.SPACING);
		return axes.isPresent() ? out : out.without(GeometryPart.ORIGIN).without(GeometryPart.DIRECTION);
	}

	/** Spacing between slices in mm. */
	private double distance(final Optional<double[]> axes) {
		if (axes.isPresent() && slices.size() > 1) {
			final double[] normal = normal(axes.get());
			return (along(slices.get(slices.size() - 1), normal) - along(slices.get(0), normal)) / (slices.size() - 1);
		}
		for (final int tag : new int[] { DicomFile.SLICE_DISTANCE, DicomFile.THICKNESS }) {
			final Optional<double[]> mm = slices.get(0).reals(tag, 1);
			if (mm.isPresent() && mm.get()[0] > 0) return mm.get()[0];
		}
		return 1;
	}
}
