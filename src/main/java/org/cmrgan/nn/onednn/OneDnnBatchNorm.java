/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.BatchNorm;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.Relu;

/** Batch norm, including the ReLU after it. */
final class OneDnnBatchNorm extends OneDnnStep {
	private final double epsilon;
	private batch_normalization_forward.primitive_desc forward;
	/** The workspace of the ReLU; null without one, as oneDNN expects. */
	private memory workspace;

	OneDnnBatchNorm(final BatchNorm operation, final int main) {
		super(main, operation.input(0));
		epsilon = operation.epsilon();
	}

	@Override
	boolean takes(final Operation next) {
		return next instanceof Relu;
	}

	@Override
	boolean needsOperand(final int k) {
		return true;
	}

	@Override
	boolean needsResult() {
		return false;
	}

	@Override
	boolean sharesWay() {
		return false;
	}

	@Override
	void forward(final OneDnnForward pass) {
		final Value x = pass.value(input(0));
		final OneDnnScript script = pass.script();
		forward = script.own(pass.library().batchNorm(pass.isTraining(), x.layout(), epsilon, hasActivation()));
		if (pass.isTraining() && hasActivation()) workspace = script.kept(forward.workspace_desc()).memory();
		script.call("batchnorm", forward, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DST,
				pass.result(out(), x.layout()).memory(), DNNL_ARG_SCALE, pass.vector(main(), 0), DNNL_ARG_SHIFT,
				pass.vector(main(), 1), DNNL_ARG_MEAN, pass.statistic(main(), 2), DNNL_ARG_VARIANCE,
				pass.statistic(main(), 3), DNNL_ARG_WORKSPACE, workspace);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final int i = main();
		final OneDnnScript script = pass.script();
		final Value x = pass.value(input(0));
		final batch_normalization_backward.primitive_desc p = pass.library().batchNormBackward(x.layout(), epsilon,
				hasActivation(), forward);
		final Value dst = script.as(e, x.layout());
		script.drop(e);
		final Value dx = dst.isSole() ? dst : script.value(x.layout());
		final long channels = pass.shape(i)[1];
		final memory.desc v = OneDnnPass.vector(channels);
		final Value unused = pass.wantsParameters() ? null : script.value(OneDnnPass.vector(2 * channels));
		script.call("batchnorm'", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_SRC,
				dx.memory(), DNNL_ARG_SCALE, pass.vector(i, 0), DNNL_ARG_SHIFT, pass.vector(i, 1), DNNL_ARG_MEAN,
				pass.statistic(i, 2), DNNL_ARG_VARIANCE, pass.statistic(i, 3), DNNL_ARG_WORKSPACE, workspace,
				DNNL_ARG_DIFF_SCALE, unused == null ? pass.gradient(pass.onlyLoss(), i, 0) : script.part(unused, 0, v),
				DNNL_ARG_DIFF_SHIFT,
				unused == null ? pass.gradient(pass.onlyLoss(), i, 1) : script.part(unused, v.get_size(), v));
		if (unused != null) script.drop(unused);
		if (dx != dst) script.drop(dst);
		pass.giveOrDrop(input(0), dx);
	}
}
