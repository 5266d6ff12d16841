/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class AlarmsTest {
	/** Flat images whose grey levels differ by {@code step} from one to the next. */
	private static List<float[]> flat(final int count, final double step) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			final float[] image = new float[16];
			java.util.Arrays.fill(image, (float) (i * step));
			out.add(image);
		}
		return out;
	}

	private static DataInputStream saved(final Alarms alarms) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		alarms.save(new DataOutputStream(bytes));
		return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
	}

	private final Alarms alarms = new Alarms(100, flat(8, 0.1));

	@Test
	void imagesThatDifferAQuarterAsMuchAsRealOnesRaiseCollapseOnce() {
		assertEquals(Set.of(), alarms.note(flat(8, 0.1)));
		assertEquals(1, alarms.relativeDiversity(), 1e-6);
		assertEquals(Set.of(), alarms.note(flat(8, 0.026)));
		assertEquals(Set.of(Alarms.Alarm.COLLAPSE), alarms.note(flat(8, 0.024)));
		assertEquals(Set.of(), alarms.note(flat(8, 0.01)));
		assertEquals("collapse", alarms.verdict());
		alarms.note(flat(8, 0.1));
		assertEquals(Alarms.NONE, alarms.verdict());
	}

	@Test
	void aGeneratorThatNoDiscriminatorHasTrainedCannotCollapse() throws IOException {
		alarms.measure(flat(8, 0.01));
		assertEquals(0.1, alarms.relativeDiversity(), 1e-6);
		assertEquals(Set.of(), alarms.note(0.3, flat(8, 0.1)));
		assertEquals(Alarms.NONE, alarms.verdict());
		alarms.note(flat(8, 0.01));
		final Alarms again = new Alarms(100, flat(8, 0.1));
		again.load(saved(alarms));
		assertEquals("collapse", again.verdict());
	}

	@Test
	void aDiscriminatorThatIsNotFooledForAWholeWindowRaisesSaturation() {
		for (int i = 0; i < 9; i++) assertEquals(Set.of(), alarms.note(0.01, flat(8, 0.1)));
		assertEquals(Set.of(Alarms.Alarm.SATURATION), alarms.note(0.01, flat(8, 0.1)));
		assertTrue(alarms.verdict().contains("saturation"));
		for (int i = 0; i < 10; i++) alarms.note(0.4, flat(8, 0.1));
		assertEquals(Alarms.NONE, alarms.verdict());
	}

	@Test
	void onlyWhatWasDiverseOnceCollapses() throws IOException {
		alarms.note(0.3, flat(8, 0.001));
		assertFalse(alarms.collapsed());
		alarms.note(0.3, flat(8, 0.051));
		alarms.note(0.3, flat(8, 0.026));
		assertFalse(alarms.collapsed());
		alarms.note(0.3, flat(8, 0.024));
		assertTrue(alarms.collapsed());
		final Alarms again = new Alarms(100, flat(8, 0.1));
		again.load(saved(alarms));
		assertTrue(again.collapsed());
	}

	@Test
	void whatWasSavedGoesOnAsIfNothingHadHappened() throws IOException {
		for (int i = 0; i < 9; i++) alarms.note(0.01, flat(8, 0.1));
		alarms.note(flat(8, 0));
		final Alarms again = new Alarms(100, flat(8, 0.1));
		again.load(saved(alarms));
		assertEquals(Set.of(Alarms.Alarm.SATURATION), again.note(0.01, flat(8, 0.1)));
		assertEquals("collapse, saturation", again.verdict());
	}
}
