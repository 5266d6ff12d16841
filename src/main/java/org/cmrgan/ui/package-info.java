/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** What people see and how they start a job: the bridge from plain ImageJ, dialogs, progress, errors, windows. */
package org.cmrgan.ui;
