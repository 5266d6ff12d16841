/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * E-GAN with mixup: a population of generators evolved by three mutations under a discriminator trained on mixed
 * images (Wang et al. 2019, IEEE TEVC 23(6); Zhang et al. 2017, arXiv 1710.09412; Fu et al. 2021, section 2).
 */
package org.cmrgan.egan;
