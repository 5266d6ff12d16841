/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Comparator;
import java.util.Objects;

/** One training and test of the experiment. Cells have the order of the rows of predictions.csv. Immutable. */
public final class Cell implements Comparable<Cell> {
	private static final Comparator<Cell> ORDER = Comparator.comparingInt(Cell::fold).thenComparing(Cell::classifier)
			.thenComparingInt(Cell::repeat).thenComparing(Cell::arm).thenComparingInt(Cell::multiple);

	private final int fold;
	private final Arm arm;
	private final int multiple;
	private final Classifier classifier;
	private final int repeat;

	/**
	 * Creates a cell. A cell that adds no images becomes one of the arm's base arm ({@code egan} at multiple 0 is
	 * {@code none}).
	 *
	 * @param fold the test fold, from 1
	 * @param arm the training set
	 * @param multiple added images as a multiple of the real ones; 0 for arms that add none
	 * @param classifier the classifier
	 * @param repeat from 1; each repeat has its own seed and inner validation split
	 */
	public Cell(final int fold, final Arm arm, final int multiple, final Classifier classifier, final int repeat) {
		this.fold = fold;
		this.arm = multiple == 0 ? arm.withoutAddedImages() : arm;
		this.multiple = arm.hasMultiple() ? multiple : 0;
		this.classifier = classifier;
		this.repeat = repeat;
	}

	/** {@return the test fold, from 1} */
	public int fold() {
		return fold;
	}

	/** {@return the arm} */
	public Arm arm() {
		return arm;
	}

	/** {@return the added images as a multiple of the real ones; 0 if there are none} */
	public int multiple() {
		return multiple;
	}

	Classifier classifier() {
		return classifier;
	}

	int repeat() {
		return repeat;
	}

	/** For users: "fold 2, E-GAN 3x, ResNet-50". */
	String title() {
		return "fold " + fold + ", " + arm.title() + (arm.hasMultiple() ? " " + multiple + "x" : "") + ", "
				+ classifier.title() + (repeat > 1 ? ", repeat " + repeat : "");
	}

	/** For file names: "fold-2_egan_3x_resnet50_r1". */
	String fileName() {
		return "fold-" + fold + "_" + arm.key() + "_" + multiple + "x_" + classifier.key() + "_r" + repeat;
	}

	@Override
	public int compareTo(final Cell other) {
		return ORDER.compare(this, other);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Cell && compareTo((Cell) other) == 0;
	}

	@Override
	public int hashCode() {
		return Objects.hash(fold, arm, multiple, classifier, repeat);
	}

	@Override
	public String toString() {
		return title();
	}
}
