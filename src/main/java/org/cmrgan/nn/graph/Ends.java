/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

/** Changes to a published classifier for small images, centred on a region of interest. Immutable. */
public final class Ends {
	/**
	 * As published: the size is halved early, the last maps are averaged, and residual branches are initialised like
	 * all other layers.
	 */
	public static final Ends PUBLISHED = new Ends(true, false, 0, 1);

	private final boolean earlyPooling;
	private final boolean flat;
	private final double dropout;
	private final double branchStart;

	private Ends(final boolean earlyPooling, final boolean flat, final double dropout, final double branchStart) {
		this.earlyPooling = earlyPooling;
		this.flat = flat;
		this.dropout = dropout;
		this.branchStart = branchStart;
	}

	/**
	 * {@return these changes, without the early halving meant for images of 224 and more pixels: ResNet's first
	 * pooling, Xception's first stride}
	 */
	public Ends withoutEarlyPooling() {
		return new Ends(false, flat, dropout, branchStart);
	}

	/**
	 * {@return these changes, with all pixels of the last maps as input of the last layer, instead of the mean of each
	 * map, which loses positions}
	 */
	public Ends flattened() {
		return new Ends(earlyPooling, true, dropout, branchStart);
	}

	/**
	 * {@return these changes, with a dropout before the last layer}
	 *
	 * @param share dropped, from 0 to below 1
	 */
	public Ends dropout(final double share) {
		return new Ends(earlyPooling, flat, share, branchStart);
	}

	/**
	 * {@return these changes, with residual branches that initially add 0: the last batch norm of each starts with
	 * gamma = 0 (Goyal et al. 2017, arXiv 1706.02677, section 5.1). A deep network then starts as a shallow one and
	 * learns in few steps}
	 */
	public Ends zeroStarted() {
		return new Ends(earlyPooling, flat, dropout, 0);
	}

	boolean hasEarlyPooling() {
		return earlyPooling;
	}

	/** Initial gamma of the last batch norm of a residual branch. */
	double branchStart() {
		return branchStart;
	}

	/** From the last maps to logits; the last layer is initialised as in PyTorch. */
	Architecture head(final ArchitectureBuilder net, final int classes) {
		if (!flat) net.globalAveragePool();
		return net.dropout(dropout).startUniform().dense(classes).build();
	}
}
