package org.cmrgan.simgan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;
import org.cmrgan.train.TrainingLoop;

/** Trains refiners and refines with them. */
public final class SimGan {
	/** File name of a trained refiner in its folder. */
	public static final String MODEL = "model.zip";
	/** Column of a refined set: the id of the synthetic image it was made of. */
	public static final String PARENT = "parent";
	/** Column of a refined set: SHA-256 of the refiner's model.zip. */
	public static final String REFINER = "refiner";
	private static final int SHOWN = 8;

	private SimGan() {}

	/**
	 * Trains one refiner for all labels, or one per label. Writes model.zip, losses.csv and samples.tif to {@code folder}, or
	 * to a folder per label inside it, and goes on from the checkpoint that a training cut short left there.
	 *
	 * @param synthetic what to refine; its labels are those of {@code real}
	 * @param real what it ought to look like: the training part of the fold, never a test image
	 * @param folder of the fold's refiner
	 * @throws UserError if the sets do not go together, or training diverges
	 */
	public static void train(final SimGanConfig config, final PatchSet synthetic, final PatchSet real,
			final Path folder, final Seeds seeds,
			final RunContext context, final List<TrainingListener> listeners) {
		Backend.prepare();
		if (!config.perLabel()) {
			train(config, synthetic, real, folder, "SimGAN", seeds, context, listeners);
			return;
		}
		for (final String label : synthetic.labels())
			train(config, synthetic.ofLabel(label), real.ofLabel(label), folder.resolve(label), "SimGAN " + label,
					seeds, context, listeners);
	}

	private static void train(final SimGanConfig config, final PatchSet synthetic, final PatchSet real,
			final Path folder, final String title,
			final Seeds seeds, final RunContext context, final List<TrainingListener> listeners) {
		final String name = title.toLowerCase(java.util.Locale.ROOT).replace(' ', '.');
		final Batches batches = new Batches(synthetic, real, config.crop(), config.flips());
		final PatchSet shown = synthetic
				.subset(batches.pick(Math.min(SHOWN, synthetic.size()), seeds.random(name + ".shown", 0)));
		final double lambda = config.lambda();
		final Schedule schedule = new Schedule(title, "step", config.steps(),
				Math.max(1, config.steps() / config.snapshots()));
		final TrainingLoop loop = new TrainingLoop(schedule, folder, identity(config, synthetic, real, seeds),
				synthetic.width(),
				synthetic.height(), synthetic.spacing(), listeners, context);
		try (Training training = new Training(config, lambda, batches, shown, name, seeds, context)) {
			loop.run(training);
			AtomicFiles.write(folder.resolve(MODEL), training.refiner()::save);
			record(context, title, training, lambda, batches.size());
		}
		loop.discardCheckpoints();
	}

	private static void record(final RunContext context, final String title, final Training training,
			final double lambda, final int size) {
		final Map<String, Object> facts = new LinkedHashMap<>();
		final long[] map = training.discriminator().architecture().outputShape();
		facts.put("lambda", lambda);
		facts.put("lambda as in the papers, sums per image",
				SelfRegularisation.lambdaOfSums(lambda, size * size, (int) (map[1] * map[2])));
		facts.put("mean |R(x)-x|", training.health().change());
		facts.put("health", training.health().verdict());
		facts.put("refiner parameters", training.refiner().architecture().trainableLength());
		facts.put("discriminator parameters", training.discriminator().architecture().trainableLength());
		context.record(title, facts);
	}

	private static String identity(final SimGanConfig config, final PatchSet synthetic, final PatchSet real,
			final Seeds seeds) {
		final StringBuilder out = new StringBuilder();
		config.settings().asText().forEach((key, value) -> out.append(key).append('=').append(value).append('\n'));
		return out.append("seed=").append(seeds.master()).append("\nsynthetic images=").append(synthetic.contentHash())
				.append("\nreal images=").append(real.contentHash()).append('\n').toString();
	}

	/**
	 * Refines every image, in order. Where training made a refiner per label, each image gets its label's.
	 *
	 * @param model a model.zip, or the folder that {@link #train} filled
	 * @return as many images; id and label kept, with the columns {@link #PARENT} and {@link #REFINER}
	 * @throws UserError if there is no refiner
	 */
	public static PatchSet refine(final Path model, final PatchSet synthetic, final RunContext context) {
		Backend.prepare();
		final Map<String, Path> models = new HashMap<>();
		for (final String label : synthetic.labels()) models.put(label, modelFor(model, label));
		final Map<String, String> hashes = new HashMap<>();
		final float[][] pixels = new float[synthetic.size()][];
		try (Progress progress = context.start("Refining", "image", synthetic.size())) {
			int done = 0;
			for (final Path file : new java.util.TreeSet<>(models.values())) {
				hashes.put(file.toString(), Hashes.of(file));
				final List<Integer> places = new ArrayList<>();
				final List<float[]> images = new ArrayList<>();
				for (int i = 0; i < synthetic.size(); i++) {
					if (!models.get(synthetic.patch(i).label()).equals(file)) continue;
					places.add(i);
					images.add(synthetic.pixels(i));
				}
				try (Refiner refiner = Refiner.load(file)) {
					final List<float[]> refined = refiner.refine(images, synthetic.width(), synthetic.height(),
							context);
					for (int i = 0; i < refined.size(); i++) pixels[places.get(i)] = refined.get(i);
				}
				done += images.size();
				progress.done(done);
			}
		}
		final List<Patch> patches = new ArrayList<>();
		for (final Patch p : synthetic.patches())
			patches.add(p.with(PARENT, p.id()).with(REFINER, hashes.get(models.get(p.label()).toString())));
		return new PatchSet(synthetic.width(), synthetic.height(), synthetic.spacing(), patches, List.of(pixels));
	}

	private static Path modelFor(final Path model, final String label) {
		if (Files.isRegularFile(model)) return model;
		if (Files.isRegularFile(model.resolve(MODEL))) return model.resolve(MODEL);
		final Path own = model.resolve(label).resolve(MODEL);
		if (Files.isRegularFile(own)) return own;
		throw UserError.of("There is no refiner in %s (neither %s nor %s): run Train SimGAN first.", model, MODEL,
				label + "/" + MODEL);
	}

	/** True if {@link #refine} finds a refiner for every one of these labels. */
	public static boolean isTrained(final Path folder, final List<String> labels) {
		return Files.isRegularFile(folder.resolve(MODEL))
				|| !labels.isEmpty()
						&& labels.stream().allMatch(l -> Files.isRegularFile(folder.resolve(l).resolve(MODEL)));
	}
}
