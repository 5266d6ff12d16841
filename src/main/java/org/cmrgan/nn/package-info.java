/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * Networks that train: adversarial graphs, their losses and optimisers, model files, and the choice of what runs them. Arrays are
 * float32, c-order, [images, channels, height, width].
 * <p>
 * Below lie {@code onednn}, which runs a network fast, {@code graph}, which says what a network is, and {@code operation}, what it
 * is made of; each may use those that come after it.
 */
package org.cmrgan.nn;
