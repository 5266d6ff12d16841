/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.evaluate.AddedImages;
import org.cmrgan.evaluate.CellShare;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.Experiment;
import org.cmrgan.evaluate.ModelKeeper;
import org.cmrgan.evaluate.Predictions;
import org.cmrgan.evaluate.ResultTables;
import org.cmrgan.evaluate.ResultText;
import org.cmrgan.evaluate.Share;
import org.cmrgan.evaluate.TrainingSets;
import org.cmrgan.evaluate.VerdictText;
import org.cmrgan.nn.Pin;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGan;

/**
 * Evaluate Augmentation: the experiment over all folds. It trains the networks that a fold lacks, with the same preset.
 */
public final class EvaluateJob extends OpenStudyJob {
	/** Fact of run.json: true if the refiners changed nothing. */
	private static final String REFINER_IDLE = "refiners_idle";
	/** True to keep the trained classifiers. */
	public static final Key<Boolean> KEEP_MODELS = Key
			.flag("keep_models",
					"keep the classifiers that are trained from now on, for Export Model; 94 MB each at capacity 1")
			.or(false);
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(
			List.of(JobKeys.STUDY, JobKeys.SEED, JobKeys.RESUME, JobKeys.ANEW, Share.KEY, KEEP_MODELS),
			EvaluateConfig.KEYS, Pin.KEYS);
	private static final String PARTS = "parts";

	private final Settings settings;
	private final EvaluateConfig config;
	private final EvaluationPlan plan;

