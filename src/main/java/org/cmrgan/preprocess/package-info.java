/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * Converts raw scans to patches, as in Fu et al. 2021, section 3.1: read ({@link org.cmrgan.preprocess.Sources}), find
  * the region of interest, resample to upright square patches of one spacing, map intensities to [-1, 1], put subjects
  * into folds.
  */
package org.cmrgan.preprocess;
