/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/** MetaImage files (.mha, .mhd): a reader and a writer on ImgLib2 that lose nothing and trust nothing. */
package org.cmrgan.io;
