/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Average;
import org.cmrgan.nn.State;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.Trainee;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training of one refiner (Fu et al. 2021, section 2.1). A step is
 * <ol>
 * <li>in the first steps: the refiner alone, by pairs towards restoring their originals, or, without pairs, by
 * self-regularisation towards changing nothing;</li>
 * <li>then: the discriminator alone, against the refiner as it is, while the history buffer fills;</li>
 * <li>then, one round: the refiner's steps by eq. 3, with the discriminator fixed, then the discriminator's by eq. 2, with
 * the refiner fixed, on real images and as many refined ones, half of them from the buffer (Figure 5).</li>
 * </ol>
 * What a step does not train it still measures, so that the curves are whole.
 */
final class Training implements Trainee, AutoCloseable {
	/** Images of each kind that show the discriminator how strong texture is. */
	private static final int TEXTURES = 64;

	private final SimGanConfig config;
	private final double lambda;
	private final Batches batches;
	private final PatchSet shown;
	private final String name;
	private final Seeds seeds;
	private final RunContext context;
	private final AdversarialGraph refiner;
	private final AdversarialGraph discriminator;
	private final Average average;
	private final Optional<Selection> selection;
	private final HistoryBuffer buffer;
	private final Health health;
	private String salt = "";

	/**
	 * @param lambda weight of the self-regularisation
	 * @param shown synthetic images to show through training
	 * @param selection keeps the best snapshot; without it the last refiner is the result
	 * @param name prefix of all seeds
	 */
	Training(final SimGanConfig config, final double lambda, final Batches batches, final PatchSet shown,
			final Optional<Selection> selection, final String name, final Seeds seeds, final RunContext context) {
		this.config = config;
		this.lambda = lambda;
		this.batches = batches;
		this.shown = shown;
		this.selection = selection;
		this.name = name;
		this.seeds = seeds;
		this.context = context;
		refiner = AdversarialGraph.create(config.refiner(batches.size()), config.optimiser(config.refinerRate()),
				seeds.of(name + ".refiner"), config.precision());
		discriminator = AdversarialGraph.create(config.discriminator(batches.size()),
				config.optimiser(config.discriminatorRate()), seeds.of(name + ".discriminator"), config.precision());
		if (config.startsByTexture()) showTexture();
		average = new Average(refiner, config.ema());
		buffer = new HistoryBuffer(config.buffer());
		health = new Health(config.rounds());
	}

	private void showTexture() {
		final RandomGenerator random = random("texture", 0);
		final int[] picks = batches.pick(TEXTURES, random);
		final List<float[]> images = new ArrayList<>(batches.real(picks, random));
		images.addAll(batches.synthetic(picks, random));
		TextureStart.apply(discriminator, images, batches.size());
	}

	AdversarialGraph refiner() {
		return refiner;
	}

	AdversarialGraph discriminator() {
		return discriminator;
	}

	HistoryBuffer buffer() {
		return buffer;
	}

	Health health() {
		return health;
	}

	private RandomGenerator random(final String who, final long step) {
		return seeds.random(name + "." + who + salt, step);
	}

	@Override
	public Map<String, Double> step(final long step) {
		final Round round = round(step);
		if (round.phase() == Round.Phase.FORMAL)
			for (final Health.Alarm alarm : health.note(round))
				context.warn("At step " + step + " " + alarm.message() + ".");
		final Map<String, Double> figures = new LinkedHashMap<>();
		figures.put(RoundFigure.PHASE.key(), (double) round.phase().ordinal() + 1);
		figures.put(RoundFigure.R_ADVERSARIAL.key(), round.adversarial());
		figures.put(RoundFigure.R_CHANGE.key(), round.change());
		figures.put(RoundFigure.R_DRIFT.key(), round.drift());
		figures.put(RoundFigure.D_LOSS.key(), round.discriminator());
		figures.put(RoundFigure.D_REAL.key(), round.realAccuracy());
		figures.put(RoundFigure.D_REFINED.key(), round.refinedAccuracy());
		figures.put(RoundFigure.BUFFER.key(), (double) round.buffered());
		return figures;
	}

	/** The phase that a step, from 1, belongs to. */
	Round.Phase phase(final long step) {
		if (step <= config.refinerPretraining()) return Round.Phase.REFINER;
		if (step <= config.refinerPretraining() + config.discriminatorPretraining()) return Round.Phase.DISCRIMINATOR;
		return Round.Phase.FORMAL;
	}

	private Round round(final long step) {
		final Round.Phase phase = phase(step);
		final boolean formal = phase == Round.Phase.FORMAL;
		double adversarial = 0;
		double change = 0;
		double drift = 0;
		final int refinerSteps = formal ? config.refinerSteps() : 1;
		for (int k = 0; k < refinerSteps; k++) {
			final Objective objective = refine(phase, random("refine" + k, step));
			adversarial += objective.adversarial() / refinerSteps;
			change += objective.change() / refinerSteps;
			drift += objective.drift() / refinerSteps;
		}
		double loss = 0;
		double real = 0;
		double refined = 0;
		final int discriminatorSteps = formal ? config.discriminatorSteps() : 1;
		for (int k = 0; k < discriminatorSteps; k++) {
			final Objective objective = discriminate(phase, random("discriminate" + k, step));
			loss += objective.adversarial() / discriminatorSteps;
			real += objective.realAccuracy() / discriminatorSteps;
			refined += objective.refinedAccuracy() / discriminatorSteps;
		}
		return new Round(phase, adversarial, change, drift, loss, real, refined, buffer.size());
	}

