/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.Optional;
import java.util.function.Consumer;

import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.LinearOperation;
import org.cmrgan.nn.operation.Operation;

/** A convolution or dense operation, including the activation after it. */
abstract class OneDnnLinear extends OneDnnStep {
	private final LinearOperation operation;

	OneDnnLinear(final LinearOperation operation, final int main, final int input) {
		super(main, input);
		this.operation = operation;
	}

	@Override
	final boolean takes(final Operation next) {
		return OneDnn.Activation.is(next);
	}

	@Override
	final boolean needsOperand(final int k) {
		return true;
	}

	@Override
	final boolean sharesWay() {
		return !operation.hasSpectralNorm();
	}

	final boolean hasBias() {
		return operation.hasBias();
	}

	/** null for an operation without bias, as oneDNN expects. */
	final memory.desc biasLayout(final OneDnnPass pass) {
		return hasBias() ? OneDnnPass.vector(pass.parameter(main(), 1).length()) : null;
	}

	final memory bias(final OneDnnPass pass) {
		return hasBias() ? pass.vector(main(), 1) : null;
	}

	final memory biasGradient(final OneDnnBackward pass, final OneDnnLoss loss) {
		return hasBias() ? pass.gradient(loss, main(), 1) : null;
	}

	/** The layout of the weights in the parameter vector, with the output channels first. */
	abstract memory.desc weightDescription(OneDnnPass pass);

	/** The weights, divided by their spectral norm if there is one. */
	OneDnnWeight weight(final OneDnnPass pass) {
		final memory.desc description = weightDescription(pass);
		return operation.hasSpectralNorm()
				? pass.store().normalised(main(), description)
				: pass.store().weight(main(), description);
	}

	/** Passes the error at the value back through the activation. */
	final Value atMain(final OneDnnBackward pass, final Value e) {
		final Optional<OneDnn.Activation> a = activation();
		return a.isPresent() ? pass.activation(a.get(), pass.value(out()), e) : e;
	}

	/** Lets a step write the weights' gradient in the place and layout of the gradient vector. */
	final void weightGradient(final OneDnnBackward pass, final OneDnnLoss loss, final memory.desc layout,
			final Consumer<memory> write) {
		final memory.desc wanted = weightDescription(pass);
		final memory place = loss.place(pass.parameter(main(), 0), wanted);
		if (OneDnn.same(layout, wanted)) write.accept(place);
		else
			pass.through(layout, place, write);
		final OneDnnStore store = pass.store();
		if (operation.hasSpectralNorm()) pass.script().step("spectral norm'", () -> store.spectralNormBackward(main()));
	}
}
