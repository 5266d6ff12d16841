/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.cmrgan.data.Copies;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.SubjectFolds;
import org.cmrgan.data.Window;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.MetaImage;
import org.cmrgan.preprocess.ScanReader.Scan;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.cmrgan.run.Workers;

/**
 * Turns raw scans into the patches of a study (Fu et al. 2021, section 3.1): resampling, region of interest,
 * normalisation. Every slice with a heart becomes one upright patch with the heart in its centre, and all patches have
 * the same pixel spacing.
 */
public final class Preprocess {
	/** A larger fraction of files than this may be skipped only with allow_skips. */
	private static final double SKIPS = 0.05;

	private final PreprocessConfig config;
	private final RunContext context;
	private final Sources sources;

	private Preprocess(final PreprocessConfig config, final RunContext context) {
		this.config = config;
		this.context = context;
		sources = Sources.read(config.input(), config.allowSkips(), config.subjectsAsWritten());
	}

	/**
	 * Reads, crops and normalises all images. Writes nothing but a temporary file, which is deleted when the result is
	 * closed. Blocks. Memory is needed for one image per core, whatever the number of images.
	 *
	 * @param config what to read, and how
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return the patches
	 * @throws UserError naming everything that is wrong: with the table, before any image is read; otherwise with the
	 * files
	 */
	public static Preprocessed run(final PreprocessConfig config, final RunContext context) {
		final Preprocess preprocess = new Preprocess(config, context);
		final Spill spill = new Spill();
		try {
			return preprocess.run(spill);
		} catch (final RuntimeException | Error e) {
			spill.close();
			throw e;
		}
	}

	/**
	 * Cuts patches from an open image around a selection. They are resampled like those of a study, but keep the
	 * intensities of the image.
	 *
	 * @param image one slice or a stack of slices
	 * @param rectangle x, y, width and height of the selection in pixels
	 * @param slice the slice to use, from 1, or 0 for all
	 * @param config size, spacing, margin and interpolation
	 * @param context receives warnings
	 * @return a stack with one float patch per slice, in the pixel spacing of the patches
	 * @throws UserError if the image has colours, or is uniform, NaN or infinite there
	 */
	public static MetaImage cut(final MetaImage image, final double[] rectangle, final int slice,
			final PreprocessConfig config, final RunContext context) {
		return new ScanReader(config).patches(image, rectangle, slice, context);
	}

	private Preprocessed run(final Spill spill) {
		final PositiveLabel positive = sources.positive(config.positive());
		context.info(positive.sentence());
		checkFolds(sources.rows());
		final ScanReader reader = new ScanReader(config);
		final List<Source> rows = sources.rows();
		final List<Scan> scans = Workers.inOrder(context, "Preprocess", "image", rows.size(),
				i -> reader.read(rows.get(i)).in(spill));
		refuseManySkips(scans);
		final List<Scan> taken = scans.stream().filter(s -> !s.drafts.isEmpty()).collect(Collectors.toList());
		final Map<String, Integer> folds = checkFolds(taken.stream().map(s -> s.source).collect(Collectors.toList()));
		final String window = Windows.kind(config.window(), taken,
				taken.stream().map(s -> folds.get(s.source.subject())).collect(Collectors.toList()));
		warnOfOddT1(window, taken);
		refuseCopies(taken);
		warnOfSmallPatches(taken);
		warnOfNotices(taken);
		new Views(taken).oddities().forEach(context::warn);
		final ContactSheet sheet = new ContactSheet();
		final boolean ofStudy = config.isWindowOfStudy() && !"t1".equals(window);
		final PatchSet patches = patches(taken, folds, window, ofStudy, sheet);
		final List<FileReport> files = reports(scans);
		final int count = folds.values().stream().mapToInt(k -> k).max().orElse(0);
		record(patches, window, files);
		return new Preprocessed(patches, masks(patches, taken), window,
				ofStudy ? Windows.ofFolds(window, pixels(taken), foldOfEach(patches)) : List.of(), sources.labels(),
				positive.label(), count, sources.table(), files, sheet, spill);
	}

	private static List<Draft> drafts(final List<Scan> scans) {
		return scans.stream().flatMap(s -> s.drafts.stream()).collect(Collectors.toList());
	}

	/** In the scans' intensities, each loaded when it is used. */
	private static List<float[]> pixels(final List<Scan> taken) {
		final List<Draft> drafts = drafts(taken);
		return new AbstractList<>() {
			@Override
			public float[] get(final int i) {
				return drafts.get(i).pixels();
			}

			@Override
			public int size() {
				return drafts.size();
			}
		};
	}

	private static List<Integer> foldOfEach(final PatchSet patches) {
		return patches.patches().stream().map(Patch::fold).collect(Collectors.toList());
	}

