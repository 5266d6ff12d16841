/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * Runs networks by calling oneDNN directly: several times as fast as the reference, with the same results except for
  * rounding.
  */
package org.cmrgan.nn.onednn;
