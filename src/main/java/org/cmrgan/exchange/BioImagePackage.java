/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.exchange;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.ModelCard;
import org.cmrgan.data.ModelCard.Kind;
import org.cmrgan.io.Npy;
import org.cmrgan.io.StableZip;
import org.cmrgan.nn.onnx.OnnxModel;
import org.cmrgan.run.AtomicFiles;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * A refiner or classifier as a package of the BioImage Model Zoo: a zip with rdf.yaml, the ONNX file, test tensors, a
 * cover and a description. The test image is a phantom, so that the package contains no image of a person. Source:
 * https://github.com/bioimage-io/spec-bioimage-io, model description 0.5.
 */
public final class BioImagePackage {
	/** The newest version that JDLL can read. */
	private static final String VERSION = "0.5.7";
	private static final String MODEL = "model.onnx";
	private static final String INPUT = "test_input.npy";
	private static final String OUTPUT = "test_output.npy";
	private static final String COVER = "cover.png";
	private static final String README = "README.md";
	/** Side of the smallest image in pixels. */
	private static final int LEAST = 32;
	private static final int ZOOM = 4;
	private static final Pattern DOI = Pattern.compile("(.*?),? *doi:(10\\.\\S+)");
	private static final Gson QUOTES = new GsonBuilder().disableHtmlEscaping().create();

	private final SharedModel model;
	private final float[] phantom;
	private final int size;
	private final List<String> authors;
	private final String licence;

	/**
	 * @param model a refiner or a classifier
	 * @param phantom a square image in the unit that the model takes, row-major, of the size of its training
	 * @param authors names; none where the user gave none, and the zoo will refuse the package
	 * @param licence SPDX identifier, or empty, with the same consequence
	 */
	public BioImagePackage(final SharedModel model, final float[] phantom, final List<String> authors,
			final String licence) {
		if (model.kind() == Kind.GENERATOR) throw new IllegalArgumentException("a generator takes no image");
		this.model = model;
		this.phantom = phantom.clone();
		size = (int) Math.round(Math.sqrt(phantom.length));
		this.authors = List.copyOf(authors);
		this.licence = licence;
	}

	/**
	 * Writes the zip. It appears complete or not at all, and equal models give equal files.
	 *
	 * @param zip the file to create or to replace
	 */
	public void write(final Path zip) {
		final float[] result = model.run(phantom, size, size);
		AtomicFiles.write(zip, path -> {
			final Path folder = Files.createTempDirectory("cmrgan-package");
			try {
				model.writeOnnxTo(folder.resolve(MODEL));
				npy(folder.resolve(INPUT), phantom, 1, 1, size, size);
				npy(folder.resolve(OUTPUT), result,
						isClassifier() ? new long[] { 1, result.length } : new long[] { 1, 1, size, size });
				cover(folder.resolve(COVER), result);
				Files.writeString(folder.resolve(README), description());
				Files.writeString(folder.resolve("rdf.yaml"), yaml(rdf(folder), 0));
				try (StableZip out = new StableZip(path)) {
					for (final String name : List.of("rdf.yaml", MODEL, INPUT, OUTPUT, README, COVER))
						out.add(name, to -> Files.copy(folder.resolve(name), to));
				}
			} finally {
				AtomicFiles.delete(folder);
			}
		});
	}

	private boolean isClassifier() {
		return model.kind() == Kind.CLASSIFIER;
	}

