/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.Set;

import org.cmrgan.nn.Node.Kind;

/**
 * An operation without parameters that is computed in Java, wherever oneDNN has no way of its own. It is given one image: every operand and the result are its numbers
 * as doubles in c-order. Immutable.
 */
interface PlainOperation {
	Set<Kind> KINDS = Set.of(Kind.WARP, Kind.MIXING, Kind.MOSAIC, Kind.SLICE, Kind.CONCATENATION, Kind.UNIT_MEAN_SQUARE,
			Kind.BILINEAR_UPSAMPLE);

	/** What comes out. */
	double[] forward(double[]... in);

	/**
	 * The errors at the operands, from that at the output.
	 *
	 * @param wanted by operand
	 * @return by operand; of any content for those that are not wanted
	 */
	double[][] errors(boolean[] wanted, double[] error, double[]... in);

	/** Whether an operation is one of these. */
	static boolean is(final Kind kind) {
		return KINDS.contains(kind);
	}

	/** The operation of a node of such a kind. */
	static PlainOperation of(final Architecture architecture, final int index) {
		final Node node = architecture.nodes().get(index);
		final long[] in = architecture.shape(node.input(0));
		switch (node.kind()) {
			case WARP :
				return new Warp(in, architecture.shape(node.input(1)));
			case MIXING :
				return new Mixing(in);
			case MOSAIC :
				return Mosaic.of(architecture, index);
			case SLICE :
				return new Slice(node.first(), Math.toIntExact(Node.product(architecture.shape(index))), (int) in[0]);
			case CONCATENATION :
				return new Concatenation();
			case UNIT_MEAN_SQUARE :
				return new UnitMeanSquare();
			case BILINEAR_UPSAMPLE :
				return new BilinearUpsample(in);
			default :
				throw new IllegalStateException(node.name());
		}
	}
}
