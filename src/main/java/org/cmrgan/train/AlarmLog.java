/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The alarms that a training has raised. Each is raised once, however long its cause persists.
 *
 * @param <A> the alarms
 */
public final class AlarmLog<A extends Enum<A>> {
	private static final int FEWEST = 5;
	private static final int MOST = 100;
	private static final int SHARE = 10;

	private final Class<A> type;
	private final Set<A> raised;

	/**
	 * Starts without alarms.
	 *
	 * @param type the enum of the alarms
	 */
	public AlarmLog(final Class<A> type) {
		this.type = type;
		raised = EnumSet.noneOf(type);
	}

	/**
	 * {@return the number of latest steps over which to judge a training: a tenth of all, from 5 to 100}
	 *
	 * @param steps number of all steps
	 */
	public static int window(final int steps) {
		return Math.max(FEWEST, Math.min(MOST, steps / SHARE));
	}

	/**
	 * Raises alarms.
	 *
	 * @param alarms those whose cause is present now
	 * @return those that were not raised before
	 */
	public Set<A> raise(final Set<A> alarms) {
		final Set<A> fresh = EnumSet.noneOf(type);
		for (final A alarm : alarms) if (raised.add(alarm)) fresh.add(alarm);
		return fresh;
	}

	/**
	 * {@return the alarms that persist at the end, for run.json}
	 *
	 * @param standing the alarms
	 * @param none text if there are none
	 */
	public static String verdict(final Set<? extends Enum<?>> standing, final String none) {
		return standing.isEmpty()
				? none
				: standing.stream().map(a -> a.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
	}

	/**
	 * Writes the alarms raised so far.
	 *
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	public void save(final DataOutput out) throws IOException {
		out.writeInt(raised.size());
		for (final A alarm : raised) out.writeUTF(alarm.name());
	}

	/**
	 * Restores the alarms that {@link #save} wrote.
	 *
	 * @param in positioned at the data
	 * @throws IOException if reading fails, or the data are not valid
	 */
	public void load(final DataInput in) throws IOException {
		raised.clear();
		for (int i = in.readInt(); i > 0; i--) raised.add(Enum.valueOf(type, in.readUTF()));
	}
}
