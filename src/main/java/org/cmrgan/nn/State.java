/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.cmrgan.nn.graph.Architecture;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything that changes in an {@link AdversarialGraph} during training: parameters, the optimiser's state and the
 * number of steps.
 */
public final class State implements AutoCloseable {
	private static final int MAGIC = 0x434d5247;

	private final INDArray parameters;
	private final INDArray memory;
	private final int iteration;

	/** @param memory the optimiser's state; empty for SGD */
	State(final INDArray parameters, final INDArray memory, final int iteration) {
		this.parameters = parameters;
		this.memory = memory;
		this.iteration = iteration;
	}

	/** In the order of {@link Architecture#parameters()}; must not be modified. */
	INDArray parameters() {
		return parameters;
	}

	INDArray memory() {
		return memory;
	}

	/** Number of steps taken. */
	int iteration() {
		return iteration;
	}

	/**
	 * Writes the state for {@link AdversarialGraph#readState}.
	 *
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	public void writeTo(final DataOutputStream out) throws IOException {
		out.writeInt(MAGIC);
		out.writeInt(iteration);
		ArrayStream.write(parameters, out);
		out.writeBoolean(!memory.isEmpty());
		if (!memory.isEmpty()) ArrayStream.write(memory, out);
	}

	/**
	 * @param parameters required number of parameters
	 * @param memory required length of the optimiser's state
	 * @throws IOException if the stream contains something else, or ends too early
	 */
	static State readFrom(final DataInputStream in, final DataType type, final long parameters, final long memory)
			throws IOException {
		if (in.readInt() != MAGIC) throw new IOException("not a network's state");
		final int iteration = in.readInt();
		if (iteration < 0) throw new IOException("a network's state after " + iteration + " steps");
		final INDArray read = ArrayStream.read(in, type, parameters);
		try {
			if (in.readBoolean() != memory > 0) throw new IOException("the state of another optimiser");
			return new State(read, memory > 0 ? ArrayStream.read(in, type, memory) : Nd4j.empty(type), iteration);
		} catch (final IOException | RuntimeException e) {
			read.close();
			throw e;
		}
	}

	/** Frees the memory. */
	@Override
	public void close() {
		if (!parameters.wasClosed()) parameters.close();
		if (!memory.isEmpty() && !memory.wasClosed()) memory.close();
	}
}
