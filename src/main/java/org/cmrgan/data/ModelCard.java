/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * The entry model.json of a model.zip: what the network is, its input and output, what it was trained on, and what its
 * owner must know before sharing it. It contains no path, no name of a subject and no time, so that equal trainings
 * give equal files. Immutable.
 */
public final class ModelCard {
	/** The kinds of network. */
	public enum Kind {
		/** Latent vectors to images of one class. */
		GENERATOR(
				"Wang C, Xu C, Yao X, Tao D. Evolutionary generative adversarial networks. IEEE Transactions on Evolutionary Computation 23(6):921–934, 2019, doi:10.1109/TEVC.2019.2895748"),
		/** Synthetic images to realistic ones. */
		REFINER("Shrivastava A, Pfister T, Tuzel O, Susskind J, Wang W, Webb R. Learning from simulated and unsupervised images through adversarial training. CVPR 2017, doi:10.1109/CVPR.2017.241"),
		/** Images to one logit for each class. */
		CLASSIFIER(
				"He K, Zhang X, Ren S, Sun J. Deep residual learning for image recognition. CVPR 2016, doi:10.1109/CVPR.2016.90",
				"Chollet F. Xception: deep learning with depthwise separable convolutions. CVPR 2017, doi:10.1109/CVPR.2017.195");

		private final List<String> citation;

		Kind(final String... works) {
			citation = List.of(works);
		}
	}

	private static final String SUITE_CITATION = "Fu Y, Gong M, Yang G, Hu J, Wei H, Zhou J. Optimization of cardiac magnetic resonance synthetic image based on simulated generative adversarial network. Mathematical Problems in Engineering 2021:3279563, doi:10.1155/2021/3279563";

	/** The newest version that this suite reads; also the version that it writes. */
	public static final int VERSION = 1;
	private static final String FORMAT = "CMR GAN model";
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
	/** Largest side of an image, and largest number of classes, of any network. */
	private static final int MOST = 1 << 20;

	/** Keys of the file. */
	private static final class Fields implements Cloneable {
		private String format = FORMAT;
		private int version = VERSION;
		private String kind;
		private String label;
		private List<String> classes = List.of();
		private String positive;
		private Tensor input;
		private Tensor output;
		private String latent;
		private int size;
		private double spacing;
		private Intensities window;
		private Scaling scaling;
		private String preset;
		private Map<String, String> settings = Map.of();
		private Training training;
		private Privacy privacy;
		private String licence = "not stated: the owner of the training images decides";
		private List<String> citation = List.of();
		private Map<String, String> versions = Map.of();

