/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Logits;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.AdversarialPair;
import org.cmrgan.train.RandomStreams;
import org.cmrgan.train.SavedFloats;
import org.cmrgan.train.Trainee;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training of the generator of one class. With an {@link Anchor}, the first steps are regression alone. After them,
 * and always without an anchor, a step is a generation:
 * <ol>
 * <li>the discriminator is trained on mixtures of real images and of the survivors' judged images,</li>
 * <li>each survivor has one child per mutation,</li>
 * <li>all children are judged by the same latent vectors and the same real images,</li>
 * <li>the fittest survive, each with its optimiser state.</li>
 * </ol>
 */
final class Evolution implements Trainee, AutoCloseable {
	private static final int SHOWN = 16;
	/** Generations between two steps with R1 (lazy regularisation: Karras et al. 2020, arXiv 1912.04958). */
	private static final int PENALTY_EVERY = 8;
	/** Number of images generated at once. */
	private static final int CHUNK = 64;
	/** Initial learning rate of regression. */
	private static final double REGRESSION_RATE = 2e-3;

	private final EGanConfig config;
	private final PatchSet real;
	private final AdversarialGraph generator;
	private final AdversarialGraph discriminator;
	private final InputAugmentation augmentation;
	private final DiffAugment differentiable;
	private final RandomStreams draws;
	private final Critic critic;
	private final Breeding breeding;
	private final FitnessTable fitnessTable;
	private final Latents latents;
	private final Optional<Anchor> anchor;
	private final Optional<Detail> detail;
	private final INDArray shownLatents;
	private final Selection selection;
	private final Optional<Snapshots> snapshots;
	private final Alarms alarms;
	private final RunContext context;
	private final Map<Mutation, Long> wins = new LinkedHashMap<>();
	/** Holds the moving average of the fittest survivor's parameters, which is shown and exported. */
	private final AdversarialPair pair;
	private List<Survivor> survivors = new ArrayList<>();
	private long generation;
	private double rate = Double.NaN;
	private int softened;

	/**
	 * @param real the training images of one class
	 * @param name prefix of all seeds: "egan." + label
	 * @param anchor trains the generator before the first generation, and keeps its anatomy afterwards
	 * @param detail completes the evolving generator if that is a coarse one
	 * @param selection judges snapshots
	 * @param snapshots keeps some of them; empty where none is needed later
	 * @param context receives the alarms
	 */
	Evolution(final EGanConfig config, final PatchSet real, final String name, final Seeds seeds,
			final AdversarialGraph generator, final AdversarialGraph discriminator, final Optional<Anchor> anchor,
			final Optional<Detail> detail, final Path folder, final Selection selection,
			final Optional<Snapshots> snapshots, final RunContext context) {
		this.config = config;
		this.real = real;
		draws = new RandomStreams(seeds, name);
		this.generator = generator;
		this.discriminator = discriminator;
		this.selection = selection;
		this.snapshots = snapshots;
		this.context = context;
		alarms = new Alarms(config.generations(), real.pixels());
		augmentation = new InputAugmentation(config.augment());
		differentiable = new DiffAugment(config.differentiable(), real.width(), real.height());
		critic = new Critic(discriminator, real);
		this.anchor = anchor;
		this.detail = detail;
		latents = Latents.of(generator.architecture());
		breeding = new Breeding(config, real, generator, discriminator, draws, anchor);
		fitnessTable = new FitnessTable(folder);
		shownLatents = whole(g -> Latents.of(g.architecture())).draw(SHOWN, seeds.random(name + ".shown", 0));
		for (final Mutation m : config.mutations()) wins.put(m, 0L);
		pair = new AdversarialPair(generator, discriminator, config.ema());
		populate(0);
	}

	/** Applies a function to the current generator, completed by its detail part if it has one. */
	private <T> T whole(final Function<AdversarialGraph, T> use) {
		return detail.isPresent() ? detail.get().with(generator, use) : use.apply(generator);
	}

	/** Applies a function to the generator of the best snapshot. */
	private <T> T best(final Function<AdversarialGraph, T> use) {
		return detail.isPresent()
				? detail.get().withBest(selection, use)
				: pair.with(selection::applyTo, () -> use.apply(generator));
	}

