/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends after its first bytes. */
final class FirstBytes extends FilterInputStream {
	private long left;

	FirstBytes(final InputStream in, final long length) {
		super(in);
		left = length;
	}

	@Override
	public int read() throws IOException {
		if (left <= 0) return -1;
		final int value = super.read();
		left--;
		return value;
	}

	@Override
	public int read(final byte[] to, final int at, final int count) throws IOException {
		if (count == 0) return 0;
		if (left <= 0) return -1;
		final int n = super.read(to, at, (int) Math.min(count, left));
		left -= Math.max(0, n);
		return n;
	}

	@Override
	public long skip(final long count) throws IOException {
		final long n = super.skip(Math.min(count, left));
		left -= n;
		return n;
	}

	@Override
	public int available() throws IOException {
		return (int) Math.min(left, super.available());
	}

	@Override
	public boolean markSupported() {
		return false;
	}
}
