/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** What a network is: a graph of operations and the vector of their parameters, and how ND4J runs it for reference. */
package org.cmrgan.nn.graph;
