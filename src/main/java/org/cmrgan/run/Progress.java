package org.cmrgan.run;

/** The progress of one piece of work begun with {@link RunContext#start}. */
public interface Progress extends AutoCloseable {
	/**
	 * Says how far the work is and checks for cancel.
	 *
	 * @param done steps finished, from 0 to the number given at the start
	 * @throws CancelledException once the user asked to stop
	 */
	void done(long done);

	/** Ends the progress display of this work. */
	@Override
	void close();
}
