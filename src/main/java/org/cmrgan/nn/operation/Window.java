/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/** A square window that slides over maps. Immutable. */
public final class Window {
	private final int kernel;
	private final int stride;
	private final int padding;

	Window(final OperationRecord record) {
		kernel = record.kernel();
		stride = record.stride();
		padding = record.padding();
	}

	/** {@return the side of the window, pixels} */
	public int kernel() {
		return kernel;
	}

	/** {@return the step of the window, pixels} */
	public int stride() {
		return stride;
	}

	/** {@return the rows and columns of padding on every side of the map} */
	public int padding() {
		return padding;
	}

	/** The number of positions along a side of so many pixels. */
	long slid(final long in) {
		return (in + 2L * padding - kernel) / stride + 1;
	}

	/** @throws IllegalArgumentException if it does not fit on maps */
	void requireFits(final String name, final long... maps) {
		if (Math.min(maps[1], maps[2]) + 2 * padding < kernel)
			throw new IllegalArgumentException(
					name + ": the map of " + maps[1] + "x" + maps[2] + " is smaller than the kernel");
	}

	/**
	 * The arguments of ND4J's convolutions: kernel, stride, padding, dilation, explicit padding, NCHW, weights [out,
	 * in, kernel, kernel].
	 */
	int[] ofConvolution() {
		return new int[] { kernel, kernel, stride, stride, padding, padding, 1, 1, 0, 0, 1 };
	}

	/** The arguments of ND4J's poolings; a mean ignores pixels outside the map. */
	int[] ofPooling() {
		return new int[] { kernel, kernel, stride, stride, padding, padding, 1, 1, 0, 0, 0 };
	}
}
