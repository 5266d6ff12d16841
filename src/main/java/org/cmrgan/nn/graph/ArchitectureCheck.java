/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.OperationRecord;
import org.cmrgan.nn.operation.Parameter;

/** The limits of an architecture from a file, so that native code is never asked for the impossible. */
final class ArchitectureCheck {
	private static final int MOST_OPERATIONS = 10_000;
	/** Most numbers in the values of one image: the limit of Java's arrays and of oneDNN's sides. */
	private static final double MOST_NUMBERS = Integer.MAX_VALUE;
	/** Most parameters: a gigabyte, ten times ResNet-50. */
	private static final double MOST_PARAMETERS = 1 << 28;
	private static final int MOST_SIDES = 3;
	private static final int LARGEST_KERNEL = 1024;

	private ArchitectureCheck() {}

	/**
	 * @param shapes by operation
	 * @param parameters of all operations
	 * @throws IllegalArgumentException if a limit is exceeded
	 */
	static void check(final List<Operation> operations, final List<long[]> shapes, final List<Parameter> parameters) {
		require(operations.size() <= MOST_OPERATIONS, "more than " + MOST_OPERATIONS + " operations");
		final Set<String> names = new HashSet<>();
		double values = 0;
		for (int i = 0; i < operations.size(); i++) {
			final Operation operation = operations.get(i);
			require(operation.name() != null && names.add(operation.name()),
					"two operations called " + operation.name());
			check(operation.record());
			final long[] shape = shapes.get(i);
			require(shape.length >= 1 && shape.length <= MOST_SIDES, operation + " has " + shape.length + " sides");
			values += numbers(operation, shape);
		}
		double length = 0;
		for (final Parameter p : parameters) length += numbers(operations.get(p.operation()), p.shape());
		require(values <= MOST_NUMBERS && length <= MOST_PARAMETERS, "too large a network");
	}

	private static void check(final OperationRecord r) {
		require(r.stride() >= 1, r.name() + " has the stride " + r.stride());
		require(r.kernel() >= 0 && r.kernel() <= LARGEST_KERNEL, r.name() + " has the kernel " + r.kernel());
		require(r.padding() == 0 || r.padding() > 0 && r.padding() < r.kernel(),
				r.name() + " has the padding " + r.padding());
		require(Double.isFinite(r.value()) && Double.isFinite(r.gain()), r.name() + " has no finite settings");
		require(r.equalised() >= 0 && r.equalised() <= Float.MAX_VALUE,
				r.name() + " has biases trained as multiples of " + r.equalised());
	}

	/** Floating-point numbers do not overflow to negative ones. */
	private static double numbers(final Operation operation, final long... shape) {
		double product = 1;
		for (final long side : shape) {
			require(side >= 1, operation + " has a side of " + side);
			product *= side;
		}
		require(product <= MOST_NUMBERS, operation + " has " + product + " numbers");
		return product;
	}

	private static void require(final boolean holds, final String otherwise) {
		if (!holds) throw new IllegalArgumentException("not an architecture: " + otherwise);
	}
}
