/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of voxels in order, for any kind of storage. */
interface VoxelBytes extends Closeable {
	/**
	 * Fills the buffer.
	 *
	 * @throws java.io.EOFException if there are no more bytes
	 * @throws java.util.zip.ZipException if they are damaged
	 */
	void read(ByteBuffer to) throws IOException;

	/** Verifies a checksum after all voxels are read, if there is one. */
	default void finish() throws IOException {}
}
