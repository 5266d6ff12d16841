/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.data.ModelCard.Kind;
import org.cmrgan.data.Window;
import org.cmrgan.egan.EGan;
import org.cmrgan.exchange.BioImagePackage;
import org.cmrgan.exchange.SharedModel;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Problems;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGan;

/** Export Model: a trained network as a file for other programs. */
public final class ExportModelJob implements Job {
	private static final String ONNX = "onnx";
	private static final String SAFETENSORS = "safetensors";
	private static final String BIOIMAGEIO = "bioimageio";
	private static final Map<String, String> ENDINGS = Map.of(ONNX, ".onnx", SAFETENSORS, ".safetensors", BIOIMAGEIO,
			".zip");

	/** The network. */
	public static final Key<String> MODEL = Key
			.path("model", "model.zip of a generator, refiner or classifier; leave blank if study is given").or("");
	/** The study that contains the network, without a model file. */
	public static final Key<String> STUDY = Key
			.path(JobKeys.STUDY.name(), "study folder; leave blank if model is given").or("");
	/** Which network of a fold. */
	public static final Key<String> NETWORK = Key
			.choice("network", "with study: which network of the fold", "refiner", "generator").or("refiner");
	/** The class of the network. */
	public static final Key<String> LABEL = Key
			.text("label", "with study: class of the generator, or of the refiner if there is one per label").or("");
	/** The file to write. */
	public static final Key<String> OUTPUT = Key.path("output", "file to write: .onnx, .safetensors or .zip");
	/** The format. */
	public static final Key<String> FORMAT = Key.choice("format",
			"ONNX, safetensors, or a package of the BioImage Model Zoo", ONNX, SAFETENSORS, BIOIMAGEIO).or(ONNX);
	/** The intensities of -1 and 1. */
	public static final Key<String> WINDOW = Key.text("window",
			"intensity window LOW,HIGH, mapped to -1 and 1; auto: that of the training; none: images stay in [-1, 1]")
			.or("auto");
	/** Consent to export training images. */
	public static final Key<Boolean> PATIENT_DATA = Key
			.flag("patient_data", "allow the export of a network that contains its training images").or(false);
	/** Authors, for the package. */
	public static final Key<String> AUTHORS = Key
			.text("authors", "with format=bioimageio: your names, separated by semicolons").or("");
	/** Licence, for the package. */
	public static final Key<String> LICENCE = Key
			.text("licence", "with format=bioimageio: SPDX identifier of a licence, such as CC-BY-4.0").or("");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(STUDY, JobKeys.FOLD, NETWORK, LABEL, MODEL, OUTPUT, FORMAT, WINDOW,
			PATIENT_DATA, AUTHORS, LICENCE);

	private final Settings settings;
	private final Path model;
	private final Path output;
	private final Optional<Study> study;

