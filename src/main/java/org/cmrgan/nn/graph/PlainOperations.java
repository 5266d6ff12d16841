/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.Set;

import org.cmrgan.nn.graph.Node.Kind;
import org.cmrgan.nn.operation.BilinearUpsample;
import org.cmrgan.nn.operation.Concatenation;
import org.cmrgan.nn.operation.Mixing;
import org.cmrgan.nn.operation.Mosaic;
import org.cmrgan.nn.operation.PlainOperation;
import org.cmrgan.nn.operation.Shapes;
import org.cmrgan.nn.operation.Slice;
import org.cmrgan.nn.operation.UnitMeanSquare;
import org.cmrgan.nn.operation.Warp;

/** Which operations of an architecture are computed in Java, image by image. */
public final class PlainOperations {
	private static final Set<Kind> KINDS = Set.of(Kind.WARP, Kind.MIXING, Kind.MOSAIC, Kind.SLICE, Kind.CONCATENATION,
			Kind.UNIT_MEAN_SQUARE, Kind.BILINEAR_UPSAMPLE);

	private PlainOperations() {}

	/** Whether an operation is one of these. */
	public static boolean is(final Kind kind) {
		return KINDS.contains(kind);
	}

	/** The operation of a node of such a kind. */
	public static PlainOperation of(final Architecture architecture, final int index) {
		final Node node = architecture.nodes().get(index);
		final long[] in = architecture.shape(node.input(0));
		switch (node.kind()) {
			case WARP :
				return new Warp(in, architecture.shape(node.input(1)));
			case MIXING :
				return new Mixing(in);
			case MOSAIC :
				return mosaic(architecture, index);
			case SLICE :
				return new Slice(node.first(), Math.toIntExact(Shapes.product(architecture.shape(index))), (int) in[0]);
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

	/** The operation of a mosaic. */
	public static Mosaic mosaic(final Architecture architecture, final int node) {
		final long[] in = architecture.shape(architecture.nodes().get(node).input(0));
		final long[] out = architecture.shape(node);
		return new Mosaic((int) in[1], (int) in[2], (int) out[1], (int) out[2]);
	}
}
