/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.run.UserError;

/**
 * Reads an image of any supported kind: MetaImage, NIfTI (.nii, .nii.gz), DICOM (a file, or a folder with one series),
 * TIFF, PNG, JPEG, BMP. The format is recognised by the first bytes of the file, not by its name. Intensity slopes of
 * NIfTI and DICOM are applied, because their numbers have no meaning without them. Those of a MetaImage are not
 * applied; see {@link IntensityFunction}. Positions and directions follow {@link Geometry}, whatever the convention of
 * the file. Images with colours or several channels are refused.
 */
public final class ImageFiles {
	/** Extensions of image files; longer ones come before their endings. */
	public static final List<String> ENDINGS = List.of(".mha", ".mhd", ".nii.gz", ".nii", ".dcm", ".ima", ".tif",
			".tiff", ".png", ".jpg", ".jpeg", ".bmp");

	private static final int FIRST_BYTES = 348;
	private static final String KINDS = "MetaImage, NIfTI, DICOM, TIFF, PNG or JPEG";

	private ImageFiles() {}

	/**
	 * {@return the image}
	 *
	 * @param path a file, or a folder that holds the files of one DICOM series
	 * @throws UserError if there is no such image, if it is damaged, or if it has colours, channels or time points
	 */
	public static MetaImage read(final Path path) {
		try {
			if (Files.isDirectory(path)) return DicomSeries.readFolder(path, files(path));
			if (!Files.exists(path)) throw UserError.of("There is no file %s: check the path.", path);
			return read(path, first(path));
		} catch (final IOException e) {
			throw new UserError(
					"Cannot read " + path + " (" + e.getMessage() + "): check that it is whole and may be read.", e);
		} catch (final BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
			throw new UserError(path + " is damaged: copy or write the file again.", e);
		}
	}

	private static MetaImage read(final Path file, final byte[] first) throws IOException {
		if (TiffImage.is(first)) return TiffImage.read(file);
		if (RasterImage.is(first)) return RasterImage.read(file);
		if (DicomFile.is(first)) return DicomSeries.read(List.of(DicomFile.read(file)), file);
		if (NiftiImage.is(file, first)) return NiftiImage.read(file);
		if (isMetaImage(file)) return MetaImageReader.read(file);
		final String text = new String(first, java.nio.charset.StandardCharsets.ISO_8859_1);
		if (text.contains("NDims") || text.contains("ObjectType")) return MetaImageReader.read(file);
		throw UserError.of("%s is not an image of a supported kind (%s): open it in Fiji and save it as TIFF.", file,
				KINDS);
	}

	/**
	 * {@return true if the name of a file is that of a MetaImage: .mha or .mhd}
	 *
	 * @param file need not exist
	 */
	public static boolean isMetaImage(final Path file) {
		final String name = lower(file);
		return name.endsWith(".mha") || name.endsWith(".mhd");
	}

	/**
	 * {@return true if a file is an image by its extension; a file without extension is one if it starts like DICOM}
	 *
	 * @param file a file
	 */
	public static boolean isImage(final Path file) {
		if (ENDINGS.stream().anyMatch(lower(file)::endsWith)) return true;
		if (lower(file).indexOf('.') > 0 && !lower(file).matches(".*\\.\\d+")) return false;
		try {
			return Files.isRegularFile(file) && DicomFile.is(first(file));
		} catch (final IOException e) {
			return false;
		}
	}

	/**
	 * {@return true if a folder contains DICOM files}
	 *
	 * @param folder false for anything that is not a folder
	 */
	public static boolean isSeries(final Path folder) {
		if (!Files.isDirectory(folder)) return false;
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).anyMatch(f -> !lower(f).startsWith(".") && isDicom(f));
		} catch (final IOException e) {
			return false;
		}
	}

	/**
	 * {@return the name of a file without the extension of its format: "a" for "a.nii.gz"}
	 *
	 * @param file need not exist
	 */
	public static String stem(final Path file) {
		final String name = file.getFileName().toString();
		for (final String ending : ENDINGS)
			if (lower(file).endsWith(ending)) return name.substring(0, name.length() - ending.length());
		final int dot = name.lastIndexOf('.');
		return dot <= 0 ? name : name.substring(0, dot);
	}

	/**
	 * {@return the file of a name that may lack its extension; empty if there is none}
	 *
	 * @param named a file, a DICOM folder, or a path without extension
	 */
	public static Optional<Path> find(final Path named) {
		if (Files.isRegularFile(named) || isSeries(named)) return Optional.of(named);
		return ENDINGS.stream().map(e -> named.resolveSibling(named.getFileName() + e)).filter(Files::isRegularFile)
				.findFirst();
	}

	/**
	 * {@return the files of an image: the file itself, or the DICOM files of a folder, sorted by name}
	 *
	 * @param path a file or folder
	 * @throws UserError if the folder cannot be read
	 */
	public static List<Path> files(final Path path) {
		if (!Files.isDirectory(path)) return List.of(path);
		try (Stream<Path> files = Files.list(path)) {
			return files.filter(Files::isRegularFile).filter(ImageFiles::isDicom).sorted().collect(Collectors.toList());
		} catch (final IOException e) {
			throw new UserError("Cannot read " + path + ": check that it exists and that you may read it.", e);
		}
	}

	/**
	 * {@return true if a file starts like DICOM}
	 *
	 * @param file a file
	 */
	public static boolean isDicom(final Path file) {
		try {
			return DicomFile.is(first(file));
		} catch (final IOException e) {
			return false;
		}
	}

	private static byte[] first(final Path file) throws IOException {
		if (!Files.isRegularFile(file))
			throw UserError.of("%s is neither a file nor a folder with a DICOM series: choose an image.", file);
		try (InputStream in = Files.newInputStream(file)) {
			return in.readNBytes(FIRST_BYTES);
		}
	}

	private static String lower(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT);
	}
}
