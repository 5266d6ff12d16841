/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.cmrgan.io.MetaImage;

/**
 * Patches of one size with their metadata: on disk images.mha and index.csv, which open as one stack in Fiji and in any
 * ITK tool. Pixels are row-major, x fastest, float32 in [-1, 1]. The array of each patch is shared, not copied, and
 * must not be written to. All pixels are in memory, except in a set created by {@link #onDemand}.
 */
public final class PatchSet {
	private final int width;
	private final int height;
	private final double spacing;
	private final List<Patch> patches;
	private final List<float[]> pixels;

	/**
	 * @param width pixels in x
	 * @param height pixels in y
	 * @param spacing mm between pixel centres, the same in x and y
	 * @param patches what is known of each patch; no two have the same id
	 * @param pixels one array of width*height values in [-1, 1] for each patch
	 */
	public PatchSet(final int width, final int height, final double spacing, final List<Patch> patches,
			final List<float[]> pixels) {
		this(width, height, spacing, patches, pixels, true);
		for (final float[] p : pixels) requireSize(p);
	}

	private PatchSet(final int width, final int height, final double spacing, final List<Patch> patches,
			final List<float[]> pixels, final boolean inMemory) {
		if (patches.size() != pixels.size())
			throw new IllegalArgumentException(patches.size() + " rows, " + pixels.size() + " images");
		final Set<String> ids = new HashSet<>();
		for (final Patch patch : patches)
			if (!ids.add(patch.id())) throw new IllegalArgumentException("two patches are called " + patch.id());
		this.width = width;
		this.height = height;
		this.spacing = spacing;
		this.patches = List.copyOf(patches);
		this.pixels = Collections.unmodifiableList(inMemory ? new ArrayList<>(pixels) : pixels);
	}

	/**
	 * {@return a set that computes the pixels of a patch at each call, to save memory}
	 *
	 * @param width of each patch, pixels
	 * @param height of each patch, pixels
	 * @param spacing pixel spacing, mm
	 * @param patches one row per patch
	 * @param pixels of the patch at a place, from 0; row-major, in [-1, 1], and the same at each call
	 */
	public static PatchSet onDemand(final int width, final int height, final double spacing, final List<Patch> patches,
			final IntFunction<float[]> pixels) {
		return new PatchSet(width, height, spacing, patches, new OnDemand(patches.size(), pixels), false);
	}

	private static final class OnDemand extends AbstractList<float[]> implements RandomAccess {
		private final int size;
		private final IntFunction<float[]> pixels;

		OnDemand(final int size, final IntFunction<float[]> pixels) {
			this.size = size;
			this.pixels = pixels;
		}

		@Override
		public float[] get(final int i) {
			return pixels.apply(Objects.checkIndex(i, size));
		}

		@Override
		public int size() {
			return size;
		}
	}

	private void requireSize(final float[] p) {
		if (p.length != width * height)
			throw new IllegalArgumentException(p.length + " pixels are not " + width + "x" + height);
	}

