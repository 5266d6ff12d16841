/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import static org.cmrgan.nn.operation.Nd4jCalls.alongChannels;
import static org.cmrgan.nn.operation.Nd4jCalls.arrays;
import static org.cmrgan.nn.operation.Nd4jCalls.reduced;

import java.util.List;

import org.cmrgan.nn.operation.Parameter.Role;
import org.cmrgan.nn.operation.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch normalisation over images and pixels (Ioffe and Szegedy 2015, arXiv 1502.03167): gamma (x - mean) / √(variance + epsilon) + beta. */
public final class BatchNorm extends Operation {
	/** Its name in files. */
	public static final String KIND = "BATCH_NORM";
	/** How fast the running statistics forget: new = 0.9 old + 0.1 batch. */
	public static final double MOMENTUM = 0.9;

	/** Statistics of a batch. */
	private static final class Moments implements AutoCloseable {
		private final INDArray mean;
		private final INDArray variance;
		/** 1 / √(variance + epsilon). */
		private final INDArray inverse;

		private Moments(final INDArray x, final INDArray like, final double epsilon) {
			mean = like.ulike();
			variance = like.ulike();
			Nd4jCalls.exec("moments", arrays(x), arrays(mean, variance), reduced(x));
			inverse = Transforms.sqrt(variance.add(epsilon), false).rdivi(1);
		}

		@Override
		public void close() {
			mean.close();
			variance.close();
			inverse.close();
		}
	}

	BatchNorm(final OperationRecord record) {
		super(record, 1);
	}

	/** {@return the term that is added to the variance} */
	public double epsilon() {
		return record().value();
	}

	/**
	 * {@return the factor that makes the variance of n numbers an unbiased estimate, as PyTorch's running variance is}
	 *
	 * @param n how many numbers
	 */
	public static double unbiased(final long n) {
		return n > 1 ? n / (n - 1.0) : 1;
	}

	@Override
	public boolean worksInParts() {
		return false;
	}

	/** Gamma, beta, mean, variance. */
	@Override
	public List<Parameter> parameters(final long[] in, final long... out) {
		return List.of(parameter("gamma", Role.BIAS, Start.constant(record().gain()), out[0]),
				parameter("beta", Role.BIAS, Start.constant(0), out[0]),
				parameter("mean", Role.STATISTIC, Start.constant(0), out[0]),
				parameter("variance", Role.STATISTIC, Start.constant(1), out[0]));
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		final INDArray x = run.operand(0);
		INDArray mean = run.parameter("mean");
		INDArray variance = run.parameter("variance");
		if (run.isTraining()) {
			final Moments batch = new Moments(x, mean, epsilon());
			run.keep(batch);
			mean = batch.mean;
			variance = batch.variance;
		}
		Nd4j.exec(DynamicCustomOp.builder("batchnorm")
				.addInputs(x, mean, variance, run.parameter("gamma"), run.parameter("beta")).addOutputs(y)
				.addIntegerArguments(1, 1, 1).addFloatingPointArguments(epsilon()).build());
		return y;
	}

	/** dx = gamma / s (e - mean(e) - (x - mean) / s · mean(e · (x - mean) / s)); ND4J's batchnorm_bp is three times slower. */
	@Override
	public void backward(final ReferenceRun run, final INDArray e) {
		final INDArray x = run.operand(0);
		final INDArray dx = x.ulike();
		final Moments batch = run.kept(Moments.class);
		final int rank = x.rank();
		final double n = x.length() / (double) batch.mean.length();
		final INDArray shift = e.sum(reduced(x));
		e.muli(x, dx);
		final INDArray scale = dx.sum(reduced(x)).subi(batch.mean.mul(shift)).muli(batch.inverse);
		final INDArray a = run.parameter("gamma").mul(batch.inverse);
		final INDArray b = a.mul(batch.inverse).muli(scale).divi(-n);
		final INDArray c = a.mul(shift).divi(-n).subi(b.mul(batch.mean));
		Nd4jCalls.exec("multiply", arrays(x, alongChannels(b, rank)), arrays(dx));
		try (INDArray t = x.ulike()) {
			Nd4jCalls.exec("multiply", arrays(e, alongChannels(a, rank)), arrays(t));
			dx.addi(t).addi(alongChannels(c, rank));
		}
		if (run.wantsParameters()) {
			run.gradient("gamma").assign(scale);
			run.gradient("beta").assign(shift);
			follow(run, "mean", batch.mean);
			follow(run, "variance", batch.variance.mul(unbiased((long) n)));
		}
		run.give(0, dx);
	}

	/** The gradient of a statistic is the amount to subtract from it. */
	private static void follow(final ReferenceRun run, final String statistic, final INDArray ofBatch) {
		run.gradient(statistic).assign(run.parameter(statistic).sub(ofBatch).muli(1 - MOMENTUM));
	}
}
