/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.awt.Button;
import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Optional;

/** Opens the dialog of every command that has one, looks at it, and closes it. Arguments: folder of pictures, then commands. */
public final class Dialogs {
	private static final int MOST_FIELDS = 10;

	private Dialogs() {}

	public static void main(final String[] arguments) {
		Scenario.run(() -> {
			final Path pictures = Paths.get(arguments[0]);
			final User user = new User(pictures);
			for (final String command : List.of(arguments).subList(1, arguments.length)) look(user, command);
		});
	}

	private static void look(final User user, final String command) throws Exception {
		user.leave();
		user.choose(command);
		final Window dialog = user.window(command);
		user.shoot("dialog " + command, Optional.of(dialog));
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		Scenario.require(screen.contains(dialog.getBounds()), command + " is larger than the screen");
		int fields = 0;
		for (final Component component : User.all(dialog)) {
			if (component instanceof java.awt.TextField || component instanceof java.awt.Choice
					|| component instanceof java.awt.Checkbox) {
				// Ticks beside each other are one question.
				if (!isOneOfTicks(component)) fields++;
				final String hint = component.getAccessibleContext().getAccessibleDescription();
				Scenario.require(hint != null && !hint.isBlank(), command + ": a field without a tooltip");
			}
			final boolean word = component instanceof java.awt.Label || component instanceof Button;
			Scenario.require(!word || component.getWidth() >= component.getPreferredSize().width,
					command + ": a label is cut: " + component);
		}
		fields += User.all(dialog).stream().filter(Dialogs::isTicks).count();
		Scenario.require(fields > 0 && fields <= MOST_FIELDS, command + " has " + fields + " fields");
		user.press(dialog, "Cancel");
		user.await("the end of " + command, () -> dialog.isShowing() ? Optional.empty() : Optional.of(true));
	}

	/** The panel of several ticks; on Linux each is in a panel of its own inside it. */
	private static boolean isTicks(final Component component) {
		return component instanceof java.awt.Panel && component.getParent() instanceof Window && User
				.all((java.awt.Panel) component).stream().filter(c -> c instanceof java.awt.Checkbox).count() > 1;
	}

	private static boolean isOneOfTicks(final Component component) {
		return component instanceof java.awt.Checkbox
				&& (isTicks(component.getParent()) || isTicks(component.getParent().getParent()));
	}
}
