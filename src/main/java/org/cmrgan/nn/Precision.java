package org.cmrgan.nn;

/** The numbers that values and weights are inside a network; parameters, gradients and statistics are always float32. */
public enum Precision {
	/** 32 bits. */
	FLOAT,
	/** bfloat16: 8 bits of fraction; faster where the processor multiplies such numbers (AVX512-BF16, AMX). */
	BF16
}
