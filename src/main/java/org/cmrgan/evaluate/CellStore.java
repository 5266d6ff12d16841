/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.cmrgan.data.Hashes;

/**
 * Finished cells on disk, one file each, written atomically. The name of a file ends in a hash of everything that
 * affects its result, so that a cell of other settings or images is neither confused with this one nor overwritten.
 */
final class CellStore {
	/** Version of the training. Raise it when a change alters the results of cells. */
	private static final String VERSION = "3";
	private static final int HASH_LENGTH = 12;
	/** Folder next to the cells with the curve of each cell, under the same name. */
	static final String CURVES = "curves";

	private final Path folder;
	private final Function<Cell, String> settings;
	private final List<String> common;

	/**
	 * @param settings that affect a cell
	 * @param common further facts that affect every cell
	 */
	CellStore(final Path folder, final Function<Cell, String> settings, final String... common) {
		this.folder = folder;
		this.settings = settings;
		this.common = List.of(common);
	}

	/** @param added hash of the cell's added images, or an empty text */
	Optional<CellResult> read(final Cell cell, final String added) {
		final Path file = file(cell, added);
		if (!Files.isRegularFile(file)) return Optional.empty();
		final Path curve = curve(file);
		final Optional<CellResult> result = Predictions.read(file).results().stream().findFirst();
		return Files.isRegularFile(curve) ? result.map(r -> r.along(Curve.read(curve))) : result;
	}

	void write(final CellResult result, final String added) {
		final Path file = file(result.cell(), added);
		// Curves are written first, because a cell counts as finished once its own file exists.
		if (!result.curve().isEmpty()) result.curve().write(curve(file));
		Predictions.write(result, file);
	}

	private Path curve(final Path cell) {
		return folder.resolveSibling(CURVES).resolve(cell.getFileName().toString());
	}

	private Path file(final Cell cell, final String added) {
		final String hash = Hashes
				.of(List.of(VERSION, settings.apply(cell), String.join("\n", common), cell.fileName(), added))
				.substring(0, HASH_LENGTH);
		return folder.resolve(cell.fileName() + "_" + hash + ".csv");
	}
}
