/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** One thin SciJava command per menu leaf: its parameters make a job, the job does the work. Nothing else knows SciJava commands. */
package org.cmrgan.command;
