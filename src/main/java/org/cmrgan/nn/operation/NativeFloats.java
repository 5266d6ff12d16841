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

/** Direct access to the floats of ND4J's arrays, where these lie in the machine's own memory. */
public final class NativeFloats {
	private NativeFloats() {}

	/** A pointer to an address, owning nothing. */
	private static final class At extends Pointer {
		private At(final long address) {
			super((Pointer) null);
			this.address = address;
		}
	}

	/** Whether ND4J's arrays lie in the machine's own memory. */
	public static boolean isHost() {
		return Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");
	}

	/** Whether an array's numbers can be reached so. */
	static boolean reach(final INDArray array) {
		return array.dataType() == DataType.FLOAT && isHost();
	}

	/** The numbers of a c-order array of floats, which may be a stretch of another one; owns nothing. */
	public static FloatPointer of(final INDArray array) {
		return new FloatPointer(at(array.data().address() + Float.BYTES * array.offset()));
	}

	/** A copy of them. */
	public static float[] copy(final INDArray array) {
		final float[] numbers = new float[Math.toIntExact(array.length())];
		of(array).get(numbers);
		return numbers;
	}

	/** A pointer to an address, owning nothing. */
	public static Pointer at(final long address) {
		return new At(address);
	}
}
