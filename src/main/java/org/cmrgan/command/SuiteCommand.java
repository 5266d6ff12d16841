/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.Intensities;
import org.cmrgan.pipeline.JobKeys;
import org.cmrgan.pipeline.SettingsFile;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.UserError;
import org.cmrgan.ui.Funnel;
import org.cmrgan.ui.KeyedCommand;
import org.scijava.ItemVisibility;
import org.scijava.command.DynamicCommand;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.module.MutableModuleItem;
import org.scijava.plugin.Parameter;

/**
 * What the suite's commands have in common. A command declares its parameters, strings and flags named like the keys of
 * its job, and says which job they make. Labels, descriptions, choices and defaults come from the keys; a key of the job
 * that has no parameter can still be given in a macro. Blank stands for the default.
 */
abstract class SuiteCommand extends DynamicCommand implements KeyedCommand {
	/** The initializer that every command names in its annotation. */
	static final String DESCRIBE = "describe";

	/** The menu of the suite. */
	static final String MENU = "Plugins>CMR GAN>";

	private static final String SHOW = "show";
	/** The name of a flag, which belongs beside the others. */
	static final String ROIS = "rois";
	private static final String SETTINGS = SettingsFile.KEY.name();
	/** What a key takes that its description says already. */
	private static final List<String> OBVIOUS = List.of("text", "a path");
	/** What a caller may give; all else among the inputs is SciJava's own. */
	private static final List<Class<?>> TEXTS = List.of(CharSequence.class, Boolean.class, Number.class, File.class,
			Path.class);

	/** Flags have a value from the start; only of those in here is it the user's. */
	private final Set<String> named = new HashSet<>();
	private boolean throwing;

	@Parameter(label = "Show the result", description = "open what the run made; in a macro without windows, its images are there for the macro", persist = false, required = false)
	private boolean show = true;

	/** The menu leaf. */
	final String leaf() {
		return getInfo().getMenuPath().getLeaf().getName();
	}

	/** Everything that the job takes. */
	abstract Collection<? extends Key<?>> jobKeys();

	@Override
	public final Collection<? extends Key<?>> keys() {
		final List<Key<?>> keys = new ArrayList<>(jobKeys());
		if (getInfo().getInput(SETTINGS) != null) keys.add(SettingsFile.KEY);
		return keys;
	}

	/**
	 * The job, checked and ready to run.
	 *
	 * @param given what the user gave, by key
	 * @throws org.cmrgan.run.UserError if a value will not do
	 */
	abstract Job job(Map<String, String> given);

	/** Opens what the job made; called after it is done, where there are windows and the user wants them. */
	void open(final Map<String, String> given) { /* nothing to see, unless a command says otherwise */ }

	@Override
	public final void run() {
		final Map<String, String> given = given();
		final Optional<Runnable> opener = show ? Optional.of(() -> open(withFile(given))) : Optional.empty();
		new Funnel(context(), this, throwing).run(leaf(), () -> job(withFile(given)), opener);
	}

	@Override
	public final void check(final Map<String, String> given) {
		UserError.all(() -> withFile(given), () -> job(readable(given)));
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

	/** What the settings file says, overridden by what the user said. */
	private Map<String, String> withFile(final Map<String, String> given) {
		if (!given.containsKey(SETTINGS)) return given;
		final Map<String, String> all = new LinkedHashMap<>(SettingsFile.read(given.get(SETTINGS), leaf()));
		all.putAll(given);
		all.remove(SETTINGS);
		return all;
	}

	private Map<String, String> readable(final Map<String, String> given) {
		try {
			return withFile(given);
		} catch (final UserError e) {
			return given;
		}
	}

	/** The study that the user gave. */
	static Study study(final Map<String, String> given) {
		return Study.open(Path.of(JobKeys.STUDY.parse(given.get(JobKeys.STUDY.name()))));
	}

	/** The fold that the user gave. */
	static int fold(final Map<String, String> given) {
		final String fold = given.get(JobKeys.FOLD.name());
		return fold == null ? JobKeys.FOLD.defaultOf(Preset.STANDARD) : JobKeys.FOLD.parse(fold);
	}

	/** What the user gave, by key; blank ones left out. A script may give a key that has no field as a number or a file. */
	private Map<String, String> given() {
		final Map<String, String> given = new LinkedHashMap<>();
		for (final Map.Entry<String, Object> input : getInputs().entrySet()) {
			final Object value = input.getValue();
			if (input.getKey().equals(SHOW) || TEXTS.stream().noneMatch(type -> type.isInstance(value))) continue;
			final String text = value.toString().trim();
			if (!text.isEmpty() && (!(value instanceof Boolean) || named.contains(input.getKey())))
				given.put(input.getKey(), text);
		}
		return given;
	}

	/** Called by SciJava before the parameters are asked for. */
	protected void describe() {
		// A superclass's parameters come first; these belong last.
		for (final String name : List.of(SETTINGS, JobKeys.RESUME.name(), Intensities.KEY.name(), ROIS, SHOW)) {
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

	/** What the user should know of a key before filling it in. */
	String description(final Key<?> key) {
		final String accepts = OBVIOUS.contains(key.accepts()) ? "" : ": " + key.accepts();
		return key.description() + accepts + (key.unit().isEmpty() ? "" : " (" + key.unit() + ")") + defaults(key);
	}

	private static String defaults(final Key<?> key) {
		if (!key.hasDefault()) return "; must be given";
		final String standard = defaultText(key, Preset.STANDARD);
		final String quick = defaultText(key, Preset.QUICK);
		final String paper = defaultText(key, Preset.PAPER);
		if (standard.equals(quick) && standard.equals(paper)) return standard.isEmpty() ? "" : "; default " + standard;
		return "; default " + standard + " (preset quick " + quick + ", paper " + paper + ")";
	}

	private static <T> String defaultText(final Key<T> key, final Preset preset) {
		return key.format(key.defaultOf(preset));
	}
}
