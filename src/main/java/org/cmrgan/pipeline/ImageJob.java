/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.Optional;

/** A job that makes a set of images. */
public interface ImageJob extends Job {
	/** {@return the folder of the set} */
	Path made();

	@Override
	default Optional<Path> results() {
		return Optional.of(made());
	}
}
