/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** All kinds of operations, by their names in files. */
public final class Operations {
	private static final Map<String, Function<OperationRecord, Operation>> KINDS = Map.ofEntries(
			Map.entry(Input.KIND, Input::new), Map.entry(Convolution.KIND, Convolution::new),
			Map.entry(DepthwiseConvolution.KIND, DepthwiseConvolution::new), Map.entry(Dense.KIND, Dense::new),
			Map.entry(BatchNorm.KIND, BatchNorm::new), Map.entry(Relu.KIND, Relu::new),
			Map.entry(LeakyRelu.KIND, LeakyRelu::new), Map.entry(PRelu.KIND, PRelu::new),
			Map.entry(Tanh.KIND, Tanh::new), Map.entry(Clip.KIND, Clip::new), Map.entry(Add.KIND, Add::new),
			Map.entry(MaxPool.KIND, MaxPool::new), Map.entry(AveragePool.KIND, AveragePool::new),
			Map.entry(GlobalAveragePool.KIND, GlobalAveragePool::new), Map.entry(Upsample.KIND, Upsample::new),
			Map.entry(Reshape.KIND, Reshape::new), Map.entry(Warp.KIND, Warp::new), Map.entry(Mixing.KIND, Mixing::new),
			Map.entry(Mosaic.KIND, Mosaic::new), Map.entry(Slice.KIND, Slice::new),
			Map.entry(Concatenation.KIND, Concatenation::new), Map.entry(UnitMeanSquare.KIND, UnitMeanSquare::new),
			Map.entry(ChannelFactors.KIND, ChannelFactors::new),
			Map.entry(BilinearUpsample.KIND, BilinearUpsample::new), Map.entry(Dropout.KIND, Dropout::new));

	private Operations() {}

	/** {@return the names of all kinds} */
	public static Set<String> kinds() {
		return KINDS.keySet();
	}

	/**
	 * {@return the operation of a record}
	 *
	 * @param record from an architecture's JSON
	 * @throws IllegalArgumentException if there is no such operation, or not with these settings
	 */
	public static Operation of(final OperationRecord record) {
		final Function<OperationRecord, Operation> kind = KINDS.get(record.kind());
		if (kind == null) throw new IllegalArgumentException("no operation is called " + record.kind());
		return kind.apply(record);
	}
}
