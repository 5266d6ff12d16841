/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** Networks as ONNX files, which other programs run: the graph, what each operation becomes in it, and what stands around it. */
package org.cmrgan.nn.onnx;
