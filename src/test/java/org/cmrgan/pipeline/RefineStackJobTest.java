/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Window;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.Refiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class RefineStackJobTest {
	private static final int WIDTH = 14;
	private static final int HEIGHT = 9;

	@TempDir
	Path folder;
	private Path model;

	@BeforeEach
	void saveARefinerThatChangesSomething() throws Exception {
		model = folder.resolve("model.zip");
		saveRefiner(model);
	}

	/** A small refiner of random weights. */
	public static void saveRefiner(final Path file) throws Exception {
		try (AdversarialGraph refiner = AdversarialGraph.create(Networks.refiner(4, 1, 12, Networks.Head.SKIP),
				Optimiser.sgd(0), 3)) {
			final RandomGenerator random = new MersenneTwister(5);
			for (long i = 0; i < refiner.parameters().length(); i++)
				refiner.parameters().putScalar(i, 0.1 * random.nextGaussian());
			refiner.save(file);
		}
	}

	@Test
	void aWindowMapsThePlanesAndWhatChangesComesBackInTheirUnit() {
		final List<float[]> planes = ramps(100, 1900);
		final List<float[]> refined = refine(planes, "window", "0,2000");
		final Window window = new Window(0, 2000);
		for (int i = 0; i < planes.size(); i++) {
			final float[] unit = new float[WIDTH * HEIGHT];
			for (int k = 0; k < unit.length; k++) unit[k] = window.toUnit(planes.get(i)[k]);
			final float[] expected = byRefiner(unit);
			for (int k = 0; k < unit.length; k++) expected[k] = window.fromUnit(expected[k]);
			assertArrayEquals(expected, refined.get(i), 1e-3f);
			assertTrue(distance(planes.get(i), refined.get(i)) > 1, "it changes something");
		}
	}

	@Test
	void valuesOutsideOfTheWindowAreNotLost() {
		final List<float[]> planes = ramps(0, 1000);
		planes.get(0)[5] = 50_000;
		assertTrue(refine(planes, "window", "0,1000").get(0)[5] > 48_000);
	}

	@Test
	void imagesOfTheNetworksRangeAreTakenAsTheyAre() {
		final List<float[]> planes = ramps(-1, 1);
		final List<float[]> refined = refine(planes);
		assertArrayEquals(byRefiner(planes.get(1)), refined.get(1), 1e-6f);
	}

	@Test
	void otherImagesAreSeenThroughTheirPercentilesSoThatTheirUnitDoesNotMatter() {
		final List<float[]> small = refine(ramps(10, 90));
		final List<float[]> large = refine(ramps(1000, 9000));
		for (int k = 0; k < WIDTH * HEIGHT; k++) assertEquals(large.get(0)[k], 100 * small.get(0)[k], 0.05);
	}

	@Test
	void aStudyAroundTheModelLendsItsWindowAndItsSpacing() throws Exception {
		final Path study = folder.resolve("study");
		Files.createDirectories(study.resolve("fold-1/simgan"));
		final Path own = study.resolve("fold-1/simgan/model.zip");
		Files.copy(model, own);
		Json.write(study.resolve("study.json"), new StudyInfo(List.of("a", "b"), "a", 16, 1.2, "t1",
				Optional.of(new Window(0, 2000)), List.of(), 4, 1, "table", "hash", Map.of()));
		final List<float[]> planes = ramps(100, 1900);
		final ListeningContext context = new ListeningContext();
		final RefineStackJob job = RefineStackJob.of(Map.of("model", own.toString()), planes, WIDTH, HEIGHT,
				OptionalDouble.of(0.9));
		job.run(context);
		final List<String> warnings = context.warnings();
		assertArrayEquals(refine(planes, "window", "0,2000").get(0), job.refined().get(0));
		assertEquals(1, warnings.size());
		assertTrue(warnings.get(0).contains("0.90 mm") && warnings.get(0).contains("1.20 mm"), warnings.get(0));
	}

	@Test
	void flatPlanesAndPixelsThatAreNoNumbersDoNotSpread() {
		final List<float[]> planes = ramps(0, 500);
		java.util.Arrays.fill(planes.get(0), 7);
		planes.get(1)[20] = Float.NaN;
		final List<float[]> refined = refine(planes);
		for (final float value : refined.get(0)) assertTrue(Float.isFinite(value));
		for (int k = 0; k < WIDTH * HEIGHT; k++) assertEquals(k == 20, Float.isNaN(refined.get(1)[k]));
	}

	@Test
	void saysWhatIsWrong() {
		for (final String bad : List.of("0", "5,5", "9,1", "a,b", "1,2,3")) {
			final UserError e = assertThrows(UserError.class, () -> refine(ramps(0, 1), "window", bad));
			assertTrue(e.getMessage().contains("window=" + bad), e.getMessage());
		}
		assertTrue(assertThrows(UserError.class,
				() -> RefineStackJob.of(Map.of("model", "a\0b"), ramps(0, 1), WIDTH, HEIGHT, OptionalDouble.empty()))
				.getMessage().contains("is not a path"));
		final RefineStackJob job = RefineStackJob.of(Map.of("model", folder.resolve("none.zip").toString()),
				ramps(0, 1), WIDTH, HEIGHT, OptionalDouble.empty());
		assertThrows(UserError.class, () -> job.run(RunContext.quiet()));
	}

	private List<float[]> refine(final List<float[]> planes, final String... given) {
		final Map<String, String> values = given.length == 0
				? Map.of("model", model.toString())
				: Map.of("model", model.toString(), given[0], given[1]);
		final RefineStackJob job = RefineStackJob.of(values, planes, WIDTH, HEIGHT, OptionalDouble.empty());
		job.run(RunContext.quiet());
		assertEquals(planes.size(), job.refined().size());
		return job.refined();
	}

	private float[] byRefiner(final float[] unit) {
		try (Refiner refiner = Refiner.load(model)) {
			return refiner.refine(List.of(unit), WIDTH, HEIGHT).get(0);
		}
	}

	private static List<float[]> ramps(final double low, final double high) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			final float[] plane = new float[WIDTH * HEIGHT];
			for (int k = 0; k < plane.length; k++)
				plane[k] = (float) (low + (high - low) * ((k * (7 + i)) % plane.length) / (plane.length - 1.0));
			out.add(plane);
		}
		return out;
	}

	private static double distance(final float[] a, final float[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
		return sum / a.length;
	}
}
