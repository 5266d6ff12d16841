/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.data.Hashes;
import org.cmrgan.io.ElementType;
import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.IntensityFunction;
import org.cmrgan.io.MetaImage;
import org.cmrgan.preprocess.Resampler.Interpolation;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/** Reads one row of the table and cuts its patches. Safe to use from several threads. */
final class ScanReader {
	private final PreprocessConfig config;

	ScanReader(final PreprocessConfig config) {
		this.config = config;
	}

	/** The outcome of one row. */
	static final class Scan {
		final Source source;
		final List<Draft> drafts;
		final String sha256;
		/** Number of slices of the volume, with or without a heart. */
		final int slices;
		/** Slices with a heart that gave no patch. */
		final List<String> unfit;
		/** Integers of 8 bits cannot represent T1 in ms. */
		final boolean eightBits;
		/** One sentence on why there are no patches; empty if there are some. */
		final String skip;
		/** Further remarks, a sentence each. */
		final Map<Notice, String> notices;
		/** Hash of size and values of each slice with a patch, by its index. */
		final Map<Integer, String> pixelHashes;
		/** Position of its slices; empty if it was not read yet. */
		final Optional<SliceAxes> axes;

		private Scan(final Source source, final List<Draft> drafts, final List<String> unfit, final String sha256,
				final int slices, final boolean eightBits, final String skip, final Map<Notice, String> notices,
				final Map<Integer, String> pixelHashes, final Optional<SliceAxes> axes) {
			this.source = source;
			this.drafts = drafts;
			this.unfit = unfit;
			this.sha256 = sha256;
			this.slices = slices;
			this.eightBits = eightBits;
			this.skip = skip;
			this.notices = notices;
			this.pixelHashes = pixelHashes;
			this.axes = axes;
		}

		static Scan skipped(final Source source, final String why) {
			return new Scan(source, List.of(), List.of(), "", 0, false, why, Map.of(), Map.of(), Optional.empty());
		}

		/** A copy with its pixels in a file. */
		Scan in(final Spill spill) {
			return new Scan(source, drafts.stream().map(d -> d.in(spill)).collect(Collectors.toList()), unfit, sha256,
					slices, eightBits, skip, notices, pixelHashes, axes);
		}
	}

	Scan read(final Source source) {
		if (!source.defect().isEmpty()) return Scan.skipped(source, source.defect());
		final MetaImage file;
		final Optional<MetaImage> maskFile;
		try {
			file = ImageFiles.read(source.image());
			maskFile = source.mask().map(ImageFiles::read);
		} catch (final UserError e) {
			return Scan.skipped(source, source.where() + ": " + e.getMessage());
		}
		try {
			return cut(source, file, maskFile);
		} catch (final Unusable e) {
			return Scan.skipped(source, source.where() + ": " + e.getMessage() + ".");
		} catch (final UserError e) {
			return Scan.skipped(source, source.where() + ": " + e.getMessage());
		}
	}

	private Scan cut(final Source source, final MetaImage given, final Optional<MetaImage> maskFile) throws Unusable {
		final String name = "image " + source.name();
		final MetaImage spaced = Spacing.of(given, source, config.voxel());
		final MetaImage file = maskFile.isPresent() ? MaskGrid.scaled(spaced, maskFile.get()) : spaced;
		if (!file.states(GeometryPart.SPACING) && !ImageFiles.isMetaImage(source.image()))
			throw new Unusable(
					"%s has no pixel spacing: fill in the column spacing in mm, such as 1.2, or give voxel= for all such images",
					name);
		final Cutting cutting = new Cutting(file, name);
		if (!file.states(GeometryPart.SPACING))
			cutting.notices.put(Notice.NO_SPACING, "No ElementSpacing: 1 mm was assumed.");
		else if (!spaced.states(GeometryPart.SPACING))
			cutting.notices.put(Notice.SPACING_OF_MASK, "No ElementSpacing: that of its mask was used.");
		if (maskFile.isPresent()) cutting.withMask(source, file, maskFile.get());
		else {
			final double[] rectangle = rectangle(source);
			if (rectangle[0] >= cutting.image.width() || rectangle[1] >= cutting.image.height()
					|| rectangle[0] + rectangle[2] <= 0 || rectangle[1] + rectangle[3] <= 0)
				throw new Unusable("roi %s lies outside of image %s of %s pixels: correct it", source.region(),
						source.name(), cutting.image.size());
			cutting.around(rectangle, slice(source, cutting.image));
			if (isFile(source) && cutting.image.count() > 1 && slice(source, cutting.image) == 0)
				cutting.notices.put(Notice.ALL_SLICES,
						source.region() + " has no slice position and was applied to all slices.");
		}
		final boolean eightBits = file.type() == ElementType.UCHAR || file.type() == ElementType.CHAR;
		final String skip = cutting.drafts.isEmpty()
				? source.where() + ": " + name + " " + cutting.unfit.get(0) + "."
				: "";
		return new Scan(source, cutting.drafts, cutting.unfit, hash(source.image(), cutting.image),
				cutting.image.count(), eightBits, skip, cutting.notices(), pixelHashes(cutting.image, cutting.drafts),
				Optional.of(cutting.axes));
	}

