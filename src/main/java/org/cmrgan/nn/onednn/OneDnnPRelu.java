/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.function.Consumer;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.prelu_backward;
import org.bytedeco.dnnl.prelu_forward;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.PRelu;

/** PReLU. */
final class OneDnnPRelu extends OneDnnStep {
	private prelu_forward.primitive_desc forward;

	OneDnnPRelu(final PRelu operation, final int main) {
		super(main, operation.input(0));
	}

	@Override
	boolean needsOperand(final int k) {
		return true;
	}

	@Override
	boolean sharesWay() {
		return false;
	}

	private memory slopes(final OneDnnPass pass, final memory.desc layout) {
		final memory.desc plain = OneDnn.plain(OneDnnPass.F32, 1, pass.parameter(main(), 0).length(), 1, 1);
		return pass.script().weights(pass.store().weight(main(), plain), layout);
	}

	@Override
	void forward(final OneDnnForward pass) {
		final Value x = pass.value(input(0));
		forward = pass.script().own(pass.library().prelu(x.layout(), pass.any(1, pass.shape(main())[1], 1, 1)));
		pass.script().call("prelu", forward, DNNL_ARG_SRC, x.memory(), DNNL_ARG_WEIGHTS,
				slopes(pass, forward.weights_desc(0)), DNNL_ARG_DST, pass.result(main(), x.layout()).memory());
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final int i = main();
		final OneDnnScript script = pass.script();
		final Value x = pass.value(input(0));
		final prelu_backward.primitive_desc p = pass.library().preluBackward(x.layout(),
				pass.any(1, pass.shape(i)[1], 1, 1), forward);
		final Value dst = script.as(e, x.layout());
		script.drop(e);
		final Value dx = script.value(x.layout());
		final memory.desc plain = OneDnn.plain(OneDnnPass.F32, 1, pass.shape(i)[1], 1, 1);
		final Consumer<memory> write = memory -> script.call("prelu'", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DIFF_DST,
				dst.memory(), DNNL_ARG_WEIGHTS, slopes(pass, p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory(),
				DNNL_ARG_DIFF_WEIGHTS, memory);
		if (!pass.wantsParameters()) {
			final Value unused = script.value(p.diff_weights_desc());
			write.accept(unused.memory());
			script.drop(unused);
		} else {
			final memory place = pass.onlyLoss().place(pass.parameter(i, 0), plain);
			if (OneDnn.same(p.diff_weights_desc(), plain)) write.accept(place);
			else
				pass.through(p.diff_weights_desc(), place, write);
		}
		script.drop(dst);
		pass.giveOrDrop(input(0), dx);
	}
}
