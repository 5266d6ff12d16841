/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cmrgan.data.CsvText;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/**
 * The table of subjects that a folder of images suggests. It finds which files are images and which are their masks or
 * ROI files, and takes subject and label from the paths. Immutable.
 */
public final class FolderTable {
	private static final int DEEPEST = 8;

	/** An image of the folder. */
	public static final class Row {
		private final Path image;
		private final Optional<Path> mask;
		private final Optional<String> region;
		private final String subject;
		private final String label;

		Row(final Path image, final Optional<Path> mask, final Optional<String> region, final String subject,
				final String label) {
			this.image = image;
			this.mask = mask;
			this.region = region;
			this.subject = subject;
			this.label = label;
		}

		/** {@return the image} */
		public Path image() {
			return image;
		}

		/** {@return the mask of the image, if there is one} */
		public Optional<Path> mask() {
			return mask;
		}

		/** {@return the ROI: a .roi file relative to the folder, or {@code x,y,w,h} in pixels} */
		public Optional<String> region() {
			return region;
		}

		/** {@return the subject} */
		public String subject() {
			return subject;
		}

		/** {@return the label} */
		public String label() {
			return label;
		}

		/**
		 * {@return the same image with another subject and label}
		 *
		 * @param newSubject the subject
		 * @param newLabel the label
		 */
		public Row with(final String newSubject, final String newLabel) {
			return new Row(image, mask, region, newSubject, newLabel);
		}

		/**
		 * {@return the same image with a region of interest}
		 *
		 * @param newRegion as for {@link #region}
		 */
		public Row withRegion(final String newRegion) {
			return new Row(image, mask, Optional.of(newRegion), subject, label);
		}

		/** {@return true if it has a mask or a region of interest} */
		public boolean isPlaced() {
			return mask.isPresent() || region.isPresent();
		}
	}

	private final Path folder;
	private final List<Row> rows;
	private final List<String> notes;

	private FolderTable(final Path folder, final List<Row> rows, final List<String> notes) {
		this.folder = folder;
		this.rows = Collections.unmodifiableList(rows);
		this.notes = Collections.unmodifiableList(notes);
	}

	/**
	 * {@return the table of a folder}
	 *
	 * @param config the folder, and how to read its paths
	 * @throws UserError if there is no such folder, if it contains no image, or if its paths do not tell subject and
	 *   label
	 */
	public static FolderTable of(final FolderConfig config) {
		final FolderTable out = unchecked(config);
		checkLabels(out.folder, out.rows);
		return out;
	}

	/**
	 * {@return the table of a folder, whatever its labels: somebody may correct them before {@link #check}}
	 *
	 * @param config the folder, and how to read its paths
	 * @throws UserError if there is no such folder, if it contains no image, or if no path matches
	 */
	public static FolderTable unchecked(final FolderConfig config) {
		final Path folder = config.input();
		if (!Files.isDirectory(folder))
			throw UserError.of("The input %s is not a folder: give the folder that contains the images.", folder);
		final List<Path> found = images(folder);
		final RegionFinder regions = new RegionFinder(folder, found, config.masks());
		final List<Path> images = new ArrayList<>(found);
		images.removeIf(regions::isMask);
		if (images.isEmpty())
			throw UserError.of("There is no image in %s (%s): give another folder.", folder,
					found.isEmpty() ? "no MetaImage, NIfTI, DICOM, TIFF, PNG or JPEG" : "only masks");
		final List<String> notes = new ArrayList<>();
		final Map<Path, String[]> names = names(folder, images, config, notes);
		final List<Row> rows = new ArrayList<>();
		for (final Path image : images) {
			final String[] name = names.get(image);
			if (name == null) continue;
			rows.add(new Row(image, regions.mask(image), regions.region(image, notes), name[0], name[1]));
		}
		return new FolderTable(folder, rows, notes);
	}

	/** {@return all images, also those without mask or ROI} */
	public List<Row> rows() {
		return rows;
	}

	/** {@return what the user should know about the table, one sentence each} */
	public List<String> notes() {
		return notes;
	}

	/** {@return the folder of images} */
	public Path folder() {
		return folder;
	}

	/**
	 * Writes the rows as a table for Preprocess MHA ROI. Paths are relative to the table where possible.
	 *
	 * @param rows those without mask and ROI are left out
	 * @param table the file to create
	 * @return the number of rows that were left out, because they have neither mask nor ROI
	 */
	public static int write(final List<Row> rows, final Path table) {
		final CsvText csv = new CsvText("image", "mask", "roi", "subject", "label");
		int left = 0;
		for (final Row row : rows) {
			if (!row.isPlaced()) {
				left++;
				continue;
			}
			final String region = row.region().orElse("");
			csv.rowAsWritten(name(table, row.image()), row.mask().map(m -> name(table, m)).orElse(""),
					region.endsWith(".roi") ? name(table, Path.of(region)) : region, row.subject(), row.label());
		}
		AtomicFiles.writeText(table, csv.text());
		return left;
	}