	private Objective refine(final Round.Phase phase, final RandomGenerator random) {
		final List<float[]> images = new ArrayList<>();
		final List<float[]> originals = new ArrayList<>();
		final boolean byPairs = phase == Round.Phase.REFINER && restores();
		if (byPairs) batches.pairs(config.batch(), random, images, originals);
		else
			images.addAll(batches.synthetic(batches.pick(config.batch(), random), random));
		if (phase == Round.Phase.FORMAL && batches.hasPairs() && config.pairs() > 0)
			batches.pairs(config.batch() / 2, random, images, originals);
		final Optional<INDArray> targets = originals.isEmpty() ? Optional.empty() : Optional.of(tensor(originals));
		final Objective objective;
		try (INDArray input = tensor(images)) {
			if (phase == Round.Phase.DISCRIMINATOR) return Objective.measured(refiner, discriminator, input);
			if (byPairs) objective = Objective.ofPairs(refiner, discriminator, input, targets.orElseThrow());
			else if (phase == Round.Phase.REFINER)
				objective = Objective.ofRefinerAlone(refiner, discriminator, input, lambda, config.means());
			else
				objective = Objective.ofRefiner(refiner, discriminator, input, lambda, config.means(), targets,
						config.pairs());
		}
		targets.ifPresent(INDArray::close);
		refiner.step();
		average.follow(refiner);
		return objective;
	}

	/** Whether the refiner first learns to restore originals. */
	private boolean restores() {
		return config.pretrainsByPairs() && batches.hasPairs();
	}

	/** Half of the refined images come from the buffer once formal training goes on; the rest of the fresh ones enter it. */
	private Objective discriminate(final Round.Phase phase, final RandomGenerator random) {
		final int batch = config.batch();
		final boolean train = phase != Round.Phase.REFINER;
		final int[] picks = batches.pick(batch, random);
		final List<float[]> fresh = refineNow(batches.synthetic(picks, random));
		final List<float[]> images = new ArrayList<>(batches.real(picks, random));
		final boolean remembers = phase == Round.Phase.FORMAL && buffer.size() >= batch / 2;
		images.addAll(fresh.subList(0, remembers ? batch / 2 : batch));
		if (remembers) images.addAll(buffer.draw(batch / 2, random));
		final List<PatchLabel> labels = new ArrayList<>(Collections.nCopies(batch, PatchLabel.REAL));
		labels.addAll(Collections.nCopies(batch, PatchLabel.REFINED));
		final INDArray input = tensor(images);
		final Objective objective = Objective.ofDiscriminator(discriminator, input, labels, train);
		input.close();
		if (train) {
			discriminator.step();
			buffer.put(fresh.subList(batch / 2, batch), random);
		}
		return objective;
	}

	private List<float[]> refineNow(final List<float[]> images) {
		final INDArray synthetic = tensor(images);
		final INDArray raw = refiner.output(synthetic);
		final List<float[]> refined = Tensors.toPixels(raw);
		synthetic.close();
		raw.close();
		return refined;
	}

	private INDArray tensor(final List<float[]> images) {
		return Tensors.of(images, batches.size(), batches.size());
	}

	/** The synthetic images, then what the refiner makes of them. From the first formal round on the refiner is judged, too. */
	@Override
	public List<float[]> snapshot(final long step) {
		final List<float[]> out = new ArrayList<>(shown.pixels());
		try (Refiner whole = Refiner.of(refiner.architecture(), average.parameters())) {
			out.addAll(whole.refine(shown.pixels(), shown.width(), shown.height()));
			if (phase(step) == Round.Phase.FORMAL)
				selection.ifPresent(s -> s.consider(step, whole, average.parameters()));
		}
		return out;
	}

	/** The refiner to keep: of the averaged ones the best snapshot, or the last where none was judged. */
	Refiner result() {
		final INDArray kept = kept();
		try {
			return Refiner.of(refiner.architecture(), kept);
		} finally {
			kept.close();
		}
	}

	private INDArray kept() {
		final INDArray kept = average.parameters().dup();
		selection.filter(s -> !s.isEmpty()).ifPresent(s -> s.applyTo(kept));
		return kept;
	}

	/** Writes {@link #result()} as a model.zip, with what is known of it. */
	void export(final Path file, final ModelCard card) {
		final State trained = refiner.state();
		final INDArray kept = kept();
		refiner.parameters().assign(kept);
		kept.close();
		AtomicFiles.write(file, path -> refiner.save(path, card));
		refiner.restore(trained);
		trained.close();
	}

	@Override
	public void save(final DataOutputStream out) throws IOException {
		refiner.state().writeTo(out);
		discriminator.state().writeTo(out);
		average.write(out);
		buffer.write(out);
		health.write(out);
		if (selection.isPresent()) selection.get().write(out);
	}

	@Override
	public void load(final DataInputStream in) throws IOException {
		refiner.restore(refiner.readState(in));
		discriminator.restore(discriminator.readState(in));
		average.read(in);
		buffer.read(in);
		health.read(in);
		if (selection.isPresent()) selection.get().read(in);
	}

	@Override
	public void soften(final int times) {
		salt = ".softened" + times;
		refiner.learningRate(config.refinerRate() / Math.pow(2, times));
		discriminator.learningRate(config.discriminatorRate() / Math.pow(2, times));
	}

	@Override
	public void close() {
		refiner.close();
		discriminator.close();
		average.close();
	}
}
