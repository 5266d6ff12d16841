package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.nn.Precision;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Settings;

/** What the experiment runs and how its classifiers are trained. Immutable. */
public final class EvaluateConfig {
	public static final Key<List<String>> CLASSIFIERS = Key
			.words("classifiers", "classifiers to train", Classifier.keys())
			.or(List.of("resnet50", "xception"));
	public static final Key<List<String>> ARMS = Key.words("arms", "what to train them on", Arm.keys())
			.or(List.of("none", "classic", "egan", "simgan"));
	public static final Key<List<Integer>> MULTIPLES = Key
			.integers("multiples", "added images as multiples of the real ones", 0, 5)
			.or(List.of(3), List.of(3, 4), List.of(0, 1, 2, 3, 4, 5));
	public static final Key<Integer> REPEATS = Key
			.integer("repeats", "times that every network is trained, each with its own seed", 1, 100).or(1);
	public static final Key<Integer> EPOCHS = Key
			.integer("epochs", "passes over as many images as there are real ones, in every arm", 1, 10_000)
			.or(6, 40, 100);
	public static final Key<Integer> BATCH = Key.integer("batch", "images in an optimiser step", 2, 512).or(16, 32, 32);
	public static final Key<Double> CAPACITY = Key
			.number("capacity", "share of the published channels of the classifiers", 0.05, 1).or(0.125, 0.5, 1.0);
	public static final Key<Double> RATE = Key.number("rate", "learning rate of Adam", 1e-7, 0.1).or(1e-3, 5e-4, 1e-4);
	public static final Key<Double> DECAY = Key.number("decay", "weight decay", 0, 1).or(1e-4);
	public static final Key<Double> SMOOTHING = Key.number("smoothing", "label smoothing", 0, 0.9).or(0.1);
	public static final Key<Integer> PATIENCE = Key
			.integer("patience", "epochs without a better validation result after which training ends", 1, 10_000)
			.or(6, 12, 25);
	public static final Key<Double> HOLDOUT = Key
			.number("holdout", "share of a fold's training subjects kept for inner validation", 0.05, 0.5).or(0.2);
	public static final Key<Double> NOISE = Key
			.number("noise", "standard deviation of the noise of the arm noise; images span -1 to 1", 0, 1).or(0.05);
	private static final List<String> NO_WEIGHTS = List.of("none");
	public static final Key<List<String>> WEIGHTS = Key.paths("weights",
			"local files (safetensors) with weights that classifiers begin with, separated by commas; none begins at random")
			.or(NO_WEIGHTS);
	/** Every key, in the order of dialogs and run.json. */
	public static final List<Key<?>> KEYS = List.of(Preset.KEY, CLASSIFIERS, ARMS, MULTIPLES, REPEATS, EPOCHS, BATCH,
			CAPACITY, RATE, DECAY, SMOOTHING,
			PATIENCE, HOLDOUT, NOISE, WEIGHTS, Precision.KEY);
	/** What changes the result of a cell; the others only say which cells there are. */
	private static final List<Key<?>> OF_A_CELL = List.of(EPOCHS, BATCH, CAPACITY, RATE, DECAY, SMOOTHING, PATIENCE,
			HOLDOUT, NOISE, Precision.KEY);

	private final Settings settings;

	private EvaluateConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * @param given text by key name; absent or blank ones take the preset's defaults
	 * @throws org.cmrgan.run.UserError one sentence for every value that will not do
	 */
	public static EvaluateConfig of(final Map<String, String> given) {
		return new EvaluateConfig(Settings.parse(KEYS, given));
	}

	public List<Classifier> classifiers() {
		return settings.get(CLASSIFIERS).stream().map(Classifier::of).sorted().collect(Collectors.toList());
	}

	public List<Arm> arms() {
		return settings.get(ARMS).stream().map(Arm::of).sorted().collect(Collectors.toList());
	}

	/** Ascending. */
	public List<Integer> multiples() {
		return settings.get(MULTIPLES).stream().sorted().collect(Collectors.toList());
	}

	/** The highest multiple that E-GAN or SimGAN images are needed at; 0 if no arm needs any. */
	public int highestGanMultiple() {
		return arms().stream().anyMatch(Arm::isGan) ? multiples().get(multiples().size() - 1) : 0;
	}

	public int repeats() {
		return settings.get(REPEATS);
	}

	public int epochs() {
		return settings.get(EPOCHS);
	}

	public int batch() {
		return settings.get(BATCH);
	}

	public double capacity() {
		return settings.get(CAPACITY);
	}

	public double rate() {
		return settings.get(RATE);
	}

	public double decay() {
		return settings.get(DECAY);
	}

	public double smoothing() {
		return settings.get(SMOOTHING);
	}

	public int patience() {
		return settings.get(PATIENCE);
	}

	public double holdout() {
		return settings.get(HOLDOUT);
	}

	public double noise() {
		return settings.get(NOISE);
	}

	/** Files with weights that classifiers begin with; empty if all begin at random. */
	public List<Path> weights() {
		final List<String> files = settings.get(WEIGHTS);
		return files.equals(NO_WEIGHTS) ? List.of() : files.stream().map(Path::of).collect(Collectors.toList());
	}

	/** @throws org.cmrgan.run.UserError if this machine has no such numbers */
	public Precision precision() {
		return Precision.of(settings.get(Precision.KEY));
	}

	/** Every value, for run.json. */
	public Settings settings() {
		return settings;
	}

	/** The values that change what a cell finds, as text; weights count by what is in the files. */
	String ofACell() {
		final Map<String, String> all = settings.asText();
		return OF_A_CELL.stream().map(key -> key.name() + "=" + all.get(key.name())).collect(Collectors.joining(" "));
	}
}
