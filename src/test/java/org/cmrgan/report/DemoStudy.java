/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Montage;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.FakePredictions;
import org.cmrgan.metrics.Hearts;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;

/** A study's results as the stages write them, on toy images. */
final class DemoStudy {
	static final String POSITIVE = "patient <1>";
	static final String NEGATIVE = "non-patient";

	private static final EvaluationResults BETTER = EvaluationResults.of(evaluate(true).predictions());
	private static final EvaluationResults ALIKE = EvaluationResults.of(evaluate(false).predictions());

	private final Path folder;

	DemoStudy(final Path folder) {
		this.folder = folder;
	}

	static PatchSet real() {
		return set("r", 48, 1, true);
	}

	ReportInput.Builder empty() {
		return ReportInput.of("toy hearts & more", real(), POSITIVE, NEGATIVE).date("1 May 2026");
	}

	/** @param better whether the comparisons show a gain */
	ReportInput.Builder full(final boolean better) throws IOException {
		final PatchSet synthetic = set("s", 96, 3, false);
		final List<float[]> sharper = new ArrayList<>();
		final RandomGenerator random = new MersenneTwister(4);
		for (final float[] p : synthetic.pixels()) {
			final float[] q = p.clone();
			for (int i = 0; i < q.length; i++)
				q[i] = (float) Math.max(-1, Math.min(1, q[i] * 1.1 + 0.04 * random.nextGaussian()));
			sharper.add(q);
		}
		final PatchSet refined = new PatchSet(80, 80, 1.2, synthetic.patches(), sharper);
		return empty().milliseconds(new Window(0, 2500)).window("T1 from 0 to 2500 ms")
				.source("scans.csv, SHA-256 1234abcd").synthetic(0, synthetic).refined(0, refined)
				.training(0, "E-GAN patient", Stage.EGAN, egan("patient"))
				.training(0, "SimGAN", Stage.SIMGAN, simgan(synthetic, refined)).evaluation(evaluation(better))
				.curves(evaluate(better).curves()).quality(0, quality(synthetic))
				.run(new StageRun(Stage.EGAN,
						Map.of("preset", "quick", "generations", "60", "batch", "8", "start", "mosaic"),
						Map.of("preset", "paper", "generations", "6000", "batch", "32")))
				.run(new StageRun(Stage.EVALUATE,
						Map.of("preset", "quick", "epochs", "6", "capacity", "0.125", "rate", "0.001"),
						Map.of("preset", "paper", "epochs", "100", "capacity", "1", "rate", "0.01")))
				.versions(Map.of("suite", "0.1.0", "ImageJ", "1.54p", "Deeplearning4j", "1.0.0-M2.1"))
				.machine(Map.of("threads", "2"))
				.warnings(List.of("the refiner changes almost nothing: lower lambda or train longer"));
	}

	private Path egan(final String label) throws IOException {
		final Path out = Files.createDirectories(folder.resolve("egan").resolve(label));
		final StringBuilder losses = new StringBuilder("generation,d_loss,d_real,d_fake,fitness,quality,diversity\n");
		final StringBuilder fitness = new StringBuilder(
				"generation,parent,mutation,quality,diversity,fitness,chosen\n");
		final RandomGenerator random = new MersenneTwister(2);
		for (int g = 1; g <= 1000; g++) {
			final double t = g / 1000.0;
			losses.append(String.format(Locale.ROOT, "%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f%n", g,
					0.69 - 0.2 * t + 0.05 * random.nextGaussian(), 0.6 + 0.1 * t + 0.03 * random.nextGaussian(),
					0.4 - 0.1 * t + 0.03 * random.nextGaussian(), 0.5 + 0.05 * random.nextGaussian(),
					0.45 + 0.05 * random.nextGaussian(), 1 + t + 0.1 * random.nextGaussian()));
			final int winner = random.nextInt(4) % 3;
			for (int m = 0; m < 3; m++)
				fitness.append(g).append(",0,").append(new String[] { "heuristic", "minimax", "least_squares" }[m])
						.append(",0.5,1,0.51,").append(m == winner).append('\n');
		}
		Files.writeString(out.resolve("losses.csv"), losses);
		Files.writeString(out.resolve("fitness.csv"), fitness);
		final ImageStack stack = new ImageStack(8 * 80, 80);
		for (int s = 0; s <= 10; s++) stack.addSlice("generation " + 100 * s, montage(blend(s / 10.0), 1));
		new FileSaver(new ImagePlus("samples", stack)).saveAsTiffStack(out.resolve("samples.tif").toString());
		return out;
	}

