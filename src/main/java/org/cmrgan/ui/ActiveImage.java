/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Map;

import org.cmrgan.pipeline.ReadyStack;
import org.cmrgan.pipeline.TrainEGanJob;

/** Train E-GAN, where the active image may be the source of the study. */
public final class ActiveImage {
	private ActiveImage() {}

	/**
	 * {@return the job}
	 *
	 * @param given text by macro key of {@link TrainEGanJob}; {@code images=active} stands for the active image
	 */
	public static TrainEGanJob trainEGan(final Map<String, String> given) {
		if (!TrainEGanJob.ACTIVE.equals(given.get(TrainEGanJob.IMAGES.name()))) return TrainEGanJob.of(given);
		final FloatStack active = FloatStack.active();
		return TrainEGanJob.of(given, new ReadyStack(active.title(), active.planes(), active.width(), active.height(),
				active.pixelSize(), active.names()));
	}
}
