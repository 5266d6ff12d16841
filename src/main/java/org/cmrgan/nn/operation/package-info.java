/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * The operations that networks are made of, each by itself: numbers of one image or one batch go in and come out. Nothing here
 * knows the network around it.
 */
package org.cmrgan.nn.operation;
