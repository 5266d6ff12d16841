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
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.AdversarialPair;
import org.cmrgan.train.RandomStreams;
import org.cmrgan.train.Trainee;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training of one refiner (Fu et al. 2021, section 2.1). A step is
 * <ol>
 * <li>in the first steps: the refiner alone, by pairs towards restoring their originals or, without pairs, by
 * self-regularisation towards the identity;</li>
 * <li>then: the discriminator alone, against the fixed refiner, while the history buffer fills;</li>
 * <li>then, one round: the refiner's steps by eq. 3 with a fixed discriminator, then the discriminator's by eq. 2 with
 * a fixed refiner, on real images and as many refined ones, half of them from the buffer (Figure 5).</li>
 * </ol> Every step measures all losses, so that the curves are complete.
 */
final class Refinement implements Trainee, AutoCloseable {
	/** Number of images of each kind from which the scale of the texture filters is measured. */
	private static final int TEXTURES = 64;

	private final SimGanConfig config;
	private final double lambda;
	private final Batches batches;
	private final PatchSet shown;
	private final RandomStreams streams;
	private final RunContext context;
	private final AdversarialPair pair;
	private final AdversarialGraph refiner;
	private final AdversarialGraph discriminator;
	private final Optional<Selection> selection;
	private final HistoryBuffer buffer;
	private final Health health;

	/**
	 * @param lambda weight of the self-regularisation
	 * @param shown synthetic images to show during training
	 * @param selection keeps the best snapshot; without it, the last refiner is the result
	 * @param name prefix of all seeds
	 */
	Refinement(final SimGanConfig config, final double lambda, final Batches batches, final PatchSet shown,
			final Optional<Selection> selection, final String name, final Seeds seeds, final RunContext context) {
		this.config = config;
		this.lambda = lambda;
		this.batches = batches;
		this.shown = shown;
		this.selection = selection;
		streams = new RandomStreams(seeds, name);
		this.context = context;
		refiner = AdversarialGraph.create(config.refiner(batches.size()), config.optimiser(config.refinerRate()),
				seeds.of(name + ".refiner"), config.precision());
		discriminator = AdversarialGraph.create(config.discriminator(batches.size()),
				config.optimiser(config.discriminatorRate()), seeds.of(name + ".discriminator"), config.precision());
		if (config.startsByTexture()) showTexture();
		pair = new AdversarialPair(refiner, discriminator, config.ema());
		buffer = new HistoryBuffer(config.buffer());
		health = new Health(config.rounds());
	}

	private void showTexture() {
		final RandomGenerator random = streams.of("texture", 0);
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

	Health health() {
		return health;
	}

	@Override
	public List<String> columns() {
		return RoundFigure.columns();
	}

	@Override
	public Map<String, Double> step(final long step) {
		final Round round = round(step);
		if (round.phase() == Round.Phase.FORMAL)
			for (final Health.Alarm alarm : health.note(round))
				context.info("At step " + step + " " + alarm.message() + ".");
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

	/** The phase of a step, counted from 1. */
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
			final Objective objective = refine(phase, streams.of("refine" + k, step));
			adversarial += objective.adversarial() / refinerSteps;
			change += objective.change() / refinerSteps;
			drift += objective.drift() / refinerSteps;
		}
		double loss = 0;
		double real = 0;
		double refined = 0;
		final int discriminatorSteps = formal ? config.discriminatorSteps() : 1;
		for (int k = 0; k < discriminatorSteps; k++) {
			final Objective objective = discriminate(phase, streams.of("discriminate" + k, step));
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
		try (INDArray input = tensor(images)) {
			if (phase == Round.Phase.DISCRIMINATOR) return Objective.measured(refiner, discriminator, input);
			final Objective objective = originals.isEmpty()
					? gradient(phase, input)
					: gradient(byPairs, input, originals);
			pair.step();
			return objective;
		}
	}

	/** Sets the refiner's gradient without originals. */
	private Objective gradient(final Round.Phase phase, final INDArray input) {
		if (phase == Round.Phase.REFINER)
			return Objective.ofRefinerAlone(refiner, discriminator, input, lambda, config.means());
		return Objective.ofRefiner(refiner, discriminator, input, lambda, config.means(), Optional.empty(),
				config.pairs());
	}

	/** Sets the refiner's gradient when the originals of the last images are known. */
	private Objective gradient(final boolean byPairs, final INDArray input, final List<float[]> originals) {
		try (INDArray targets = tensor(originals)) {
			if (byPairs) return Objective.ofPairs(refiner, discriminator, input, targets);
			return Objective.ofRefiner(refiner, discriminator, input, lambda, config.means(), Optional.of(targets),
					config.pairs());
		}
	}

	/** True if the refiner is pre-trained to restore originals. */
	private boolean restores() {
		return config.pretrainsByPairs() && batches.hasPairs();
	}

	/** During formal training, half of the refined images come from the buffer; the other fresh images enter it. */
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
		final Objective objective;
		try (INDArray input = tensor(images)) {
			objective = Objective.ofDiscriminator(discriminator, input, labels, train);
		}
		if (train) {
			discriminator.step();
			buffer.put(fresh.subList(batch / 2, batch), random);
		}
		return objective;
	}

	private List<float[]> refineNow(final List<float[]> images) {
		try (INDArray synthetic = tensor(images); INDArray raw = refiner.output(synthetic)) {
			return Tensors.toPixels(raw);
		}
	}

	private INDArray tensor(final List<float[]> images) {
		return Tensors.of(images, batches.size(), batches.size());
	}

	/**
	 * The synthetic images, then their refined versions. From the first formal round on, the refiner is also judged.
	 */
	@Override
	public List<float[]> snapshot(final long step) {
		final List<float[]> out = new ArrayList<>(shown.pixels());
		try (Refiner whole = Refiner.of(refiner.architecture(), pair.average().parameters())) {
			out.addAll(whole.refine(shown.pixels(), shown.width(), shown.height()));
			if (phase(step) == Round.Phase.FORMAL)
				selection.ifPresent(s -> s.consider(step, whole, pair.average().parameters()));
		}
		return out;
	}

	/** The refiner to keep: the best snapshot of the moving average, or the last if none was judged. */
	Refiner result() {
		try (INDArray kept = kept()) {
			return Refiner.of(refiner.architecture(), kept);
		}
	}

	private INDArray kept() {
		final INDArray kept = pair.average().parameters().dup();
		selection.filter(s -> !s.isEmpty()).ifPresent(s -> s.applyTo(kept));
		return kept;
	}

	/** Writes {@link #result()} as a model.zip, with its description. */
	void export(final Path file, final ModelCard card) {
		try (INDArray kept = kept()) {
			pair.with(r -> r.parameters().assign(kept), () -> {
				AtomicFiles.write(file, path -> refiner.save(path, card));
				return file;
			});
		}
	}

	@Override
	public void save(final DataOutputStream out) throws IOException {
		pair.save(out);
		buffer.write(out);
		health.write(out);
		if (selection.isPresent()) selection.get().write(out);
	}

	@Override
	public void load(final DataInputStream in) throws IOException {
		pair.load(in);
		buffer.read(in);
		health.read(in);
		if (selection.isPresent()) selection.get().read(in);
	}

	@Override
	public void soften(final int times) {
		streams.soften(times);
		pair.learningRates(config.refinerRate(), config.discriminatorRate(), times);
	}

	@Override
	public void close() {
		pair.close();
	}
}
