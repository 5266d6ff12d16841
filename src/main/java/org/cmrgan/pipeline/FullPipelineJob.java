package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.train.TrainingListener;

/**
 * Run Full Pipeline: raw scans to report. Networks of all data (fold 0) make the images to keep; those of each fold prove
 * what such images are worth.
 */
public final class FullPipelineJob implements Job {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(PreprocessConfig.INPUT, JobKeys.STUDY, Preset.KEY, JobKeys.SEED,
			JobKeys.RESUME);

	private final Settings settings;
	private final PreprocessJob preprocess;
	private final List<TrainingListener> listeners = new ArrayList<>();

	private FullPipelineJob(final Settings settings) {
		this.settings = settings;
		final Path folder = Path.of(settings.get(JobKeys.STUDY));
		if (Study.exists(folder) && !settings.get(JobKeys.RESUME))
			Existing.REFUSE.isDone(folder, RunRecord.FILE, Map.of());
		preprocess = PreprocessJob.of(settings.asText());
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
	public static FullPipelineJob of(final Map<String, String> given) {
		return new FullPipelineJob(Settings.parse(KEYS, given));
	}

	@Override
	public String name() {
		return "Run Full Pipeline";
	}

	@Override
	public Job watchedBy(final TrainingListener listener) {
		listeners.add(listener);
		return this;
	}

	@Override
	public void run(final RunContext context) {
		preprocess.run(context);
		final Path folder = Path.of(settings.get(JobKeys.STUDY));
		RunRecord.around(folder, name(), settings.asText(), Map.of(), context, this::runStages);
	}

	private void runStages(final RunContext context) {
		final Map<String, String> all = with(Map.of("fold", "0"));
		run(TrainEGanJob.of(all), context);
		run(SynthesizeEGanJob.of(with(Map.of("fold", "0", "multiple", Integer.toString(multiple())))), context);
		run(TrainSimGanJob.of(all), context);
		run(RefineSimGanJob.of(all), context);
		run(EvaluateJob.of(with(Map.of())), context);
		run(QualityJob.of(all), context);
		// In a fold there are real images that no network saw, against which copying shows.
		run(QualityJob.of(with(Map.of("fold", "1"))), context);
		run(ReportJob.of(with(Map.of())), context);
	}

	private int multiple() {
		return EvaluateConfig.of(with(Map.of())).multiples().stream().max(Integer::compare).orElseThrow();
	}

	private void run(final Job job, final RunContext context) {
		listeners.forEach(job::watchedBy);
		job.run(context);
	}

	private Map<String, String> with(final Map<String, String> more) {
		final Map<String, String> values = new LinkedHashMap<>(settings.asText());
		values.putAll(more);
		return values;
	}
}
