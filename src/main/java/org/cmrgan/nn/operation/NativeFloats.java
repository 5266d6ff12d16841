/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Direct access to the floats of ND4J's arrays in host memory. */
public final class NativeFloats {
	private NativeFloats() {}

	/** A pointer to an address, owning nothing. */
	private static final class At extends Pointer {
		private At(final long address) {
			super((Pointer) null);
			this.address = address;
		}
	}

	/** {@return true if ND4J's arrays are in host memory} */
	public static boolean isHost() {
		return Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");
	}

	/** True if an array's numbers can be accessed directly. */
	static boolean reach(final INDArray array) {
		return array.dataType() == DataType.FLOAT && isHost();
	}

	/**
	 * {@return a pointer to the numbers of an array; it owns nothing}
	 *
	 * @param array of floats, c-order; may be a view of another array
	 */
	public static FloatPointer of(final INDArray array) {
		return new FloatPointer(at(array.data().address() + Float.BYTES * array.offset()));
	}

	/**
	 * {@return a copy of the numbers}
	 *
	 * @param array of floats, c-order
	 */
	public static float[] copy(final INDArray array) {
		final float[] numbers = new float[Math.toIntExact(array.length())];
		of(array).get(numbers);
		return numbers;
	}

	/**
	 * {@return a pointer to an address; it owns nothing}
	 *
	 * @param address in host memory
	 */
	public static Pointer at(final long address) {
		return new At(address);
	}
}
