/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;

import org.cmrgan.nn.Backend;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Test;

class TrainingIdentityTest {
	@Test
	void itIsTextOfOneLineForEachThing() {
		final String text = TrainingIdentity.of("E-GAN", 3, Map.of("batch", "4"), new Seeds(7),
				List.of(Map.entry("images", "abc"), Map.entry("pairs", "def")));
		assertEquals("batch=4\nseed=7\nimages=abc\npairs=def\nthreads=" + Backend.threads() + "\ninstruction set="
				+ Backend.instructions() + "\nversion of E-GAN=3\n", text);
	}

	@Test
	void streamsDifferByPurposeStepAndSoftening() {
		final RandomStreams streams = new RandomStreams(new Seeds(7), "a");
		final long first = streams.of("b", 1).nextLong();
		assertEquals(first, new RandomStreams(new Seeds(7), "a").of("b", 1).nextLong());
		assertEquals(first, new Seeds(7).random("a.b", 1).nextLong());
		assertNotEquals(first, streams.of("b", 2).nextLong());
		assertNotEquals(first, streams.of("c", 1).nextLong());
		streams.soften(1);
		assertNotEquals(first, streams.of("b", 1).nextLong());
	}
}
