/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.Labels;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/** A study folder. The names of its files are defined only here. */
public final class Study {
	private static final String INFO = "study.json";
	private static final String REAL = "real";
	/** Marker in the folder real until the study is complete. */
	private static final String MARK = ".writing-study";
	private static final String OUT_OF_DATE = "out-of-date-";
	private final Path folder;
	private final StudyInfo info;

	private Study(final Path folder, final StudyInfo info) {
		this.folder = folder;
		this.info = info;
	}

	/**
	 * {@return the study in a folder}
	 *
	 * @param folder the study folder
	 * @throws UserError if the folder contains no study
	 */
	public static Study open(final Path folder) {
		if (!Files.isDirectory(folder))
			throw UserError.of("The study folder %s does not exist: run Preprocess MHA ROI first, or correct study=.",
					folder);
		if (!exists(folder))
			throw UserError.of(
					"The folder %s is not a study (%s is missing): run Preprocess MHA ROI first, or correct study=.",
					folder, INFO);
		return new Study(folder, Json.read(folder.resolve(INFO), StudyInfo.class));
	}

	/** The study that contains a file; empty for a copy elsewhere. */
	static Optional<Study> around(final Path file) {
		for (Path folder = file.toAbsolutePath().normalize().getParent(); folder != null; folder = folder.getParent())
			if (exists(folder)) return Optional.of(open(folder));
		return Optional.empty();
	}

	/** True if the folder contains a study with finished preprocessing. */
	static boolean exists(final Path folder) {
		return Files.exists(folder.resolve(INFO));
	}

	/** Marks the folder real as the suite's, before anything is written to it. */
	static void begin(final Path folder) {
		AtomicFiles.writeText(folder.resolve(REAL).resolve(MARK), "");
	}

