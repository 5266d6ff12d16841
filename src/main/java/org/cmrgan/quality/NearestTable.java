/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import static org.cmrgan.quality.FigureTable.number;
import static org.cmrgan.quality.FigureTable.plain;
import static org.cmrgan.quality.FigureTable.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.CsvText;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.metrics.Symmetry;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/**
 * The file memorisation.csv: the nearest training image of every synthetic image, one per row; copies first, then by
 * distance.
 */
final class NearestTable {
	/** Its file in the folder of a fold's quality. */
	static final String FILE = "memorisation.csv";
	private static final String SET = "set";
	private static final String ID = "id";
	private static final String LABEL = "label";
	private static final String NEAR_COPY = "near_copy";
	private static final String NEAREST_ID = "nearest_id";
	private static final String NEAREST_SUBJECT = "nearest_subject";
	private static final String NEAREST_LABEL = "nearest_label";
	private static final String DISTANCE = "distance";
	private static final String SECOND_DISTANCE = "second_distance";
	private static final String RATIO = "ratio";
	private static final String MOVED = "moved";
	private static final String DX = "dx";
	private static final String DY = "dy";
	private static final String FEATURE_NEAREST_ID = "feature_nearest_id";
	private static final String FEATURE_DISTANCE = "feature_distance";
	private static final String FEATURE_RATIO = "feature_ratio";
	private static final List<String> COLUMNS = List.of(SET, ID, LABEL, NEAR_COPY, NEAREST_ID, NEAREST_SUBJECT,
			NEAREST_LABEL, DISTANCE, SECOND_DISTANCE, RATIO, MOVED, DX, DY, FEATURE_NEAREST_ID, FEATURE_DISTANCE,
			FEATURE_RATIO);

	private NearestTable() {}

	/** Writes the file atomically. */
	static void write(final Path file, final List<Nearest> rows) {
		final CsvText csv = new CsvText(COLUMNS.toArray(new String[0]));
		for (final Nearest n : rows)
			csv.row(n.set(), n.id(), n.label(), n.isCopy(), n.realId(), n.realSubject(), n.realLabel(),
					plain(n.distance()), plain(n.secondDistance()), plain(n.ratio()), n.symmetry().words(), n.dx(),
					n.dy(), n.featureRealId(), plain(n.featureDistance()), plain(n.featureRatio()));
		AtomicFiles.writeText(file, csv.text());
	}

	/** @throws UserError naming the file, and the column or row that is not valid */
	static List<Nearest> read(final Path file) {
		final List<Nearest> out = new ArrayList<>();
		for (final CSVRecord row : StrictCsv.read(file, COLUMNS, List.of(), FigureTable.REMEDY))
			out.add(nearest(file, row));
		return out;
	}

	private static Nearest nearest(final Path file, final CSVRecord row) {
		try {
			return new Nearest.Builder(row.get(SET), text(row, ID), text(row, LABEL))
					.real(text(row, NEAREST_ID), text(row, NEAREST_SUBJECT), text(row, NEAREST_LABEL))
					.distances(number(row.get(DISTANCE)), number(row.get(SECOND_DISTANCE)), number(row.get(RATIO)))
					.moved(Symmetry.of(row.get(MOVED)), Integer.parseInt(row.get(DX)), Integer.parseInt(row.get(DY)))
					.features(text(row, FEATURE_NEAREST_ID), number(row.get(FEATURE_DISTANCE)),
							number(row.get(FEATURE_RATIO)))
					.build(copy(row.get(NEAR_COPY)));
		} catch (final IllegalArgumentException e) {
			throw FigureTable.unreadable(file, row, e);
		}
	}

	private static boolean copy(final String text) {
		if (text.equals("true")) return true;
		if (text.equals("false")) return false;
		throw new IllegalArgumentException(NEAR_COPY + " is " + text);
	}
}
