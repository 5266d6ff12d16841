package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.RefineSimGanJob;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Refine SimGAN}: see {@link org.cmrgan.pipeline.RefineSimGanJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Refine SimGAN", description = "Refines the synthetic images of a fold.", initializer = SuiteCommand.DESCRIBE)
public final class RefineSimGanCommand extends SuiteCommand {
	@Parameter(persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Override
	Collection<Key<?>> keys() {
		return RefineSimGanJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return RefineSimGanJob.of(given);
	}

	@Override
	void open(final Map<String, String> given) {
		Results.showImages(study(given).refined(fold(given)), "Refined images");
	}
}
