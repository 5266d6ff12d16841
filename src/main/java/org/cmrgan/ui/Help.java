/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;

import ij.gui.HTMLDialog;

/** Opens the documentation that comes with the suite, and shows how to cite it. */
public final class Help implements Job {
	private static final String PAGE = "help.html";

	@Override
	public String name() {
		return Menu.HELP;
	}

	/** Writes the help into the log as plain text, if there are no windows. */
	@Override
	public void run(final RunContext context) {
		if (!Windows.canShow()) context.info(plain(page()));
	}

	static String plain(final String html) {
		return html.replaceAll("(?s)<style>.*?</style>", "").replaceAll("<li>", "- ").replaceAll("<[^>]+>", "")
				.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&").trim();
	}

	/** Shows the help in a window that does not block, if there are windows. */
	public static void show() {
		if (Windows.canShow()) new HTMLDialog(Menu.HELP, page(), false);
	}

	private static String page() {
		try (InputStream in = Help.class.getResourceAsStream(PAGE)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
