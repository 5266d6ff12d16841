/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.Intensities;
import org.cmrgan.pipeline.JobKeys;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Problems;
import org.cmrgan.run.Settings;
import org.cmrgan.ui.Funnel;
import org.cmrgan.ui.KeyedCommand;
import org.scijava.ItemVisibility;
import org.scijava.command.DynamicCommand;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.module.MutableModuleItem;
import org.scijava.plugin.Parameter;

/**
 * The base class of the suite's commands. A command names its entry in {@link Commands} and declares the parameters of
 * its dialog, strings and flags named like the entry's keys. Descriptions, choices and defaults come from the keys; a
 * key that has no parameter can still be given in a macro. Blank stands for the default.
 *
 * @param <J> its job
 */
abstract class SuiteCommand<J extends Job> extends DynamicCommand implements KeyedCommand {
	/** The initializer that every command names in its annotation. */
	static final String DESCRIBE = "describe";

	private static final String SHOW = "show";
	/** The name of a flag that dialogs show next to the other flags. */
	static final String ROIS = "rois";
	private static final String SETTINGS = CommandSpec.SETTINGS.name();
	/** Valid values that the description of a key mentions already. */
	private static final List<String> OBVIOUS = List.of("text", "a path");
	/** The inputs that a caller may give; all others belong to SciJava. */
	private static final List<Class<?>> TEXTS = List.of(CharSequence.class, Boolean.class, Number.class, File.class,
			Path.class);

	private final CommandSpec<J> spec;
	/** Flags always have a value; those listed here were set by the user. */
	private final Set<String> named = new HashSet<>();
	/** Values that a dialog has already checked. */
	private Optional<Prepared<J>> prepared = Optional.empty();
	private boolean throwing;

	@Parameter(label = "Show the result", description = "open the result; in a headless macro, make its images available to the macro", persist = false, required = false)
	private boolean show = true;

	SuiteCommand(final CommandSpec<J> spec) {
		this.spec = spec;
	}

	final CommandSpec<J> spec() {
		return spec;
	}

	@Override
	public final Collection<? extends Key<?>> keys() {
		return spec.keys();
	}

	/**
	 * Opens the results of a finished job, if there are windows and the user wants them.
	 *
	 * @param given what the user gave, by key
	 */
	void open(final J job, final Map<String, String> given) {
		// A command without results to show does not override this.
	}

	@Override
	public final void run() {
		final Map<String, String> given = given();
		final Supplier<J> job = () -> prepared.filter(p -> p.given.equals(given)).orElseGet(() -> prepare(given)).job;
		final Optional<Consumer<J>> opener = show ? Optional.of(done -> open(done, withFile(given))) : Optional.empty();
		new Funnel(context(), this, throwing).run(spec.leaf(), job, opener);
	}

	@Override
	public final void check(final Map<String, String> given) {
		prepared = Optional.of(prepare(given));
	}

	private Prepared<J> prepare(final Map<String, String> given) {
		final Problems problems = new Problems();
		final Map<String, String> values = problems.of(() -> withFile(given)).orElse(given);
		final Optional<J> job = problems.of(() -> spec.job(values));
		problems.raise();
		return new Prepared<>(given, job.orElseThrow());
	}

	@Override
	public final Map<String, String> settings(final String file) {
		return SettingsFile.read(file, spec.leaf());
	}

	@Override
	public final void throwFailures() {
		throwing = true;
	}

	@Override
	public final void setInput(final String name, final Object value) {
		super.setInput(name, value);
		named.add(name);
	}

	/** The values of the settings file, overridden by what the user gave. */
	private Map<String, String> withFile(final Map<String, String> given) {
		if (!given.containsKey(SETTINGS)) return given;
		final Map<String, String> all = new LinkedHashMap<>(settings(given.get(SETTINGS)));
		all.putAll(given);
		all.remove(SETTINGS);
		return all;
	}

	/**
	 * What the user gave, by key, without blank values. A script may give a key that has no field as a number or a
	 * file.
	 */
	private Map<String, String> given() {
		final Map<String, String> given = new LinkedHashMap<>();
		for (final Map.Entry<String, Object> input : getInputs().entrySet()) {
			final Object value = input.getValue();
			if (input.getKey().equals(SHOW) || TEXTS.stream().noneMatch(type -> type.isInstance(value))) continue;
			final String text = value.toString().trim();
			if (!text.isEmpty() && (!(value instanceof Boolean) || named.contains(input.getKey())))
				given.put(input.getKey(), text);
		}
		return Settings.renamed(keys(), given);
	}

	/** Called by SciJava before the parameters are asked for. */
	protected void describe() {
		// A superclass's parameters come first in SciJava's order, but these belong last.
		for (final String name : List.of(SETTINGS, JobKeys.RESUME.name(), JobKeys.ANEW.name(), Intensities.KEY.name(),
				ROIS, SHOW)) {
			final ModuleItem<?> last = getInfo().getInput(name);
			if (last == null) continue;
			getInfo().removeInput(last);
			getInfo().addInput(last);
		}
		for (final Key<?> key : keys()) {
			final ModuleItem<?> item = getInfo().getInput(key.name());
			if (item instanceof MutableModuleItem) describe(key, (MutableModuleItem<?>) item);
			else if (item == null) addHidden(key);
		}
	}

	private void describe(final Key<?> key, final MutableModuleItem<?> item) {
		if (item.getLabel() == null || item.getLabel().isEmpty()) item.setLabel(label(key));
		item.setDescription(description(key));
		if (item.getType() != String.class || !isChoice(key)) return;
		@SuppressWarnings("unchecked")
		final MutableModuleItem<String> choice = (MutableModuleItem<String>) item;
		choice.setChoices(List.copyOf(key.choices()));
	}

	private void addHidden(final Key<?> key) {
		final DefaultMutableModuleItem<String> item = new DefaultMutableModuleItem<>(this, key.name(), String.class);
		item.setVisibility(ItemVisibility.INVISIBLE);
		item.setRequired(false);
		item.setPersisted(false);
		item.setDescription(description(key));
		getInfo().addInput(item);
	}

	private static boolean isChoice(final Key<?> key) {
		return key.accepts().startsWith("one of ");
	}

	private static String label(final Key<?> key) {
		final String name = key.name();
		return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)
				+ (key.unit().isEmpty() ? "" : " (" + key.unit() + ")");
	}

	/** What the user should know about a key before filling it in. */
	private static String description(final Key<?> key) {
		final String accepts = OBVIOUS.contains(key.accepts()) ? "" : ": " + key.accepts();
		return key.description() + accepts + (key.unit().isEmpty() ? "" : " (" + key.unit() + ")") + defaults(key);
	}

	private static String defaults(final Key<?> key) {
		if (!key.hasDefault()) return "; required";
		final String standard = defaultText(key, Preset.STANDARD);
		final String quick = defaultText(key, Preset.QUICK);
		final String paper = defaultText(key, Preset.PAPER);
		if (standard.equals(quick) && standard.equals(paper)) return standard.isEmpty() ? "" : "; default " + standard;
		return "; default " + standard + " (preset quick " + quick + ", paper " + paper + ")";
	}

	private static <T> String defaultText(final Key<T> key, final Preset preset) {
		return key.format(key.defaultOf(preset));
	}

	/** A job, and the values from which it was made. */
	private static final class Prepared<J> {
		private final Map<String, String> given;
		private final J job;

		private Prepared(final Map<String, String> given, final J job) {
			this.given = new LinkedHashMap<>(given);
			this.job = job;
		}
	}
}
