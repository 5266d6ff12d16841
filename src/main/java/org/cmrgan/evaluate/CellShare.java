/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

/** A single cell of an experiment as a separate share, which a scheduler can hand out. Immutable. */
public final class CellShare {
	private final Cell cell;
	private final String share;

	/** @param share the value of {@link Share#KEY} that selects this cell alone */
	CellShare(final Cell cell, final String share) {
		this.cell = cell;
		this.share = share;
	}

	/**
	 * {@return the value of {@link Share#KEY} that selects this cell alone}
	 */
	public String share() {
		return share;
	}

	/** {@return the cell in words} */
	public String title() {
		return cell.title();
	}

	/** {@return the test fold, from 1} */
	public int fold() {
		return cell.fold();
	}

	/**
	 * {@return true if it is trained on images that must be made for its fold first; see {@link Experiment#images}}
	 */
	public boolean needsImages() {
		return cell.arm().isGan();
	}
}
