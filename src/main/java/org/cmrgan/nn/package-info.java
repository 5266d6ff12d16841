/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * Everything about Deeplearning4j, ND4J and oneDNN: the networks, how they run fast, and how two of them train against
 * each other. Arrays are float32, c-order, [images, channels, height, width].
 */
package org.cmrgan.nn;
