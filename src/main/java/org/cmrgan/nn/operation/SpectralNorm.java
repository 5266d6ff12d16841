/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.lang.ref.Reference;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The largest singular value of a weight matrix (rows: the first axis; columns: the others). It is found by one power
 * iteration from the direction of the last step (Miyato et al. 2018, arXiv 1802.05957, algorithm 1).
 * <p>
 * Sums are in double precision and in a fixed order. BLAS is not used, because its last bits depend on the detected
 * processor ({@code OPENBLAS_CORETYPE}) and on the number of threads.
 */
public final class SpectralNorm {
	/** Smallest divisor, so that weights of 0 stay 0. */
	private static final double LEAST = 1e-12;

	private final double[] u;
	private final double[] v;
	private final double sigma;

	private SpectralNorm(final double[] u, final double[] v, final double sigma) {
		this.u = u;
		this.v = v;
		this.sigma = sigma;
	}

	/**
	 * {@return the norm after one power iteration}
	 *
	 * @param weights first axis: rows
	 * @param direction of the last step, one number per row; not changed
	 */
	public static SpectralNorm of(final INDArray weights, final INDArray direction) {
		final Rows w = Rows.of(weights);
		final double[] v = new double[w.columns];
		final double[] row = new double[w.columns];
		for (int i = 0; i < w.rows; i++) {
			w.read(i, row);
			add(v, direction.getDouble(i), row);
		}
		divide(v, Math.max(norm(v), LEAST));
		final double[] u = new double[w.rows];
		for (int i = 0; i < w.rows; i++) {
			w.read(i, row);
			u[i] = dot(row, v);
		}
		final double sigma = Math.max(norm(u), LEAST);
		divide(u, sigma);
		return new SpectralNorm(u, v, sigma);
	}

	/**
	 * Moves a direction towards that of the largest singular value.
	 *
	 * @param weights first axis: rows
	 * @param direction overwritten
	 * @param iterations number of power iterations
	 */
	public static void settle(final INDArray weights, final INDArray direction, final int iterations) {
		for (int i = 0; i < iterations; i++) of(weights, direction).direct(direction);
	}

	/**
	 * Converts dL/d(W/sigma) to dL/dW = (G - sum(G · W/sigma) u vᵀ) / sigma, in place.
	 *
	 * @param g dL/d(W/sigma), then dL/dW
	 * @param weights W
	 */
	public void backward(final INDArray g, final INDArray weights) {
		final Rows gradient = Rows.of(g);
		final Rows w = Rows.of(weights);
		final double[] row = new double[w.columns];
		final double[] other = new double[w.columns];
		double along = 0;
		for (int i = 0; i < w.rows; i++) {
			gradient.read(i, row);
			w.read(i, other);
			along += dot(row, other);
		}
		along /= sigma;
		for (int i = 0; i < w.rows; i++) {
			gradient.read(i, row);
			add(row, -along * u[i], v);
			divide(row, sigma);
			gradient.write(i, row);
		}
	}

	/**
	 * Writes the direction that the iteration reached.
	 *
	 * @param direction overwritten
	 */
	public void direct(final INDArray direction) {
		for (int i = 0; i < u.length; i++) direction.putScalar(i, u[i]);
	}

	/** {@return the largest singular value} */
	public double sigma() {
		return sigma;
	}

	private static void add(final double[] to, final double factor, final double[] what) {
		for (int j = 0; j < to.length; j++) to[j] += factor * what[j];
	}

	private static void divide(final double[] what, final double by) {
		for (int j = 0; j < what.length; j++) what[j] /= by;
	}

	private static double norm(final double[] x) {
		return Math.sqrt(dot(x, x));
	}

	/** In four partial sums, which a processor computes in parallel. */
	private static double dot(final double[] a, final double[] b) {
		double s0 = 0;
		double s1 = 0;
		double s2 = 0;
		double s3 = 0;
		int j = 0;
		for (; j + 3 < a.length; j += 4) {
			s0 += a[j] * b[j];
			s1 += a[j + 1] * b[j + 1];
			s2 += a[j + 2] * b[j + 2];
			s3 += a[j + 3] * b[j + 3];
		}
		for (; j < a.length; j++) s0 += a[j] * b[j];
		return s0 + s1 + (s2 + s3);
	}

	/** The rows of a matrix, as doubles for any type and memory. */
	private static final class Rows {
		private final INDArray matrix;
		private final FloatPointer floats;
		private final float[] part;
		private final int rows;
		private final int columns;

		private Rows(final INDArray matrix, final boolean direct) {
			this.matrix = matrix;
			rows = Math.toIntExact(matrix.size(0));
			columns = Math.toIntExact(matrix.length() / rows);
			floats = direct ? NativeFloats.of(matrix) : null;
			part = new float[columns];
		}

		/** @param array c-order; the first axis counts the rows */
		public static Rows of(final INDArray array) {
			return new Rows(array.reshape('c', array.size(0), -1), NativeFloats.reach(array));
		}

		void read(final int i, final double[] row) {
			if (floats == null) {
				System.arraycopy(matrix.getRow(i).toDoubleVector(), 0, row, 0, columns);
				return;
			}
			floats.getPointer((long) i * columns).get(part, 0, columns);
			Reference.reachabilityFence(matrix);
			for (int j = 0; j < columns; j++) row[j] = part[j];
		}

		void write(final int i, final double[] row) {
			if (floats == null) {
				matrix.getRow(i).assign(Nd4j.createFromArray(row));
				return;
			}
			for (int j = 0; j < columns; j++) part[j] = (float) row[j];
			floats.getPointer((long) i * columns).put(part, 0, columns);
			Reference.reachabilityFence(matrix);
		}
	}
}
