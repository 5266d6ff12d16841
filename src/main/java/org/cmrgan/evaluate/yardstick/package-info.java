/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** A classifier without a network, trained in seconds: what a network has to beat before a gain of it means anything. */
package org.cmrgan.evaluate.yardstick;
