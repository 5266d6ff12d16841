/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.ArrayList;
import java.util.List;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.operation.Add;
import org.cmrgan.nn.operation.BatchNorm;
import org.cmrgan.nn.operation.BilinearUpsample;
import org.cmrgan.nn.operation.ChannelFactors;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.Dense;
import org.cmrgan.nn.operation.DepthwiseConvolution;
import org.cmrgan.nn.operation.Dispatch;
import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.GlobalAveragePool;
import org.cmrgan.nn.operation.Mosaic;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.PRelu;
import org.cmrgan.nn.operation.PlainOperation;
import org.cmrgan.nn.operation.Pooling;
import org.cmrgan.nn.operation.Rectifier;
import org.cmrgan.nn.operation.Reshape;
import org.cmrgan.nn.operation.Slice;
import org.cmrgan.nn.operation.Tanh;
import org.cmrgan.nn.operation.Upsample;

/** The steps by which oneDNN runs an architecture. */
final class OneDnnSteps {
	/** By an operation's index; operations without a primitive of oneDNN are computed in Java, image by image. */
	private static final Dispatch<Integer, OneDnnStep> STEPS = Dispatch.<Integer, OneDnnStep>none()
			.with(Convolution.class, OneDnnConvolution::new).with(DepthwiseConvolution.class, OneDnnConvolution::new)
			.with(Dense.class, OneDnnDense::new).with(BatchNorm.class, OneDnnBatchNorm::new)
			.with(Rectifier.class, OneDnnActivation::new).with(Tanh.class, OneDnnActivation::new)
			.with(PRelu.class, OneDnnPRelu::new).with(Add.class, OneDnnAdd::new).with(Pooling.class, OneDnnPool::new)
			.with(GlobalAveragePool.class, OneDnnPool::new).with(Upsample.class, OneDnnUpsample::new)
			.with(BilinearUpsample.class, OneDnnBilinear::new).with(Mosaic.class, OneDnnMosaic::new)
			.with(Slice.class, OneDnnSlice::new).with(Reshape.class, OneDnnReshape::new)
			.with(ChannelFactors.class, OneDnnFactors::new).with(Dropout.class, OneDnnDropout::new)
			.with(PlainOperation.class, OneDnnPlain::new);

	private OneDnnSteps() {}

	/** In the order they run. */
	static List<OneDnnStep> of(final Architecture architecture) {
		final List<Operation> operations = architecture.operations();
		final int[] consumers = new int[operations.size()];
		for (final Operation o : operations) for (int k = 0; k < o.arity(); k++) consumers[o.input(k)]++;
		consumers[operations.size() - 1]++;
		final List<OneDnnStep> steps = new ArrayList<>();
		final OneDnnStep[] maker = new OneDnnStep[operations.size()];
		for (int i = 1; i < operations.size(); i++) {
			final Operation operation = operations.get(i);
			final int from = operation.input(0);
			final OneDnnStep before = consumers[from] == 1 ? maker[from] : null;
			final boolean open = before != null && !before.hasActivation();
			if (open && !isGate(architecture, operation) && before.takes(operation)) {
				before.take(i, operation);
				maker[i] = before;
				continue;
			}
			if (open && before instanceof OneDnnUpsample && OneDnnBoxed.takesIn(operation)) {
				steps.remove(before);
				maker[i] = new OneDnnBoxed((Convolution) operation, i, before.input(0));
			} else
				maker[i] = isGate(architecture, operation)
						? new OneDnnGate((Rectifier) operation, i)
						: STEPS.apply(operation, i);
			steps.add(maker[i]);
		}
		return steps;
	}

	/**
	 * True if an operation is a ReLU with the branch of the first part of a batch, see {@link Architecture#inParts}.
	 */
	private static boolean isGate(final Architecture architecture, final Operation operation) {
		return architecture.parts() > 1 && operation instanceof Rectifier;
	}
}
