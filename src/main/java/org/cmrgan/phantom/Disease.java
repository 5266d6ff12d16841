/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

/** The disease of a phantom's heart. */
enum Disease {
	/** A non-patient. */
	NONE,
	/** Hypertrophic cardiomyopathy: a thick, asymmetric wall. */
	HCM,
	/** Dilated cardiomyopathy: a wide cavity with a thin wall. */
	DCM,
	/** Cardiac amyloidosis: a thick, symmetric wall with a long T1. */
	AMYLOID;

	/** The word in the label column. */
	String label() {
		return this == NONE ? "nonpatient" : "patient";
	}
}