	private ExportModelJob(final Settings settings) {
		this.settings = settings;
		output = Path.of(settings.get(OUTPUT));
		if (settings.get(MODEL).isEmpty()) {
			final Study of = Study.open(Path.of(settings.get(STUDY)));
			study = Optional.of(of);
			model = model(of, settings);
		} else {
			model = Path.of(settings.get(MODEL));
			study = Study.around(model);
		}
		if (!Files.isRegularFile(model))
			throw UserError.of("There is no model %s: give the model.zip of a trained network.", model);
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 * @throws UserError naming every value that is not valid
	 */
	public static ExportModelJob of(final Map<String, String> given) {
		new Problems().check(() -> Settings.parse(KEYS, given)).check(() -> {
			final boolean model = !given.getOrDefault(MODEL.name(), "").isBlank();
			final boolean study = !given.getOrDefault(STUDY.name(), "").isBlank();
			if (model == study)
				throw new UserError(model
						? "Both study and model were given: give only study for a network of its fold, or only model for a file."
						: "model is missing: give the model.zip of a trained network, or study, fold and network.");
		}).check(() -> RefineStackJob.window(none(given) ? "auto" : given.getOrDefault(WINDOW.name(), "auto")))
				.check(() -> requireNew(given)).raise();
		return new ExportModelJob(Settings.parse(KEYS, given));
	}

	private static boolean none(final Map<String, String> given) {
		return "none".equalsIgnoreCase(given.getOrDefault(WINDOW.name(), "").trim());
	}

	private static void requireNew(final Map<String, String> given) {
		final String text = given.getOrDefault(OUTPUT.name(), "");
		if (text.isBlank()) return;
		final Path file = Path.of(OUTPUT.parse(text));
		final String ending = ENDINGS.get(Settings.of(FORMAT, given));
		if (!file.toString().endsWith(ending))
			throw UserError.of("output=%s does not end in %s: give such a name, or another format.", text, ending);
		if (Files.exists(file))
			throw UserError.of("output=%s already exists: give another name, because nothing is overwritten.", text);
	}

	private static Path model(final Study study, final Settings settings) {
		final int fold = settings.get(JobKeys.FOLD);
		final String label = settings.get(LABEL);
		final List<String> classes = study.info().classes();
		study.fold(fold);
		if (!label.isEmpty() && !classes.contains(label))
			throw UserError.of("label=%s is not a class of the study: give one of %s.", label,
					String.join(", ", classes));
		if (settings.get(NETWORK).equals("generator")) {
			if (label.isEmpty())
				throw UserError.of("label is missing: give the class of the generator, one of %s.",
						String.join(", ", classes));
			return study.egan(fold, label).resolve(EGan.MODEL);
		}
		study.requireRefiner(fold);
		final Path folder = study.simgan(fold);
		if (!SimGan.isPerLabel(folder)) return folder.resolve(SimGan.MODEL);
		if (label.isEmpty())
			throw UserError.of("label is missing: fold %d has a refiner for each class, so give one of %s.", fold,
					String.join(", ", classes));
		return folder.resolve(label).resolve(SimGan.MODEL);
	}

	@Override
	public String name() {
		return Menu.EXPORT;
	}

	@Override
	public void run(final RunContext context) {
		final String format = settings.get(FORMAT);
		Backend.prepare(context);
		try (SharedModel network = open()) {
			if (network.mayHoldTrainingImages() && !settings.get(PATIENT_DATA))
				throw UserError.of(
						"The network %s contains training images, or may contain them: give patient_data=true to export it, and treat the file as patient data.",
						model);
			if (format.equals(ONNX)) network.writeOnnx(output);
			else if (format.equals(SAFETENSORS)) network.writeSafetensors(output);
			else
				pack(network, context);
			context.info(
					"The " + network.kind().name().toLowerCase(java.util.Locale.ROOT) + " is in " + output + "; "
							+ network
									.window().map(w -> "it takes and returns images in " + network.unit()
											+ ", of which " + w + " are mapped to -1 and 1.")
									.orElse("its images are in [-1, 1]."));
		}
	}

	private SharedModel open() {
		final String text = settings.get(WINDOW);
		if ("none".equalsIgnoreCase(text)) return SharedModel.open(model, Optional.empty());
		final Optional<Window> given = RefineStackJob.window(text);
		if (given.isPresent()) return SharedModel.open(model, given);
		final SharedModel unscaled = SharedModel.open(model, Optional.empty());
		final Optional<Window> own = unscaled.card().window();
		final Optional<Window> window = own.isPresent() ? own : study.flatMap(s -> s.info().window(s.foldOf(model)));
		if (window.isEmpty()) return unscaled;
		unscaled.close();
		return SharedModel.open(model, window);
	}

	private void pack(final SharedModel network, final RunContext context) {
		if (network.kind() == Kind.GENERATOR)
			throw new UserError(
					"format=bioimageio needs a network whose input is an image, but a generator takes a vector: give format=onnx.");
		final List<String> authors = Arrays.stream(settings.get(AUTHORS).split(";")).map(String::trim)
				.filter(a -> !a.isEmpty()).collect(Collectors.toList());
		final List<String> missing = new ArrayList<>();
		if (authors.isEmpty()) missing.add("authors");
		if (settings.get(LICENCE).isEmpty()) missing.add("licence");
		if (!missing.isEmpty())
			context.warn("The package names no " + String.join(" and no ", missing)
					+ ", so the BioImage Model Zoo would refuse it: give " + String.join(" and ", missing) + ".");
		new BioImagePackage(network, PhantomPatch.of(network), authors, settings.get(LICENCE)).write(output);
	}
}