	/** Fills the population with copies of the current generator. */
	private void populate(final long step) {
		final List<float[]> judged;
		try (INDArray z = latents.draw(config.evaluations(), draws.of("judge", step))) {
			judged = Latents.images(generator, z);
		}
		for (final Survivor s : survivors) s.state().close();
		survivors = new ArrayList<>();
		for (int i = 0; i < config.survivors(); i++) survivors.add(new Survivor(generator.state(), judged));
	}

	/** True if a step, counted from 1, is one of regression. */
	private boolean isRegression(final long step) {
		return anchor.isPresent() && step <= config.regression();
	}

	/** The first step whose generator may be kept: the last step of regression. */
	private long firstEligible() {
		return anchor.isPresent() ? config.regression() : 0;
	}

	private Map<String, Double> regress(final Anchor to, final long step) {
		// The rate falls to a tenth in steps of 5 %, because each change of the rate takes time.
		learningRate(REGRESSION_RATE * (1 - 0.9 * (20 * (step - 1) / config.regression()) / 20.0));
		final double loss = to.gradient(generator, config.batch(), draws.of("regress", step));
		pair.step();
		final Map<GenerationFigure, Double> figures = new EnumMap<>(GenerationFigure.class);
		figures.put(GenerationFigure.PHASE, (double) GenerationFigure.REGRESSION);
		figures.put(GenerationFigure.RECONSTRUCTION, loss);
		detail.ifPresent(
				d -> figures.put(GenerationFigure.DETAIL, d.regress(step, (step - 1.0) / config.regression())));
		if (!isRegression(step + 1)) {
			if (config.ema() > 0) generator.parameters().assign(pair.average().parameters());
			populate(step);
			consider(step);
			judged(figures);
		}
		return GenerationFigure.byKey(figures);
	}

	@Override
	public List<String> columns() {
		return GenerationFigure.columns(anchor.isPresent());
	}

	@Override
	public Map<String, Double> judgement() {
		final Map<GenerationFigure, Double> figures = new EnumMap<>(GenerationFigure.class);
		if (anchor.isPresent()) judged(figures);
		return GenerationFigure.byKey(figures);
	}

	/** Adds the distances of the last snapshot. */
	private void judged(final Map<GenerationFigure, Double> figures) {
		figures.put(GenerationFigure.TEXTURE, selection.texture());
		figures.put(GenerationFigure.ANATOMY, selection.anatomy());
	}

	private void learningRate(final double wanted) {
		if (wanted == rate) return;
		rate = wanted;
		pair.learningRates(rate, config.criticRate() * config.learningRate(), softened);
	}

	/** How often each mutation's child survived. */
	Map<Mutation, Long> wins() {
		return Collections.unmodifiableMap(wins);
	}

	/** The alarms of this training. */
	Alarms alarms() {
		return alarms;
	}

	/** Logs an early alarm, because it may pass. Alarms that still hold at the end become warnings. */
	private void tell(final Set<Alarms.Alarm> fresh) {
		for (final Alarms.Alarm alarm : fresh)
			context.info("At generation " + generation + ": " + alarm.message() + ".");
	}

	@Override
	public Map<String, Double> step(final long step) {
		if (step == 1) {
			fitnessTable.cutAfter(0);
			snapshots.ifPresent(kept -> kept.cutAfter(0));
		}
		generation = step;
		if (isRegression(step)) return regress(anchor.orElseThrow(), step);
		if (anchor.isPresent()) learningRate(config.learningRate());
		final Map<GenerationFigure, Double> figures = new EnumMap<>(GenerationFigure.class);
		trainDiscriminator(step, figures);
		final List<Child> children = breeding.children(survivors, step);
		children.sort(Collections.reverseOrder((a, b) -> a.fitness().compareTo(b.fitness())));
		final List<Survivor> next = new ArrayList<>();
		for (int i = 0; i < children.size(); i++) {
			final boolean chosen = i < config.survivors();
			final Child child = children.get(i);
			if (chosen) {
				next.add(child.survivor());
				wins.merge(child.mutation(), 1L, Long::sum);
			}
			fitnessTable.add(step, child, chosen);
		}
		for (final Child child : children) if (!next.contains(child.survivor())) child.survivor().state().close();
		for (final Survivor parent : survivors) parent.state().close();
		survivors = next;
		generator.restore(best().state());
		pair.average().follow(generator);
		final Child winner = children.get(0);
		tell(alarms.note(winner.fitness().quality(), winner.survivor().images()));
		figures.put(GenerationFigure.FITNESS, winner.fitness().total());
		figures.put(GenerationFigure.QUALITY, winner.fitness().quality());
		figures.put(GenerationFigure.DIVERSITY, winner.fitness().diversity());
		if (anchor.isPresent()) {
			figures.put(GenerationFigure.PHASE, (double) GenerationFigure.EVOLUTION);
			figures.put(GenerationFigure.RECONSTRUCTION, breeding.held());
		}
		// In the other generations, the detail part takes no step.
		if (detail.isPresent() && step % config.detailEvery() == 0)
			figures.put(GenerationFigure.DETAIL, compete(detail.get(), step));
		return GenerationFigure.byKey(figures);
	}