	/** The fold of each subject; throws if a class has too few subjects. */
	private Map<String, Integer> checkFolds(final List<Source> rows) {
		final Map<String, Integer> given = new LinkedHashMap<>();
		final Map<String, String> labels = new TreeMap<>();
		final Map<String, Integer> images = new HashMap<>();
		for (final Source row : rows) {
			labels.put(row.subject(), row.label());
			images.merge(row.subject(), 1, Integer::sum);
			given.put(row.subject(), row.fold());
		}
		final Set<String> classes = new HashSet<>(labels.values());
		for (final String label : sources.labels())
			if (!classes.contains(label))
				throw UserError.of("None of the images of %s can be used: see files.csv for the reasons.", label);
		return sources.folds() > 0
				? given
				: SubjectFolds.assign(labels, images, config.folds(), new Seeds(config.seed()));
	}

	private void refuseManySkips(final List<Scan> scans) {
		final List<Scan> skipped = scans.stream().filter(s -> !s.skip.isEmpty()).collect(Collectors.toList());
		if (config.allowSkips() || skipped.size() <= SKIPS * scans.size()) return;
		final Problems problems = new Problems();
		problems.add("%d of %d images cannot be used: correct or remove them, or give allow_skips=true.",
				skipped.size(), scans.size());
		for (final Scan scan : skipped) problems.add("%s", scan.skip);
		problems.throwIfAny();
	}

	private void warnOfOddT1(final String window, final List<Scan> taken) {
		if (!"t1".equals(window) || "auto".equals(config.window()) || Windows.looksLikeT1(taken)) return;
		final double[] medians = taken.stream().flatMap(s -> s.drafts.stream()).mapToDouble(d -> d.median).sorted()
				.toArray();
		context.warn(String.format(Locale.ROOT,
				"window=t1 was given, but the median in the hearts is %.4g: these images do not look like T1 maps in ms.",
				medians[medians.length / 2]));
	}

	private void refuseCopies(final List<Scan> taken) {
		final Copies copies = new Copies();
		for (final Scan scan : taken) {
			for (final Draft draft : scan.drafts)
				copies.add(scan.pixelHashes.get(draft.z), scan.source.name()
						+ (scan.slices > 1 ? " slice " + draft.z : "") + " on " + scan.source.where(),
						scan.source.subject(), scan.source.label());
		}
		copies.refusal().ifPresent(sentence -> {
			throw new UserError(sentence);
		});
		copies.warning().ifPresent(context::warn);
	}

	/** One line for each kind of remark, whatever the number of images. */
	private void warnOfNotices(final List<Scan> taken) {
		for (final Notice notice : Notice.values()) {
			final List<Scan> those = taken.stream().filter(s -> s.notices.containsKey(notice))
					.collect(Collectors.toList());
			if (!those.isEmpty())
				context.warn(String.format(Locale.ROOT, "%d of %d images (the first: %s) %s.", those.size(),
						taken.size(), those.get(0).source.name(), notice.words()));
		}
	}

	private void warnOfSmallPatches(final List<Scan> taken) {
		final double field = config.size() * config.spacing();
		final double[] sides = taken.stream().flatMap(s -> s.drafts.stream())
				.mapToDouble(d -> d.side + 2 * config.margin()).filter(side -> side > field).sorted().toArray();
		if (sides.length == 0) return;
		final double largest = sides[sides.length - 1];
		context.warn(String.format(Locale.ROOT,
				"In %s the region of interest with its margin exceeds the patch of %.1f mm and was cropped; spacing=%.2f would fit the largest, %.1f mm.",
				sides.length == 1 ? "1 patch" : sides.length + " patches", field,
				Math.ceil(100 * largest / config.size()) / 100, largest));
	}

	/** @param ofStudy true if the values will be converted by the window of each fold */
	private PatchSet patches(final List<Scan> taken, final Map<String, Integer> folds, final String kind,
			final boolean ofStudy, final ContactSheet sheet) {
		final List<Draft> drafts = drafts(taken);
		final Optional<Window> ofAll = ofStudy ? Optional.of(Windows.lossless(pixels(taken))) : Optional.empty();
		final List<Window> windows = new ArrayList<>();
		final List<Patch> rows = new ArrayList<>();
		final Names names = new Names(taken);
		for (final Scan scan : taken) {
			for (final Draft draft : scan.drafts) {
				final Window window = ofAll.orElseGet(() -> Windows.of(kind, draft.pixels()));
				final Map<String, String> more = new LinkedHashMap<>();
				more.put("source", scan.source.name());
				more.put("sha256", scan.sha256);
				more.put("plane", String.valueOf(draft.z));
				more.put("mask_mean", number(draft.mean));
				more.put("roi_mm", number(draft.side));
				final Source source = scan.source;
				final String id = names.next(scan, draft);
				rows.add(window
						.noteIn(new Patch(id, source.subject(), source.label(), folds.get(source.subject()), more)));
				windows.add(window);
				sheet.add(draft.preview, id);
			}
		}
		return PatchSet.onDemand(config.size(), config.size(), config.spacing(), rows,
				i -> windows.get(i).toUnit(drafts.get(i).pixels()));
	}

