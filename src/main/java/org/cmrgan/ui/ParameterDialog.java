/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import javax.swing.JFileChooser;

import org.cmrgan.pipeline.StudyChoices;
import org.cmrgan.pipeline.TimeEstimate;
import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;
import org.cmrgan.run.TimeLeft;
import org.cmrgan.run.UserError;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/**
 * A dialog of ImageJ 1.x made of a command's inputs. Fields show the defaults, which follow the preset and the settings
 * file. Only values that differ from them are given and recorded. An invalid value brings the dialog back.
 */
final class ParameterDialog {
	/** The name of the field for a settings file, if there is one. */
	private static final String SETTINGS = "settings";
	private static final String STUDY = "study";
	private static final String LABEL = "label";
	private static final String FOLD = "fold";
	private static final int COLUMNS = 12;
	private static final int PATH_COLUMNS = 34;

	private final String title;
	private final KeyedCommand command;
	private final ShownDefaults shown;
	private final List<ModuleItem<?>> items = new ArrayList<>();
	private final Map<String, DialogField> fields = new LinkedHashMap<>();
	private Map<String, String> remembered = Map.of();
	private Optional<RunningTime> time = Optional.empty();
	/** The study whose classes, folds and preset the fields show. */
	private String study = "";
	private Map<String, String> defaults = new LinkedHashMap<>();
	private boolean following;

	/** @param items inputs; invisible ones are left out */
	ParameterDialog(final String title, final Collection<ModuleItem<?>> items, final KeyedCommand command) {
		this.title = title;
		this.command = command;
		this.shown = new ShownDefaults(command);
		for (final ModuleItem<?> item : items)
			if (item.getVisibility() != ItemVisibility.INVISIBLE) this.items.add(item);
	}

	/**
	 * Asks until the values are valid.
	 *
	 * @param recorded true to call ImageJ's recorder
	 * @return what the user gave by key, or empty if the dialog was closed without OK
	 */
	Optional<Map<String, String>> ask(final boolean recorded) {
		// The flag that shows results has no field in a dialog.
		if (items.size() <= 1) return Optional.of(Map.of());
		final String recordedCommand = Recorder.getCommand();
		defaults = defaults("", "");
		remembered = Remembered.of(fieldNames());
		Map<String, String> given = remembered;
		while (true) {
			final GenericDialog dialog = dialog(given);
			dialog.showDialog();
			final OptionalDouble seconds = time.map(RunningTime::end).orElse(OptionalDouble.empty());
			if (dialog.wasCanceled()) return Optional.empty();
			given = given();
			try {
				command.check(given);
				if (Recorder.record && recorded) given.forEach(MacroOptions::requireRecordable);
				if (!RunningTime.isLong(seconds) || isWanted(seconds.getAsDouble())) break;
			} catch (final UserError e) {
				IJ.error(title, String.join("\n \n", e.problems()));
			}
		}
		Remembered.keep(texts());
		if (Recorder.record && recorded) record(recordedCommand, given);
		return Optional.of(given);
	}

	private boolean isWanted(final double seconds) {
		final GenericDialog question = new GenericDialog(title);
		question.addMessage("This takes about " + TimeLeft.words(seconds)
				+ " on this computer. You can stop it at any time. Run it again to continue.");
		question.setOKLabel("Start");
		question.setCancelLabel("Back");
		question.showDialog();
		return question.wasOKed();
	}

	private List<String> fieldNames() {
		return items.stream().map(ModuleItem::getName).collect(Collectors.toList());
	}

	private GenericDialog dialog(final Map<String, String> given) {
		final GenericDialog dialog = new GenericDialog(title);
		fields.clear();
		study = "";
		time = Optional.empty();
		for (final ModuleItem<?> item : items) {
			final String name = item.getName();
			final DialogField field = add(dialog, item, given.getOrDefault(name, defaults.getOrDefault(name, "")));
			field.components().forEach(component -> Hint.on(component, item.getDescription()));
			fields.put(name, field);
			if (name.equals(Settings.PRESET.name()) && TimeEstimate.isFor(title)) addTime(dialog);
		}
		dialog.addHelp(help());
		dialog.addDialogListener((d, event) -> {
			follow();
			return true;
		});
		follow();
		return dialog;
	}

	private void addTime(final GenericDialog dialog) {
		// As wide as the longest words that it can show.
		dialog.addMessage("about 99 h 59 min on this machine, if nothing is there yet");
		final Label line = (Label) dialog.getMessage();
		line.setText("");
		time = Optional.of(new RunningTime(title, line));
	}