	private static void npy(final Path file, final float[] values, final long... shape) throws IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			Npy.floats(out, List.of(values), shape);
		}
	}

	/** The phantom and, for a refiner, the refined phantom and the change, in greys from minimum to maximum. */
	private void cover(final Path file, final float[] result) throws IOException {
		final List<float[]> pictures = new ArrayList<>(List.of(phantom));
		if (!isClassifier()) {
			pictures.add(result);
			final float[] change = new float[size * size];
			for (int i = 0; i < change.length; i++) change[i] = result[i] - phantom[i];
			pictures.add(change);
		}
		final int side = ZOOM * size;
		final BufferedImage image = new BufferedImage(pictures.size() * side, side, BufferedImage.TYPE_BYTE_GRAY);
		for (int k = 0; k < pictures.size(); k++) {
			final float[] picture = pictures.get(k);
			float least = Float.POSITIVE_INFINITY;
			float most = Float.NEGATIVE_INFINITY;
			for (final float v : picture) {
				least = Math.min(least, v);
				most = Math.max(most, v);
			}
			for (int y = 0; y < side; y++)
				for (int x = 0; x < side; x++)
					image.getRaster().setSample(k * side + x, y, 0,
							most == least
									? 0
									: Math.round(255 * (picture[y / ZOOM * size + x / ZOOM] - least) / (most - least)));
		}
		if (!ImageIO.write(image, "png", file.toFile())) throw new IOException("Java could not write the cover");
	}

	private String title() {
		return isClassifier() ? "CMR GAN classifier of cardiac MR images" : "CMR GAN refiner of cardiac MR images";
	}

	private String purpose() {
		return isClassifier()
				? "Classifies a cardiac MR image as one of two classes: " + String.join(", ", model.classes()) + "."
				: "Makes synthetic cardiac MR images look like those of one scanner.";
	}

	private String image() {
		final ModelCard card = model.card();
		final String kind = model.unit().equals("ms") ? "native T1 map" : "cardiac MR image";
		return kind + (card.spacing() > 0 ? String.format(Locale.ROOT, ", pixels of %s mm", card.spacing()) : "");
	}

	private String training() {
		final ModelCard card = model.card();
		return card.trainingWords().isEmpty()
				? "Its training data are not recorded."
				: "Trained on " + card.trainingWords() + (isClassifier() ? ", perhaps with added images." : ".");
	}

	private String description() {
		final ModelCard card = model.card();
		final StringBuilder text = new StringBuilder("# " + title() + "\n\n" + purpose() + "\n\n");
		text.append("Input: ").append(image()).append(", ").append(values()).append(".\n\n");
		if (card.spacing() > 0)
			text.append("The model does not resample: scale images of another pixel size first.\n\n");
		text.append("## Training data\n\n").append(training()).append(' ').append(card.privacy()).append("\n\n");
		text.append(
				"## Validation\n\nTest tensors and cover show a simulated phantom, not a person. The evaluation of the ")
				.append("study in which the network was trained says how far it helps.\n\n");
		text.append("## Licence\n\n").append(licence.isEmpty() ? "None is stated." : licence).append("\n\n");
		text.append("## Settings\n\n");
		card.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
				.forEach(e -> text.append("- ").append(e.getKey()).append(": ").append(e.getValue()).append('\n'));
		text.append("\n## Citation\n\n");
		for (final String work : card.citation()) text.append("- ").append(work).append('\n');
		return text.toString();
	}

	private String values() {
		return model.window()
				.map(w -> "in " + model.unit() + "; the network sees " + w
						+ (isClassifier() ? ", and values outside are clipped" : ", and values outside are kept"))
				.orElse("scaled to [-1, 1]");
	}

	private Map<String, Object> rdf(final Path folder) {
		final Map<String, Object> rdf = ordered("format_version", VERSION, "type", "model", "name", title(),
				"description", purpose(), "version", "0.1.0");
		if (!authors.isEmpty()) {
			final List<Object> people = new ArrayList<>();
			for (final String name : authors) people.add(ordered("name", name));
			rdf.put("authors", people);
		}
		rdf.put("cite", citation());
		if (!licence.isEmpty()) rdf.put("license", licence);
		rdf.put("documentation", README);
		rdf.put("covers", List.of(COVER));
		rdf.put("tags", List.of("mri", "cardiac", "2d", isClassifier() ? "classification" : "image-restoration"));
		final String sha256 = Hashes.of(folder.resolve(MODEL));
		// JDLL opens no model without an id; the zoo assigns another one later.
		final String nickname = (isClassifier() ? "cmr-gan-classifier-" : "cmr-gan-refiner-") + sha256.substring(0, 8);
		rdf.put("config", ordered("bioimageio", ordered("nickname", nickname), "cmr-gan", ordered("training_data",
				training(), "privacy", model.card().privacy(), "settings", model.card().settings().toString())));
		rdf.put("inputs", List.of(tensor(folder, "image", image(), INPUT, imageAxes(false))));
		rdf.put("outputs",
				List.of(isClassifier()
						? tensor(folder, "probabilities", "probability of each class", OUTPUT,
								List.of(ordered("type", "batch"),
										ordered("type", "channel", "channel_names", channels(model.classes()))))
						: tensor(folder, "refined", "the same, refined; " + image(), OUTPUT, imageAxes(true))));
		rdf.put("weights", ordered("onnx", ordered("source", MODEL, "sha256", sha256, "opset_version", OnnxModel.OPSET,
				"comment", "Images " + values() + ".")));
		return rdf;
	}

	/** The schema allows identifiers only. */
	private static List<String> channels(final List<String> classes) {
		final List<String> out = new ArrayList<>();
		for (final String label : classes) {
			final String word = label.replaceAll("[^A-Za-z0-9_]", "_");
			out.add(word.matches("[A-Za-z_].*") && !out.contains(word) ? word : "class_" + (out.size() + 1));
		}
		return out;
	}

	private List<Object> citation() {
		final List<Object> out = new ArrayList<>();
		for (final String work : model.card().citation()) {
			final Matcher doi = DOI.matcher(work);
			if (doi.matches()) out.add(ordered("text", doi.group(1), "doi", doi.group(2)));
		}
		if (out.isEmpty()) out.add(ordered("text", "CMR GAN", "doi", "10.1155/2021/3279563"));
		return out;
	}

	/**
	 * Without a scale in mm, because JDLL mistakes the scale of an output for the ratio of the output's size to the
	 * input's, and tiles wrongly.
	 */
	private List<Object> imageAxes(final boolean isOutput) {
		final List<Object> axes = new ArrayList<>(
				List.of(ordered("type", "batch"), ordered("type", "channel", "channel_names", List.of("intensity"))));
		for (final String id : List.of("y", "x")) {
			final Map<String, Object> axis = ordered("type", "space", "id", id);
			if (isClassifier()) axis.put("size", size);
			else if (isOutput) {
				axis.put("size", ordered("tensor_id", "image", "axis_id", id));
				axis.put("halo", model.architecture().reach());
			} else
				axis.put("size", ordered("min", Math.min(LEAST, size), "step", 1));
			axes.add(axis);
		}
		return axes;
	}

	private Map<String, Object> tensor(final Path folder, final String id, final String what, final String test,
			final List<Object> axes) {
		final Map<String, Object> data = ordered("type", "float32");
		if (model.unit().equals("ms") && !id.equals("probabilities")) data.put("unit", "ms");
		return ordered("id", id, "description", what, "axes", axes, "data", data, "test_tensor",
				ordered("source", test, "sha256", Hashes.of(folder.resolve(test))));
	}

	private static Map<String, Object> ordered(final Object... pairs) {
		final Map<String, Object> out = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) out.put((String) pairs[i], pairs[i + 1]);
		return out;
	}

	/** Block style with all texts in double quotes, which is valid in both JSON and YAML. */
	private static String yaml(final Object value, final int depth) {
		final StringBuilder out = new StringBuilder();
		final String indent = "  ".repeat(depth);
		if (value instanceof Map) {
			for (final Map.Entry<?, ?> e : ((Map<?, ?>) value).entrySet()) {
				final boolean plain = !(e.getValue() instanceof Map) && !(e.getValue() instanceof List);
				out.append(indent).append(e.getKey()).append(plain ? ": " : ":\n")
						.append(yaml(e.getValue(), depth + 1));
			}
			return out.toString();
		}
		if (value instanceof List) {
			for (final Object item : (List<?>) value)
				out.append(indent).append("- ").append(yaml(item, depth + 1).stripLeading());
			return out.toString();
		}
		return (value instanceof String ? QUOTES.toJson(value) : value) + "\n";
	}
}
