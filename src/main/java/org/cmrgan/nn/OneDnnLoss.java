package org.cmrgan.nn;

import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.OneDnnScript.Value;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A loss whose gradient a backward pass writes: where it goes, and how much each image counts. */
final class OneDnnLoss {
	private final OneDnnExecutor executor;
	private final INDArray gradient;
	private final INDArray factors;

	private OneDnnLoss(final OneDnnExecutor executor, final INDArray gradient, final INDArray factors) {
		this.executor = executor;
		this.gradient = gradient;
		this.factors = factors;
	}

	/** The loss whose error goes back. @param gradient [parameters], lives as long as the executor */
	static OneDnnLoss whole(final OneDnnExecutor executor, final INDArray gradient) {
		return new OneDnnLoss(executor, gradient, null);
	}

	/** A loss in which each image's error counts by a factor, once {@link #count} has said by which. */
	static OneDnnLoss weighted(final OneDnnExecutor executor, final INDArray gradient, final long images) {
		return new OneDnnLoss(executor, gradient, executor.array(images));
	}

	/** Sets the images' factors. */
	void count(final float... by) {
		NativeMemory.floats(factors).put(by);
	}

	/** A parameter's place in the gradient. */
	memory place(final Parameter p, final memory.desc description) {
		return executor.at(gradient, p.offset(), description);
	}

	/** The same place, in the parameter's shape. */
	INDArray view(final Parameter p) {
		return Nd4jExecutor.view(gradient, p);
	}

	/** An error or value in a layout, each image times its factor; to be dropped. */
	Value weighted(final OneDnnScript script, final Value v, final memory.desc layout) {
		return factors == null
				? script.as(v, layout)
				: script.scaled(v, layout, executor.at(factors, 0, OneDnnPass.vector(factors.length())));
	}

	/** The sum over images, each times its factor. @param ofImages [images, ...] */
	INDArray sum(final INDArray ofImages) {
		// No product of matrices: BLAS sums in another order on another processor.
		return factors == null
				? ofImages.sum(0)
				: ofImages.mulColumnVector(factors.reshape(factors.length(), 1)).sum(0);
	}
}
