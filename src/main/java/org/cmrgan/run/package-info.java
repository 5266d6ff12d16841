/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** What every stage needs to run: context (progress, cancel, log), seeds, settings, and errors with a message for the user. */
package org.cmrgan.run;
