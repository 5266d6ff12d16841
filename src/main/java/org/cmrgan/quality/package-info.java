/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** How good the synthetic images of a fold are: against the reals they were trained on, and against reals never seen. */
package org.cmrgan.quality;
