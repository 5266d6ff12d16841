/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.metrics.FeatureScale;
import org.cmrgan.metrics.HandMadeFeatures;
import org.cmrgan.metrics.Memorisation;
import org.cmrgan.metrics.Neighbour;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Snapshots of a generator that returns given images, one for each latent vector. */
class SelectionTest {
	private static final int SIZE = 16;
	private static final int COUNT = 20;

	private final PatchSet all = Discs.of(3 * COUNT, SIZE);
	private final PatchSet train = part(0);
	private final PatchSet heldOut = part(1);
	private final PatchSet fresh = part(2);
	private AdversarialGraph generator;
	private Selection selection;

	private PatchSet part(final int number) {
		final int[] places = new int[COUNT];
		for (int i = 0; i < COUNT; i++) places[i] = number * COUNT + i;
		return all.subset(places);
	}

	@BeforeEach
	void build() {
		generator = AdversarialGraph.create(
				ArchitectureBuilder.vector(COUNT).startHe(1).dense(SIZE * SIZE).reshape(1, SIZE, SIZE).build(),
				Optimiser.sgd(1), 1);
		selection = new Selection(train, heldOut, Nd4j.eye(COUNT));
	}

	@AfterEach
	void close() {
		generator.close();
	}

	/** Makes the generator answer the unit vector i with the image i. */
	private void learnByHeart(final List<float[]> images) {
		final INDArray flat = generator.parameters().reshape(generator.parameters().length());
		flat.assign(0);
		for (int i = 0; i < COUNT; i++)
			for (int j = 0; j < SIZE * SIZE; j++) flat.putScalar((long) i * SIZE * SIZE + j, images.get(i)[j]);
		assertEquals(images.get(3)[5], generated().get(3)[5]);
	}

	private List<float[]> generated() {
		return Tensors.toPixels(generator.output(Nd4j.eye(COUNT)));
	}

	private void consider(final long step, final List<float[]> images) {
		learnByHeart(images);
		selection.consider(step, generator);
	}

	private List<float[]> chosen() {
		selection.applyTo(generator);
		return generated();
	}

	/** New images that are too bright, so that copies are closer to the held-out ones. */
	private List<float[]> brightened() {
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : fresh.pixels()) {
			final float[] brighter = image.clone();
			for (int j = 0; j < brighter.length; j++) brighter[j] = Math.min(1, brighter[j] + 0.3f);
			out.add(brighter);
		}
		return out;
	}

	private Memorisation memorisation(final List<float[]> images) {
		final HandMadeFeatures features = new HandMadeFeatures(SIZE, SIZE);
		final double[][] raw = features.of(train.pixels().toArray(new float[0][]));
		final FeatureScale scale = new FeatureScale(raw);
		final double[][] reals = scale.apply(raw);
		final int[] groups = new int[COUNT];
		for (int i = 0; i < COUNT; i++) groups[i] = i / 2;
		final List<Neighbour> nearest = Memorisation
				.neighbours(scale.apply(features.of(images.toArray(new float[0][]))), reals, groups);
		return new Memorisation(nearest,
				Memorisation.nearest(scale.apply(features.of(heldOut.pixels().toArray(new float[0][]))), reals),
				Memorisation.betweenGroups(reals, groups));
	}

	private double figure(final int snapshot, final String name) {
		return (Double) selection.seen().get(snapshot).get(name);
	}

	@Test
	void aGeneratorOfTrainingImagesIsCaughtAndNotChosen() {
		consider(1, train.pixels());
		consider(2, brightened());
		assertTrue(figure(0, "copyZ") < Selection.COPYING, selection.seen().toString());
		assertTrue(figure(1, "copyZ") >= Selection.COPYING, selection.seen().toString());
		assertTrue(figure(0, "kid") < figure(1, "kid"), "copies must be the nearer ones: " + selection.seen());
		assertTrue(selection.reason().startsWith("the snapshot at generation 2, of 2, "), selection.reason());
		final Memorisation verdict = memorisation(chosen());
		assertEquals(List.of(), verdict.copies());
		learnByHeart(train.pixels());
		assertEquals(COUNT, memorisation(generated()).copies().size());
	}

	@Test
	void aLaterCopyDoesNotReplaceAnHonestSnapshot() {
		consider(1, brightened());
		consider(2, train.pixels());
		assertTrue(selection.reason().startsWith("the snapshot at generation 1, of 2, "), selection.reason());
	}

	/** The hand-made features cannot distinguish a heart from its mirror image; its anatomy can. */
	@Test
	void mirrorImagesHaveTheTextureButNotTheAnatomy() {
		selection = new Selection(shifted(train, false), shifted(heldOut, false), Nd4j.eye(COUNT));
		consider(1, shifted(fresh, true).pixels());
		final List<float[]> rough = new ArrayList<>();
		for (final float[] image : shifted(fresh, false).pixels()) {
			final float[] noisy = image.clone();
			for (int j = 0; j < noisy.length; j++) noisy[j] += j * 7 % 5 < 2 ? 0.03f : -0.02f;
			rough.add(noisy);
		}
		consider(2, rough);
		assertTrue(figure(0, "kid") < figure(1, "kid"), selection.seen().toString());
		assertTrue(figure(0, "anatomy") > figure(1, "anatomy"), selection.seen().toString());
		assertTrue(selection.reason().startsWith("the snapshot at generation 2, of 2, "), selection.reason());
	}

	/** Discs in the left half, or, mirrored, in the right one. */
	private static PatchSet shifted(final PatchSet set, final boolean mirrored) {
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : set.pixels()) {
			final float[] moved = new float[image.length];
			for (int j = 0; j < image.length; j++) {
				final int x = Math.min(SIZE - 1, j % SIZE + 3);
				moved[j - j % SIZE + (mirrored ? SIZE - 1 - j % SIZE : j % SIZE)] = image[j - j % SIZE + x];
			}
			out.add(moved);
		}
		return new PatchSet(SIZE, SIZE, 1, set.patches(), out);
	}

	@Test
	void aSnapshotThatIsOnlyWatchedIsKeptUntilOneIsConsidered() {
		learnByHeart(fresh.pixels());
		selection.watch(0, generator);
		assertTrue(selection.isEarly() && !selection.isEmpty());
		assertEquals(1, selection.seen().size());
		assertEquals(selection.texture(), figure(0, "kid"));
		assertEquals(selection.anatomy(), figure(0, "anatomy"));
	}

	@Test
	void whereAllCopyTheReasonSaysSo() {
		consider(1, train.pixels());
		assertTrue(
				selection.reason()
						.endsWith("every snapshot was closer to the training images than unseen real images are"),
				selection.reason());
	}

	@Test
	void oneImageForAllLatentVectorsIsNeverKept() {
		final List<float[]> same = new ArrayList<>();
		for (int i = 0; i < COUNT; i++) same.add(fresh.pixels(0));
		consider(1, same);
		assertTrue(selection.isEmpty());
		consider(2, fresh.pixels());
		consider(3, same);
		assertFalse(selection.isEmpty());
		assertTrue(selection.reason().startsWith("the snapshot at generation 2, of 3, "), selection.reason());
		assertEquals(0, figure(2, "diversity"), 1e-6);
	}
}
