/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

/** A warning of a stage. Immutable. */
public final class StageWarning {
	private final String stage;
	private final String where;
	private final String text;

	/**
	 * Creates a warning.
	 *
	 * @param stage its title
	 * @param where the class and folds of the stage, such as "patient of fold 1, patient of fold 2"; may be empty
	 * @param text the sentence
	 */
	public StageWarning(final String stage, final String where, final String text) {
		this.stage = stage;
		this.where = where;
		this.text = text;
	}

	String stage() {
		return stage;
	}

	String where() {
		return where;
	}

	String text() {
		return text;
	}
}
