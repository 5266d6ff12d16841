/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.Optional;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.GlobalAveragePool;
import org.cmrgan.nn.operation.MaxPool;
import org.cmrgan.nn.operation.Pooling;

/** The maximum or mean of a window, or of each whole map. */
final class OneDnnPool extends OneDnnStep {
	private final boolean max;
	/** Empty for the whole map. */
	private final Optional<OneDnn.Extent> window;
	private pooling_forward.primitive_desc forward;
	/** The indices of the maxima; null for means, as oneDNN expects. */
	private memory workspace;

	OneDnnPool(final Pooling operation, final int main) {
		super(main, operation.input(0));
		max = operation instanceof MaxPool;
		window = Optional.of(OneDnn.Extent.of(operation.window()));
	}

	OneDnnPool(final GlobalAveragePool operation, final int main) {
		super(main, operation.input(0));
		max = false;
		window = Optional.empty();
	}

	private OneDnn.Extent window(final OneDnnPass pass) {
		return window.orElseGet(() -> pass.whole(input(0)));
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final Value x = pass.value(input(0));
		forward = script.own(
				pass.library().pool(pass.isTraining(), max, x.layout(), pass.any(pass.shape(main())), window(pass)));
		if (pass.isTraining() && max) workspace = script.kept(forward.workspace_desc()).memory();
		script.call("pool", forward, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DST,
				pass.result(main(), forward.dst_desc()).memory(), DNNL_ARG_WORKSPACE, workspace);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final Value dst = script.as(e, pass.value(main()).layout());
		final Value dx = script.value(pass.value(input(0)).layout());
		final pooling_backward.primitive_desc p = pass.library().poolBackward(max, dx.layout(), dst.layout(),
				window(pass), forward);
		script.call("pool'", p, DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_SRC, dx.memory(), DNNL_ARG_WORKSPACE,
				workspace);
		script.drop(dst);
		script.drop(e);
		pass.give(input(0), dx);
	}
}
