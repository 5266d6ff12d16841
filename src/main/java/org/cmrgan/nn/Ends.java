/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

/** How a published classifier begins and ends on small images that a region of interest has centred. Immutable. */
public final class Ends {
	/** As published: the size is halved early, the last maps are averaged. */
	public static final Ends PUBLISHED = new Ends(true, false, 0);

	private final boolean earlyPooling;
	private final boolean flat;
	private final double dropout;

	private Ends(final boolean earlyPooling, final boolean flat, final double dropout) {
		this.earlyPooling = earlyPooling;
		this.flat = flat;
		this.dropout = dropout;
	}

	/** Without the early halving made for images of 224 and more pixels: ResNet's first pooling, Xception's first stride. */
	public Ends withoutEarlyPooling() {
		return new Ends(false, flat, dropout);
	}

	/** With every pixel of the last maps before the last layer in place of each map's mean, which forgets where things are. */
	public Ends flattened() {
		return new Ends(earlyPooling, true, dropout);
	}

	/** With a dropout before the last layer. @param share that is dropped, from 0 to below 1 */
	public Ends dropout(final double share) {
		return new Ends(earlyPooling, flat, share);
	}

	boolean hasEarlyPooling() {
		return earlyPooling;
	}

	/** From the last maps to logits; the last layer begins as PyTorch's. */
	Architecture head(final ArchitectureBuilder net, final int classes) {
		if (!flat) net.globalAveragePool();
		return net.dropout(dropout).startUniform().dense(classes).build();
	}
}
