/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** The quality of a fold's synthetic images, compared with the real training images and with held-out ones. */
package org.cmrgan.quality;
