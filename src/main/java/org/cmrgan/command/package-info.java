/** One thin SciJava command per menu leaf: its parameters make a job, the job does the work. Nothing else knows SciJava commands. */
package org.cmrgan.command;