		@Override
		public Fields clone() {
			try {
				return (Fields) super.clone();
			} catch (final CloneNotSupportedException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	private static final class Tensor {
		private final List<String> axes;
		/** -1 for a free length. */
		private final List<Long> shape;
		private final String values;

		Tensor(final List<String> axes, final List<Long> shape, final String values) {
			this.axes = axes;
			this.shape = shape;
			this.values = values;
		}
	}

	private static final class Intensities {
		private String kind;
		private Double low;
		private Double high;
		private String unit;
	}

	private static final class Scaling {
		private boolean ofEachImage;
		private double mean;
		private double deviation = 1;
	}

	private static final class Training {
		private int fold;
		/**
		 * As in the column trainingsubjects of image sets: one hash for all subjects, because the hash of a single name
		 * would reveal it.
		 */
		private String foldSubjectsSha256;
		private int subjects;
		private int images;
		private String imagesSha256;
		private String seed;
	}

	private static final class Privacy {
		private boolean holdsTrainingImages;
		private String statement;
	}

	private final Fields fields;

	private ModelCard(final Fields fields) {
		this.fields = fields;
	}

	private ModelCard with(final Consumer<Fields> change) {
		final Fields other = fields.clone();
		change.accept(other);
		return new ModelCard(other);
	}

	/** {@return a card that says only that the network is of this suite} */
	public static ModelCard blank() {
		return new ModelCard(new Fields());
	}

	/**
	 * {@return this card with the classes of the study}
	 *
	 * @param classes the two labels, in the order of a classifier's outputs
	 * @param positive the positive class
	 */
	public ModelCard ofClasses(final List<String> classes, final String positive) {
		return with(f -> {
			f.classes = List.copyOf(classes);
			f.positive = positive;
		});
	}

	/**
	 * {@return this card with the intensities that -1 and 1 stand for}
	 *
	 * @param kind how the window was found: t1, percentile or minmax
	 * @param window empty if each image had its own
	 */
	public ModelCard inWindow(final String kind, final Optional<Window> window) {
		final Intensities of = new Intensities();
		of.kind = kind;
		of.low = window.map(Window::low).orElse(null);
		of.high = window.map(Window::high).orElse(null);
		of.unit = "t1".equals(kind) ? "ms" : "that of the scans";
		return with(f -> f.window = of);
	}

	/**
	 * {@return this card with the training data}
	 *
	 * @param fold 0 for all data
	 * @param training all training images of the fold
	 * @param seen the training images that this network sees
	 * @param seed the master seed
	 */
	public ModelCard trainedOn(final int fold, final PatchSet training, final PatchSet seen, final long seed) {
		final Training of = new Training();
		of.fold = fold;
		of.foldSubjectsSha256 = training.subjectsHash();
		of.subjects = seen.subjects().size();
		of.images = seen.size();
		of.imagesSha256 = seen.contentHash();
		of.seed = Long.toString(seed);
		return with(f -> {
			f.training = of;
			f.size = training.width();
			f.spacing = training.spacing();
		});
	}

	/**
	 * {@return this card with the versions of the software}
	 *
	 * @param versions version by name
	 */
	public ModelCard byVersions(final Map<String, String> versions) {
		return with(f -> f.versions = new LinkedHashMap<>(versions));
	}

	/**
	 * {@return this card with the kind of the network and its training settings}
	 *
	 * @param kind of the network
	 * @param settings text by key
	 */
	public ModelCard of(final Kind kind, final Map<String, String> settings) {
		return with(f -> {
			f.kind = word(kind);
			f.settings = new LinkedHashMap<>(settings);
			f.preset = settings.get("preset");
			f.citation = new ArrayList<>(List.of(SUITE_CITATION));
			f.citation.addAll(kind.citation);
		});
	}

	/**
	 * {@return this card with the class of the network's images}
	 *
	 * @param label the class
	 */
	public ModelCard ofLabel(final String label) {
		return with(f -> f.label = label);
	}

	/**
	 * {@return this card with the scaling of the pixels in [-1, 1] before a classifier}
	 *
	 * @param scaling of each image or of all
	 */
	public ModelCard scaledBy(final PixelScaling scaling) {
		final Scaling of = new Scaling();
		of.ofEachImage = scaling.isOfEachImage();
		of.mean = scaling.mean();
		of.deviation = scaling.deviation();
		return with(f -> f.scaling = of);
	}

	/**
	 * {@return this card with a description of the latent vectors of a generator}
	 *
	 * @param latent in words
	 */
	public ModelCard drawing(final String latent) {
		return with(f -> f.latent = latent);
	}

	/**
	 * {@return this card with the statement whether the file contains training images, which can then be extracted from
	 * it}
	 *
	 * @param images true if it contains training images
	 */
	public ModelCard holding(final boolean images) {
		final Privacy of = new Privacy();
		of.holdsTrainingImages = images;
		of.statement = images
				? "This file contains training images that can be extracted: treat it as patient data."
				: "This file contains no training image. A network can still reproduce images that it saw: check it for near-copies before you share it.";
		return with(f -> f.privacy = of);
	}

	/**
	 * {@return this card with the shapes of the network's input and output}
	 *
	 * @param input without the batch axis
	 * @param output without the batch axis
	 * @param anySize true if the height and width of the input are free
	 */
	public ModelCard shaped(final long[] input, final long[] output, final boolean anySize) {
		return with(f -> {
			f.input = tensor(input, anySize, input.length == 1 ? "latent" : "channel");
			f.output = tensor(output, anySize, Kind.CLASSIFIER == kind().orElse(null) ? "class" : "channel");
		});
	}

	private Tensor tensor(final long[] shape, final boolean anySize, final String first) {
		final boolean image = shape.length == 3;
		final Long[] sides = new Long[shape.length + 1];
		sides[0] = -1L;
		for (int i = 0; i < shape.length; i++) sides[i + 1] = anySize && i > 0 ? -1 : shape[i];
		final String values = image
				? "float32 in [-1, 1]"
				: "latent".equals(first) ? "float32" : "float32, logits in the order of classes";
		return new Tensor(image ? List.of("batch", first, "y", "x") : List.of("batch", first), Arrays.asList(sides),
				values);
	}

	/** {@return the text of model.json} */
	public String toJson() {
		return GSON.toJson(fields) + "\n";
	}

	/**
	 * {@return the format version of a model.json}
	 *
	 * @param json its text
	 * @throws JsonParseException if the text is not a model.json
	 */
	public static int versionOf(final String json) {
		try {
			final JsonObject object = JsonParser.parseString(json).getAsJsonObject();
			if (!FORMAT.equals(object.get("format").getAsString())) throw new JsonParseException("another format");
			return object.get("version").getAsInt();
		} catch (final RuntimeException e) {
			throw new JsonParseException("model.json was not written by this suite: " + e.getMessage(), e);
		}
	}

	/**
	 * {@return the card of a model.json}
	 *
	 * @param json its text
	 * @throws JsonParseException if the text is not a model.json of this version, or contradicts itself
	 */
	public static ModelCard parse(final String json) {
		final Fields read;
		try {
			read = GSON.fromJson(json, Fields.class);
		} catch (final RuntimeException e) {
			throw new JsonParseException("model.json cannot be read: " + e.getMessage(), e);
		}
		complaint(read).ifPresent(why -> {
			throw new JsonParseException("model.json " + why);
		});
		return new ModelCard(read);
	}

	private static Optional<String> complaint(final Fields read) {
		if (read == null || read.version != VERSION) return Optional.of("is of another version");
		if (read.kind != null && Arrays.stream(Kind.values()).noneMatch(k -> word(k).equals(read.kind)))
			return Optional.of("has an unknown kind of network");
		if (anyNull(read.classes, read.citation) || read.settings == null || read.settings.containsValue(null)
				|| read.versions == null || read.versions.containsValue(null) || read.licence == null)
			return Optional.of("has an entry that is null");
		if (!Labels.problems(read.classes, "it").isEmpty()
				|| read.label != null && !Labels.problems(List.of(read.label), "it").isEmpty())
			return Optional.of("has a label that cannot name a folder");
		if (read.positive != null && !read.classes.contains(read.positive))
			return Optional.of("has a positive class that is not one of its classes");
		if (read.size < 0 || read.size > MOST || !(read.spacing >= 0 && read.spacing < Double.POSITIVE_INFINITY))
			return Optional.of("has an impossible size or spacing");
		if (read.scaling != null && !(Double.isFinite(read.scaling.mean) && read.scaling.deviation > 0
				&& read.scaling.deviation < Double.POSITIVE_INFINITY))
			return Optional.of("has an impossible scaling");
		return complaint(read.window, read.training);
	}

	private static Optional<String> complaint(final Intensities window, final Training training) {
		if (window != null && ((window.low == null) != (window.high == null)
				|| window.low != null && !(window.low < window.high && Double.isFinite(window.high - window.low))))
			return Optional.of("has a window that is not two increasing numbers");
		if (training != null && (training.foldSubjectsSha256 == null || training.imagesSha256 == null))
			return Optional.of("lacks a hash of the training");
		return Optional.empty();
	}

	private static boolean anyNull(final List<?>... lists) {
		return Arrays.stream(lists).anyMatch(l -> l == null || l.stream().anyMatch(Objects::isNull));
	}

	private static String word(final Kind kind) {
		return kind.name().toLowerCase(java.util.Locale.ROOT);
	}

	/** {@return the kind of the network; empty on a blank card} */
	public Optional<Kind> kind() {
		return Arrays.stream(Kind.values()).filter(k -> word(k).equals(fields.kind)).findFirst();
	}

	/** {@return the class of the network's images, if it is a single one} */
	public Optional<String> label() {
		return Optional.ofNullable(fields.label);
	}

	/** {@return the classes of the study, in the order of a classifier's outputs; empty if they are not known} */
	public List<String> classes() {
		return List.copyOf(fields.classes);
	}

	/** {@return the positive class; empty if it is not known} */
	public Optional<String> positive() {
		return Optional.ofNullable(fields.positive);
	}

	/** {@return the width and height of the training images, pixels; 0 if not known} */
	public int size() {
		return fields.size;
	}

	/** {@return the pixel spacing of the training images, mm; 0 if not known} */
	public double spacing() {
		return fields.spacing;
	}

	/** {@return the intensities that -1 and 1 stand for, if all images have the same} */
	public Optional<Window> window() {
		return fields.window == null || fields.window.low == null
				? Optional.empty()
				: Optional.of(new Window(fields.window.low, fields.window.high));
	}

	/** {@return how the window was found: t1, percentile or minmax; empty if not known} */
	public String windowKind() {
		return fields.window == null || fields.window.kind == null ? "" : fields.window.kind;
	}

	/** {@return the scaling of the pixels in [-1, 1] before a classifier} */
	public PixelScaling scaling() {
		if (fields.scaling == null) return PixelScaling.none();
		return fields.scaling.ofEachImage
				? PixelScaling.ofEachImage()
				: PixelScaling.by(fields.scaling.mean, fields.scaling.deviation);
	}

	/** {@return the hash of the training subjects, as image sets carry it; empty if not known} */
	public String trainingSubjects() {
		return fields.training == null ? "" : fields.training.foldSubjectsSha256;
	}

	/** {@return the number of training images and subjects, in words; empty if not known} */
	public String trainingWords() {
		return fields.training == null
				? ""
				: fields.training.images + " images of " + fields.training.subjects + " subjects";
	}

	/** {@return true if the file is known to contain training images} */
	public boolean holdsTrainingImages() {
		return fields.privacy != null && fields.privacy.holdsTrainingImages;
	}

	/** {@return a sentence or two on what the file may reveal about patients; empty if not known} */
	public String privacy() {
		return fields.privacy == null || fields.privacy.statement == null ? "" : fields.privacy.statement;
	}

	/** {@return the references to cite} */
	public List<String> citation() {
		return List.copyOf(fields.citation);
	}

	/** {@return the training settings, as text by key} */
	public Map<String, String> settings() {
		return Map.copyOf(fields.settings);
	}

	/**
	 * {@return true if the shapes of a network agree with the card, as far as it states them}
	 *
	 * @param input without the batch axis
	 * @param output without the batch axis
	 */
	public boolean describes(final Collection<Long> input, final Collection<Long> output) {
		final List<Long> out = List.copyOf(output);
		return matches(fields.input, input) && matches(fields.output, output)
				&& (fields.size == 0 || out.size() != 3 || isOfSize(out.get(1)) && isOfSize(out.get(2)));
	}

	/**
	 * A network for images of any size, such as a refiner, may have been trained on crops, which are no larger than the
	 * images.
	 */
	private boolean isOfSize(final long side) {
		final boolean any = fields.output != null && fields.output.shape != null
				&& fields.output.shape.stream().skip(2).allMatch(open -> open != null && open == -1);
		return any ? side <= fields.size : side == fields.size;
	}

	private static boolean matches(final Tensor said, final Collection<Long> shape) {
		if (said == null) return true;
		if (said.shape == null || said.shape.size() != shape.size() + 1) return false;
		int i = 1;
		for (final long side : shape) {
			final Long there = said.shape.get(i++);
			if (there == null || there != -1 && there != side) return false;
		}
		return true;
	}
}
