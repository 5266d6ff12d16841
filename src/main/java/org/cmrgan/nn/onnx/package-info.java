/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * Networks as ONNX files for other programs: the graph, the translation of each operation, and the conversions before
  * and after.
  */
package org.cmrgan.nn.onnx;