	private Path simgan(final PatchSet synthetic, final PatchSet refined) throws IOException {
		final Path out = Files.createDirectories(folder.resolve("simgan"));
		final StringBuilder losses = new StringBuilder(
				"step,phase,r_adversarial,r_change,d_loss,d_real,d_refined,buffer\n");
		final RandomGenerator random = new MersenneTwister(3);
		for (int s = 1; s <= 500; s++) {
			final boolean formal = s > 100;
			losses.append(String.format(Locale.ROOT, "%d,%d,%s,%.4f,%s,%s,%s,100%n", s, formal ? 3 : 1,
					formal ? String.format(Locale.ROOT, "%.4f", 0.8 + 0.1 * random.nextGaussian()) : "NaN",
					0.02 + 0.03 * s / 500 + 0.003 * random.nextGaussian(), formal ? "1.2" : "NaN",
					formal ? String.format(Locale.ROOT, "%.4f", 0.7 + 0.05 * random.nextGaussian()) : "NaN",
					formal ? "0.65" : "NaN"));
		}
		Files.writeString(out.resolve("losses.csv"), losses);
		final ImageStack stack = new ImageStack(8 * 80, 160);
		for (int s = 0; s <= 6; s++) {
			final List<float[]> cells = new ArrayList<>(synthetic.pixels().subList(0, 8));
			for (int i = 0; i < 8; i++) cells.add(mix(synthetic.pixels(i), refined.pixels(i), s / 6.0));
			stack.addSlice("step " + 80 * s, montage(cells, 2));
		}
		new FileSaver(new ImagePlus("samples", stack)).saveAsTiffStack(out.resolve("samples.tif").toString());
		return out;
	}

	/** 48 subjects of one image, two repeats; where it is better, so is SimGAN, by far. */
	static EvaluationResults evaluation(final boolean better) {
		return better ? BETTER : ALIKE;
	}

	private static FakePredictions evaluate(final boolean better) {
		final FakePredictions out = new FakePredictions(48, 1);
		for (final Classifier classifier : List.of(Classifier.RESNET50, Classifier.XCEPTION)) {
			final long seed = classifier == Classifier.RESNET50 ? 0 : 10;
			out.arm(Arm.NONE, 0, classifier, 2, 1.2, c -> 0.6, seed)
					.arm(Arm.CLASSIC, 0, classifier, 2, 1.2, c -> 0.6, seed + 1)
					.arm(Arm.EGAN, 3, classifier, 2, 1.2, c -> 0.6, seed + 2)
					.arm(Arm.EGAN, 4, classifier, 2, 1.2, c -> 0.7, seed + 3)
					.arm(Arm.SIMGAN, 3, classifier, 2, better ? 2.6 : 1.2, c -> 0.7, seed + 4)
					.arm(Arm.SIMGAN, 4, classifier, 2, better ? 2.6 : 1.2, c -> c.fold() == 2 ? 0.8 : 0.6, seed + 5);
		}
		for (final Arm arm : List.of(Arm.NONE, Arm.CLASSIC))
			out.arm(arm, 0, Classifier.YARDSTICK, 2, better ? 0 : 2, c -> Double.NaN, 77 + arm.ordinal());
		return out;
	}

	private Path quality(final PatchSet synthetic) throws IOException {
		final Path out = Files.createDirectories(folder.resolve("quality").resolve("fold-0"));
		Files.writeString(out.resolve("metrics.csv"), "set,label,features,metric,value,deviation,images,note\n"
				+ "training,all,hand-made features,KID,0.001,0.01,48,random halves against each other\n"
				+ "synthetic,all,hand-made features,KID,0.213,0.02,96,\n"
				+ "refined,all,hand-made features,KID,0.105,0.02,96,\n"
				+ "synthetic,all,hand-made features,FID,12.34,,96,\"only 48 images for 16 dimensions: too few, FID is biased upwards\"\n"
				+ "training,all,,MS-SSIM diversity,0.31,,48,\n" + "synthetic,all,,MS-SSIM diversity,0.36,,96,\n"
				+ "synthetic,patient <1>,,MS-SSIM diversity,0.37,,48,\n"
				+ "synthetic,all,,near-copies,0,,96,No synthetic image is a near-copy of a training image.\n"
				+ "synthetic,all,,copying z (pixels),-0.4,,96,against distances between training subjects\n");
		new Montage(80, 80, 2).row(synthetic.pixels().subList(0, 8)).row(real().pixels().subList(0, 8))
				.writePng(out.resolve("nearest-synthetic.png"));
		return out;
	}

	private static List<float[]> blend(final double share) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < 8; i++) out.add(mix(new float[6400], Hearts.one(50 + i), share));
		return out;
	}

	private static float[] mix(final float[] a, final float[] b, final double share) {
		final float[] out = new float[a.length];
		for (int i = 0; i < a.length; i++) out[i] = (float) (a[i] * (1 - share) + b[i] * share);
		return out;
	}

	private static FloatProcessor montage(final List<float[]> cells, final int rows) {
		final FloatProcessor out = new FloatProcessor(8 * 80, rows * 80);
		for (int i = 0; i < cells.size(); i++)
			out.insert(new FloatProcessor(80, 80, cells.get(i).clone()), i % 8 * 80, i / 8 * 80);
		return out;
	}

	private static PatchSet set(final String prefix, final int n, final long seed, final boolean real) {
		final List<Patch> patches = new ArrayList<>();
		for (int i = 0; i < n; i++)
			patches.add(new Patch(prefix + i, real ? prefix + "subject" + i / 2 : "",
					i / 2 % 4 != 0 ? POSITIVE : NEGATIVE, real ? 1 + i / 2 % 3 : 0, Map.of()));
		return new PatchSet(80, 80, 1.2, patches, List.of(Hearts.some(n, seed)));
	}
}
