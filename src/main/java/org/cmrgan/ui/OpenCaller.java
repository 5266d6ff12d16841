/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Optional;

/**
 * Who asked for an image to be opened. Fiji asks eager plugins on behalf of ImageJ 1.x in methods that are to show the image, and
 * in one that is not, and tells the plugin nothing of it; but only a plugin that knows can hand over the ImagePlus itself. A
 * Dataset in its place loses the image's properties and the zero of its signed pixels.
 */
enum OpenCaller {
	/** ImageJ's open(), File&gt;Open, Open Recent, drag and drop: takes it that the image has been shown. */
	EXPECTS_WINDOW,
	/** ImageJ's IJ.openImage: takes the ImagePlus. */
	EXPECTS_IMAGE,
	/** A SciJava service or script: takes the data type that the plugin declares. */
	SCIJAVA;

	private static final String FIJI = "net.imagej.legacy.";

	/** Looks at the calls that led here; the names are those of imagej-legacy since 0.9. */
	static OpenCaller current() {
		final Optional<String> method = StackWalker.getInstance()
				.walk(frames -> frames.filter(frame -> frame.getClassName().startsWith(FIJI))
						.map(StackWalker.StackFrame::getMethodName).filter(name -> name.startsWith("intercept"))
						.findFirst());
		return method.map(OpenCaller::ofHook).orElse(SCIJAVA);
	}

	private static OpenCaller ofHook(final String method) {
		switch (method) {
			case "interceptFileOpen" :
			case "interceptOpenRecent" :
			case "interceptDragAndDropFile" :
				return EXPECTS_WINDOW;
			case "interceptOpenImage" :
				return EXPECTS_IMAGE;
			default :
				return SCIJAVA;
		}
	}
}