	private static String name(final Path table, final Path file) {
		final Path base = table.toAbsolutePath().getParent();
		try {
			return base.relativize(file).toString().replace('\\', '/');
		} catch (final IllegalArgumentException e) {
			// The other path is on another drive of Windows.
			return file.toString();
		}
	}

	/** Files, and folders of DICOM series, in the order of their names, without results of the suite. */
	private static List<Path> images(final Path folder) {
		final Set<Path> out = new TreeSet<>();
		try {
			Files.walkFileTree(folder, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
				@Override
				public FileVisitResult preVisitDirectory(final Path at, final BasicFileAttributes attributes) {
					final boolean hidden = !at.equals(folder) && at.getFileName().toString().startsWith(".");
					return hidden || Files.exists(at.resolve("study.json"))
							? FileVisitResult.SKIP_SUBTREE
							: FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
					if (!file.getFileName().toString().startsWith(".") && attributes.isRegularFile()
							&& ImageFiles.isImage(file))
						out.add(file);
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(final Path file, final IOException e) {
					return FileVisitResult.CONTINUE;
				}
			});
		} catch (final IOException e) {
			throw new UserError("Cannot read the folder " + folder + ": check its permissions.", e);
		}
		return withSeries(folder, out);
	}

	/** Several DICOM files in a folder are one image, and so is a single one whose mask or ROI is named like the folder. */
	private static List<Path> withSeries(final Path folder, final Set<Path> files) {
		final Map<Path, List<Path>> dicom = new TreeMap<>();
		for (final Path file : files)
			if (ImageFiles.isDicom(file)) dicom.computeIfAbsent(file.getParent(), f -> new ArrayList<>()).add(file);
		final Set<Path> out = new TreeSet<>(files);
		dicom.forEach((parent, members) -> {
			if (parent.equals(folder) || members.size() < 2 && !RegionFinder.isBeside(parent, files)) return;
			out.removeAll(members);
			out.add(parent);
		});
		return new ArrayList<>(out);
	}

	private static Map<Path, String[]> names(final Path folder, final List<Path> images, final FolderConfig config,
			final List<String> notes) {
		final List<String> paths = new ArrayList<>();
		for (final Path image : images) paths.add(path(folder, image));
		final NamePattern pattern = config.pattern().orElseGet(() -> {
			final NamePattern guess = NameGuess.of(folder, paths, config.labels().keySet());
			notes.add("Subject and label were found with pattern=" + guess + ": look at the table.");
			return guess;
		});
		final Map<Path, String[]> out = new LinkedHashMap<>();
		final List<String> strangers = new ArrayList<>();
		final Set<String> others = new LinkedHashSet<>();
		for (int i = 0; i < images.size(); i++) {
			final Optional<String[]> name = pattern.match(paths.get(i));
			if (name.isEmpty()) {
				strangers.add(paths.get(i));
				continue;
			}
			final Map<String, String> labels = config.labels();
			final String label = labels.isEmpty() ? name.get()[1] : labels.getOrDefault(name.get()[1], "");
			if (label.isEmpty()) others.add(name.get()[1]);
			else
				out.put(images.get(i), new String[] { name.get()[0], label });
		}
		if (!strangers.isEmpty())
			notes.add(strangers.size() + " of " + images.size() + " images do not match pattern=" + pattern
					+ " (the first: " + strangers.get(0) + ") and were left out.");
		if (!others.isEmpty())
			notes.add("Images of the labels " + String.join(", ", others)
					+ " were left out, because labels= does not name them.");
		if (out.isEmpty())
			throw UserError.of("No image of %s matches pattern=%s%s; the first is %s: correct pattern=.", folder,
					pattern, config.labels().isEmpty() ? "" : " and labels=", paths.get(0));
		return out;
	}

	private static String path(final Path folder, final Path image) {
		final Path parent = folder.relativize(image).getParent();
		final String stem = Files.isDirectory(image) ? image.getFileName().toString() : ImageFiles.stem(image);
		return parent == null ? stem : parent.toString().replace('\\', '/') + "/" + stem;
	}

	/**
	 * Checks that there are exactly two labels, and one label per subject.
	 *
	 * @param folder the folder of images, for messages
	 * @param rows the images
	 * @throws UserError if rows have not exactly two labels, or a subject has both
	 */
	public static void check(final Path folder, final List<Row> rows) {
		checkLabels(folder, rows);
	}

	private static void checkLabels(final Path folder, final List<Row> rows) {
		final Set<String> labels = new TreeSet<>();
		rows.forEach(row -> labels.add(row.label()));
		if (labels.size() != 2)
			throw UserError.of(
					"The images of %s have %d labels (%s), but exactly two are needed: choose and rename them, such as labels=HCM:patient,NOR:normal, or correct pattern=.",
					folder, labels.size(), String.join(", ", labels));
		final Map<String, String> of = new TreeMap<>();
		for (final Row row : rows) {
			final String other = of.putIfAbsent(row.subject(), row.label());
			if (other != null && !other.equals(row.label()))
				throw UserError.of(
						"Subject %s of %s has two labels, %s and %s, so pattern= does not find whole subjects: correct it.",
						row.subject(), folder, other, row.label());
		}
	}
}
