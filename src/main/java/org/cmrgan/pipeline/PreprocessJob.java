package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.Subjects;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.preprocess.Preprocessed;
import org.cmrgan.preprocess.Preprocess;
import org.cmrgan.preprocess.Sources;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

/** Preprocess MHA ROI: raw scans to a study. Nothing is written before all of the input has proved usable. */
public final class PreprocessJob extends StudyJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(List.of(JobKeys.STUDY), PreprocessConfig.KEYS,
			List.of(Intensities.KEY));

	private final PreprocessConfig config;
	private final Path folder;
	private final boolean intensities;

	private PreprocessJob(final Settings settings, final PreprocessConfig config) {
		this.config = config;
		folder = Path.of(settings.get(JobKeys.STUDY)).toAbsolutePath().normalize();
		intensities = settings.get(Intensities.KEY);
		if (Study.exists(folder)) requireSame(Study.open(folder));
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
	public static PreprocessJob of(final Map<String, String> given) {
		final String folder = given.getOrDefault(JobKeys.STUDY.name(), "");
		UserError.all(() -> Settings.parse(KEYS, given), () -> {
			if (!folder.isBlank() && !isStudy(folder)) Study.checkEmpty(Path.of(JobKeys.STUDY.parse(folder)));
		}, () -> {
			final String input = given.getOrDefault(PreprocessConfig.INPUT.name(), "");
			// A study that is there does not need its raw scans any more.
			if (!input.isBlank() && (folder.isBlank() || !isStudy(folder)))
				Sources.read(input, Settings.of(PreprocessConfig.ALLOW_SKIPS, given),
						Settings.of(Subjects.AS_WRITTEN, given))
						.positive(Settings.of(PositiveLabel.KEY, given));
		});
		return new PreprocessJob(Settings.parse(KEYS, given), PreprocessConfig.of(given));
	}

	private static boolean isStudy(final String folder) {
		return Study.exists(Path.of(JobKeys.STUDY.parse(folder)));
	}

	@Override
	public String name() {
		return "Preprocess MHA ROI";
	}

	private Map<String, String> values() {
		final Map<String, String> values = config.settings().asText();
		values.put(PreprocessConfig.INPUT.name(), Path.of(config.input()).toAbsolutePath().normalize().toString());
		return values;
	}

	private void requireSame(final Study study) {
		values().forEach((key, value) -> {
			final String then = study.info().config().getOrDefault(key, defaultOf(key));
			if (!value.equals(then))
				throw UserError.of(
						"The study %s was made with %s=%s, not %s: give study= a new folder, or the same settings.",
						folder, key, then, value);
		});
	}

	/** What a study was made with that is older than a key. */
	private static String defaultOf(final String name) {
		return PreprocessConfig.KEYS.stream().filter(key -> key.name().equals(name) && key.hasDefault())
				.map(PreprocessJob::defaultText).findFirst().orElse("");
	}

	private static <T> String defaultText(final Key<T> key) {
		return key.format(key.defaultOf(Preset.STANDARD));
	}

	@Override
	Path studyFolder() {
		return folder;
	}

	@Override
	void work(final RunContext context) {
		if (Study.exists(folder)) context.info("The study " + folder + " is preprocessed already.");
		else
			preprocess(context);
		if (!intensities) return;
		final Study study = Study.open(folder);
		Intensities.write(study, 0, study.realFolder(), context);
	}

	private void preprocess(final RunContext context) {
		final RunRecord record = new RunRecord(name(), values(), Map.of());
		try (Preprocessed done = Preprocess.run(config, record.recording(context))) {
			write(done, record, context);
			context.info(String.format(Locale.ROOT, "%d patches of %d subjects are in %s.", done.patches().size(),
					done.patches().subjects().size(), folder));
		}
	}

	private void write(final Preprocessed done, final RunRecord record, final RunContext context) {
		final String source = Hashes
				.of(done.patches().patches().stream().map(p -> p.get("sha256")).collect(Collectors.toList()));
		done.writeReports(folder.resolve("real"), context);
		record.done(folder.resolve("real"));
		if (!done.masks().isEmpty()) done.masks().write(folder.resolve("real").resolve("masks"));
		Study.create(folder,
				new StudyInfo(done.labels(), done.positive(), config.size(), config.spacing(), done.windowKind(),
						done.window(), done.foldWindows(), done.folds(), config.seed(), done.table().toString(), source,
						values()),
				done.patches());
	}
}
