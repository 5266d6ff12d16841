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
 * Which alarms a training has raised: each is raised once, however long it holds.
 *
 * @param <A> what can be wrong
 */
public final class AlarmLog<A extends Enum<A>> {
	private static final int FEWEST = 5;
	private static final int MOST = 100;
	private static final int SHARE = 10;

	private final Class<A> type;
	private final Set<A> raised;

	public AlarmLog(final Class<A> type) {
		this.type = type;
		raised = EnumSet.noneOf(type);
	}

	/** Over how many of the last steps to judge a training of so many: a tenth, 5 to 100. */
	public static int window(final int steps) {
		return Math.max(FEWEST, Math.min(MOST, steps / SHARE));
	}

	/** Raises alarms. @return those that were not raised before */
	public Set<A> raise(final Set<A> alarms) {
		final Set<A> fresh = EnumSet.noneOf(type);
		for (final A alarm : alarms) if (raised.add(alarm)) fresh.add(alarm);
		return fresh;
	}

	/** The alarms that hold at the end, for run.json. @param none what is said without any */
	public static String verdict(final Set<? extends Enum<?>> standing, final String none) {
		return standing.isEmpty()
				? none
				: standing.stream().map(a -> a.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
	}

	/** Writes what {@link #load} reads. */
	public void save(final DataOutput out) throws IOException {
		out.writeInt(raised.size());
		for (final A alarm : raised) out.writeUTF(alarm.name());
	}

	/** Takes what {@link #save} wrote in place of what it knows. */
	public void load(final DataInput in) throws IOException {
		raised.clear();
		for (int i = in.readInt(); i > 0; i--) raised.add(Enum.valueOf(type, in.readUTF()));
	}
}
