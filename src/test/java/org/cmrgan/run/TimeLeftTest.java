/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
	@Test
	void durationsReadAsPeopleSayThem() {
		assertEquals("40 s", TimeLeft.words(40));
		assertEquals("14 min", TimeLeft.words(14 * 60 + 20));
		assertEquals("2 h 05 min", TimeLeft.words(2 * 3600 + 5 * 60));
	}

	@Test
	void whatIsUnderWayStandsAtTheEnd() {
		final TimeLeft words = new TimeLeft("Evaluation", "cell", 48);
		words.doing("fold 1, None, ResNet-50 epoch 3/40");
		assertEquals("Evaluation, cell 0/48 (fold 1, None, ResNet-50 epoch 3/40)", words.after(0));
		words.doing("");
		assertEquals("Evaluation, cell 1/48", words.after(1));
	}

	@Test
	void whatAnEarlierRunFinishedDoesNotMakeTheRestLookQuick() throws InterruptedException {
		final TimeLeft words = new TimeLeft("Evaluation", "cell", 48);
		words.found(40);
		words.after(40);
		Thread.sleep(1100);
		// Two cells took over a second: six more take over three. Had all 42 counted, none would seem left.
		final String text = words.after(42);
		final int seconds = Integer.parseInt(text.replaceAll(".*, (\\d+) s left", "$1"));
		assertTrue(seconds >= 3, text);
	}
}
