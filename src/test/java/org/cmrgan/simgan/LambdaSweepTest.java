/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Seeds;
import org.cmrgan.simgan.LambdaSweep.Trial;
import org.junit.jupiter.api.Test;

class LambdaSweepTest {
	@Test
	void theClosestHealthyTrialWins() {
		final Trial far = new Trial(5, 0.9, 0.5, 0.01, "healthy");
		final Trial near = new Trial(1.5, 0.4, 0.5, 0.05, "healthy");
		final Trial wild = new Trial(0.15, 0.1, 0.5, 0.3, "over_editing");
		assertEquals(1.5, LambdaSweep.best(List.of(wild, far, near)).lambda());
		assertEquals(0.15, LambdaSweep.best(List.of(wild)).lambda());
	}

	@Test
	void aFifthOfEachLabelsSubjectsIsHeldOut() {
		final PatchSet real = ToySets.discs(40, 16, true, 1);
		final List<String> heldOut = LambdaSweep.heldOut(real, new Seeds(1), "simgan");
		final PatchSet out = real.filter(p -> heldOut.contains(p.subject()));
		assertEquals(6, out.ofLabel("patient").size());
		assertEquals(2, out.ofLabel("healthy").size());
		assertEquals(heldOut, LambdaSweep.heldOut(real, new Seeds(1), "simgan"));
	}

	@Test
	void nobodyIsHeldOutOfTooFew() {
		assertTrue(LambdaSweep.heldOut(ToySets.discs(8, 16, true, 1), new Seeds(1), "simgan").isEmpty());
	}

	@Test
	void theTableHasARowPerTrial() {
		assertEquals("lambda,kid_refined,gap_left,change,health\n1.5,0.4000,0.5000,0.05000,healthy\n",
				LambdaSweep.table(List.of(new Trial(1.5, 0.4, 0.5, 0.05, "healthy"))));
	}
}
