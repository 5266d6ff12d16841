/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** One self-contained page about a study: what went in, what was made, what it was worth, and how to cite it. */
package org.cmrgan.report;
