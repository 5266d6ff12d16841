/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * Sets of patches (images.mha and index.csv), the folds of their subjects, the intensity window, and the conversion to
  * ND4J.
  */
package org.cmrgan.data;
