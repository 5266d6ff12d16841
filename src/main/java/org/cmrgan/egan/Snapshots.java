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
 * The folder {@code snapshots} of a training: the best few generators that it had on the way, each a model file of its own, from
 * which somebody may choose another than the training did.
 */
final class Snapshots {
	/** Files are as large as model.zip. */
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
	 * @param card what to write about it
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

	/** The steps of those that are kept, ascending. */
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

	/** The step of the one that model.zip is. */
	static OptionalLong chosen(final Path folder) {
		final Path model = folder.resolve(GeneratorFile.NAME);
		if (!Files.isRegularFile(model)) return OptionalLong.empty();
		final String sha = Hashes.of(model);
		return steps(folder).stream().filter(step -> Hashes.of(file(folder, step)).equals(sha))
				.mapToLong(Long::longValue).findFirst();
	}

	/** Puts a copy of one in the place of model.zip. */
	static void choose(final Path folder, final long step) {
		AtomicFiles.write(folder.resolve(GeneratorFile.NAME), path -> Files.copy(file(folder, step), path));
	}

	/** Keeps the generator as it is, which was judged, unless it collapsed or better ones are kept; drops the worst of too many. */
	void keep(final long step, final AdversarialGraph generator, final Selection selection) {
		if (!selection.isDiverse(step)) return;
		write(step, generator);
		selection.ranked(steps(folder)).stream().skip(MOST).forEach(this::delete);
	}

	/** Writes the generator as the model, and keeps it as well. */
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

	/** Deletes those of later steps, which a training that goes back makes anew. */
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
