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

/**
 * The calls of oneDNN that run an architecture on one number of images: one script for the way forward, and one for each
 * way back that has been asked for. Vectors are maps of one pixel here.
 */
final class OneDnnPlan implements AutoCloseable {
	private final OneDnnExecutor executor;
	private final int images;
	private final boolean training;
	private final List<OneDnnGroup> groups;
	private final OneDnnScript.Value[] values;
	/** Where values lie from the forward to the backward pass. */
	private final NativeMemory.Region kept = new NativeMemory.Region();
	private final OneDnnScript forward;
	/** By what is wanted: 1 for the error at the input, 2 for the parameters' gradient. */
	private final OneDnnScript[] backward = new OneDnnScript[4];
	/** By their number: gradients of several losses. */
	private final Map<Integer, OneDnnScript> several = new TreeMap<>();
	private final List<OneDnnLoss> losses = new ArrayList<>();

	OneDnnPlan(final OneDnnExecutor executor, final int images, final boolean training) {
		this.executor = executor;
		this.images = images;
		this.training = training;
		groups = OneDnnGroup.of(executor.architecture());
		values = new OneDnnScript.Value[executor.architecture().nodes().size()];
		forward = training ? new OneDnnScript(executor.library(), kept) : new OneDnnScript(executor.library());
		new OneDnnForward(this, forward).write();
		executor.kept().place(kept);
		forward.place(executor.scratch());
	}

	void forward(final long from, final long to) {
		forward.run(from, to, executor.version());
	}

	/** @param to where dL/dInput goes; 0 if it is not wanted */
	void backward(final long from, final long to, final boolean wantParameters) {
		final int which = (to != 0 ? 1 : 0) + (wantParameters ? 2 : 0);
		if (which == 0) return;
		if (backward[which] == null)
			backward[which] = back(to != 0,
					wantParameters ? List.of(OneDnnLoss.whole(executor, executor.gradient())) : List.of());
		backward[which].run(from, to, executor.version());
	}

	/** @param factors by loss and image */
	void gradients(final long from, final float[]... factors) {
		for (int m = losses.size(); m < factors.length; m++)
			losses.add(OneDnnLoss.weighted(executor, executor.gradient(m), images));
		for (int m = 0; m < factors.length; m++) losses.get(m).count(factors[m]);
		several.computeIfAbsent(factors.length, n -> back(false, List.copyOf(losses.subList(0, n)))).run(from, 0,
				executor.version());
	}

	private OneDnnScript back(final boolean wantInput, final List<OneDnnLoss> of) {
		final OneDnnScript script = new OneDnnScript(executor.library());
		new OneDnnBackward(this, script, wantInput, of).write();
		script.place(executor.scratch());
		return script;
	}

	// What passes ask for

	OneDnnExecutor executor() {
		return executor;
	}

	int images() {
		return images;
	}

	boolean isTraining() {
		return training;
	}

	/** In the order they run. */
	List<OneDnnGroup> groups() {
		return groups;
	}

	/** By node; filled by the forward pass. Nodes inside a group have none. */
	OneDnnScript.Value[] values() {
		return values;
	}

	/** Milliseconds of each kind of call in one run of each script, for the benchmark. */
	String profile() {
		final long most = Float.BYTES * images
				* Math.max(size(executor.architecture().inputShape()), size(executor.architecture().outputShape()));
		try (BytePointer from = new BytePointer(most); BytePointer to = new BytePointer(most)) {
			Pointer.memset(from, 0, most);
			return scripts().map(s -> s.profile(from, to)).collect(Collectors.joining("\n"));
		}
	}

	private static long size(final long... shape) {
		return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
	}

	private Stream<OneDnnScript> scripts() {
		return Stream
				.of(Stream.of(forward), Arrays.stream(backward).filter(Objects::nonNull), several.values().stream())
				.flatMap(s -> s);
	}

	@Override
	public void close() {
		executor.kept().forget(kept);
		scripts().forEach(s -> {
			s.forget(executor.scratch());
			s.close();
		});
	}
}
