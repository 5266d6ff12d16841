/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** Trained networks in the formats of other programs. */
package org.cmrgan.exchange;
