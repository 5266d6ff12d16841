package org.cmrgan.nn;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.run.UserError;
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

	/** Writes a file that {@link #read} reads; the caller sees to it that the file appears whole. */
	public void write(final Path file) throws IOException {
		try (DataOutputStream out = new DataOutputStream(
				new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
			out.writeInt(MAGIC);
			out.writeInt(iteration);
			Nd4j.write(parameters, out);
			out.writeBoolean(!memory.isEmpty());
			if (!memory.isEmpty()) Nd4j.write(memory, out);
		}
	}

	/** @throws UserError if the file cannot be read or holds something else */
	public static State read(final Path file) {
		Backend.prepare();
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
			if (in.readInt() != MAGIC)
				throw new UserError(file + " is not a network's state: delete it to begin anew.");
			final int iteration = in.readInt();
			final INDArray parameters = Nd4j.read(in);
			return new State(parameters, in.readBoolean() ? Nd4j.read(in) : Nd4j.empty(parameters.dataType()),
					iteration);
		} catch (final IOException e) {
			throw new UserError("Cannot read " + file + " (" + e.getMessage() + "): delete it to begin anew.", e);
		}
	}

	/** Frees the memory. */
	@Override
	public void close() {
		if (!parameters.wasClosed()) parameters.close();
		if (!memory.isEmpty() && !memory.wasClosed()) memory.close();
	}
}
