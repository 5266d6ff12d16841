/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
 * Phantoms: simulated native T1 maps of the heart in short-axis view, with myocardium masks and diagnoses.
 * Anatomy and disease are drawn ({@code Anatomy}), cut into a section ({@code Section}), scanned and fitted like a
 * MOLLI series ({@code Scanner}, {@code Molli}), and written as raw scans ({@link org.cmrgan.phantom.Phantoms}).
 */
package org.cmrgan.phantom;
