/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class WorkersTest {
	@Test
	void resultsComeInTheOrderOfTheirPiecesWhicheverIsDoneFirst() {
		final List<Integer> out = Workers.inOrder(RunContext.quiet(), "Trial", "piece", 100, i -> {
			pause(i % 7);
			return i * i;
		});
		assertEquals(IntStream.range(0, 100).mapToObj(i -> i * i).collect(Collectors.toList()), out);
	}

	@Test
	void noMorePiecesAreUnderWayThanThereAreCores() {
		final AtomicInteger now = new AtomicInteger();
		final AtomicInteger most = new AtomicInteger();
		Workers.inOrder(RunContext.quiet(), "Trial", "piece", 40, i -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			pause(2);
			return now.decrementAndGet();
		});
		assertTrue(most.get() <= Runtime.getRuntime().availableProcessors(), "at most " + most);
	}

	@Test
	void theErrorOfAPieceIsTheCallersAndNothingRunsOn() {
		final UserError mistake = new UserError("It is wrong: mend it.");
		final AtomicInteger under = new AtomicInteger();
		final UserError thrown = assertThrows(UserError.class,
				() -> Workers.inOrder(RunContext.quiet(), "Trial", "piece", 1000, i -> {
					under.incrementAndGet();
					try {
						if (i == 3) throw mistake;
						pause(1);
						return i;
					} finally {
						under.decrementAndGet();
					}
				}));
		assertSame(mistake, thrown);
		assertEquals(0, under.get());
	}

	@Test
	void withoutPiecesThereAreNoResults() {
		assertEquals(List.of(), Workers.inOrder(RunContext.quiet(), "Trial", "piece", 0, i -> i));
	}

	private static void pause(final int millis) {
		try {
			Thread.sleep(millis);
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
