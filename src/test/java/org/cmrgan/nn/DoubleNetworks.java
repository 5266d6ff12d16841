/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.nd4j.linalg.api.buffer.DataType;

/** Networks in double precision, for the tests of other packages that compare gradients with finite differences. */
public final class DoubleNetworks {
	private DoubleNetworks() {}

	public static AdversarialGraph create(final Architecture architecture, final Optimiser optimiser, final long seed) {
		return AdversarialGraph.create(architecture, optimiser, seed, DataType.DOUBLE);
	}
}