	/** Folder of studies of earlier real images. */
	List<Path> outOfDate() {
		try (Stream<Path> all = Files.list(folder)) {
			return all.filter(p -> p.getFileName().toString().startsWith(OUT_OF_DATE)).sorted()
					.collect(Collectors.toList());
		} catch (final IOException e) {
			throw new UserError(
					"Cannot read the folder " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	/**
	 * Moves the whole study into a folder inside itself, where it still is a study, to make room for a new one.
	 *
	 * @param why a sentence for readers of that folder
	 * @return the folder
	 */
	static Path retire(final Path folder, final String why) {
		int n = 1;
		while (Files.exists(folder.resolve(OUT_OF_DATE + n))) n++;
		final Path old = folder.resolve(OUT_OF_DATE + n);
		AtomicFiles.writeText(old.resolve("README.txt"), why + "\n");
		try (Stream<Path> all = Files.list(folder)) {
			// The study's own file is moved last: until then, the folder is the old study.
			final List<Path> parts = all
					.filter(p -> !p.getFileName().toString().startsWith(OUT_OF_DATE) && !p.endsWith(StudyLock.FILE)
							&& !p.endsWith(RunLog.FILE))
					.sorted(Comparator.comparing((Path p) -> p.endsWith(INFO)).thenComparing(p -> p.endsWith(REAL)))
					.collect(Collectors.toList());
			for (final Path part : parts) Files.move(part, old.resolve(part.getFileName()));
		} catch (final IOException e) {
			throw new UserError("Cannot move the old study to " + old + " (" + e.getMessage()
					+ "): close its files, and check the permissions.", e);
		}
		return old;
	}

	/**
	 * Writes the real patches, then study.json, which makes the folder a study.
	 *
	 * @param folder checked by {@link #checkEmpty} before the work began
	 */
	static Study create(final Path folder, final StudyInfo info, final PatchSet real) {
		real.write(folder.resolve(REAL));
		final StudyInfo ofReal = info.ofReal(hash(real));
		Json.write(folder.resolve(INFO), ofReal);
		try {
			Files.deleteIfExists(folder.resolve(REAL).resolve(MARK));
		} catch (final IOException e) {
			throw new UserError("Cannot delete " + folder.resolve(REAL).resolve(MARK) + ": check its permissions.", e);
		}
		return new Study(folder, ofReal);
	}

	/** @throws UserError if the folder contains anything but the remains of an interrupted preprocessing */
	static void checkEmpty(final Path folder) {
		if (!Files.exists(folder)) return;
		if (!Files.isDirectory(folder)) throw UserError.of("study=%s is a file: give the path of a folder.", folder);
		try (Stream<Path> inside = Files.list(folder)) {
			final boolean begun = isBegun(folder);
			final List<String> foreign = inside.map(p -> p.getFileName().toString())
					.filter(n -> !(n.equals(REAL) && begun) && !n.startsWith(".writing-") && !n.startsWith(OUT_OF_DATE)
							&& !n.equals(StudyLock.FILE) && !n.equals(RunLog.FILE))
					.sorted().collect(Collectors.toList());
			if (!foreign.isEmpty())
				throw UserError.of("The folder %s is not a study and holds other files (%s): give a new study folder.",
						folder, String.join(", ", foreign.subList(0, Math.min(3, foreign.size()))));
		} catch (final IOException e) {
			throw new UserError(
					"Cannot read the folder " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	/** True if the folder real is empty, or contains the remains of an interrupted preprocessing. */
	private static boolean isBegun(final Path folder) throws IOException {
		final Path real = folder.resolve(REAL);
		if (!Files.isDirectory(real) || Files.exists(real.resolve(MARK))) return Files.isDirectory(real);
		try (Stream<Path> inside = Files.list(real)) {
			return inside.findAny().isEmpty();
		}
	}

	/** {@return the study folder} */
	public Path folder() {
		return folder;
	}

	/** {@return what all stages of the study share} */
	public StudyInfo info() {
		return info;
	}

	/** {@return all real patches that are not excluded, as the networks of fold 0 see them; see {@link #real(int)}} */
	public PatchSet real() {
		return real(0);
	}

	/**
	 * {@return all real patches that are not excluded, with the intensities that the networks of fold k see. If these
	 * depend on other patches, then only on training patches of the fold}
	 *
	 * @param k the fold; 0 for all data
	 */
	public PatchSet real(final int k) {
		return Exclusions.kept(allReal(k));
	}

	/**
	 * {@return the same patches including the excluded ones, which are marked}
	 *
	 * @param k the fold; 0 for all data
	 */
	public PatchSet allReal(final int k) {
		fold(k);
		final PatchSet all = unchanged(PatchSet.read(realFolder()));
		return info.hasFoldWindows() ? all.inWindow(info.window(k).orElseThrow()) : all;
	}

	/** Refuses a set that was edited by hand, because its networks and folds would belong to other images. */
	private PatchSet unchanged(final PatchSet all) {
		if (!info.realSha256().isEmpty() && !info.realSha256().equals(hash(all)))
			throw UserError.of(
					"The real images of %s were changed after preprocessing (index.csv or images.mha): restore both files from a backup, or preprocess again with anew=true.",
					realFolder());
		if (!info.classes().containsAll(all.labels()) || all.folds() > info.folds())
			throw UserError.of(
					"%s and index.csv of the real images disagree on classes or folds: restore both from a backup.",
					folder.resolve(INFO));
		return all;
	}

	/** Hash of everything that affects a result. */
	private static String hash(final PatchSet real) {
		final List<String> parts = new ArrayList<>(List.of(real.contentHash()));
		for (final Patch patch : real.patches())
			parts.add(Window.of(patch).map(w -> w.low() + " " + w.high()).orElse(""));
		return Hashes.of(parts);
	}

	/**
	 * {@return the masks of the real patches that are not excluded, by the same ids: 1 inside, 0 outside; empty if
	 * there are none}
	 */
	public Optional<PatchSet> masks() {
		final Path masks = realFolder().resolve("masks");
		if (!Files.isDirectory(masks)) return Optional.empty();
		final Set<String> out = allReal(0).patches().stream().filter(Exclusions::isExcluded).map(Patch::id)
				.collect(Collectors.toSet());
		return Optional.of(PatchSet.read(masks).filter(p -> !out.contains(p.id())));
	}

	/** {@return the folder of the real patches} */
	public Path realFolder() {
		return folder.resolve(REAL);
	}

	/**
	 * {@return the folder of a fold}
	 *
	 * @param k the fold; 0 for all data
	 * @throws UserError if the study has no such fold
	 */
	public Path fold(final int k) {
		if (k < 0 || k > info.folds())
			throw UserError.of("fold=%d does not exist: the study %s has folds 1 to %d, and fold 0 for all data.", k,
					folder, info.folds());
		return folder.resolve("fold-" + k);
	}

	/** The fold whose folder contains a file; 0 if there is none. */
	int foldOf(final Path file) {
		final Path absolute = file.toAbsolutePath().normalize();
		for (int k = 1; k <= info.folds(); k++) if (absolute.startsWith(fold(k).toAbsolutePath().normalize())) return k;
		return 0;
	}

	/**
	 * {@return the folder of the generator of one class}
	 *
	 * @param k the fold; 0 for all data
	 * @param label the class
	 */
	public Path egan(final int k, final String label) {
		// The classes of study.json are checked when it is read; a label from another source must not lead outside the
		// study either.
		if (!Labels.problems(List.of(label), "this study").isEmpty())
			throw UserError.of("label=%s is not a label of this study: give one of %s.", label,
					String.join(", ", info.classes()));
		return fold(k).resolve("egan").resolve(label);
	}

	/**
	 * {@return the folder of mosaics of registered training images, and of the model of each class that makes them}
	 *
	 * @param k the fold; 0 for all data
	 */
	public Path mosaics(final int k) {
		return fold(k).resolve("mosaic");
	}

	/**
	 * {@return the folder of the synthetic images of a fold}
	 *
	 * @param k the fold; 0 for all data
	 */
	public Path synthetic(final int k) {
		return fold(k).resolve("synthetic");
	}

	/**
	 * {@return the folder of the refiner of a fold}
	 *
	 * @param k the fold; 0 for all data
	 */
	public Path simgan(final int k) {
		return fold(k).resolve("simgan");
	}

	/**
	 * {@return the folder of the refined images of a fold}
	 *
	 * @param k the fold; 0 for all data
	 */
	public Path refined(final int k) {
		return fold(k).resolve("refined");
	}

	/** {@return the folder of the evaluation} */
	public Path evaluation() {
		return folder.resolve("evaluation");
	}

	/**
	 * {@return the folder of the image quality of a fold}
	 *
	 * @param k the fold; 0 for all data
	 */
	public Path quality(final int k) {
		fold(k);
		return folder.resolve("quality").resolve("fold-" + k);
	}

	/** {@return the folder of the report} */
	public Path report() {
		return folder.resolve("report");
	}

	/** @throws UserError if fold k has no finished synthetic images */
	void requireSynthetic(final int k) {
		if (!RunRecord.isDone(synthetic(k)))
			throw UserError.of("Fold %d of %s has no synthetic images: run Synthesize E-GAN with fold=%d first.", k,
					folder, k);
	}

	/** @throws UserError if fold k has no finished refiner */
	void requireRefiner(final int k) {
		if (!RunRecord.isDone(simgan(k)))
			throw UserError.of("Fold %d of %s has no refiner: run Train SimGAN with fold=%d first.", k, folder, k);
	}
}
