/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * SimGAN: a refiner that makes synthetic images look like the real ones without changing what they show, and says so when it does not.
 * Shrivastava et al. 2017 (arXiv 1612.07828) as modified by Fu et al. 2021 (doi 10.1155/2021/3279563), section 2.1.
 */
package org.cmrgan.simgan;
