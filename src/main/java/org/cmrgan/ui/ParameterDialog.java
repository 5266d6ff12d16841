/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.UserError;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/**
 * A dialog of ImageJ 1.x made of a command's inputs. Fields show what the command takes if they are left alone, and follow
 * the preset and the settings file; only what differs is given, and recorded. What will not do brings the dialog back.
 */
final class ParameterDialog {
	/** The name of the field for a settings file, where there is one. */
	private static final String SETTINGS = "settings";
	private static final int COLUMNS = 12;
	private static final int PATH_COLUMNS = 34;

	private final String title;
	private final KeyedCommand command;
	private final ShownDefaults shown;
	private final List<ModuleItem<?>> items = new ArrayList<>();
	private final Map<String, Component> fields = new LinkedHashMap<>();
	private Map<String, String> defaults = new LinkedHashMap<>();
	private boolean following;

	/** @param items those that are not visible are left out */
	ParameterDialog(final String title, final Collection<ModuleItem<?>> items, final KeyedCommand command) {
		this.title = title;
		this.command = command;
		this.shown = new ShownDefaults(command);
		for (final ModuleItem<?> item : items)
			if (item.getVisibility() != ItemVisibility.INVISIBLE) this.items.add(item);
	}

	/**
	 * Asks until the values do.
	 *
	 * @param recorded whether to tell ImageJ's recorder
	 * @return what the user gave by key, or nothing if the dialog was closed without OK
	 */
	Optional<Map<String, String>> ask(final boolean recorded) {
		// Whether to show what a command makes is no question worth a dialog of its own.
		if (items.size() <= 1) return Optional.of(Map.of());
		final String recordedCommand = Recorder.getCommand();
		defaults = defaults("", "");
		Map<String, String> given = Map.of();
		while (true) {
			final GenericDialog dialog = dialog(given);
			dialog.showDialog();
			if (dialog.wasCanceled()) return Optional.empty();
			given = given();
			try {
				command.check(given);
				if (Recorder.record && recorded) given.forEach(MacroOptions::requireRecordable);
				break;
			} catch (final UserError e) {
				IJ.error(title, String.join("\n \n", e.problems()));
			}
		}
		if (Recorder.record && recorded) record(recordedCommand, given);
		return Optional.of(given);
	}

	private GenericDialog dialog(final Map<String, String> given) {
		final GenericDialog dialog = new GenericDialog(title);
		fields.clear();
		for (final ModuleItem<?> item : items) {
			final String name = item.getName();
			final Component field = add(dialog, item, given.getOrDefault(name, defaults.getOrDefault(name, "")));
			Hint.on(field, item.getDescription());
			if (!(field instanceof Checkbox)) Hint.on(dialog.getLabel(), item.getDescription());
			fields.put(name, field);
		}
		dialog.addHelp(help());
		dialog.addDialogListener((d, event) -> {
			follow();
			return true;
		});
		return dialog;
	}

	private static Component add(final GenericDialog dialog, final ModuleItem<?> item, final String text) {
		final String label = item.getLabel();
		if (item.getType() == boolean.class) {
			dialog.addCheckbox(label, Boolean.parseBoolean(text));
			return (Component) dialog.getCheckboxes().lastElement();
		}
		final List<String> choices = choices(item);
		if (!choices.isEmpty()) {
			dialog.addChoice(label, choices.toArray(new String[0]), text);
			return (Component) dialog.getChoices().lastElement();
		}
		final String style = String.valueOf(item.getWidgetStyle());
		if (style.contains(FileWidget.DIRECTORY_STYLE)) dialog.addDirectoryField(label, text, PATH_COLUMNS);
		else if (style.contains(FileWidget.OPEN_STYLE) || style.contains(FileWidget.SAVE_STYLE))
			dialog.addFileField(label, text, PATH_COLUMNS);
		else
			dialog.addStringField(label, text, Math.max(COLUMNS, text.length() + 2));
		return (Component) dialog.getStringFields().lastElement();
	}

	/** Fields that the user has left alone show what the chosen preset and file say. */
	private void follow() {
		if (following) return;
		following = true;
		final String settings = text(SETTINGS);
		final String preset = text(Preset.KEY.name());
		final boolean presetLeftAlone = preset.equals(defaults.get(Preset.KEY.name()));
		final Map<String, String> now = defaults(settings, presetLeftAlone ? "" : preset);
		final Map<String, String> before = defaults;
		defaults = now;
		for (final String name : fields.keySet())
			if (text(name).equals(before.get(name)) && !text(name).equals(now.get(name)))
				set(fields.get(name), now.get(name));
		following = false;
	}

	private Map<String, String> defaults(final String settings, final String preset) {
		final Map<String, String> out = shown.of(settings, preset);
		if (!preset.isBlank()) out.put(Preset.KEY.name(), shown.of(settings, "").get(Preset.KEY.name()));
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

	private String text(final String name) {
		final Component field = fields.get(name);
		if (field instanceof Checkbox) return String.valueOf(((Checkbox) field).getState());
		if (field instanceof Choice) return ((Choice) field).getSelectedItem();
		return field == null ? "" : ((TextField) field).getText().trim();
	}

	private static void set(final Component field, final String text) {
		if (field instanceof Checkbox) ((Checkbox) field).setState(Boolean.parseBoolean(text));
		else if (field instanceof Choice) ((Choice) field).select(text);
		else
			((TextField) field).setText(text);
	}

	private static void record(final String command, final Map<String, String> values) {
		Recorder.resetCommandOptions();
		Recorder.setCommand(command);
		values.forEach((key, value) -> {
			final String path = value.replace('\\', '/');
			// The recorder itself puts brackets around what has a space in it, and only that.
			Recorder.recordOption(key, path.contains(" ") ? path : MacroOptions.quote(path));
		});
		// Now, because what else the user does while the command runs would be recorded under its name.
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
		return html.append(
				"</table><p>These words are the keys in a macro; those in italics have no field here, but can also"
						+ " stand in a settings file.</p></html>")
				.toString();
	}

	private static void row(final StringBuilder html, final String key, final String text) {
		html.append("<tr><td valign=top>").append(key).append("</td><td width=420>").append(text).append("</td></tr>");
	}
}
