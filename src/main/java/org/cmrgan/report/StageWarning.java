/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

/** What a stage warned of while it ran. Immutable. */
public final class StageWarning {
	private final String stage;
	private final String where;
	private final String text;

	/**
	 * @param stage its title
	 * @param where what it ran for: "patient of fold 1, patient of fold 2"; empty if that says nothing
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