	/** @param settings with all of {@link #KEYS} */
	EvaluateJob(final Settings settings, final EvaluationPlan plan, final Study study) {
		super(study);
		this.settings = settings;
		this.plan = plan;
		config = plan.config();
		plan.requireImages(study.real());
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static EvaluateJob of(final Map<String, String> given) {
		return on(KEYS, given, (settings, study) -> new EvaluateJob(settings,
				EvaluationPlan.of(settings, given, study.info().size()), study));
	}

	@Override
	public String name() {
		return Menu.EVALUATE;
	}

	private boolean isPart() {
		return Share.isPart(settings.get(Share.KEY));
	}

	private Path partFolder() {
		return study.evaluation().resolve(PARTS).resolve(Share.of(settings.get(Share.KEY)).folder());
	}

	@Override
	Pin pin() {
		return Pin.of(settings);
	}

	@Override
	Optional<Path> part() {
		return isPart() ? Optional.of(partFolder()) : Optional.empty();
	}

	@Override
	Map<String, Double> parts() {
		return isPart() ? Map.of() : TimeEstimate.evaluation(study, plan);
	}

	@Override
	void work(final RunContext context) {
		if (isPart()) workOnPart(context);
		else
			workOnAll(context);
	}

	/**
	 * The cells of the whole experiment, each as a separate share, for programs that distribute them. Cells that need
	 * images must run after {@link #ofFold} of their fold.
	 *
	 * @return one share for each cell
	 */
	public List<CellShare> cells() {
		return Experiment.shares(config, study.info().folds());
	}

	/** {@return a generous estimate of the bytes of native memory for the largest of its trainings} */
	public long trainingBytes() {
		return plan.trainingBytes(study.info().size());
	}

	/**
	 * Makes the images that the cells of a fold add to the real ones; missing networks are trained. Jobs of several
	 * folds may run at once, and at the same time as shares.
	 *
	 * @param fold the test fold, from 1
	 * @return the job
	 */
	public StudyJob ofFold(final int fold) {
		study.fold(fold);
		return new FoldImages(fold);
	}

	/** The networks and images of one fold. */
	private final class FoldImages extends StudyJob {
		private final int fold;

		FoldImages(final int fold) {
			this.fold = fold;
		}

		@Override
		public String name() {
			return Menu.EVALUATE;
		}

		@Override
		Path studyFolder() {
			return study.folder();
		}

		@Override
		Optional<Path> part() {
			return Optional.of(study.fold(fold));
		}

		@Override
		Pin pin() {
			return EvaluateJob.this.pin();
		}

		@Override
		void work(final RunContext context) {
			final Stages stages = stages();
			new Experiment(config, new Seeds(settings.get(JobKeys.SEED)), new Sets(stages), study.evaluation(),
					Optional.empty()).images(fold, context);
		}
	}

	/** Stages that use existing networks only. */
	private Stages stages() {
		return new Stages(study, new Seeds(settings.get(JobKeys.SEED)),
				settings.get(JobKeys.RESUME) ? Existing.ACCEPT : Existing.LEAVE, listeners(), pin());
	}

	/** Trains the cells of a share, and nothing else; its record is stored with those of the other shares. */
	private void workOnPart(final RunContext context) {
		final Share share = Share.of(settings.get(Share.KEY));
		final Seeds seeds = new Seeds(settings.get(JobKeys.SEED));
		final Map<String, String> values = config.settings().asText();
		values.put(JobKeys.SEED.name(), Long.toString(seeds.master()));
		values.put(Share.KEY.name(), share.toString());
		final Stages stages = new Stages(study, seeds, Existing.TAKE, listeners(), pin());
		RunRecord.around(partFolder(), name(), pin().beside(values), Map.of("real", stages.real(0).contentHash()),
				context, recording -> {
					Machine.facts().forEach(recording::record);
					new Experiment(config, seeds, new Sets(stages), study.evaluation(), keeper(stages)).run(share,
							recording);
					recording.info("Share " + share + " of the cells is done. After the last share, run " + name()
							+ " with cells=all, which writes the tables.");
				});
	}

	private void workOnAll(final RunContext context) {
		final Seeds seeds = new Seeds(settings.get(JobKeys.SEED));
		final Existing existing = Existing.of(settings.get(JobKeys.RESUME), settings.get(JobKeys.ANEW));
		if (existing != Existing.RESUME) existing.isDone(study.evaluation(), Predictions.FILE, Map.of(), context);
		final Map<String, String> values = config.settings().asText();
		values.put(JobKeys.SEED.name(), Long.toString(seeds.master()));
		final Stages stages = stages();
		final String real = stages.real(0).contentHash();
		final EarlierEvaluation earlier = new EarlierEvaluation(study, values, real);
		earlier.keep(context);
		RunRecord.around(study.evaluation(), name(), pin().beside(values), Map.of("real", real), context, recording -> {
			final Sets sets = new Sets(stages);
			final Predictions predictions = new Experiment(config, seeds, sets, study.evaluation(), keeper(stages))
					.run(() -> earlier.results(recording), recording);
			if (sets.refinerIsIdle())
				recording.warn("SimGAN is not evaluated, because the refiners of all folds changed nothing.");
			recording.record(REFINER_IDLE, sets.refinerIsIdle());
			final EvaluationResults results = EvaluationResults.of(predictions, sets.refinerIsIdle());
			EarlierEvaluation.recordNetworks(study, recording);
			Provenance.recordEvaluated(study, recording);
			ResultTables.write(results, study.evaluation());
			recording.table(ResultText.of(results));
			recording.info(VerdictText.of(results));
		});
	}

	/**
	 * The results of a finished evaluation.
	 *
	 * @throws org.cmrgan.run.UserError if the predictions cannot be read
	 */
	static EvaluationResults results(final Study study) {
		final boolean idle = RunRecord.finished(study.evaluation())
				.map(r -> Boolean.TRUE.equals(r.facts().get(REFINER_IDLE))).orElse(false);
		return EvaluationResults.of(Predictions.read(study.evaluation().resolve(Predictions.FILE)), idle);
	}

	private Optional<ModelKeeper> keeper(final Stages stages) {
		return settings.get(KEEP_MODELS)
				? Optional.of(new ModelKeeper(study.evaluation().resolve("models"), stages::card))
				: Optional.empty();
	}

	/** Makes missing images when a fold asks for them. */
	private final class Sets implements TrainingSets {
		private final Stages stages;
		/** The largest mean change of a fold's images; negative without refined images. */
		private double change = -1;

		Sets(final Stages stages) {
			this.stages = stages;
		}

		@Override
		public PatchSet real() {
			return stages.real(0);
		}

		@Override
		public PatchSet real(final int fold) {
			return stages.real(fold);
		}

		@Override
		public boolean isMeasured() {
			return study.info().windowKind().equals("t1");
		}

		@Override
		public String positive() {
			return study.info().positive();
		}

		@Override
		public AddedImages synthetic(final int fold, final int multiple, final RunContext context) {
			for (final String label : study.info().classes()) stages.trainEGan(fold, label, plan.egan(), context);
			return checked(stages.synthetic(fold, multiple, context));
		}

		@Override
		public AddedImages refined(final int fold, final int multiple, final RunContext context) {
			synthetic(fold, multiple, context);
			stages.trainSimGan(fold, plan.simgan(), context);
			final PatchSet refined = stages.refined(fold, multiple, context);
			change = Math.max(change, SimGan.change(stages.synthetic(fold, multiple, context), refined));
			return checked(refined);
		}

		/** True if there were refined images, and none of them differs from its synthetic image. */
		boolean refinerIsIdle() {
			return change >= 0 && change < SimGan.NOTHING;
		}

		@Override
		public AddedImages mosaics(final int fold, final int multiple, final RunContext context) {
			return checked(stages.mosaics(fold, multiple, plan.egan().settings().preset(), context));
		}

		private AddedImages checked(final PatchSet made) {
			final List<String> hashes = new ArrayList<>();
			made.patches().forEach(p -> hashes.add(p.get(Stages.TRAINING_SUBJECTS)));
			return AddedImages.ofHashes(made, hashes, stages.real(0));
		}
	}
}
