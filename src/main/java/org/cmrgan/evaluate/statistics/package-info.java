/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** The statistics of test results: metrics, intervals and tests that treat the images of one subject as dependent. */
package org.cmrgan.evaluate.statistics;
