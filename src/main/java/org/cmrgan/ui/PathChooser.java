/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Button;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Panel;
import java.awt.TextField;
import java.io.File;

import javax.swing.JFileChooser;

import ij.gui.GenericDialog;
import ij.io.OpenDialog;

/**
 * A Browse button for the last text field of a dialog, which returns a file or a folder; ImageJ's own button takes
 * files only.
 */
final class PathChooser {
	private PathChooser() {}

	/**
	 * @param mode of {@link JFileChooser}: files, folders or both
	 * @param saving true if the file need not exist
	 */
	static void beside(final GenericDialog dialog, final int mode, final boolean saving) {
		final TextField field = (TextField) dialog.getStringFields().lastElement();
		final Button button = new Button("Browse");
		button.addActionListener(event -> choose(dialog, field, mode, saving));
		final GridBagLayout layout = (GridBagLayout) dialog.getLayout();
		final GridBagConstraints place = layout.getConstraints(field);
		final Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
		panel.add(field);
		panel.add(button);
		layout.setConstraints(panel, place);
		dialog.add(panel);
	}

	private static void choose(final GenericDialog dialog, final TextField field, final int mode,
			final boolean saving) {
		final JFileChooser chooser = new JFileChooser(start(field.getText().trim()));
		chooser.setFileSelectionMode(mode);
		chooser.setDialogTitle(mode == JFileChooser.DIRECTORIES_ONLY
				? "Choose a folder"
				: saving ? "Choose a file to write" : "Choose a file or a folder");
		final int answer = saving ? chooser.showSaveDialog(dialog) : chooser.showOpenDialog(dialog);
		if (answer != JFileChooser.APPROVE_OPTION) return;
		field.setText(chooser.getSelectedFile().getPath());
		OpenDialog.setDefaultDirectory(chooser.getCurrentDirectory().getPath() + File.separator);
	}

	/** Starts at the path in the field, or at ImageJ's last folder. */
	private static File start(final String text) {
		for (File file = new File(text).getAbsoluteFile(); !text.isEmpty() && file != null; file = file.getParentFile())
			if (file.isDirectory()) return file;
		final String last = OpenDialog.getDefaultDirectory();
		return last == null ? new File(".") : new File(last);
	}
}
