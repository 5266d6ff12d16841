/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
/**
  * A reader and a writer of MetaImage files (.mha, .mhd) on ImgLib2, which keep all information and trust no header,
  * and readers of other formats.
  */
package org.cmrgan.io;
