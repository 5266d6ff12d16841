/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * The operations of networks, each by itself: it maps the numbers of one image or batch to others. Nothing here knows
  * the network around it.
  */
package org.cmrgan.nn.operation;
