/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import javax.imageio.ImageIO;

import org.cmrgan.command.SettingsFile;
import org.cmrgan.data.Hashes;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PixelScaling;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.Curves;
import org.cmrgan.evaluate.FakePredictions;
import org.cmrgan.evaluate.Predictions;
import org.cmrgan.evaluate.RatioTable;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.PretrainedWeights;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.onnx.OnnxModel;
import org.cmrgan.preprocess.InputRecord;
import org.cmrgan.preprocess.Sources;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.train.Schedule;
import org.cmrgan.train.Trainee;
import org.cmrgan.train.TrainingLoop;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** One intact file of every format that the suite reads, each with the way in which a command reads it. */
final class FileFormats {
	/** Opens a file as its command does. */
	interface Reading {
		/** @return a text that differs if any number that was read differs */
		String of(Path file) throws IOException;
	}

	/** Opens a file as its command does, without a look at the numbers. */
	private interface Use {
		void of(Path file) throws IOException;
	}

	/** A file and its reading. */
	static final class Format {
		final Path file;
		final Reading reading;
		/** True if a checksum covers every number, so that none may change without a word. */
		final boolean hasChecksum;

		private Format(final Path file, final Reading reading, final boolean hasChecksum) {
			this.file = file;
			this.reading = reading;
			this.hasChecksum = hasChecksum;
		}
	}

	private static final int STEPS = 10;

	private final Path folder;
	private final List<Format> all = new ArrayList<>();

	/** @param folder empty */
	FileFormats(final Path folder) throws IOException {
		this.folder = folder;
		study();
		metaImages();
		otherImages();
		tables();
		weights();
		models();
		checkpoint();
	}

	List<Format> all() {
		return List.copyOf(all);
	}

	private void checked(final Path file, final Reading reading) {
		all.add(new Format(file, reading, true));
	}

	private void plain(final Path file, final Use use) {
		all.add(new Format(file, read -> {
			use.of(read);
			return "";
		}, false));
	}

