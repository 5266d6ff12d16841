package org.cmrgan.nn;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All that changes in an {@link AdversarialGraph} while it trains: parameters, what the optimiser remembers, its step count. */
public final class State implements AutoCloseable {
	private static final int MAGIC = 0x434d5247;

	private final INDArray parameters;
	private final INDArray memory;
	private final int iteration;

	/** @param memory what the optimiser remembers; empty for SGD */
	State(final INDArray parameters, final INDArray memory, final int iteration) {
		this.parameters = parameters;
		this.memory = memory;
		this.iteration = iteration;
	}

	/** In the order of {@link Architecture#parameters()}; do not write. */
	public INDArray parameters() {
		return parameters;
	}

	INDArray memory() {
		return memory;
	}

	/** Steps taken. */
	public int iteration() {
		return iteration;
	}

	/** Appends itself to a stream that {@link #readFrom} reads. */
	public void writeTo(final DataOutputStream out) throws IOException {
		out.writeInt(MAGIC);
		out.writeInt(iteration);
		Nd4j.write(parameters, out);
		out.writeBoolean(!memory.isEmpty());
		if (!memory.isEmpty()) Nd4j.write(memory, out);
	}

	/** @throws IOException if the stream holds something else, or ends too early */
	public static State readFrom(final DataInputStream in) throws IOException {
		Backend.prepare();
		if (in.readInt() != MAGIC) throw new IOException("not a network's state");
		final int iteration = in.readInt();
		final INDArray parameters = Nd4j.read(in);
		return new State(parameters, in.readBoolean() ? Nd4j.read(in) : Nd4j.empty(parameters.dataType()), iteration);
	}

	/** Frees the memory. */
	@Override
	public void close() {
		if (!parameters.wasClosed()) parameters.close();
		if (!memory.isEmpty() && !memory.wasClosed()) memory.close();
	}
}
