package org.cmrgan.pipeline;

import org.cmrgan.run.RunContext;

/** One piece of work as a user asks for it: a menu leaf, with its values already checked. */
public interface Job {
	/** The menu leaf, e.g. "Train E-GAN". */
	String name();

	/**
	 * Does the work on the calling thread and returns when it is done.
	 *
	 * @throws org.cmrgan.run.UserError if something the user gave will not do
	 * @throws org.cmrgan.run.CancelledException if the user asked to stop
	 */
	void run(RunContext context);
}
