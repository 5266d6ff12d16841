/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.HashSet;
import java.util.Set;

/** What an architecture that came from a file must hold to, so that native code is never asked for what it cannot do. */
final class ArchitectureCheck {
	private static final int MOST_NODES = 10_000;
	/** Numbers in the values of one image; Java's arrays and oneDNN's sides end there. */
	private static final double MOST_NUMBERS = Integer.MAX_VALUE;
	/** A gigabyte of them, ten times ResNet-50. */
	private static final double MOST_PARAMETERS = 1 << 28;
	private static final int MOST_SIDES = 3;
	private static final int LARGEST_KERNEL = 1024;

	private ArchitectureCheck() {}

	/** @throws IllegalArgumentException if it is out of all bounds */
	static void check(final Architecture architecture) {
		require(architecture.nodes().size() <= MOST_NODES, "more than " + MOST_NODES + " operations");
		final Set<String> names = new HashSet<>();
		double values = 0;
		for (int i = 0; i < architecture.nodes().size(); i++) {
			final Node node = architecture.nodes().get(i);
			require(node.name() != null && names.add(node.name()), "two operations called " + node.name());
			check(node);
			final long[] shape = architecture.shape(i);
			require(shape.length >= 1 && shape.length <= MOST_SIDES, node + " has " + shape.length + " sides");
			values += numbers(node, shape);
		}
		double length = 0;
		for (final Parameter p : architecture.parameters())
			length += numbers(architecture.nodes().get(p.node()), p.shape());
		require(values <= MOST_NUMBERS && length <= MOST_PARAMETERS, "too large a network");
	}

	private static void check(final Node node) {
		require(node.stride() >= 1, node + " has the stride " + node.stride());
		require(node.kernel() >= 0 && node.kernel() <= LARGEST_KERNEL, node + " has the kernel " + node.kernel());
		require(node.kernel() >= 1 || node.kind() != Node.Kind.MAX_POOL && node.kind() != Node.Kind.AVERAGE_POOL,
				node + " has no kernel");
		require(node.padding() == 0 || node.padding() > 0 && node.padding() < node.kernel(),
				node + " has the padding " + node.padding());
		require(node.kind() != Node.Kind.DROPOUT || node.value() >= 0 && node.value() < 1,
				node + " drops a share of " + node.value());
		require(Double.isFinite(node.value()) && Double.isFinite(node.gain()), node + " has no finite settings");
		require(node.equalised() >= 0 && node.equalised() <= Float.MAX_VALUE,
				node + " has biases trained as multiples of " + node.equalised());
	}

	/** In floating point, which does not wrap around. */
	private static double numbers(final Node node, final long... shape) {
		double product = 1;
		for (final long side : shape) {
			require(side >= 1, node + " has a side of " + side);
			product *= side;
		}
		require(product <= MOST_NUMBERS, node + " has " + product + " numbers");
		return product;
	}

	private static void require(final boolean holds, final String otherwise) {
		if (!holds) throw new IllegalArgumentException("not an architecture: " + otherwise);
	}
}
