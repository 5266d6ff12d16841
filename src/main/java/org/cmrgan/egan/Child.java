/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

/** A judged child. */
final class Child {
	private final int parent;
	private final Mutation mutation;
	private final Survivor survivor;
	private final Fitness fitness;

	/** @param parent its place among the survivors of the generation before */
	Child(final int parent, final Mutation mutation, final Survivor survivor, final Fitness fitness) {
		this.parent = parent;
		this.mutation = mutation;
		this.survivor = survivor;
		this.fitness = fitness;
	}

	int parent() {
		return parent;
	}

	Mutation mutation() {
		return mutation;
	}

	/** What it is if it survives. */
	Survivor survivor() {
		return survivor;
	}

	Fitness fitness() {
		return fitness;
	}
}
