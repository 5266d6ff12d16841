/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cmrgan.nn.operation.Parameter;

/**
 * The names of a classifier's parameters in published weight files: ResNet-50 as in torchvision, Xception as in the
 * PyTorch port of Chollet's weights (pretrained-models.pytorch, timm). Those files have the same operations in another
 * order.
 */
public final class PublishedNames {
	private static final int[] RESNET_BLOCKS = { 3, 4, 6, 3 };
	private static final int XCEPTION_BLOCKS = 12;

	private PublishedNames() {}

	/**
	 * {@return the names of the operations of a classifier; empty if its weights were not published}
	 *
	 * @param classifier its name in macros
	 */
	public static Optional<List<String>> byKey(final String classifier) {
		if (classifier.equals("resnet50")) return Optional.of(resNet50());
		return classifier.equals("xception") ? Optional.of(xception()) : Optional.empty();
	}

	/**
	 * {@return the names of ResNet-50's convolutions and batch norms, in the order of {@link Networks#resNet50}, and of
	 * its head}
	 */
	public static List<String> resNet50() {
		final List<String> out = new ArrayList<>(List.of("conv1", "bn1"));
		for (int stage = 0; stage < RESNET_BLOCKS.length; stage++) {
			for (int b = 0; b < RESNET_BLOCKS[stage]; b++) {
				final String block = "layer" + (stage + 1) + "." + b + ".";
				if (b == 0) out.addAll(List.of(block + "downsample.0", block + "downsample.1"));
				for (int i = 1; i <= 3; i++) out.addAll(List.of(block + "conv" + i, block + "bn" + i));
			}
		}
		out.add("fc");
		return out;
	}

	/**
	 * {@return the names of Xception's convolutions and batch norms, in the order of {@link Networks#xception}, and of
	 * its head}
	 */
	public static List<String> xception() {
		final List<String> out = new ArrayList<>(List.of("conv1", "bn1", "conv2", "bn2"));
		for (int b = 1; b <= XCEPTION_BLOCKS; b++) {
			final String block = "block" + b + ".";
			final boolean shortcut = b <= 3 || b == XCEPTION_BLOCKS;
			if (shortcut) out.addAll(List.of(block + "skip", block + "skipbn"));
			// ReLU, separable convolution and batch norm, repeated; the first block begins without ReLU.
			int place = b == 1 ? 0 : 1;
			for (int i = 0; i < (shortcut ? 2 : 3); i++, place += 3)
				separable(out, block + "rep." + place, block + "rep." + (place + 1));
		}
		separable(out, "conv3", "bn3");
		separable(out, "conv4", "bn4");
		out.add("fc");
		return out;
	}

	private static void separable(final List<String> out, final String convolution, final String norm) {
		out.addAll(List.of(convolution + ".conv1", convolution + ".pointwise", norm));
	}

	/**
	 * Finds the published name of every parameter.
	 *
	 * @param architecture a classifier
	 * @param names of the operations that have parameters, in the architecture's order
	 * @return by {@link Parameter#name()}
	 */
	public static Map<String, String> of(final Architecture architecture, final List<String> names) {
		final Map<String, String> out = new TreeMap<>();
		int next = 0;
		for (int i = 0; i < architecture.operations().size(); i++) {
			if (architecture.parameters(i).isEmpty()) continue;
			final String name = names.get(next++);
			for (final Parameter p : architecture.parameters(i))
				out.put(p.name(), name + "." + ending(p.name().substring(p.name().lastIndexOf('.') + 1)));
		}
		if (next != names.size()) throw new IllegalArgumentException(next + " operations, " + names.size() + " names");
		return out;
	}

	private static String ending(final String kind) {
		switch (kind) {
			case "W" :
			case "gamma" :
				return "weight";
			case "b" :
			case "beta" :
				return "bias";
			case "mean" :
				return "running_mean";
			case "variance" :
				return "running_var";
			default :
				throw new IllegalArgumentException("no published name for " + kind);
		}
	}
}