	/** Takes steps of the detail part, and returns the loss of the last one. */
	private double compete(final Detail with, final long step) {
		final double progress = (step - config.regression() - 1.0) / config.generations();
		final long first = step / config.detailEvery() * config.detailSteps();
		double loss = 0;
		for (int i = 0; i < config.detailSteps(); i++) loss = with.compete(first + i, best().images(), progress);
		return loss;
	}

	/** Judges the current generator, and keeps it if it is among the best. */
	private void consider(final long step) {
		whole(g -> {
			selection.consider(step, g);
			snapshots.ifPresent(kept -> kept.keep(step, g, selection));
			return step;
		});
	}

	private Survivor best() {
		return survivors.get(0);
	}

	private void trainDiscriminator(final long step, final Map<GenerationFigure, Double> figures) {
		final int batch = config.batch();
		double loss = 0;
		double onReal = 0;
		double onFake = 0;
		final List<float[]> pool = new ArrayList<>();
		for (final Survivor s : survivors) pool.addAll(s.images());
		for (int k = 0; k < config.criticSteps(); k++) {
			final RandomGenerator random = draws.of("critic" + k, step);
			final List<float[]> reals = realBatch(batch, random);
			final List<float[]> fakes = Draws.pick(pool, batch, random);
			final List<float[]> a = differentiable.apply(reals, differentiable.draw(batch, random));
			final List<float[]> b = differentiable.apply(fakes, differentiable.draw(batch, random));
			final List<float[]> input = new ArrayList<>();
			final double[] share;
			if (config.mixup() > 0) {
				share = new MixUp(config.mixup()).shares(batch, random);
				for (int i = 0; i < batch; i++) input.add(MixUp.mix(a.get(i), b.get(i), share[i]));
			} else {
				share = new double[2 * batch];
				Arrays.fill(share, 0, batch, 1);
				input.addAll(a);
				input.addAll(b);
			}
			final float[] s = critic.logits(input);
			final float[] slope = new float[s.length];
			for (int i = 0; i < s.length; i++) {
				final double part = share[i / critic.places()];
				loss += Logits.crossEntropy(s[i], part) / s.length;
				slope[i] = (float) (Logits.crossEntropySlope(s[i], part) / s.length);
				onReal += part * Logits.sigmoid(s[i]) / s.length;
				onFake += (1 - part) * Logits.sigmoid(s[i]) / s.length;
			}
			critic.parameterGradient(slope);
			if (config.penalty() > 0 && k == 0 && step % PENALTY_EVERY == 0)
				critic.addPenalty(a, PENALTY_EVERY * config.penalty());
			discriminator.step();
		}
		figures.put(GenerationFigure.D_LOSS, loss / config.criticSteps());
		// The fractions sum to about one half, hence the factor.
		figures.put(GenerationFigure.D_REAL, 2 * onReal / config.criticSteps());
		figures.put(GenerationFigure.D_FAKE, 2 * onFake / config.criticSteps());
	}

