/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * Networks that train: adversarial graphs, their losses and optimisers, model files, and the choice of what runs them.
  * Arrays are float32, c-order, [images, channels, height, width].
  * <p>
  * Subpackages: {@code onednn} runs a network fast, {@code graph} describes networks, and {@code operation} contains
  * their operations. Each may use those after it.
  */
package org.cmrgan.nn;
