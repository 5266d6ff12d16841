/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** What can be said of test results, and how surely: metrics, intervals and tests that respect images of one subject belonging together. */
package org.cmrgan.evaluate.statistics;
