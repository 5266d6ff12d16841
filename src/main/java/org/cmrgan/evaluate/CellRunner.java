package org.cmrgan.evaluate;

import org.cmrgan.run.RunContext;

/** Trains and tests what one cell asks for; its result follows from the cell and its images alone. */
interface CellRunner {
	CellResult run(Cell cell, CellImages images, RunContext context);
}
