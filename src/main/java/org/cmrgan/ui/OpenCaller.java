/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Optional;

/**
 * The kind of caller that asked for an image to be opened. Fiji calls eager plugins on behalf of ImageJ 1.x from
 * methods that must show the image, and from one that must not, but does not tell the plugin which. Only a plugin that
 * knows can hand over the ImagePlus itself; a Dataset instead would lose the image's properties and the zero of its
 * signed pixels.
 */
enum OpenCaller {
	/** ImageJ's open(), File&gt;Open, Open Recent, drag and drop: expects that the image has been shown. */
	EXPECTS_WINDOW,
	/** ImageJ's IJ.openImage: expects the ImagePlus. */
	EXPECTS_IMAGE,
	/** A SciJava service or script: expects the data type that the plugin declares. */
	SCIJAVA;

	private static final String FIJI = "net.imagej.legacy.";

	/** Looks at the call stack; the names are those of imagej-legacy since 0.9. */
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
