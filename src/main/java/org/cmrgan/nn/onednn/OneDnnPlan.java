/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Shapes;

/**
 * The calls of oneDNN that run an architecture on a given number of images: one script for the forward pass, and one
 * for each kind of backward pass that was requested. Vectors are maps of one pixel here.
 */
final class OneDnnPlan implements AutoCloseable {
	private final Architecture architecture;
	private final OneDnnStore store;
	private final int images;
	private final List<OneDnnStep> steps;
	/** By operation; filled by the forward pass. Operations inside a step have no value. */
	private final Value[] values;
	/** Memory of values that are kept from the forward to the backward pass. */
	private final NativeMemory.Region kept = new NativeMemory.Region();
	private final OneDnnScript forward;
	/** By what is wanted: 1 for the error at the input, 2 for the gradient of the parameters. */
	private final OneDnnScript[] backward = new OneDnnScript[4];
	/** By their number: gradients of several losses. */
	private final Map<Integer, OneDnnScript> several = new TreeMap<>();
	private final List<OneDnnLoss> losses = new ArrayList<>();

	OneDnnPlan(final Architecture architecture, final OneDnnStore store, final int images, final boolean training) {
		this.architecture = architecture;
		this.store = store;
		this.images = images;
		steps = OneDnnSteps.of(architecture);
		values = new Value[architecture.operations().size()];
		forward = training ? new OneDnnScript(store.library(), kept) : new OneDnnScript(store.library());
		writeForward(training);
		store.kept().place(kept);
		forward.place(store.scratch());
	}

	private void writeForward(final boolean training) {
		final OneDnnForward pass = new OneDnnForward(architecture, store, forward, images, training, values,
				training ? needed() : new boolean[values.length]);
		final int[] uses = new int[values.length];
		for (final OneDnnStep step : steps) for (int k = 0; k < step.arity(); k++) uses[step.input(k)]++;
		uses[values.length - 1]++;
		pass.begin();
		for (final OneDnnStep step : steps) {
			step.forward(pass);
			for (int k = 0; k < step.arity(); k++) if (--uses[step.input(k)] == 0) pass.drop(step.input(k));
		}
		pass.end();
	}

	/** By operation: true if a backward pass reads its value. */
	private boolean[] needed() {
		final boolean[] needed = new boolean[values.length];
		for (final OneDnnStep step : steps) {
			for (int k = 0; k < step.arity(); k++) needed[step.input(k)] |= step.needsOperand(k);
			needed[step.out()] |= step.needsResult();
		}
		return needed;
	}

	/** True if several losses can share a backward pass. */
	boolean sharesWays() {
		return steps.stream().allMatch(OneDnnStep::sharesWay);
	}

	void forward(final long from, final long to) {
		forward.run(from, to, store.version());
	}

	/** @param to address for dL/dInput; 0 if it is not wanted */
	void backward(final long from, final long to, final boolean wantParameters) {
		final int which = (to != 0 ? 1 : 0) + (wantParameters ? 2 : 0);
		if (which == 0) return;
		if (backward[which] == null)
			backward[which] = back(to != 0,
					wantParameters ? List.of(OneDnnLoss.whole(store, store.gradient())) : List.of());
		backward[which].run(from, to, store.version());
	}

	/** @param factors by loss and image */
	void gradients(final long from, final float[]... factors) {
		for (int m = losses.size(); m < factors.length; m++)
			losses.add(OneDnnLoss.weighted(store, store.gradient(m), images));
		for (int m = 0; m < factors.length; m++) losses.get(m).count(factors[m]);
		several.computeIfAbsent(factors.length, n -> back(false, List.copyOf(losses.subList(0, n)))).run(from, 0,
				store.version());
	}

	private OneDnnScript back(final boolean wantInput, final List<OneDnnLoss> of) {
		final OneDnnScript script = new OneDnnScript(store.library());
		final OneDnnBackward pass = new OneDnnBackward(architecture, store, script, images, values, of,
				wanted(wantInput, !of.isEmpty()));
		pass.begin();
		for (int k = steps.size() - 1; k >= 0; k--) {
			final OneDnnStep step = steps.get(k);
			pass.take(step.out()).ifPresent(e -> step.backward(pass, e));
		}
		pass.end();
		script.place(store.scratch());
		return script;
	}

	/** By operation: true if the error must be passed to it. */
	private boolean[] wanted(final boolean wantInput, final boolean wantParameters) {
		final boolean[] wanted = new boolean[values.length];
		wanted[0] = wantInput;
		for (final OneDnnStep step : steps) {
			boolean any = wantParameters && !architecture.parameters(step.main()).isEmpty();
			for (int k = 0; k < step.arity(); k++) any |= wanted[step.input(k)];
			wanted[step.out()] = any;
		}
		return wanted;
	}

	int images() {
		return images;
	}

	/** Milliseconds of each kind of call in one run of each script, for the benchmark. */
	String profile() {
		final long most = Float.BYTES * images
				* Math.max(Shapes.product(architecture.inputShape()), Shapes.product(architecture.outputShape()));
		try (BytePointer from = new BytePointer(most); BytePointer to = new BytePointer(most)) {
			Pointer.memset(from, 0, most);
			return scripts().map(s -> s.profile(from, to)).collect(Collectors.joining("\n"));
		}
	}

	private Stream<OneDnnScript> scripts() {
		return Stream
				.of(Stream.of(forward), Arrays.stream(backward).filter(Objects::nonNull), several.values().stream())
				.flatMap(s -> s);
	}

	@Override
	public void close() {
		store.kept().forget(kept);
		scripts().forEach(s -> {
			s.forget(store.scratch());
			s.close();
		});
	}
}
