/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records the messages, warnings and facts of a job, and may cancel it. */
public final class ListeningContext implements RunContext {
	private final List<String> infos = new ArrayList<>();
	private final List<String> warnings = new ArrayList<>();
	private final Map<String, Object> facts = new HashMap<>();
	private long steps = Long.MAX_VALUE;
	private String unit = "";
	private long looks = Long.MAX_VALUE;
	private boolean enough;

	/** Is cancelled once so many steps of any work are done. */
	public ListeningContext cancelAfterSteps(final long count) {
		steps = count;
		return this;
	}

	/** Cancels after so many steps of work with a given unit, such as "generation". */
	public ListeningContext cancelAfterSteps(final long count, final String ofUnit) {
		unit = ofUnit;
		return cancelAfterSteps(count);
	}

	/** Cancels after so many further checks. */
	public ListeningContext cancelAfterLooks(final long count) {
		looks = count;
		return this;
	}

	public List<String> infos() {
		return infos;
	}

	public List<String> warnings() {
		return warnings;
	}

	public Map<String, Object> facts() {
		return facts;
	}

	@Override
	public Progress start(final String label, final String of, final long count) {
		return new Progress() {
			@Override
			public void done(final long done) {
				enough |= done >= steps && (unit.isEmpty() || unit.equals(of));
			}

			@Override
			public void close() { /* nothing is open */ }
		};
	}

	@Override
	public boolean isCancelled() {
		return looks-- <= 0 || enough;
	}

	@Override
	public void info(final String message) {
		infos.add(message);
	}

	@Override
	public void warn(final String message) {
		warnings.add(message);
	}

	@Override
	public void record(final String name, final Object value) {
		facts.put(name, value);
	}
}
