/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

/** The progress of one piece of work begun with {@link RunContext#start}. */
public interface Progress extends AutoCloseable {
	/** Of work that nobody watches. */
	Progress UNWATCHED = new Progress() {
		@Override
		public void done(final long done) { /* nobody watches */ }

		@Override
		public void close() { /* nothing is open */ }
	};

	/**
	 * Says how far the work is and checks for cancel.
	 *
	 * @param done steps finished, from 0 to the number given at the start
	 * @throws CancelledException once the user asked to stop
	 */
	void done(long done);

	/**
	 * Says how many of the steps an earlier run had finished. They are left out of the estimate of the time that is
	 * left.
	 *
	 * @param steps number of steps
	 */
	default void found(final long steps) { /* for displays that estimate */ }

	/**
	 * Says what is under way, shown after the next {@link #done}.
	 *
	 * @param what a few words; empty for nothing in particular
	 */
	default void doing(final String what) { /* for displays with room */ }

	/** Ends the progress display of this work. */
	@Override
	void close();
}
