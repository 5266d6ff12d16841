package org.cmrgan.nn;

import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs one network whose parameters and gradient are given as flat vectors in the order of {@link Architecture#parameters()}.
 * One thread at a time.
 */
interface Executor extends AutoCloseable {
	/**
	 * Training mode: batch norm takes the batch's own statistics, and what the backward pass needs is kept until the next pass.
	 *
	 * @param x [images, ...], c-order
	 * @return a new array of the caller's
	 */
	INDArray forward(INDArray x);

	/** Inference mode: batch norm takes the running statistics, nothing is kept. */
	INDArray output(INDArray x);

	/**
	 * Derivatives of the last forward pass; may be called again with another error. Where {@code wantParameters}, writes the
	 * gradient vector whole; for statistics it holds what is to be subtracted from them, as Deeplearning4j has it.
	 *
	 * @param error dL/dOutput, shaped like the output, c-order
	 * @return dL/dInput, a new array of the caller's, where {@code wantInput}
	 */
	Optional<INDArray> backward(INDArray error, boolean wantInput, boolean wantParameters);

	/** Says that the parameters were written to since the last pass. */
	void parametersChanged();

	/** In words for run.json: which library and which choices made by timing. */
	String describe();

	/** Milliseconds of each kind of call, where that is known. */
	default String profile() {
		return "";
	}

	/** Frees all memory. */
	@Override
	void close();
}
