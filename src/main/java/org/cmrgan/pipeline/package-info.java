/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** Chains the stages over a study folder; the only place that knows its folder names. */
package org.cmrgan.pipeline;
