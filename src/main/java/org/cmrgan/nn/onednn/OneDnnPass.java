/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.Shapes;

/** Records the calls of one pass of a plan: shapes, layouts and everything else that forward and backward share. */
abstract class OneDnnPass {
	static final memory.data_type F32 = memory.data_type.f32;

	private final Architecture architecture;
	private final OneDnnStore store;
	private final OneDnnScript script;
	private final int images;
	private final boolean training;

	OneDnnPass(final Architecture architecture, final OneDnnStore store, final OneDnnScript script, final int images,
			final boolean training) {
		this.architecture = architecture;
		this.store = store;
		this.script = script;
		this.images = images;
		this.training = training;
	}

	final OneDnnStore store() {
		return store;
	}

	final OneDnn library() {
		return store.library();
	}

	final OneDnnScript script() {
		return script;
	}

	final int images() {
		return images;
	}

	/** True if a backward pass may follow. */
	final boolean isTraining() {
		return training;
	}

	/** Parts of a batch, see {@link Architecture#inParts}. */
	final int parts() {
		return architecture.parts();
	}

	/** True if values are float32. */
	final boolean isFloat() {
		return store.type() == F32;
	}

	/** The kind of propagation of a primitive. */
	static String kind(final primitive_desc description) {
		return description.impl_info_str().getString();
	}

	// Shapes

	/** Images, channels, height and width of an operation's values. */
	final long[] shape(final int operation) {
		final long[] s = OneDnnStore.maps(architecture.shape(operation));
		return new long[] { images, s[0], s[1], s[2] };
	}

	/** The shape of an operation's value for one image. */
	final long[] shapeOfImage(final int operation) {
		return architecture.shape(operation);
	}

	/** A window that covers the whole map. */
	final OneDnn.Extent whole(final int operation) {
		final long[] maps = shape(operation);
		return new OneDnn.Extent(maps[2], maps[3], 1, 0);
	}

	final Parameter parameter(final int operation, final int which) {
		return architecture.parameters(operation).get(which);
	}

	// Layouts

	/** In the number format of the network, in oneDNN's preferred layout. */
	final memory.desc any(final long... dimensions) {
		return OneDnn.any(store.type(), dimensions);
	}

	/** In the number format of the network, in c-order. */
	final memory.desc plain(final long... dimensions) {
		return OneDnn.plain(store.type(), dimensions);
	}

	/** A value as plain floats, for computations in Java; the caller drops it. */
	final Value floats(final Value v, final int operation) {
		return script.as(v, OneDnn.plain(F32, shape(operation)));
	}

	/** Memory for an operation's value or error as plain floats. */
	final Value floats(final int operation) {
		return script.value(OneDnn.plain(F32, shape(operation)));
	}

	static memory.desc vector(final long length) {
		return OneDnn.plain(F32, length);
	}

	// Places

	/** The place of a parameter that is a vector. */
	final memory vector(final int operation, final int which) {
		final Parameter p = parameter(operation, which);
		return store.parameter(p, vector(p.length()));
	}

	/** Mean or variance of a batch norm: that of the batch in training, otherwise the running one. */
	final memory statistic(final int operation, final int which) {
		final Parameter p = parameter(operation, which);
		return training ? store.batchStatistic(p, vector(p.length())) : vector(operation, which);
	}

	// Numbers, while the script runs

	/** The numbers of one image, of a value or error in plain floats. */
	final double[] numbers(final Value floats, final int operation, final int image) {
		return NativeMemory.read(floats.memory(), image,
				Math.toIntExact(Shapes.product(architecture.shape(operation))));
	}
}
