/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * Measures of image sets as pure functions: on features {@code double[n][d]} (row = image) or on pixels
 * {@code float[n][w*h]} (row-major, x fastest, in [-1, 1]). They serve the choice of a generator and the alarms of the
 * refiner while these train, and the quality report afterwards.
 */
package org.cmrgan.metrics;