	private static Map<Integer, String> pixelHashes(final SliceImages image, final List<Draft> drafts) {
		final Map<Integer, String> out = new HashMap<>();
		for (final Draft draft : drafts)
			out.put(draft.z, image.width() + "x" + image.height() + " " + Hashes.of(plain(image.pixels(draft.z))));
		return out;
	}

	/** With one form of zero and of NaN, which files contain in several forms. */
	private static float[] plain(final float[] values) {
		for (int i = 0; i < values.length; i++) values[i] = Float.isNaN(values[i]) ? Float.NaN : values[i] + 0f;
		return values;
	}

	/** SHA-256 of the file, or of the files of a series; for a header with separate voxels, also of these. */
	private static String hash(final Path file, final SliceImages image) {
		final String ofFile = InputRecord.hashOfFiles(file);
		if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".mhd")) return ofFile;
		final List<String> parts = new ArrayList<>(List.of(ofFile));
		for (int z = 0; z < image.count(); z++) parts.add(Hashes.of(image.pixels(z)));
		return Hashes.of(parts);
	}

	/**
	 * The patches around a rectangle of pixels, in the image's own intensities.
	 *
	 * @param rectangle x, y, width, height
	 * @param slice from 1, or 0 for all
	 * @param context receives remarks for the user
	 */
	MetaImage patches(final MetaImage file, final double[] rectangle, final int slice, final RunContext context) {
		try {
			final Cutting cutting = new Cutting(file, "The image");
			cutting.around(rectangle, slice);
			if (cutting.drafts.isEmpty()) throw new Unusable("The image %s", cutting.unfit.get(0));
			cutting.notices().values().forEach(context::warn);
			final int area = config.size() * config.size();
			final float[] all = new float[Math.multiplyExact(area, cutting.drafts.size())];
			for (int i = 0; i < cutting.drafts.size(); i++)
				System.arraycopy(cutting.drafts.get(i).pixels(), 0, all, i * area, area);
			final double thick = file.spacing().length > 2 ? file.spacing()[2] : 1;
			return MetaImage.of(ArrayImgs.floats(all, config.size(), config.size(), cutting.drafts.size()),
					config.spacing(), config.spacing(), thick);
		} catch (final Unusable e) {
			throw new UserError(e.getMessage() + ".");
		}
	}

	private static SliceImages slices(final MetaImage image, final String name) throws Unusable {
		try {
			if (image.unit().isEmpty())
				throw new Unusable("has DistanceUnits = %s, which is not a unit of length: change it to mm, cm or um",
						image.fields().get("DistanceUnits"));
			return SliceImages.of(image);
		} catch (final Unusable e) {
			throw new Unusable("%s %s", name, e.getMessage());
		}
	}

	private static SliceAxes axes(final SliceImages image, final String name) throws Unusable {
		try {
			return image.axes();
		} catch (final Unusable e) {
			throw new Unusable("%s %s", name, e.getMessage());
		}
	}

	private static boolean isFile(final Source source) {
		return source.region().toLowerCase(Locale.ROOT).endsWith(".roi");
	}

	/** The slice of a volume to which the ROI file of a row applies, from 1; 0 for all. */
	private static int slice(final Source source, final SliceImages image) throws Unusable {
		if (!isFile(source) || image.count() == 1) return 0;
		final int out = RegionFile.slice(source.folder().resolve(source.region()));
		if (out > image.count())
			throw new Unusable("roi %s belongs to slice %d, but image %s has only %d: correct it", source.region(), out,
					source.name(), image.count());
		return out;
	}

	private double[] rectangle(final Source source) throws Unusable {
		final String[] parts = source.region().trim().split("[,;\\s]+");
		if (parts.length == 4 && source.region().matches("[-+.,;\\s\\d]+")) {
			final double[] out = new double[4];
			try {
				for (int i = 0; i < 4; i++) out[i] = Double.parseDouble(parts[i]);
			} catch (final NumberFormatException e) {
				throw new Unusable("roi %s is not x,y,w,h in pixels: correct it", source.region());
			}
			if (!(out[2] > 0 && out[3] > 0))
				throw new Unusable("roi %s has no area: give x,y,w,h in pixels", source.region());
			return out;
		}
		if (!isFile(source))
			throw new Unusable("roi %s is neither x,y,w,h in pixels nor an ImageJ .roi file: correct it",
					source.region());
		return RegionFile.read(source.folder().resolve(source.region()));
	}

	/** An image while its patches are cut. */
	private final class Cutting {
		private final SliceImages image;
		private final SliceAxes axes;
		private final Frame frame;
		private final IntensityFunction intensities;
		private final List<Draft> drafts = new ArrayList<>();
		private final List<String> unfit = new ArrayList<>();
		private final Map<Notice, String> notices = new EnumMap<>(Notice.class);
		private int filled;

		Cutting(final MetaImage file, final String name) throws Unusable {
			image = slices(file, name);
			axes = ScanReader.axes(image, name);
			frame = axes.frame();
			if (axes.isPartial())
				notices.put(Notice.PARTIAL_DIRECTION,
						"Its TransformMatrix is incomplete (oblique slice): not rotated upright.");
			intensities = IntensityFunction.of(file);
			if (!intensities.isIdentity() && !config.isRescaled())
				notices.put(Notice.INTENSITY_FUNCTION, "The header's intensity function (" + intensities
						+ ") was not applied; rescale=true applies it.");
		}

		Map<Notice, String> notices() {
			if (filled > 0)
				notices.put(Notice.FILLED, filled
						+ " NaN or infinite pixels outside the region of interest were replaced by the minimum of the slice.");
			return notices;
		}

		/** @param slice from 1, or 0 for all */
		void around(final double[] rectangle, final int slice) {
			final Region region = Region.ofPixels(rectangle[0], rectangle[1], rectangle[2], rectangle[3], frame);
			for (int z = 0; z < image.count(); z++) if (slice == 0 || slice == z + 1) draft(z, new float[0], region);
		}

		void withMask(final Source source, final MetaImage file, final MetaImage maskFile) throws Unusable {
			final String maskName = source.mask().map(Path::getFileName).map(Path::toString).orElse("");
			final SliceImages mask = slices(maskFile, "mask " + maskName);
			final MaskGrid grid = MaskGrid.of(file, maskFile, source.name(), maskName);
			if (MaskGrid.isContradicted(file, maskFile))
				notices.put(Notice.MASK_WITHOUT_PLACE,
						"Mask " + maskName + " has no geometry and was placed on the image pixel by pixel.");
			if (!grid.isSame())
				notices.put(Notice.MASK_RESAMPLED,
						"Mask " + maskName + " has a different pixel grid and was resampled onto the image.");
			final MaskLabels labels = MaskLabels.of(mask, config.maskLabel(), maskName);
			if (labels.isShare()) notices.put(Notice.MASK_OF_SHARES, "Mask " + maskName + " was thresholded at 0.5.");
			for (int z = 0; z < image.count(); z++)
				withMask(source, z, grid.resampled(k -> labels.inside(mask.pixels(k)), z));
			if (drafts.isEmpty() && unfit.isEmpty())
				throw new Unusable(grid.isSame()
						? "mask %s is empty: draw the myocardium, or remove the line"
						: "mask %s is empty on image %s: draw the myocardium, or correct Offset, TransformMatrix and ElementSpacing of the mask",
						maskName, source.name());
		}

		private void withMask(final Source source, final int z, final float[] inside) throws Unusable {
			final Optional<Region> around = Region.around(inside, image.width(), frame);
			if (around.isEmpty()) return;
			Region region = around.get();
			if (!source.region().isEmpty()) {
				final int slice = slice(source, image);
				if (slice > 0 && slice != z + 1) return;
				final double[] r = rectangle(source);
				region = Region.ofPixels(r[0], r[1], r[2], r[3], frame);
			}
			draft(z, inside, region);
		}

		/** @param mask 1 inside; empty if there is only a region */
		private void draft(final int z, final float[] mask, final Region region) {
			final float[] pixels = image.pixels(z);
			if (config.isRescaled()) intensities.applied(pixels);
			final int holes = fill(pixels, mask, region);
			final double spacing = config.spacing();
			final RandomAccessibleInterval<FloatType> slice = Resampler
					.lowPass(ArrayImgs.floats(pixels, image.width(), image.height()), frame, spacing);
			final Interpolation how = Interpolation.valueOf(config.interpolation().toUpperCase(Locale.ROOT));
			final float[] patch = Resampler.patch(slice, frame, region.centreRight(), region.centreDown(),
					config.size(), spacing, how, least(pixels));
			final float[] heart = mask.length > 0 ? where(pixels, mask) : patch.clone();
			for (final float value : patch) {
				if (Float.isFinite(value)) continue;
				unfit.add(
						"has NaN or infinite values in the region of interest: replace them, or exclude them from the mask");
				return;
			}
			if (least(patch) == greatest(patch)) {
				unfit.add("is uniform in the region of interest");
				return;
			}
			if (heart.length == 0) {
				unfit.add("has only NaN or infinite values under its mask");
				return;
			}
			Arrays.sort(heart);
			double sum = 0;
			for (final float value : heart) sum += value;
			final Preview preview = Preview.of(pixels, image.width(), image.height(), mask, frame, region.centreRight(),
					region.centreDown(), region.side() + 2 * config.margin(), config.size() * spacing);
			filled += holes;
			drafts.add(new Draft(z, patch, onPatch(mask, region), heart[heart.length / 2], sum / heart.length,
					region.side(), preview));
		}

		/**
		 * Replaces NaN and infinite values outside the mask (without a mask: outside the region) by the minimum;
		 * returns their number.
		 */
		private int fill(final float[] pixels, final float[] mask, final Region region) {
			final float least = least(pixels);
			if (!Float.isFinite(least)) return 0;
			int count = 0;
			for (int i = 0; i < pixels.length; i++) {
				if (Float.isFinite(pixels[i])) continue;
				final double x = i % image.width();
				final double y = i / image.width();
				if (mask.length > 0 ? mask[i] != 0 : region.contains(frame.right(x, y), frame.down(x, y))) continue;
				pixels[i] = least;
				count++;
			}
			return count;
		}

		/** The mask at the pixels of the patch, by the nearest pixel. */
		private float[] onPatch(final float[] mask, final Region region) {
			if (mask.length == 0) return mask;
			return Resampler.patch(ArrayImgs.floats(mask, image.width(), image.height()), frame, region.centreRight(),
					region.centreDown(), config.size(), config.spacing(), Interpolation.NEAREST, 0);
		}
	}

	/** The values under the mask. It may extend beyond the patch, over pixels without a value. */
	private static float[] where(final float[] pixels, final float[] mask) {
		final float[] out = new float[pixels.length];
		int n = 0;
		for (int i = 0; i < pixels.length; i++) if (mask[i] != 0 && Float.isFinite(pixels[i])) out[n++] = pixels[i];
		return Arrays.copyOf(out, n);
	}

	/** Of the finite values. */
	private static float least(final float[] values) {
		float out = Float.POSITIVE_INFINITY;
		for (final float value : values) if (value < out && value > Float.NEGATIVE_INFINITY) out = value;
		return out;
	}

	private static float greatest(final float[] values) {
		float out = Float.NEGATIVE_INFINITY;
		for (final float value : values) if (value > out) out = value;
		return out;
	}
}
