/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

/** A child with its fitness. */
final class Child {
	private final int parent;
	private final Mutation mutation;
	private final Survivor survivor;
	private final Fitness fitness;

	/** @param parent index among the survivors of the previous generation */
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

	/** The survivor that this child becomes if it is selected. */
	Survivor survivor() {
		return survivor;
	}

	Fitness fitness() {
		return fitness;
	}
}
