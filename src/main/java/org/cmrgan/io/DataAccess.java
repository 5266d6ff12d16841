/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

/** Which data files a header may name. */
public enum DataAccess {
	/** Files in the header's folder or below it: safe for headers from anyone. */
	BESIDE_HEADER,
	/** Any file of this machine, by an absolute path, by "..", or through a link: only for headers that are trusted. */
	ANYWHERE
}
