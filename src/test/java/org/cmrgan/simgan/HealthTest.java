/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import org.cmrgan.simgan.Health.Alarm;
import org.junit.jupiter.api.Test;

class HealthTest {
	private final Health health = new Health(15);

	@Test
	void aRefinerThatChangesNothingIsTheIdentity() {
		assertEquals(Set.of(Alarm.IDENTITY), after(6, 0.001, 0.7, 0.8));
		assertEquals("identity", health.verdict());
	}

	@Test
	void aRefinerThatChangesMuchEditsTooMuch() {
		assertEquals(Set.of(Alarm.OVER_EDITING), after(6, 0.2, 0.7, 0.8));
	}

	@Test
	void aDiscriminatorThatGuessesFromTheStartIsReported() {
		assertEquals(Set.of(Alarm.CHANCE), after(5, 0.05, 0.51, 0.49));
	}

	@Test
	void aDiscriminatorThatCallsEverythingRealGuessesToo() {
		assertEquals(Set.of(Alarm.CHANCE), after(5, 0.05, 0.99, 0.02));
	}

	@Test
	void aDiscriminatorThatIsMostlyWrongGuessesToo() {
		assertEquals(Set.of(Alarm.CHANCE), after(5, 0.05, 0.3, 0.2));
	}

	@Test
	void whatFollowsFromAnotherFaultIsNotNamedBesideIt() {
		assertEquals(Set.of(Alarm.CHANCE), after(6, 0.001, 0.5, 0.5), "nothing guides, so nothing changes");
		assertEquals(Set.of(Alarm.IDENTITY), after(6, 0.001, 1, 1), "nothing changes, so it is seen through");
	}

	@Test
	void aDiscriminatorThatWasConvincedIsNot() {
		after(5, 0.05, 0.9, 0.8);
		assertEquals(Set.of(), after(20, 0.05, 0.5, 0.5));
		assertEquals("healthy", health.verdict());
	}

	@Test
	void aDiscriminatorThatIsNeverWrongIsSaturated() {
		assertEquals(Set.of(Alarm.SATURATED), after(6, 0.05, 0.99, 0.97));
	}

	@Test
	void saysNothingBeforeThereIsEnoughToJudgeBy() {
		assertEquals(Set.of(), after(4, 0.0, 0.5, 0.5));
	}

	@Test
	void raisesAnAlarmOnceAndKeepsItWhileItStands() {
		after(6, 0.001, 0.7, 0.8);
		assertEquals(Set.of(), after(5, 0.001, 0.7, 0.8));
		assertEquals(Set.of(Alarm.IDENTITY), health.standing());
		after(5, 0.05, 0.7, 0.8);
		assertTrue(health.standing().isEmpty());
	}

	@Test
	void aRefinerMayBeginAsTheIdentity() {
		final Health slow = new Health(30);
		for (int i = 0; i < 10; i++) assertEquals(Set.of(), slow.note(round(0, 0.7, 0.8)));
		assertEquals(Set.of(Alarm.IDENTITY), slow.note(round(0, 0.7, 0.8)));
	}

	@Test
	void comesBackFromACheckpoint() throws IOException {
		after(6, 0.001, 0.7, 0.8);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		health.write(new DataOutputStream(bytes));
		final Health copy = new Health(15);
		copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
		assertEquals(health.standing(), copy.standing());
		assertEquals(Set.of(), copy.note(round(0.001, 0.7, 0.8)), "raised before the checkpoint");
	}

	private Set<Alarm> after(final int rounds, final double change, final double real, final double refined) {
		final Set<Alarm> raised = EnumSet.noneOf(Alarm.class);
		for (int i = 0; i < rounds; i++) raised.addAll(health.note(round(change, real, refined)));
		return raised;
	}

	private static Round round(final double change, final double real, final double refined) {
		return new Round(Round.Phase.FORMAL, 0.7, change, 0, 1.4, real, refined, 0);
	}
}
