package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/** A dialog of ImageJ 1.x made of a command's parameters, with one help page that explains every field. */
final class ParameterDialog {
	private static final int COLUMNS = 12;
	private static final int PATH_COLUMNS = 30;

	private final String title;
	private final List<ModuleItem<?>> items = new ArrayList<>();

	/** @param items by key; those that are not visible are left out */
	ParameterDialog(final String title, final Map<String, ModuleItem<?>> items) {
		this.title = title;
		for (final ModuleItem<?> item : items.values())
			if (item.getVisibility() != ItemVisibility.INVISIBLE) this.items.add(item);
	}

	/**
	 * Asks for the values and puts those that were changed into the module.
	 *
	 * @param recorded whether to tell ImageJ's recorder
	 * @return false if the user closed the dialog without OK
	 */
	boolean ask(final Module module, final boolean recorded) {
		if (items.isEmpty()) return true;
		final String command = Recorder.getCommand();
		final GenericDialog dialog = new GenericDialog(title);
		for (final ModuleItem<?> item : items) add(dialog, item, module.getInput(item.getName()));
		dialog.addHelp(help());
		dialog.showDialog();
		if (dialog.wasCanceled()) return false;
		// The dialog would record its labels; macros need the keys.
		final boolean recording = Recorder.record;
		Recorder.record = false;
		final Map<String, String> changed = new LinkedHashMap<>();
		for (final ModuleItem<?> item : items) {
			final Object before = module.getInput(item.getName());
			final Object value = next(dialog, item);
			module.setInput(item.getName(), value);
			if (!Objects.equals(before == null ? "" : before, value))
				changed.put(item.getName(), String.valueOf(value));
		}
		Recorder.record = recording;
		if (recording && recorded) record(command, changed);
		return true;
	}

	private static void record(final String command, final Map<String, String> values) {
		Recorder.resetCommandOptions();
		Recorder.setCommand(command);
		values.forEach((key, value) -> {
			final String path = value.replace('\\', '/');
			// The recorder itself puts brackets around what has a space in it, and only that.
			Recorder.recordOption(key, path.contains(" ") ? path : MacroOptions.quote(path));
		});
	}

	private static void add(final GenericDialog dialog, final ModuleItem<?> item, final Object value) {
		final String label = item.getLabel();
		final String text = value == null ? "" : value.toString();
		final String style = String.valueOf(item.getWidgetStyle());
		if (item.getType() == boolean.class) dialog.addCheckbox(label, Boolean.TRUE.equals(value));
		else if (!choices(item).isEmpty()) dialog.addChoice(label, choices(item).toArray(new String[0]), text);
		else if (style.contains(FileWidget.DIRECTORY_STYLE)) dialog.addDirectoryField(label, text, PATH_COLUMNS);
		else if (style.contains("file") || style.contains(FileWidget.OPEN_STYLE)
				|| style.contains(FileWidget.SAVE_STYLE))
			dialog.addFileField(label, text, PATH_COLUMNS);
		else
			dialog.addStringField(label, text, COLUMNS);
	}

	private static Object next(final GenericDialog dialog, final ModuleItem<?> item) {
		if (item.getType() == boolean.class) return dialog.getNextBoolean();
		return choices(item).isEmpty() ? dialog.getNextString().trim() : dialog.getNextChoice();
	}

	private static List<String> choices(final ModuleItem<?> item) {
		final List<String> choices = new ArrayList<>();
		if (item.getChoices() != null)
			for (final Object choice : item.getChoices()) choices.add(String.valueOf(choice));
		return choices;
	}

	private String help() {
		final StringBuilder html = new StringBuilder("<html><h2>" + title + "</h2><table>");
		for (final ModuleItem<?> item : items)
			html.append("<tr><td valign=top><b>").append(item.getName()).append("</b></td><td width=400>")
					.append(item.getDescription() == null ? "" : item.getDescription()).append("</td></tr>");
		return html.append("</table><p>The words in bold are the keys in a macro.</p></html>").toString();
	}
}
