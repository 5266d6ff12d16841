/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * Evaluate Augmentation on a Spark cluster. Only Spark's Java API is called, so that one jar runs on builds for Scala 2.12 and
 * 2.13.
 */
package org.cmrgan.spark;