	private DialogField add(final GenericDialog dialog, final ModuleItem<?> item, final String text) {
		final String label = item.getLabel();
		if (item.getType() == boolean.class) return DialogField.flag(dialog, label, text);
		final Optional<? extends Key<?>> key = command.keys().stream().filter(k -> k.name().equals(item.getName()))
				.findFirst();
		if (key.isPresent() && key.get().accepts().startsWith("a comma-separated list of")
				&& !key.get().choices().isEmpty())
			return DialogField.ticks(dialog, label, key.get().choices(), text);
		final List<String> choices = choices(item);
		if (!choices.isEmpty()) return DialogField.choice(dialog, label, choices, text);
		// Until a study is chosen, only the default can be chosen.
		if (isOfStudy(item.getName())) return DialogField.choice(dialog, label, List.of(text), text);
		final String style = String.valueOf(item.getWidgetStyle());
		final boolean isPath = key.isPresent() && key.get().accepts().equals("a path");
		dialog.addStringField(label, text, isPath ? PATH_COLUMNS : Math.max(COLUMNS, text.length() + 2));
		final boolean saving = style.contains(FileWidget.SAVE_STYLE);
		if (isPath)
			PathChooser.beside(dialog,
					style.contains(FileWidget.DIRECTORY_STYLE)
							? JFileChooser.DIRECTORIES_ONLY
							: saving ? JFileChooser.FILES_ONLY : JFileChooser.FILES_AND_DIRECTORIES,
					saving);
		return DialogField.text(dialog);
	}

	/** True for values that the study determines: a label or a fold. */
	private boolean isOfStudy(final String name) {
		return items.stream().anyMatch(i -> i.getName().equals(STUDY)) && (name.equals(LABEL) || name.equals(FOLD));
	}

	/** Offers the labels and folds of the study, once there is one. */
	private void followStudy() {
		final String folder = text(STUDY);
		if (folder.equals(study)) return;
		study = folder;
		StudyChoices.of(folder).ifPresent(choices -> {
			if (fields.containsKey(LABEL)) fields.get(LABEL).choices(choices.labels());
			if (fields.containsKey(FOLD)) {
				fields.get(FOLD).choices(choices.folds());
				if (choices.folds().contains(remembered.get(FOLD))) fields.get(FOLD).set(remembered.get(FOLD));
			}
			final String preset = Settings.PRESET.name();
			final boolean leftAlone = fields.containsKey(preset)
					&& (text(preset).equals(defaults.get(preset)) || text(preset).equals(remembered.get(preset)));
			if (leftAlone) choices.preset().ifPresent(fields.get(preset)::set);
		});
	}

	/** Fields that the user has not changed show the defaults of the chosen preset and file. */
	private void follow() {
		if (following) return;
		following = true;
		followStudy();
		final String settings = text(SETTINGS);
		final String preset = text(Settings.PRESET.name());
		final boolean presetLeftAlone = preset.equals(defaults.get(Settings.PRESET.name()));
		final Map<String, String> now = defaults(settings, presetLeftAlone ? "" : preset);
		final Map<String, String> before = defaults;
		defaults = now;
		for (final String name : fields.keySet())
			if (text(name).equals(before.get(name)) && !text(name).equals(now.get(name)))
				fields.get(name).set(now.get(name));
		final Map<String, String> values = texts();
		time.ifPresent(t -> t.follow(values));
		following = false;
	}

	private Map<String, String> defaults(final String settings, final String preset) {
		final Map<String, String> out = shown.of(settings, preset);
		if (!preset.isBlank()) out.put(Settings.PRESET.name(), shown.of(settings, "").get(Settings.PRESET.name()));
		for (final ModuleItem<?> item : items)
			out.putIfAbsent(item.getName(), item.getType() == boolean.class ? "true" : "");
		return out;
	}

	private Map<String, String> given() {
		final Map<String, String> given = new LinkedHashMap<>();
		for (final String name : fields.keySet())
			if (!text(name).equals(defaults.get(name))) given.put(name, text(name));
		return given;
	}

	private Map<String, String> texts() {
		final Map<String, String> out = new LinkedHashMap<>();
		fields.forEach((name, field) -> out.put(name, field.text()));
		return out;
	}

	private String text(final String name) {
		return fields.containsKey(name) ? fields.get(name).text() : "";
	}

	private static void record(final String command, final Map<String, String> values) {
		Recorder.resetCommandOptions();
		Recorder.setCommand(command);
		values.forEach((key, value) -> {
			final String path = value.replace('\\', '/');
			// The recorder encloses a value in brackets only if it contains a space.
			Recorder.recordOption(key, path.contains(" ") ? path : MacroOptions.quote(path));
		});
		// Recorded now, because actions during the command would be recorded under its name.
		Recorder.saveCommand();
	}

	private static List<String> choices(final ModuleItem<?> item) {
		final List<String> choices = new ArrayList<>();
		if (item.getChoices() != null)
			for (final Object choice : item.getChoices()) choices.add(String.valueOf(choice));
		return choices;
	}

	private String help() {
		final StringBuilder html = new StringBuilder("<html><h2>" + title + "</h2><table>");
		for (final ModuleItem<?> item : items) row(html, "<b>" + item.getName() + "</b>", item.getDescription());
		for (final Key<?> key : command.keys())
			if (!fields.containsKey(key.name()))
				row(html, "<i>" + key.name() + "</i>", key.description() + ": " + key.accepts());
		return html.append("</table><p>These are the keys for macros. Those in italics have no field here, but can also"
				+ " be given in a settings file.</p></html>").toString();
	}

	private static void row(final StringBuilder html, final String key, final String text) {
		html.append("<tr><td valign=top>").append(key).append("</td><td width=420>").append(text).append("</td></tr>");
	}
}
