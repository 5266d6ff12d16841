/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;

/**
 * A command of the suite: its place in the menus, its keys, and how its job is made. Immutable.
 *
 * @param <J> its job
 */
public final class CommandSpec<J extends Job> {
	/** The key by which commands take a {@link SettingsFile}. */
	static final Key<String> SETTINGS = Key
			.path("settings", "run.json of an earlier run, or a JSON file of keys; keys given directly take precedence")
			.or("");

	private final String menuPath;
	private final String description;
	private final List<Key<?>> keys;
	private final Function<Map<String, String>, J> factory;

	/**
	 * @param menuPath the menus and the leaf, separated by {@code >}
	 * @param description a sentence
	 * @param keys everything that the job takes
	 * @param factory makes the job from text by key; throws a {@link org.cmrgan.run.UserError} naming everything that
	 * is not valid
	 */
	CommandSpec(final String menuPath, final String description, final List<Key<?>> keys,
			final Function<Map<String, String>, J> factory) {
		this.menuPath = menuPath;
		this.description = description;
		this.keys = List.copyOf(keys);
		this.factory = factory;
	}

	/** A copy whose keys may also be given in a file, in particular those without a field in its dialog. */
	CommandSpec<J> withSettingsFile() {
		final List<Key<?>> all = new ArrayList<>(keys);
		all.add(SETTINGS);
		return new CommandSpec<>(menuPath, description, all, factory);
	}

	/** {@return the menus and the leaf, separated by {@code >}} */
	public String menuPath() {
		return menuPath;
	}

	/** {@return the name by which macros call it} */
	public String leaf() {
		return menuPath.substring(menuPath.lastIndexOf('>') + 1);
	}

	/** {@return what it does, in one sentence} */
	public String description() {
		return description;
	}

	/** {@return all keys that it takes} */
	public List<Key<?>> keys() {
		return keys;
	}

	/** {@return true if it takes a file of settings} */
	public boolean takesSettingsFile() {
		return keys.contains(SETTINGS);
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given what the user gave, by key
	 * @throws org.cmrgan.run.UserError naming everything that is not valid
	 */
	public J job(final Map<String, String> given) {
		return factory.apply(given);
	}
}
