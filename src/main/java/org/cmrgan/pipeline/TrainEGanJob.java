package org.cmrgan.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.train.TrainingListener;

/** Train E-GAN: one generator per class from the training part of a fold. */
public final class TrainEGanJob implements Job {
	/** The menu leaf. */
	static final String NAME = "Train E-GAN";
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys
			.concat(List.of(JobKeys.STUDY, JobKeys.FOLD, JobKeys.LABEL, JobKeys.SEED, JobKeys.RESUME), EGanConfig.KEYS);

	private final Settings settings;
	private final EGanConfig config;
	private final Study study;
	private final List<String> labels;
	private final List<TrainingListener> listeners = new ArrayList<>();

	private TrainEGanJob(final Settings settings, final EGanConfig config) {
		this.settings = settings;
		this.config = config;
		study = JobKeys.study(settings);
		labels = labels(study.info(), settings.get(JobKeys.LABEL));
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
	public static TrainEGanJob of(final Map<String, String> given) {
		return new TrainEGanJob(JobKeys.settings(KEYS, given,
				(study, fold) -> labels(study.info(), given.getOrDefault(JobKeys.LABEL.name(), ""))),
				EGanConfig.of(given));
	}

	private static List<String> labels(final StudyInfo info, final String label) {
		if (label.isBlank() || label.equals("all")) return info.classes();
		if (!info.classes().contains(label))
			throw UserError.of("label=%s is no class of this study: give all or one of %s.", label,
					String.join(", ", info.classes()));
		return List.of(label);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Job watchedBy(final TrainingListener listener) {
		listeners.add(listener);
		return this;
	}

	@Override
	public void run(final RunContext context) {
		final Stages stages = new Stages(study, new Seeds(settings.get(JobKeys.SEED)),
				Existing.of(settings.get(JobKeys.RESUME)), listeners);
		for (final String label : labels) stages.trainEGan(settings.get(JobKeys.FOLD), label, config, context);
	}
}
