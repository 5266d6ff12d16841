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
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import java.util.stream.Collectors;

import ij.gui.GenericDialog;

/**
 * A field of a dialog: text, a flag, a choice, or a choice of several words. Its value is the text that a macro would
 * give.
 */
abstract class DialogField {
	private static final int TICKS_IN_ROW = 5;

	/** The value as a macro would give it. */
	abstract String text();

	abstract void set(String text);

	/** The component that carries the hint. */
	abstract List<Component> components();

	/**
	 * Changes the words to choose from, if there are any. A value that is no longer among them becomes the first word.
	 */
	void choices(final List<String> words) { /* most fields have no choices */ }

	static DialogField flag(final GenericDialog dialog, final String label, final String text) {
		dialog.addCheckbox(label, Boolean.parseBoolean(text));
		final Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
		return new DialogField() {
			@Override
			String text() {
				return String.valueOf(box.getState());
			}

			@Override
			void set(final String value) {
				box.setState(Boolean.parseBoolean(value));
			}

			@Override
			List<Component> components() {
				return List.of(box);
			}
		};
	}

	static DialogField choice(final GenericDialog dialog, final String label, final List<String> words,
			final String text) {
		dialog.addChoice(label, words.toArray(new String[0]), text);
		final Choice choice = (Choice) dialog.getChoices().lastElement();
		final Component name = dialog.getLabel();
		return new DialogField() {
			@Override
			String text() {
				return choice.getSelectedItem();
			}

			@Override
			void set(final String value) {
				choice.select(value);
			}

			@Override
			List<Component> components() {
				return List.of(choice, name);
			}

			@Override
			void choices(final List<String> now) {
				final List<String> before = new ArrayList<>();
				for (int i = 0; i < choice.getItemCount(); i++) before.add(choice.getItem(i));
				if (before.equals(now)) return;
				final String selected = choice.getSelectedItem();
				choice.removeAll();
				now.forEach(choice::add);
				choice.select(now.contains(selected) ? selected : now.get(0));
			}
		};
	}

	/** @param plain true if the text already has a field, the last of the dialog */
	static DialogField text(final GenericDialog dialog) {
		final TextField field = (TextField) dialog.getStringFields().lastElement();
		final Component name = dialog.getLabel();
		return new DialogField() {
			@Override
			String text() {
				return field.getText().trim();
			}

			@Override
			void set(final String value) {
				field.setText(value);
			}

			@Override
			List<Component> components() {
				return name == null ? List.of(field) : List.of(field, name);
			}
		};
	}

	/** A tick box for each word. The value lists the ticked words with commas, in the order of the boxes. */
	static DialogField ticks(final GenericDialog dialog, final String label, final List<String> words,
			final String text) {
		dialog.addMessage(label + ":");
		final Component name = dialog.getMessage();
		final List<String> ticked = Arrays.asList(text.split(","));
		final boolean[] states = new boolean[words.size()];
		for (int i = 0; i < states.length; i++) states[i] = ticked.contains(words.get(i));
		final int rows = (words.size() + TICKS_IN_ROW - 1) / TICKS_IN_ROW;
		final int columns = (words.size() + rows - 1) / rows;
		dialog.addCheckboxGroup(rows, columns, words.toArray(new String[0]), states);
		final Vector<?> all = dialog.getCheckboxes();
		final List<Checkbox> boxes = all.subList(all.size() - words.size(), all.size()).stream()
				.map(Checkbox.class::cast).collect(Collectors.toList());
		return new DialogField() {
			@Override
			String text() {
				final List<String> on = new ArrayList<>();
				for (int i = 0; i < boxes.size(); i++) if (boxes.get(i).getState()) on.add(words.get(i));
				return String.join(",", on);
			}

			@Override
			void set(final String value) {
				final List<String> on = Arrays.asList(value.split(","));
				for (int i = 0; i < boxes.size(); i++) boxes.get(i).setState(on.contains(words.get(i)));
			}

			@Override
			List<Component> components() {
				final List<Component> out = new ArrayList<>(boxes);
				out.add(name);
				return out;
			}
		};
	}
}
