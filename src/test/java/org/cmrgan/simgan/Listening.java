package org.cmrgan.simgan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;

/** Keeps what a training warns of and records. */
final class Listening implements RunContext {
	private final List<String> warnings = new ArrayList<>();
	private final Map<String, Object> facts = new HashMap<>();

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		return RunContext.quiet().start(label, unit, steps);
	}

	@Override
	public boolean isCancelled() {
		return false;
	}

	@Override
	public void info(final String message) { /* not asked here */ }

	@Override
	public void warn(final String message) {
		warnings.add(message);
	}

	@Override
	public void record(final String name, final Object value) {
		facts.put(name, value);
	}

	List<String> warnings() {
		return warnings;
	}

	Map<String, Object> facts() {
		return facts;
	}
}
