/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Parameter;

/**
 * Records a backward pass of a plan: from the error at the output to the input, to the parameters, or to both. Several
 * losses with different weights of images share the pass; only the gradients of the parameters are computed for each.
 */
final class OneDnnBackward extends OneDnnPass {
	private final Value[] values;
	private final List<OneDnnLoss> losses;
	/** By operation: the error that its value has received so far. */
	private final Value[] errors;
	/** By operation: true if the error must be passed to it. */
	private final boolean[] wanted;

	/**
	 * @param values by operation, as the forward pass left them
	 * @param losses whose gradients are computed: one for the whole batch, or several that share the pass
	 * @param wanted by operation
	 */
	OneDnnBackward(final Architecture architecture, final OneDnnStore store, final OneDnnScript script,
			final int images, final Value[] values, final List<OneDnnLoss> losses, final boolean... wanted) {
		super(architecture, store, script, images, true);
		this.values = values;
		this.losses = losses;
		this.wanted = wanted;
		errors = new Value[values.length];
	}

	boolean wantsParameters() {
		return !losses.isEmpty();
	}

	/** True if an operation or anything before it needs its error. */
	boolean wants(final int operation) {
		return wanted[operation];
	}

	List<OneDnnLoss> losses() {
		return losses;
	}

	/** The single loss of a pass that is not shared. */
	OneDnnLoss onlyLoss() {
		return losses.get(0);
	}

	/** The value of an operation. */
	Value value(final int operation) {
		return values[operation];
	}

	/** Reads the caller's error. */
	void begin() {
		final int last = values.length - 1;
		final memory in = script().in(OneDnn.plain(F32, shape(last)));
		// Converted to the layout of the value, which the last operation expects.
		errors[last] = script().value(values[last].layout());
		script().reorder("reorder", in, errors[last].memory());
	}

	/** Takes an operation's error, if there is one and it is needed. */
	Optional<Value> take(final int operation) {
		if (!wanted[operation]) return Optional.empty();
		final Optional<Value> error = Optional.ofNullable(errors[operation]);
		errors[operation] = null;
		return error;
	}

	/** Writes the error at the input. */
	void end() {
		if (wanted[0]) script().reorder("reorder", errors[0].memory(), script().out(OneDnn.plain(F32, shape(0))));
	}

	/** Adds an error to what a value has received so far; takes over one reference to it. */
	void give(final int to, final Value e) {
		final Value before = errors[to];
		if (before == null) {
			errors[to] = e;
			return;
		}
		final OneDnnScript script = script();
		// Into a memory that nothing else reads, otherwise into a new one.
		final Value base = e.isSole() ? e : before;
		final Value other = script.as(base == e ? before : e, base.layout());
		final Value sum = base.isSole() ? base : script.value(base.layout());
		script.call("add", library().sum(base.layout(), other.layout(), sum.layout(), null), DNNL_ARG_SRC_0,
				base.memory(), DNNL_ARG_SRC_1, other.memory(), DNNL_ARG_DST, sum.memory());
		script.drop(other);
		script.drop(base == e ? before : e);
		if (sum != base) script.drop(base);
		errors[to] = sum;
	}

	/** Passes an error on if it is needed, otherwise drops it. */
	void giveOrDrop(final int to, final Value dx) {
		if (wanted[to]) give(to, dx);
		else
			script().drop(dx);
	}

	/** Passes on an error of plain floats, in the number format of the network. */
	void giveNumbers(final int to, final Value floats) {
		final Value error = script().as(floats, plain(shape(to)));
		script().drop(floats);
		give(to, error);
	}

	/**
	 * Passes an error back through an activation.
	 *
	 * @param y result of the activation
	 */
	Value activation(final OneDnn.Activation a, final Value y, final Value e) {
		final OneDnnScript script = script();
		final Value in = script.as(e, y.layout());
		script.drop(e);
		final Value out = in.isSole() ? in : script.value(y.layout());
		script.call("activation'", library().activationBackward(a, y.layout()), DNNL_ARG_DST, y.memory(),
				DNNL_ARG_DIFF_DST, in.memory(), DNNL_ARG_DIFF_SRC, out.memory());
		if (out != in) script.drop(in);
		return out;
	}

	/** The place of the gradient of a parameter that is a vector. */
	memory gradient(final OneDnnLoss loss, final int operation, final int which) {
		final Parameter p = parameter(operation, which);
		return loss.place(p, vector(p.length()));
	}

	/** Lets a step write in its layout, and copies the result to its place. */
	void through(final memory.desc layout, final memory place, final Consumer<memory> write) {
		final Value blocked = script().value(layout);
		write.accept(blocked.memory());
		script().reorder("reorder w", blocked.memory(), place);
		script().drop(blocked);
	}
}
