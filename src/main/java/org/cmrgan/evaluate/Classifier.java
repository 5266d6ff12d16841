/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Arrays;
import java.util.List;

import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.graph.PublishedNames;
import org.cmrgan.run.UserError;

/** A classifier of the experiment. */
public enum Classifier {
	/** {@link Networks#small}. */
	SMALL("small", "Small"),
	/** He et al. 2016, CVPR. */
	RESNET50("resnet50", "ResNet-50"),
	/** Chollet 2017, CVPR. */
	XCEPTION("xception", "Xception"),
	/** Histograms of oriented gradients and a support vector machine: not a network, and always run. */
	YARDSTICK("yardstick", "Yardstick");

	private final String key;
	private final String title;

	Classifier(final String key, final String title) {
		this.key = key;
		this.title = title;
	}

	/** @param key as in macros and predictions.csv */
	static Classifier of(final String key) {
		return Arrays.stream(values()).filter(c -> c.key.equals(key)).findFirst().orElseThrow(
				() -> UserError.of("%s is not a classifier: give one or more of %s.", key, String.join(", ", keys())));
	}

	private static String[] keys() {
		return Arrays.stream(values()).map(Classifier::key).toArray(String[]::new);
	}

	static String[] networkKeys() {
		return Arrays.stream(values()).filter(Classifier::isNetwork).map(Classifier::key).toArray(String[]::new);
	}

	/** {@return false for the yardstick} */
	public boolean isNetwork() {
		return this != YARDSTICK;
	}

	/** Names of its operations in published files of weights; empty if there are none. */
	List<String> publishedNames() {
		switch (this) {
			case RESNET50 :
				return PublishedNames.resNet50();
			case XCEPTION :
				return PublishedNames.xception();
			default :
				return List.of();
		}
	}

	/** {@return the name in macros and files} */
	public String key() {
		return key;
	}

	/** {@return the name in tables} */
	public String title() {
		return title;
	}
}