	/** The masks of the patches that have one. */
	private static PatchSet masks(final PatchSet patches, final List<Scan> taken) {
		final List<Draft> drafts = drafts(taken);
		final int[] masked = IntStream.range(0, drafts.size()).filter(i -> drafts.get(i).masked).toArray();
		return PatchSet.onDemand(patches.width(), patches.height(), patches.spacing(),
				Arrays.stream(masked).mapToObj(patches::patch).collect(Collectors.toList()),
				i -> drafts.get(masked[i]).mask());
	}

	private static String number(final double value) {
		return new java.math.BigDecimal(value).round(new java.math.MathContext(7)).stripTrailingZeros().toPlainString();
	}

	private List<FileReport> reports(final List<Scan> scans) {
		final List<FileReport> out = new ArrayList<>();
		final double field = config.size() * config.spacing();
		for (final Scan scan : scans) {
			final List<String> notes = new ArrayList<>();
			if (!scan.skip.isEmpty()) notes.add(scan.skip);
			notes.addAll(scan.notices.values());
			if (!scan.drafts.isEmpty() && scan.slices > scan.drafts.size())
				notes.add(
						String.format(Locale.ROOT, "%d of %d slices became patches.", scan.drafts.size(), scan.slices));
			if (!scan.drafts.isEmpty() && !scan.unfit.isEmpty())
				notes.add(String.format(Locale.ROOT, "%d slices were skipped; the first %s.", scan.unfit.size(),
						scan.unfit.get(0)));
			final double largest = scan.drafts.stream().mapToDouble(d -> d.side + 2 * config.margin()).max().orElse(0);
			if (largest > field)
				notes.add(
						String.format(Locale.ROOT, "Region and margin of %.1f mm cropped to %.1f mm.", largest, field));
			out.add(new FileReport(scan.source.name(), scan.source.subject(), scan.source.label(), scan.drafts.size(),
					String.join(" ", notes)));
		}
		out.addAll(unlisted(scans));
		return out;
	}

	/** MetaImages next to the listed ones that are not in the table. */
	private List<FileReport> unlisted(final List<Scan> scans) {
		final Set<Path> known = new HashSet<>();
		final Set<Path> folders = new java.util.TreeSet<>();
		for (final Scan scan : scans) {
			if (!scan.source.defect().isEmpty()) continue;
			known.add(scan.source.image());
			scan.source.mask().ifPresent(known::add);
			folders.add(scan.source.image().toAbsolutePath().getParent());
		}
		final List<FileReport> out = new ArrayList<>();
		for (final Path folder : folders) {
			try (Stream<Path> files = Files.list(folder)) {
				files.filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).matches("[^.].*\\.mh[ad]"))
						.filter(f -> !known.contains(f)).sorted().forEach(f -> out.add(
								new FileReport(nameOf(f), "", "", 0, "Not in " + sources.table().getFileName() + ".")));
			} catch (final IOException e) {
				context.warn("Folder " + folder
						+ " cannot be listed, so images that are not in the table are not reported.");
			}
		}
		return out;
	}

	private String nameOf(final Path file) {
		final Path base = sources.table().getParent();
		return (file.startsWith(base) ? base.relativize(file) : file).toString().replace('\\', '/');
	}

	private void record(final PatchSet patches, final String window, final List<FileReport> files) {
		context.record("patches", patches.size());
		context.record("subjects", patches.subjects().size());
		context.record("window", window);
		final Map<String, String> skipped = new LinkedHashMap<>();
		for (final FileReport file : files)
			if (file.patches() == 0 && !file.subject().isEmpty()) skipped.put(file.image(), file.note());
		context.record("skipped", skipped);
		if (!skipped.isEmpty()) context.warn(skipped.size() + " images were skipped; see files.csv for the reasons.");
	}

	/**
	 * Short unique names: that of the file, with its folders if two files share it, with the slice of a volume, and
	 * with a number if another image has the same name, such as p1_img next to p1/img.
	 */
	private static final class Names {
		private final Map<String, Integer> uses = new HashMap<>();
		private final Set<String> given = new HashSet<>();

		Names(final List<Scan> scans) {
			for (final Scan scan : scans)
				uses.merge(stem(scan.source.image().getFileName().toString()), 1, Integer::sum);
		}

		/** Called once for each image, in the order of the table. */
		String next(final Scan scan, final Draft draft) {
			final String name = of(scan, draft);
			String out = name;
			for (int n = 2; !given.add(out); n++) out = name + "-" + n;
			return out;
		}

		private String of(final Scan scan, final Draft draft) {
			final String stem = stem(scan.source.image().getFileName().toString());
			final String name = uses.get(stem) == 1 ? stem : stem(scan.source.name()).replaceAll("[/\\\\:]+", "_");
			return scan.slices > 1 ? String.format(Locale.ROOT, "%s-z%03d", name, draft.z) : name;
		}

		/** The path without the extension. */
		private static String stem(final String name) {
			final Path path = Path.of(name);
			return path.getParent() == null ? ImageFiles.stem(path) : path.getParent() + "/" + ImageFiles.stem(path);
		}
	}
}
