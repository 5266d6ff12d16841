/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.AWTException;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Desktop;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.Panel;
import java.awt.SystemTray;
import java.awt.Taskbar;
import java.awt.Toolkit;
import java.awt.TrayIcon;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cmrgan.run.Menu;
import org.cmrgan.run.TimeLeft;

import ij.IJ;

/**
 * A window at the end of a command that shows its last messages, and buttons to open the report and the study's folder.
 */
final class Summary {
	/** A command shorter than this needs no window. */
	private static final Duration SHORT = Duration.ofSeconds(10);
	/** After this time, the user may have left the computer. */
	private static final Duration LONG = Duration.ofMinutes(1);
	private static final int LINES = 6;
	private static final String NAME = "CMR GAN summary";
	/** For commands that open a window to work in, it must not take the keyboard focus. */
	private static final Set<String> AT_WORK = Set.of(Menu.BROWSE);

	/** The command that usually follows another one. */
	private static final Map<String, String> NEXT = Map.of(Menu.PREPROCESS, Menu.TRAIN_EGAN, Menu.TRAIN_EGAN,
			Menu.SYNTHESIZE_EGAN, Menu.SYNTHESIZE_EGAN, Menu.TRAIN_SIMGAN, Menu.TRAIN_SIMGAN, Menu.REFINE_SIMGAN,
			Menu.REFINE_SIMGAN, Menu.EVALUATE, Menu.EVALUATE, Menu.QUALITY, Menu.QUALITY, Menu.REPORT);

	private Summary() {}

	/** How long a command took, where its results are, and what usually comes next. */
	static String sentences(final String command, final Path results, final Duration took) {
		final String next = NEXT.getOrDefault(command, "");
		return command + " took " + TimeLeft.words(Math.max(1, took.toMillis() / 1000.0)) + ". The results are in "
				+ results + "." + (next.isEmpty() ? "" : " The next step is " + next + ".");
	}

	/**
	 * Shows the window if the command took long enough, and notifies the user if it took very long.
	 *
	 * @param command menu leaf
	 * @param told the messages of the command, in order
	 * @param end the last message, see {@link #sentences}
	 * @param study the folder of the study
	 */
	static void show(final String command, final List<String> told, final String end, final Path study,
			final Duration took) {
		if (!Windows.canShow() || IJ.isMacro()) return;
		// An earlier summary is out of date, and the log still has its messages.
		for (final Window earlier : Window.getWindows()) if (NAME.equals(earlier.getName())) earlier.dispose();
		if (took.compareTo(SHORT) < 0 || AT_WORK.contains(command)) return;
		final Frame window = new Frame(command + " is done");
		window.setName(NAME);
		final List<String> lines = new ArrayList<>();
		lines.addAll(told.subList(Math.max(0, told.size() - LINES), told.size()));
		lines.add(end);
		window.add(Windows.sentences(lines), BorderLayout.CENTER);
		window.add(buttons(window, study), BorderLayout.SOUTH);
		window.addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(final WindowEvent event) {
				window.dispose();
			}
		});
		window.setAutoRequestFocus(false);
		window.pack();
		Windows.place(window);
		Windows.quietly(() -> window.setVisible(true));
		if (took.compareTo(LONG) >= 0) call(window, command);
	}

	private static Panel buttons(final Frame window, final Path study) {
		final Panel buttons = new Panel(new FlowLayout(FlowLayout.RIGHT));
		final Path report = study.resolve("report").resolve("index.html");
		final Button open = new Button("Open report");
		open.setEnabled(Files.exists(report));
		open.addActionListener(event -> Results.showPage(report));
		buttons.add(open);
		final Button folder = new Button("Open folder");
		folder.addActionListener(event -> openFolder(study));
		buttons.add(folder);
		final Button close = new Button("Close");
		close.addActionListener(event -> window.dispose());
		buttons.add(close);
		return buttons;
	}

	private static void openFolder(final Path folder) {
		try {
			if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.OPEN)) {
				Desktop.getDesktop().open(folder.toFile());
				return;
			}
		} catch (final IOException e) {
			// Without a file manager, the message below names the folder.
		}
		IJ.log("There is no file manager to show it: " + folder.toAbsolutePath());
	}

	/** By a notification if the desktop supports it, otherwise by a sound and the taskbar. */
	private static void call(final Frame window, final String command) {
		try {
			if (SystemTray.isSupported()) {
				final TrayIcon icon = new TrayIcon(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB));
				SystemTray.getSystemTray().add(icon);
				icon.displayMessage("CMR GAN", command + " is done.", TrayIcon.MessageType.INFO);
				window.addWindowListener(new WindowAdapter() {
					@Override
					public void windowClosed(final WindowEvent event) {
						SystemTray.getSystemTray().remove(icon);
					}
				});
				return;
			}
		} catch (final AWTException e) {
			// The tray has no room.
		}
		if (Taskbar.isTaskbarSupported() && Taskbar.getTaskbar().isSupported(Taskbar.Feature.USER_ATTENTION_WINDOW))
			Taskbar.getTaskbar().requestWindowUserAttention(window);
		Toolkit.getDefaultToolkit().beep();
		window.toFront();
	}
}
