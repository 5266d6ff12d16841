/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.Key;
import org.cmrgan.run.Problems;
import org.cmrgan.run.UserError;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** The inputs of one of the suite's commands that a user can give: text and flags. */
final class CommandInputs {
	private final Module module;
	private final KeyedCommand command;
	private final String name;
	private final Map<String, ModuleItem<?>> items = new LinkedHashMap<>();

	/** Initialises the command, which then describes its inputs. */
	CommandInputs(final Module module) {
		this.module = module;
		this.command = (KeyedCommand) module.getDelegateObject();
		this.name = module.getInfo().getMenuPath().getLeaf().getName();
		try {
			module.initialize();
		} catch (final MethodCallException e) {
			throw new IllegalStateException(e);
		}
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() == String.class || item.getType() == boolean.class) items.put(item.getName(), item);
	}

	/** The menu leaf. */
	String name() {
		return name;
	}

	/**
	 * Takes the values from a macro's options.
	 *
	 * @throws UserError if the command has no such key, or a flag is neither true nor false; the message then also
	 * names the other values that are not valid
	 */
	void take(final String options) {
		final MacroOptions read = new MacroOptions(name, options, items.keySet(), former(),
				MacroOptions::variableOfMacro);
		try {
			new Problems().check(read::check).check(() -> requireFlags(read.values())).raise();
		} catch (final UserError e) {
			new Problems().check(() -> {
				throw e;
			}).check(() -> command.check(read.values())).raise();
		}
		give(read.values());
	}

	private Map<String, String> former() {
		final Map<String, String> out = new LinkedHashMap<>();
		for (final Key<?> key : command.keys()) key.formerNames().forEach(old -> out.put(old, key.name()));
		return out;
	}

	/**
	 * Asks the user for the values, until they are valid.
	 *
	 * @param recorded true if the dialog must call ImageJ's recorder, because no other code does
	 * @return false if the user closed the dialog without OK
	 */
	boolean ask(final boolean recorded) {
		final Optional<Map<String, String>> given = new ParameterDialog(name, items.values(), command).ask(recorded);
		given.ifPresent(this::give);
		return given.isPresent();
	}

	/** True if a caller gave a value already. */
	boolean isGiven() {
		return items.keySet().stream().anyMatch(module::isInputResolved);
	}

	/** A script gave them, and must receive failures as exceptions. */
	void throwFailures() {
		command.throwFailures();
	}

	/** No other preprocessor may ask for these inputs. */
	void resolve() {
		items.keySet().forEach(module::resolveInput);
	}

	private void give(final Map<String, String> values) {
		values.forEach((key, text) -> {
			if (items.get(key).getType() == String.class) module.setInput(key, text);
			else if (!text.isBlank()) module.setInput(key, Boolean.parseBoolean(text));
		});
	}

	private void requireFlags(final Map<String, String> values) {
		values.forEach((key, text) -> {
			if (items.get(key).getType() == boolean.class && !text.isBlank()) Key.flag(key, "").parse(text);
		});
	}
}
