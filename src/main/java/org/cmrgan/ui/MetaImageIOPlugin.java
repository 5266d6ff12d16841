/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.io.File;
import java.io.IOException;
import java.util.Locale;

import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;
import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.io.AbstractIOPlugin;
import org.scijava.io.IOPlugin;
import org.scijava.io.location.FileLocation;
import org.scijava.io.location.Location;
import org.scijava.log.LogService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Menus;
import ij.process.ImageConverter;

/**
 * Opens .mha and .mhd files wherever Fiji opens images: File&gt;Open, drag and drop, {@code open()}, {@code
 * IJ.openImage}. It is eager, so that it is asked before ImageJ's own opener, whose reader would lose their spacing.
 */
@Plugin(type = IOPlugin.class, priority = Priority.HIGH, attrs = @Attr(name = "eager"))
public final class MetaImageIOPlugin extends AbstractIOPlugin<Object> {
	/** Fiji displays what is a Dataset; without Fiji there is only ImageJ. */
	private static final String DATASET = "net.imagej.Dataset";

	@Parameter
	private ConvertService converter;

	@Parameter
	private LogService log;

	@Override
	@SuppressWarnings("unchecked")
	public Class<Object> getDataType() {
		return (Class<Object>) dataType();
	}

	@Override
	public boolean supportsOpen(final Location source) {
		return isMetaImage(source);
	}

	@Override
	public boolean supportsSave(final Location destination) {
		return isMetaImage(destination);
	}

	@Override
	public boolean supportsSave(final Object data, final Location destination) {
		return isMetaImage(destination) && (data instanceof ImagePlus || converter.supports(data, ImagePlus.class));
	}

	/**
	 * Opens an image.
	 *
	 * @throws UserError if the file is not a valid MetaImage. It is not an IOException, because after that Fiji would
	 * try its old reader, which ends the program on some of these files.
	 */
	@Override
	public Object open(final Location source) throws IOException {
		try {
			final File file = file(source);
			return handedOver(MetaImages.open(file.toPath()), file);
		} catch (final UserError e) {
			throw told(Menu.OPEN_METAIMAGE, e);
		}
	}

	@Override
	public void save(final Object data, final Location destination) throws IOException {
		final ImagePlus imp = data instanceof ImagePlus ? (ImagePlus) data : converter.convert(data, ImagePlus.class);
		MetaImages.save(imp, file(destination).toPath(), true);
	}

	private Object handedOver(final ImagePlus imp, final File file) {
		final OpenCaller caller = OpenCaller.current();
		if (caller == OpenCaller.EXPECTS_WINDOW) {
			imp.show();
			if (IJ.getInstance() != null) Menus.addOpenRecentItem(file.getPath());
		}
		// A context without Fiji's own converters cannot use a Dataset.
		if (caller != OpenCaller.SCIJAVA || dataType().isInstance(imp) || !converter.supports(imp, dataType()))
			return imp;
		// A Dataset has no calibration function, so it gets the calibrated values.
		if (imp.getCalibration().calibrated()) new ImageConverter(imp).convertToGray32();
		return converter.convert(imp, dataType());
	}

	/**
	 * In a macro, the sentence becomes the macro's error; in the menus, a message box shows it. Then ImageJ's own sign
	 * follows that everything has been reported.
	 */
	private RuntimeException told(final String title, final UserError error) {
		log.error(title + ": " + error.getMessage());
		ExitCode.failed();
		if (!Windows.canShow() && !IJ.isMacro()) return error;
		IJ.error(title, error.getMessage());
		return new IllegalStateException(Macro.MACRO_CANCELED, error);
	}

	private static boolean isMetaImage(final Location location) {
		final String name = location.getName() == null ? "" : location.getName().toLowerCase(Locale.ROOT);
		return location instanceof FileLocation && (name.endsWith(".mha") || name.endsWith(".mhd"));
	}

	private static File file(final Location location) {
		return ((FileLocation) location).getFile();
	}

	private static Class<?> dataType() {
		try {
			return Class.forName(DATASET, false, MetaImageIOPlugin.class.getClassLoader());
		} catch (final ClassNotFoundException e) {
			return ImagePlus.class;
		}
	}
}
