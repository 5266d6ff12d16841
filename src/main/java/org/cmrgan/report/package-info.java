/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** One self-contained page about a study: the data, the images, the evaluation, and how to cite it. */
package org.cmrgan.report;
