/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * A classifier without a network, trained in seconds: the baseline that a network must reach before its gain means
  * anything.
  */
package org.cmrgan.evaluate.yardstick;