	private void study() throws IOException {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			rows.add(new Patch("i" + i, "s" + i, i % 2 == 0 ? "a" : "b", 1 + i / 2, Map.of("source", "x.mha")));
			pixels.add(new float[] { i, 0, -1, 1 });
		}
		final Path study = folder.resolve("study");
		Study.create(study, new StudyInfo(List.of("a", "b"), "a", 2, 1.2, "percentile", Optional.empty(), List.of(), 2,
				1, "table", "hash", Map.of()), new PatchSet(2, 2, 1.2, rows, pixels));
		final Reading ofStudy = file -> Study.open(study).real().contentHash();
		checked(study.resolve("study.json"), ofStudy);
		checked(study.resolve("real/index.csv"), ofStudy);
		checked(study.resolve("real/images.mha"), ofStudy);
		final Path run = Files.createDirectories(folder.resolve("run"));
		RunRecord.around(run, "Train", Map.of("seed", "1"), Map.of("real", "x"), RunContext.quiet(),
				context -> context.warn("It is slow."));
		plain(run.resolve("run.json"), file -> RunRecord.of(run));
		plain(Files.writeString(folder.resolve("settings.json"), "{\"seed\": 7, \"Train E-GAN\": {\"batch\": 16}}"),
				file -> SettingsFile.read(file.toString(), Menu.TRAIN_EGAN));
	}

	private void metaImages() throws IOException {
		plain(Files.writeString(folder.resolve("raw.mha"),
				"ObjectType = Image\nNDims = 2\nDimSize = 2 2\nElementSpacing = 1 1\nElementType = MET_SHORT\nElementDataFile = LOCAL\n12345678"),
				file -> pixels(MetaImageReader.read(file)));
		plain(Files.writeString(folder.resolve("text.mha"),
				"ObjectType = Image\nNDims = 2\nDimSize = 2 2\nElementType = MET_FLOAT\nTransformMatrix = 0 1 -1 0\nOffset = 1 2\nBinaryData = False\nElementDataFile = LOCAL\n1 2.5 -3 4e2"),
				file -> pixels(MetaImageReader.read(file)));
		final Path header = folder.resolve("packed.mhd");
		MetaImageWriter.write(image(), header, true);
		plain(header, file -> pixels(MetaImageReader.read(file)));
		// A stream that ends before its checksum is read, as ITK does, so that a part may be missing unseen.
		plain(folder.resolve("packed.zraw"), file -> pixels(MetaImageReader.read(header)));
	}

	private static MetaImage image() {
		final float[] values = new float[24 * 24];
		for (int i = 0; i < values.length; i++) values[i] = i % 37 - i / 24;
		return MetaImage.of(ArrayImgs.floats(values, 24, 24), 1.5, 1.5);
	}

	private static String pixels(final MetaImage image) {
		final StringBuilder out = new StringBuilder(Arrays.toString(image.dimensions()));
		for (final FloatType value : image.asFloats()) out.append(' ').append(value.get());
		return out.toString();
	}

	private void otherImages() throws IOException {
		final ImageStack stack = new ImageStack(16, 16);
		for (int i = 0; i < 4; i++) stack.addSlice("s" + i + " a", new FloatProcessor(16, 16, new float[256]));
		final Path tiff = folder.resolve("stack.tif");
		new FileSaver(new ImagePlus("stack", stack)).saveAsTiffStack(tiff.toString());
		plain(tiff, file -> ReadyStack.read(file));
		final Path scan = Files.copy(tiff, folder.resolve("scan.tif"));
		plain(scan, file -> pixels(ImageFiles.read(file)));
		final Path png = folder.resolve("scan.png");
		ImageIO.write(new FloatProcessor(16, 16, new float[256]).getBufferedImage(), "png", png.toFile());
		plain(png, file -> pixels(ImageFiles.read(file)));
		final ByteBuffer nifti = ByteBuffer.allocate(352 + 2 * 8 * 8).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 348);
		final short[] sides = { 2, 8, 8, 1, 1, 1, 1, 1 };
		for (int i = 0; i < sides.length; i++) nifti.putShort(40 + 2 * i, sides[i]);
		nifti.putShort(70, (short) 4).putShort(72, (short) 16);
		for (int i = 0; i < 4; i++) nifti.putFloat(76 + 4 * i, 1);
		nifti.putFloat(108, 352).put(123, (byte) 2).put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
		for (int i = 0; i < 64; i++) nifti.putShort(352 + 2 * i, (short) (i * i));
		plain(Files.write(folder.resolve("scan.nii"), nifti.array()), file -> pixels(ImageFiles.read(file)));
		final Path packed = folder.resolve("scan.nii.gz");
		try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
			out.write(nifti.array());
		}
		checked(packed, file -> pixels(ImageFiles.read(file)));
	}

	private void tables() throws IOException {
		for (final String name : List.of("a.mha", "b.mha")) MetaImageWriter.write(image(), folder.resolve(name), true);
		final Path subjects = Files.writeString(folder.resolve("subjects.csv"),
				"image,subject,label,roi,spacing\na.mha,s1,patient,\"2,2,9,9\",1.5x1.5\nb.mha,s2,healthy,\"3,2,9,9\",\n");
		plain(subjects, file -> Sources.read(file.toString(), false, false));
		final Path inputs = Files.createDirectories(folder.resolve("inputs"));
		final InputRecord record = InputRecord.of(Sources.read(subjects.toString(), false, false));
		record.write(inputs);
		plain(inputs.resolve("inputs.csv"), file -> InputRecord.read(inputs).orElseThrow().differences(record));
		final FakePredictions made = new FakePredictions(16, 1).arm(Arm.NONE, 0, Classifier.SMALL, 1, 1, c -> 0.5, 1);
		final Path predictions = folder.resolve(Predictions.FILE);
		made.predictions().write(predictions);
		plain(predictions, file -> Predictions.read(file));
		final Path curves = folder.resolve(Curves.FILE);
		made.curves().write(curves);
		plain(curves, file -> Curves.read(file));
		plain(Files.writeString(folder.resolve(RatioTable.FILE),
				"classifier,arm,multiple,accuracy,accuracy_low,accuracy_high,balanced_accuracy,balanced_accuracy_low,balanced_accuracy_high,auc,auc_low,auc_high\n"
						+ "small,egan,1,0.8,0.7,0.9,0.8,0.7,0.9,0.8,0.7,0.9\nsmall,none,0,0.8,0.7,0.9,0.8,0.7,0.9,0.8,,\n"),
				file -> RatioTable.read(file));
	}

	private void weights() throws IOException {
		final byte[] header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
				.getBytes(StandardCharsets.UTF_8);
		final byte[] bytes = ByteBuffer.allocate(16 + header.length).order(ByteOrder.LITTLE_ENDIAN)
				.putLong(header.length).put(header).array();
		plain(Files.write(folder.resolve("w.safetensors"), bytes), PretrainedWeights::read);
		final Path sealed = Files.write(folder.resolve("sealed.safetensors"), bytes);
		final Path seal = Files.writeString(folder.resolve("sealed.safetensors.sha256"),
				Hashes.of(sealed) + "  sealed.safetensors\n");
		checked(sealed, file -> PretrainedWeights.read(file).sha256());
		checked(seal, file -> PretrainedWeights.read(sealed).sha256());
		final Architecture net = Networks.small(2, 2, 16, 0);
		final Path onnx = folder.resolve("w.onnx");
		try (AdversarialGraph graph = AdversarialGraph.create(net, Optimiser.sgd(0), 1)) {
			OnnxModel.classifier(net, graph.parameters(), UnaryOperator.identity(), Optional.empty(),
					PixelScaling.none()).write(Map.of(), onnx);
		}
		plain(onnx, PretrainedWeights::read);
	}

	private void models() throws IOException {
		final Path model = folder.resolve("model.zip");
		try (AdversarialGraph graph = AdversarialGraph.create(Networks.refiner(2, 1, 8, Networks.Head.SKIP),
				Optimiser.adam(1e-3, 0.5, 0.999), 1)) {
			graph.save(model);
		}
		checked(model, FileFormats::numbers);
		// A zip has a checksum of each entry even where the suite's own are missing.
		final Path foreign = folder.resolve("foreign.zip");
		try (ZipFile from = new ZipFile(model.toFile());
				ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(foreign))) {
			for (final ZipEntry entry : Collections.list(from.entries())) {
				if (entry.getName().equals("SHA256SUMS")) continue;
				to.putNextEntry(new ZipEntry(entry.getName()));
				to.write(from.getInputStream(entry).readAllBytes());
			}
		}
		checked(foreign, FileFormats::numbers);
	}

	private static String numbers(final Path model) {
		try (AdversarialGraph graph = AdversarialGraph.load(model)) {
			return graph.iteration() + Arrays.toString(graph.parameters().data().asFloat());
		}
	}

	/** A training that was cancelled, and that each reading continues to its end. */
	private void checkpoint() throws IOException {
		final Path training = Files.createDirectories(folder.resolve("training"));
		try {
			train(training, new ListeningContext().cancelAfterSteps(STEPS / 2, "step"));
		} catch (final CancelledException e) {
			final Reading goOn = file -> train(training, RunContext.quiet());
			checked(training.resolve("checkpoint/state"), goOn);
			plain(training.resolve(TrainingLoop.LOSSES), goOn::of);
			plain(training.resolve(TrainingLoop.SAMPLES), goOn::of);
			return;
		}
		throw new IllegalStateException("The training was not cancelled.");
	}

	private static String train(final Path training, final RunContext context) {
		final Sum sum = new Sum();
		new TrainingLoop(new Schedule("Sum", "step", STEPS, 2), training, "settings\nseed 1", 4, 4, 1, List.of(),
				context).run(sum);
		return Arrays.toString(sum.values);
	}

	/** Adds up the numbers of its steps. */
	private static final class Sum implements Trainee {
		private final float[] values = new float[100];

		@Override
		public List<String> columns() {
			return List.of("sum");
		}

		@Override
		public Map<String, Double> step(final long step) {
			for (int i = 0; i < values.length; i++) values[i] += step * i;
			return Map.of("sum", (double) values[1]);
		}

		@Override
		public List<float[]> snapshot(final long step) {
			return List.of(new float[16]);
		}

		@Override
		public void save(final DataOutputStream out) throws IOException {
			for (final float value : values) out.writeFloat(value);
		}

		@Override
		public void load(final DataInputStream in) throws IOException {
			for (int i = 0; i < values.length; i++) values[i] = in.readFloat();
		}

		@Override
		public void soften(final int times) {}
	}
}
