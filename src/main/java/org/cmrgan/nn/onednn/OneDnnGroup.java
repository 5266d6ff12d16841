/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.ArrayList;
import java.util.List;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Node;
import org.cmrgan.nn.graph.Node.Kind;

/**
 * Operations that oneDNN runs in one pass over memory: a convolution and the activation after it, batch norm and ReLU,
 * nearest upsampling and a 3x3 convolution, or just one operation.
 */
final class OneDnnGroup {
	private final int main;
	private final boolean boxed;
	private final int[] inputs;
	private int activation = -1;
	private primitive_desc forward;
	private memory workspace;

	private OneDnnGroup(final int main, final boolean boxed, final int... inputs) {
		this.main = main;
		this.boxed = boxed;
		this.inputs = inputs;
	}

	/** An architecture's operations, in the order they run. */
	static List<OneDnnGroup> of(final Architecture architecture) {
		final List<Node> nodes = architecture.nodes();
		final int[] consumers = new int[nodes.size()];
		for (final Node node : nodes) for (int i = 0; i < node.arity(); i++) consumers[node.input(i)]++;
		consumers[nodes.size() - 1]++;
		final List<OneDnnGroup> groups = new ArrayList<>();
		final OneDnnGroup[] maker = new OneDnnGroup[nodes.size()];
		for (int i = 1; i < nodes.size(); i++) {
			final Node node = nodes.get(i);
			final int from = node.input(0);
			final OneDnnGroup before = consumers[from] == 1 ? maker[from] : null;
			final boolean open = before != null && before.activation < 0;
			if (open && !isGate(architecture, node) && joins(node, nodes.get(before.main).kind())) {
				before.activation = i;
				maker[i] = before;
				continue;
			}
			if (open && nodes.get(from).kind() == Kind.UPSAMPLE && boxes(node)) {
				groups.remove(before);
				maker[i] = new OneDnnGroup(i, true, nodes.get(from).input(0));
			} else if (node.arity() == 2) maker[i] = new OneDnnGroup(i, false, from, node.input(1));
			else
				maker[i] = new OneDnnGroup(i, false, from);
			groups.add(maker[i]);
		}
		return groups;
	}

	/** Whether an operation is a ReLU that goes by the first part of a batch, see {@link Architecture#inParts}. */
	static boolean isGate(final Architecture architecture, final Node node) {
		return architecture.parts() > 1 && (node.kind() == Kind.RELU || node.kind() == Kind.LEAKY_RELU);
	}

	private static boolean joins(final Node node, final Kind main) {
		switch (main) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
			case TRANSPOSED_CONVOLUTION :
			case DENSE :
			case ADD :
				return OneDnn.Activation.is(node.kind());
			case BATCH_NORM :
				return node.kind() == Kind.RELU;
			default :
				return false;
		}
	}

	private static boolean boxes(final Node node) {
		return node.kind() == Kind.CONVOLUTION && node.kernel() == 3 && node.stride() == 1 && node.padding() == 1
				&& !node.hasSpectralNorm();
	}

	/** By node: whether a backward pass reads its value. */
	static boolean[] needed(final Architecture architecture, final List<OneDnnGroup> groups) {
		final boolean[] needed = new boolean[architecture.nodes().size()];
		for (final OneDnnGroup g : groups) {
			final Kind kind = architecture.nodes().get(g.main).kind();
			if (isGate(architecture, architecture.nodes().get(g.main))) needed[g.inputs[0]] = true;
			if (OneDnnPass.isPlain(kind)) for (final int in : g.inputs) needed[in] = true;
			switch (kind) {
				case CONVOLUTION :
				case DEPTHWISE_CONVOLUTION :
				case TRANSPOSED_CONVOLUTION :
				case DENSE :
				case BATCH_NORM :
				case PRELU :
				case MINIBATCH_DEVIATION :
					needed[g.inputs[0]] = true;
					break;
				case CHANNEL_FACTORS :
					needed[g.inputs[0]] = true;
					needed[g.inputs[1]] = true;
					break;
				default :
			}
			if (g.hasActivation() && kind != Kind.BATCH_NORM || OneDnn.Activation.is(kind)) needed[g.out()] = true;
		}
		return needed;
	}

	/** The node that gives the group its kind and its parameters. */
	int main() {
		return main;
	}

	/** Whether the main node, a convolution, takes in the nearest upsampling before it. */
	boolean isBoxed() {
		return boxed;
	}

	/** Number of operands. */
	int arity() {
		return inputs.length;
	}

	/** The node whose value is an operand. */
	int input(final int i) {
		return inputs[i];
	}

	boolean hasActivation() {
		return activation >= 0;
	}

	/** The node of the activation at the end. */
	int activation() {
		return activation;
	}

	/** The node whose value comes out. */
	int out() {
		return hasActivation() ? activation : main;
	}

	/** How the forward pass runs it; the backward pass must know. */
	primitive_desc forward() {
		return forward;
	}

	/** @return the same, for convenience */
	<P extends primitive_desc> P forward(final P description) {
		forward = description;
		return description;
	}

	/** What the forward pass leaves for the backward pass beside values, as the places of a pool's largest; null for nothing. */
	memory workspace() {
		return workspace;
	}

	void workspace(final memory left) {
		workspace = left;
	}
}
