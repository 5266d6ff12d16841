/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.util.List;
import java.util.Map;

import org.cmrgan.nn.Backend;
import org.cmrgan.run.Seeds;

/**
 * The facts that must be equal for a training to continue from a checkpoint, as text that people can compare; see
 * {@link CheckpointStore}.
 */
public final class TrainingIdentity {
	private TrainingIdentity() {}

	/**
	 * {@return the identity of a training on this machine}
	 *
	 * @param stage its name, such as "E-GAN"
	 * @param version of the stage; raised when equal settings no longer give an equal training
	 * @param settings text by key
	 * @param seeds of the run
	 * @param data hashes of the images, each with its name
	 */
	public static String of(final String stage, final int version, final Map<String, String> settings,
			final Seeds seeds, final List<Map.Entry<String, String>> data) {
		final StringBuilder text = new StringBuilder();
		settings.forEach((key, value) -> line(text, key, value));
		line(text, "seed", Long.toString(seeds.master()));
		data.forEach(e -> line(text, e.getKey(), e.getValue()));
		line(text, "threads", Integer.toString(Backend.threads()));
		text.append(CheckpointStore.INSTRUCTIONS).append(Backend.instructions()).append('\n');
		line(text, "version of " + stage, Integer.toString(version));
		return text.toString();
	}

	private static void line(final StringBuilder text, final String name, final String value) {
		text.append(name).append('=').append(value).append('\n');
	}
}
