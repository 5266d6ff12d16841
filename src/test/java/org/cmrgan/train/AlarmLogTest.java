/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class AlarmLogTest {
	private enum Alarm {
		FIRE,
		WATER_RISES
	}

	private final AlarmLog<Alarm> log = new AlarmLog<>(Alarm.class);

	@Test
	void eachAlarmIsRaisedOnce() {
		assertEquals(Set.of(Alarm.FIRE), log.raise(EnumSet.of(Alarm.FIRE)));
		assertEquals(Set.of(Alarm.WATER_RISES), log.raise(EnumSet.allOf(Alarm.class)));
		assertEquals(Set.of(), log.raise(EnumSet.allOf(Alarm.class)));
	}

	@Test
	void whatWasRaisedIsKnownAfterLoading() throws IOException {
		log.raise(EnumSet.of(Alarm.FIRE));
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		log.save(new DataOutputStream(bytes));
		final AlarmLog<Alarm> other = new AlarmLog<>(Alarm.class);
		other.raise(EnumSet.of(Alarm.WATER_RISES));
		other.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
		assertEquals(Set.of(Alarm.WATER_RISES), other.raise(EnumSet.allOf(Alarm.class)));
	}

	@Test
	void theVerdictNamesWhatHolds() {
		assertEquals("all is well", AlarmLog.verdict(EnumSet.noneOf(Alarm.class), "all is well"));
		assertEquals("fire, water_rises", AlarmLog.verdict(EnumSet.allOf(Alarm.class), "all is well"));
	}

	@Test
	void theWindowIsATenthWithinLimits() {
		assertEquals(5, AlarmLog.window(6));
		assertEquals(40, AlarmLog.window(409));
		assertEquals(100, AlarmLog.window(5000));
	}
}
