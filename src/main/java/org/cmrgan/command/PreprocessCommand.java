package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.PreprocessJob;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Preprocess MHA ROI}: see {@link org.cmrgan.pipeline.PreprocessJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Preprocess MHA ROI", description = "Raw scans become a study: resampled, cut to the ROI, normalised, divided into folds.", initializer = SuiteCommand.DESCRIBE)
public final class PreprocessCommand extends ConfiguredCommand {
	@Parameter(label = "Input folder or CSV", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String input;

	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String size;

	@Parameter(persist = false, required = false)
	private String spacing;

	@Parameter(persist = false, required = false)
	private String window;

	@Parameter(persist = false, required = false)
	private String margin;

	@Parameter(persist = false, required = false)
	private String folds;

	@Parameter(persist = false, required = false)
	private String seed;

	@Override
	Collection<Key<?>> jobKeys() {
		return PreprocessJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return PreprocessJob.of(given);
	}

	@Override
	void open(final Map<String, String> given) {
		Results.showImages(study(given).realFolder(), "Real images");
	}
}
