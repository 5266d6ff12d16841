/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** The experiment: classifiers trained with and without augmentation, tested on held-out subjects, and what that shows. */
package org.cmrgan.evaluate;
