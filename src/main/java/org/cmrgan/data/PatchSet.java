/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.nio.file.Path;
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

import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Patches of one size with what is known of each: on disk images.mha + index.csv, which open as one stack in Fiji and
 * in any ITK tool. Pixels are row-major, x fastest, float32 in [-1, 1]; the array of each patch is shared, not copied,
 * and must not be written to. Memory holds all of them, except in a set made {@link #onDemand}.
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
	 * A set whose pixels are made each time they are asked for, because memory should not hold them all.
	 *
	 * @param pixels of the patch of that place, as above; the same each time
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

	/** @throws org.cmrgan.run.UserError if the folder holds no readable set */
	public static PatchSet read(final Path folder) {
		return PatchSetFiles.read(folder);
	}

	/** Writes images.mha and index.csv; each appears complete or not at all. */
	public void write(final Path folder) {
		PatchSetFiles.write(this, folder);
	}

	/** Writes index.csv alone, of a set whose images are there already, in the same order. */
	public void writeRows(final Path folder) {
		PatchSetFiles.writeRows(this, folder);
	}

	public int size() {
		return patches.size();
	}

	public boolean isEmpty() {
		return patches.isEmpty();
	}

	public int width() {
		return width;
	}

	public int height() {
		return height;
	}

	/** Millimetres between pixel centres. */
	public double spacing() {
		return spacing;
	}

	public Patch patch(final int i) {
		return patches.get(i);
	}

	public List<Patch> patches() {
		return patches;
	}

	/** The pixels of patch i: shared, row-major, in [-1, 1]. */
	public float[] pixels(final int i) {
		return pixels.get(i);
	}

	/** All pixels, one array a patch, shared. */
	public List<float[]> pixels() {
		return pixels;
	}

	/** The patches at the given places, in that order; no place occurs twice. */
	public PatchSet subset(final int... places) {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> images = new ArrayList<>();
		for (final int i : places) {
			rows.add(patches.get(i));
			images.add(pixels.get(i));
		}
		return new PatchSet(width, height, spacing, rows, images);
	}

	/** The patches that pass, in order. */
	public PatchSet filter(final Predicate<Patch> test) {
		return subset(IntStream.range(0, size()).filter(i -> test.test(patches.get(i))).toArray());
	}

	/** The patches of one class. */
	public PatchSet ofLabel(final String label) {
		return filter(p -> p.label().equals(label));
	}

	/** What may train for fold k: all patches for k = 0, else all whose subjects are not tested in k. */
	public PatchSet trainingOf(final int k) {
		return k == 0 ? this : filter(p -> p.fold() != k);
	}

	/** The patches tested in fold k; none for k = 0. */
	public PatchSet testOf(final int k) {
		return k == 0 ? subset() : filter(p -> p.fold() == k);
	}

	/** These patches, then the other set's. */
	public PatchSet plus(final PatchSet other) {
		if (other.width != width || other.height != height)
			throw new IllegalArgumentException("sets of different size");
		final List<Patch> rows = new ArrayList<>(patches);
		rows.addAll(other.patches);
		final List<float[]> images = new ArrayList<>(pixels);
		images.addAll(other.pixels);
		return new PatchSet(width, height, spacing, rows, images);
	}

	/** The same pixels with other rows. */
	public PatchSet withPatches(final List<Patch> rows) {
		return new PatchSet(width, height, spacing, rows, pixels);
	}

	/**
	 * The same patches with other intensities at -1 and 1; what lies outside of them is clipped.
	 *
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

	/** The labels that occur, sorted. */
	public List<String> labels() {
		final TreeSet<String> found = new TreeSet<>();
		for (final Patch p : patches) found.add(p.label());
		return new ArrayList<>(found);
	}

	/** The subjects that occur, sorted, without the empty name. */
	public List<String> subjects() {
		final TreeSet<String> found = new TreeSet<>();
		for (final Patch p : patches) if (!p.subject().isEmpty()) found.add(p.subject());
		return new ArrayList<>(found);
	}

	/** The highest fold that occurs: the number of folds of a real set. */
	public int folds() {
		return patches.stream().mapToInt(Patch::fold).max().orElse(0);
	}

	/** SHA-256 over the sorted subjects: what a synthetic image carries to show whom its networks saw. */
	public String subjectsHash() {
		return Hashes.of(subjects());
	}

	/** SHA-256 over the pixels and rows. */
	public String contentHash() {
		return Hashes.of(this);
	}

	/**
	 * Writes the images alone, in the unit of the scans, as intensities.mha into the folder that holds this set.
	 *
	 * @param windows what -1 and 1 stand for in each patch
	 * @return the file
	 */
	public Path writeIntensities(final Path folder, final Function<Patch, Window> windows) {
		return PatchSetFiles.writeIntensities(
				onDemand(width, height, spacing, patches, i -> windows.apply(patches.get(i)).fromUnit(pixels.get(i))),
				folder);
	}

	/** The patches as an image with axes x, y, patch, which asks for each patch when it is come to. */
	public Img<FloatType> image() {
		final int[] one = { width, height, 1 };
		return new LazyCellImg<>(new CellGrid(new long[] { width, height, size() }, one), new FloatType(),
				i -> new Cell<>(one, new long[] { 0, 0, i }, new FloatArray(pixels.get((int) i))));
	}
}
