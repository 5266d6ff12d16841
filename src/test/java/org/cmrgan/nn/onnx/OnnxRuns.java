/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Runs ONNX files by onnxruntime, which knows nothing of the suite. */
public final class OnnxRuns {
	private OnnxRuns() {}

	/** What a model with one input gives for a batch, on one thread. @param shape of the batch */
	public static float[] run(final Path model, final float[] x, final long... shape) throws OrtException {
		final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(1);
			try (OrtSession session = runtime.createSession(model.toString(), options);
					OnnxTensor in = OnnxTensor.createTensor(runtime, FloatBuffer.wrap(x), shape);
					OrtSession.Result out = session.run(Map.of(session.getInputNames().iterator().next(), in))) {
				final FloatBuffer numbers = ((OnnxTensor) out.get(0)).getFloatBuffer();
				final float[] values = new float[numbers.remaining()];
				numbers.get(values);
				return values;
			}
		}
	}

	/** The largest difference between two arrays of equal length; NaN, unless both are NaN at the same places. */
	public static double difference(final float[] a, final float... b) {
		if (a.length != b.length) throw new AssertionError(a.length + " and " + b.length + " numbers");
		double most = 0;
		for (int i = 0; i < a.length; i++)
			if (!Float.isNaN(a[i]) || !Float.isNaN(b[i])) most = Math.max(most, Math.abs((double) a[i] - b[i]));
		return most;
	}
}
