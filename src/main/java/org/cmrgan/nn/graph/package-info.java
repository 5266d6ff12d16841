/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * The description of networks: graphs of operations and the vector of their parameters, and a reference executor by
  * ND4J.
  */
package org.cmrgan.nn.graph;
