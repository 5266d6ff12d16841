/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

/** A cell of an experiment as a share of its own: what a scheduler hands out. Immutable. */
public final class CellShare {
	private final Cell cell;
	private final String share;

	/** @param share a value of {@link Share#KEY} that is this cell alone */
	CellShare(final Cell cell, final String share) {
		this.cell = cell;
		this.share = share;
	}

	/** {@return the value of {@link Share#KEY} for this cell alone} */
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
	 * {@return true if it is trained on images that must first be made for its fold; see {@link Experiment#images}}
	 */
	public boolean needsImages() {
		return cell.arm().isGan();
	}
}
