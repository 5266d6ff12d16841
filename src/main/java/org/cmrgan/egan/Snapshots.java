/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/**
 * The folder {@code snapshots} of a training: the best few generators, each in a model file of its own. A user may
 * choose another one than the training selected.
 */
final class Snapshots {
	/** Largest number of snapshots kept; each file is as large as model.zip. */
	static final int MOST = 6;
	private static final String FOLDER = "snapshots";
	private static final String BEGIN = "generation-";
	private static final String END = ".zip";

	private final Path folder;
	private final Start start;
	private final ModelCard card;

	/**
	 * @param folder of the training
	 * @param start completes a generator that is kept
	 * @param card description to write with it
	 */
	Snapshots(final Path folder, final Start start, final ModelCard card) {
		this.folder = folder;
		this.start = start;
		this.card = card;
	}

	/** The file of a snapshot. */
	static Path file(final Path folder, final long step) {
		return folder.resolve(FOLDER).resolve(BEGIN + step + END);
	}

	/** The steps of the snapshots that are kept, in ascending order. */
	static List<Long> steps(final Path folder) {
		final Path inside = folder.resolve(FOLDER);
		if (!Files.isDirectory(inside)) return List.of();
		try (Stream<Path> all = Files.list(inside)) {
			return all.map(p -> p.getFileName().toString()).filter(n -> n.matches(BEGIN + "\\d{1,18}\\" + END))
					.map(n -> Long.valueOf(n.substring(BEGIN.length(), n.length() - END.length()))).sorted()
					.collect(Collectors.toList());
		} catch (final IOException e) {
			throw new UserError("Cannot read " + inside + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	/** The step of the snapshot that equals model.zip. */
	static OptionalLong chosen(final Path folder) {
		final Path model = folder.resolve(GeneratorFile.NAME);
		if (!Files.isRegularFile(model)) return OptionalLong.empty();
		final String sha = Hashes.of(model);
		return steps(folder).stream().filter(step -> Hashes.of(file(folder, step)).equals(sha))
				.mapToLong(Long::longValue).findFirst();
	}

	/** Replaces model.zip by a copy of a snapshot. */
	static void choose(final Path folder, final long step) {
		AtomicFiles.write(folder.resolve(GeneratorFile.NAME), path -> Files.copy(file(folder, step), path));
	}

	/**
	 * Keeps the current generator, which was judged before, unless it collapsed. Deletes the worst snapshots beyond
	 * {@link #MOST}.
	 */
	void keep(final long step, final AdversarialGraph generator, final Selection selection) {
		if (!selection.isDiverse(step)) return;
		write(step, generator);
		selection.ranked(steps(folder)).stream().skip(MOST).forEach(this::delete);
	}

	/** Writes the generator as the model, and also keeps it as a snapshot. */
	void export(final long step, final AdversarialGraph generator) {
		if (!Files.exists(file(folder, step))) write(step, generator);
		choose(folder, step);
		try {
			AtomicFiles.deleteUnfinished(folder.resolve(FOLDER));
		} catch (final IOException e) {
			throw new UserError(
					"Cannot clean " + folder.resolve(FOLDER) + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	private void write(final long step, final AdversarialGraph generator) {
		GeneratorFile.write(generator, start::complete, file(folder, step), card);
	}

	/** Deletes the snapshots after a step, because a training that continues from there writes them again. */
	void cutAfter(final long step) {
		steps(folder).stream().filter(later -> later > step).forEach(this::delete);
	}

	private void delete(final long step) {
		try {
			Files.deleteIfExists(file(folder, step));
		} catch (final IOException e) {
			throw new UserError("Cannot delete " + file(folder, step) + " (" + e.getMessage()
					+ "): close it, and check the permissions.", e);
		}
	}
}