	/**
	 * {@return the set in a folder}
	 *
	 * @param folder contains images.mha and index.csv
	 * @throws org.cmrgan.run.UserError if the folder contains no readable set
	 */
	public static PatchSet read(final Path folder) {
		final List<Patch> rows = PatchSetFiles.readRows(folder);
		final MetaImage file = PatchSetFiles.readImages(folder, rows.size());
		final Img<FloatType> image = file.asFloats();
		final int width = (int) image.dimension(0);
		final int height = (int) image.dimension(1);
		final List<float[]> pixels = new ArrayList<>();
		final Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < rows.size(); i++) {
			final float[] values = new float[width * height];
			for (int j = 0; j < values.length; j++) values[j] = cursor.next().get();
			pixels.add(values);
		}
		return new PatchSet(width, height, file.spacing()[0], rows, pixels);
	}

	/**
	 * Writes images.mha and index.csv; each appears complete or not at all.
	 *
	 * @param folder created if it is missing
	 */
	public void write(final Path folder) {
		PatchSetFiles.write(image(), spacing, patches, folder);
	}

	/**
	 * Writes index.csv alone. The folder must contain the images already, in the same order.
	 *
	 * @param folder contains images.mha and index.csv
	 */
	public void writeRows(final Path folder) {
		PatchSetFiles.writeRows(patches, folder);
	}

	/** {@return the number of patches} */
	public int size() {
		return patches.size();
	}

	/** {@return true if there are no patches} */
	public boolean isEmpty() {
		return patches.isEmpty();
	}

	/** {@return the width of each patch, pixels} */
	public int width() {
		return width;
	}

	/** {@return the height of each patch, pixels} */
	public int height() {
		return height;
	}

	/** {@return the pixel spacing, mm} */
	public double spacing() {
		return spacing;
	}

	/**
	 * {@return the metadata of a patch}
	 *
	 * @param i place of the patch, from 0
	 */
	public Patch patch(final int i) {
		return patches.get(i);
	}

	/** {@return the metadata of all patches, in order} */
	public List<Patch> patches() {
		return patches;
	}

	/**
	 * {@return the pixels of a patch: shared, row-major, in [-1, 1]}
	 *
	 * @param i place of the patch, from 0
	 */
	public float[] pixels(final int i) {
		return pixels.get(i);
	}

	/** {@return the pixels of all patches, one shared array each} */
	public List<float[]> pixels() {
		return pixels;
	}

	/**
	 * {@return the patches at the given places, in that order}
	 *
	 * @param places from 0, each at most once
	 */
	public PatchSet subset(final int... places) {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> images = new ArrayList<>();
		for (final int i : places) {
			rows.add(patches.get(i));
			images.add(pixels.get(i));
		}
		return new PatchSet(width, height, spacing, rows, images);
	}

	/**
	 * {@return these patches if there are few, otherwise evenly spaced ones, in order}
	 *
	 * @param most largest number of patches to keep
	 */
	public PatchSet spread(final int most) {
		if (size() <= most) return this;
		return subset(IntStream.range(0, most).map(i -> (int) ((long) i * size() / most)).toArray());
	}

	/**
	 * {@return the patches that pass a test, in order}
	 *
	 * @param test true for a patch to keep
	 */
	public PatchSet filter(final Predicate<Patch> test) {
		return subset(IntStream.range(0, size()).filter(i -> test.test(patches.get(i))).toArray());
	}

	/**
	 * {@return the patches of one class, in order}
	 *
	 * @param label the class
	 */
	public PatchSet ofLabel(final String label) {
		return filter(p -> p.label().equals(label));
	}

	/**
	 * {@return the patches on which fold k trains: all for k = 0, otherwise those of subjects that are not tested in k}
	 *
	 * @param k the fold
	 */
	public PatchSet trainingOf(final int k) {
		return k == 0 ? this : filter(p -> p.fold() != k);
	}

	/**
	 * {@return the patches that fold k tests; none for k = 0}
	 *
	 * @param k the fold
	 */
	public PatchSet testOf(final int k) {
		return k == 0 ? subset() : filter(p -> p.fold() == k);
	}

	/**
	 * {@return these patches, followed by those of another set}
	 *
	 * @param other a set of the same width and height
	 * @throws IllegalArgumentException if the sizes differ
	 */
	public PatchSet plus(final PatchSet other) {
		if (other.width != width || other.height != height)
			throw new IllegalArgumentException("sets of different size");
		final List<Patch> rows = new ArrayList<>(patches);
		rows.addAll(other.patches);
		final List<float[]> images = new ArrayList<>(pixels);
		images.addAll(other.pixels);
		return new PatchSet(width, height, spacing, rows, images);
	}

	/**
	 * {@return the same pixels with other metadata}
	 *
	 * @param rows one for each patch, in order
	 */
	public PatchSet withPatches(final List<Patch> rows) {
		return new PatchSet(width, height, spacing, rows, pixels);
	}

	/**
	 * {@return the same patches in another window. Values outside it are clipped}
	 *
	 * @param window the intensities that -1 and 1 shall stand for
	 * @throws IllegalStateException if a patch does not say which window it was made with
	 */
	public PatchSet inWindow(final Window window) {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> images = new ArrayList<>();
		for (int i = 0; i < size(); i++) {
			final Patch patch = patches.get(i);
			final Window from = Window.of(patch).orElseThrow(() -> new IllegalStateException(patch + " has no window"));
			rows.add(window.noteIn(patch));
			images.add(window.toUnit(from.fromUnit(pixels.get(i))));
		}
		return new PatchSet(width, height, spacing, rows, images);
	}

	/** {@return the labels that occur, sorted} */
	public List<String> labels() {
		final TreeSet<String> found = new TreeSet<>();
		for (final Patch p : patches) found.add(p.label());
		return new ArrayList<>(found);
	}

	/** {@return the subjects that occur, sorted, without the empty name} */
	public List<String> subjects() {
		final TreeSet<String> found = new TreeSet<>();
		for (final Patch p : patches) if (!p.subject().isEmpty()) found.add(p.subject());
		return new ArrayList<>(found);
	}

	/** {@return the highest fold that occurs: the number of folds of a real set} */
	public int folds() {
		return patches.stream().mapToInt(Patch::fold).max().orElse(0);
	}

	/**
	 * {@return the SHA-256 of the sorted subjects. A synthetic image carries it to show which subjects its networks
	 * saw}
	 */
	public String subjectsHash() {
		return Hashes.of(subjects());
	}

	/** {@return the SHA-256 of the pixels and the metadata} */
	public String contentHash() {
		final MessageDigest digest = Hashes.sha256();
		for (int i = 0; i < size(); i++) {
			final Patch p = patches.get(i);
			digest.update((p.id() + '\n' + p.subject() + '\n' + p.label() + '\n' + p.fold() + '\n')
					.getBytes(StandardCharsets.UTF_8));
			digest.update(Hashes.bytes(pixels.get(i)));
		}
		return Hashes.hex(digest);
	}

	/**
	 * Writes the images alone, in the unit of the scans, as intensities.mha.
	 *
	 * @param folder contains this set
	 * @param windows what -1 and 1 stand for in each patch
	 * @return the file
	 */
	public Path writeIntensities(final Path folder, final Function<Patch, Window> windows) {
		final PatchSet intensities = onDemand(width, height, spacing, patches,
				i -> windows.apply(patches.get(i)).fromUnit(pixels.get(i)));
		return PatchSetFiles.writeIntensities(intensities.image(), spacing, folder);
	}

	/** {@return the patches as an image with axes x, y, patch. Each patch is loaded when it is first accessed} */
	public Img<FloatType> image() {
		final int[] one = { width, height, 1 };
		return new LazyCellImg<>(new CellGrid(new long[] { width, height, size() }, one), new FloatType(),
				i -> new Cell<>(one, new long[] { 0, 0, i }, new FloatArray(pixels.get((int) i))));
	}
}