	private List<float[]> realBatch(final int count, final RandomGenerator random) {
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : Draws.pick(real.pixels(), count, random))
			out.add(augmentation.apply(image, real.width(), real.height(), random));
		return out;
	}

	@Override
	public Optional<String> failure() {
		return alarms.collapsed()
				? Optional.of("collapsed to nearly one image for all latent vectors")
				: Optional.empty();
	}

	@Override
	public List<float[]> snapshot(final long step) {
		final List<float[]> shown = pair.with(g -> exportable(), () -> {
			if (step > firstEligible() || anchor.isEmpty()) consider(step);
			return whole(g -> {
				if (step < firstEligible()) selection.watch(step, g);
				return Latents.images(g, shownLatents);
			});
		});
		if (isRegression(step)) alarms.measure(shown);
		else
			tell(alarms.note(shown));
		return shown;
	}

	/** Gives the generator the parameters that an export would write now. */
	private void exportable() {
		if (config.ema() > 0) generator.parameters().assign(pair.average().parameters());
	}

	/** Writes the best of all snapshots as the model. */
	void export(final Snapshots to) {
		best(g -> {
			to.export(selection.bestStep(), g);
			return to;
		});
	}

	/**
	 * The images that the best of all snapshots makes from the codes of the training images, in their order; noise is
	 * drawn.
	 *
	 * @throws java.util.NoSuchElementException without an anchor
	 */
	List<float[]> redrawn() {
		final Codes codes = anchor.orElseThrow().codes();
		return best(g -> redrawn(g, codes, draws));
	}

	/** The images that a generator makes from codes; noise is drawn. */
	static List<float[]> redrawn(final AdversarialGraph generator, final Codes codes, final RandomStreams draws) {
		final Latents latents = Latents.of(generator.architecture());
		final List<float[]> out = new ArrayList<>();
		for (int from = 0; from < codes.size(); from += CHUNK) {
			final double[][] some = new double[Math.min(CHUNK, codes.size() - from)][];
			for (int i = 0; i < some.length; i++) some[i] = codes.code(from + i);
			try (INDArray z = latents.withCodes(some, draws.of("redrawn", from))) {
				out.addAll(Latents.images(generator, z));
			}
		}
		return out;
	}

	@Override
	public void soften(final int times) {
		draws.soften(times);
		softened = times;
		detail.ifPresent(d -> d.soften(times));
		if (anchor.isPresent()) {
			rate = Double.NaN;
			learningRate(config.learningRate());
			return;
		}
		pair.learningRates(config.learningRate(), config.learningRate(), times);
	}

	@Override
	public void save(final DataOutputStream out) throws IOException {
		fitnessTable.flush();
		if (isRegression(generation)) populate(generation);
		out.writeLong(generation);
		AdversarialPair.save(discriminator, out);
		out.writeInt(survivors.size());
		for (final Survivor s : survivors) {
			s.state().writeTo(out);
			writeImages(out, s.images());
		}
		pair.average().write(out);
		for (final Mutation m : config.mutations()) out.writeLong(wins.get(m));
		if (detail.isPresent()) detail.get().save(out);
		selection.save(out);
		alarms.save(out);
	}

	@Override
	public void load(final DataInputStream in) throws IOException {
		generation = in.readLong();
		fitnessTable.cutAfter(generation);
		snapshots.ifPresent(kept -> kept.cutAfter(generation));
		AdversarialPair.load(discriminator, in);
		final int count = in.readInt();
		if (count != survivors.size()) throw new IOException(count + " survivors instead of " + survivors.size());
		for (final Survivor s : survivors) s.state().close();
		survivors = new ArrayList<>();
		for (int i = 0; i < count; i++) survivors.add(new Survivor(generator.readState(in), readImages(in)));
		pair.average().read(in);
		for (final Mutation m : config.mutations()) wins.put(m, in.readLong());
		if (detail.isPresent()) detail.get().load(in);
		selection.load(in);
		alarms.load(in);
		generator.restore(best().state());
		rate = Double.NaN;
	}

	private static void writeImages(final DataOutputStream out, final List<float[]> images) throws IOException {
		out.writeInt(images.size());
		for (final float[] image : images) SavedFloats.write(image, out);
	}

	private static List<float[]> readImages(final DataInputStream in) throws IOException {
		final List<float[]> images = new ArrayList<>();
		final int count = in.readInt();
		for (int i = 0; i < count; i++) images.add(SavedFloats.read(in));
		return images;
	}

	@Override
	public void close() {
		for (final Survivor s : survivors) s.state().close();
		shownLatents.close();
		detail.ifPresent(Detail::close);
		critic.close();
		pair.close();
	}
}
