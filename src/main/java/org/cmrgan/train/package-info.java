/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** The training loop that E-GAN and SimGAN share: steps, listeners, losses.csv, samples.tif, checkpoints, divergence guard. */
package org.cmrgan.train;
