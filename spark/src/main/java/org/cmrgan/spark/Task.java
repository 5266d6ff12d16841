/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

import org.cmrgan.evaluate.CellShare;
import org.cmrgan.evaluate.Share;
import org.cmrgan.pipeline.EvaluateJob;
import org.cmrgan.pipeline.Job;

/**
 * The work of an executor in words; it reads everything else from the study, and stores its results there. Immutable.
 */
final class Task implements Serializable {
	private static final long serialVersionUID = 1L;

	private final LinkedHashMap<String, String> given;
	private final String title;
	/** 0 for a cell. */
	private final int fold;

	private Task(final Map<String, String> given, final String title, final int fold) {
		this.given = new LinkedHashMap<>(given);
		this.title = title;
		this.fold = fold;
	}

	/** The networks of a fold and their images. @param given keys of Evaluate Augmentation */
	static Task networks(final Map<String, String> given, final int fold) {
		return new Task(given, "fold " + fold + ", networks", fold);
	}

	/** One cell. @param given keys of Evaluate Augmentation */
	static Task cell(final Map<String, String> given, final CellShare cell) {
		final Map<String, String> values = new LinkedHashMap<>(given);
		values.put(Share.KEY.name(), cell.share());
		return new Task(values, cell.title(), 0);
	}

	/** The fold whose networks it trains; 0 for a cell. */
	int fold() {
		return fold;
	}

	/**
	 * The checked job.
	 *
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	Job job() {
		final EvaluateJob job = EvaluateJob.of(given);
		return fold == 0 ? job : job.ofFold(fold);
	}

	@Override
	public String toString() {
		return title;
	}
}
