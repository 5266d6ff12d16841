/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.cmrgan.io.ImageFiles;
import org.cmrgan.run.UserError;

/**
 * Finds the mask or ROI file of each image: NAME_mask, NAME_seg and similar names in its folder or in a subfolder for
 * masks, or NAME in a parallel folder for masks (images/A/NAME, masks/A/NAME).
 */
final class RegionFinder {
	private static final List<String> SUFFIXES = List.of("_mask", "-mask", "_seg", "-seg", "_label", "_labels",
			"_segmentation", "_gt", "_myo", "_roi", ".mask", ".seg");
	private static final Set<String> FOLDERS = Set.of("mask", "masks", "label", "labels", "seg", "segs", "segmentation",
			"segmentations", "gt", "groundtruth", "annotations");
	private static final Set<String> IMAGE_FOLDERS = Set.of("image", "images", "img", "imgs", "scan", "scans", "data",
			"t1", "maps");
	private static final int MOST_ZIPPED = 1 << 16;

	private final Path folder;
	private final Map<Path, Path> masks = new HashMap<>();
	private final Set<Path> used = new HashSet<>();

	/** @param template path of the mask relative to the image's folder; empty for the usual places */
	RegionFinder(final Path folder, final List<Path> images, final Optional<String> template) {
		this.folder = folder;
		final Map<String, Path> byName = images.stream()
				.collect(Collectors.toMap(RegionFinder::key, i -> i, (a, b) -> a));
		for (final Path image : images) {
			if (!template.isPresent() && looksLikeMask(image)) {
				used.add(image);
				continue;
			}
			final Optional<Path> mask = template.isPresent() ? byTemplate(image, template.get()) : usual(image, byName);
			mask.filter(m -> !m.equals(image)).ifPresent(m -> {
				masks.put(image, m);
				used.add(m);
			});
		}
	}

	/** True if a mask or an ROI lies beside a folder and has its name. */
	static boolean isBeside(final Path series, final Collection<Path> images) {
		final Set<String> masks = SUFFIXES.stream().map(suffix -> key(series) + suffix).collect(Collectors.toSet());
		return Files.isRegularFile(series.resolveSibling(series.getFileName() + ".roi"))
				|| images.stream().anyMatch(image -> masks.contains(key(image)));
	}

	/** True if an image is the mask of another, or has the name of a mask. */
	boolean isMask(final Path image) {
		return used.contains(image);
	}

	Optional<Path> mask(final Path image) {
		return Optional.ofNullable(masks.get(image));
	}

	/** The path of a .roi file, or the rectangle of the only one in a .zip. */
	Optional<String> region(final Path image, final List<String> notes) {
		final String stem = stem(image);
		for (final String name : List.of(stem, stem + "_roi", stem + "-roi")) {
			final Path roi = image.resolveSibling(name + ".roi");
			if (Files.isRegularFile(roi)) return Optional.of(roi.toString());
			final Path zip = image.resolveSibling(name + ".zip");
			if (Files.isRegularFile(zip)) return zipped(zip, notes);
		}
		final Path below = image.resolveSibling("rois").resolve(stem + ".roi");
		return Files.isRegularFile(below) ? Optional.of(below.toString()) : Optional.empty();
	}

	private static Optional<String> zipped(final Path zip, final List<String> notes) {
		try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
			String out = "";
			for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
				if (!entry.getName().endsWith(".roi")) continue;
				if (!out.isEmpty()) {
					notes.add(zip + " contains several ROIs, so none was used: save only that of the heart.");
					return Optional.empty();
				}
				final double[] r = RegionFile.read(in.readNBytes(MOST_ZIPPED), zip);
				out = String.format(Locale.ROOT, "%s,%s,%s,%s", r[0], r[1], r[2], r[3]);
			}
			return Optional.of(out).filter(text -> !text.isEmpty());
		} catch (final IOException | UserError e) {
			notes.add(zip + " was not used: ImageJ cannot read it as ROIs.");
			return Optional.empty();
		}
	}

	private Optional<Path> byTemplate(final Path image, final String template) {
		try {
			return ImageFiles.find(image.resolveSibling(template.replace("{name}", stem(image))).normalize());
		} catch (final InvalidPathException e) {
			throw UserError.of("masks=%s is not a valid path on this system: correct it.", template);
		}
	}

	private Optional<Path> usual(final Path image, final Map<String, Path> byName) {
		final String stem = stem(image).toLowerCase(Locale.ROOT);
		final String parent = parent(image);
		for (final String suffix : SUFFIXES)
			if (byName.containsKey(parent + stem + suffix)) return Optional.of(byName.get(parent + stem + suffix));
		for (final String below : FOLDERS) {
			final Optional<Path> out = named(byName, parent + below + "/", stem);
			if (out.isPresent()) return out;
		}
		// The path with another name for one of its folders.
		final Path relative = folder.relativize(image);
		for (int i = 0; i + 1 < relative.getNameCount(); i++) for (final String other : FOLDERS) {
			final boolean instead = IMAGE_FOLDERS.contains(relative.getName(i).toString().toLowerCase(Locale.ROOT));
			final StringBuilder path = new StringBuilder();
			for (int k = 0; k + 1 < relative.getNameCount(); k++)
				path.append(
						k == i ? instead ? other : other + "/" + relative.getName(k) : relative.getName(k).toString())
						.append('/');
			final Optional<Path> out = named(byName, key(folder) + "/" + path.toString().toLowerCase(Locale.ROOT),
					stem);
			if (out.isPresent()) return out;
		}
		return Optional.empty();
	}

	private static Optional<Path> named(final Map<String, Path> byName, final String parent, final String stem) {
		if (byName.containsKey(parent + stem)) return Optional.of(byName.get(parent + stem));
		return SUFFIXES.stream().map(suffix -> byName.get(parent + stem + suffix)).filter(java.util.Objects::nonNull)
				.findFirst();
	}

	private boolean looksLikeMask(final Path image) {
		final String stem = stem(image).toLowerCase(Locale.ROOT);
		if (SUFFIXES.stream().anyMatch(stem::endsWith)) return true;
		final Path relative = folder.relativize(image);
		for (int i = 0; i + 1 < relative.getNameCount(); i++)
			if (FOLDERS.contains(relative.getName(i).toString().toLowerCase(Locale.ROOT))) return true;
		return false;
	}

	private static String stem(final Path image) {
		return Files.isDirectory(image) ? image.getFileName().toString() : ImageFiles.stem(image);
	}

	private static String parent(final Path image) {
		return image.getParent().toString().replace('\\', '/').toLowerCase(Locale.ROOT) + "/";
	}

	/** The path without its extension, in lower case. */
	private static String key(final Path image) {
		return parent(image) + stem(image).toLowerCase(Locale.ROOT);
	}
}
