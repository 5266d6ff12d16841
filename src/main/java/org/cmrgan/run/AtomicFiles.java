/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that appear complete or not at all: written beside their place, then renamed. */
public final class AtomicFiles {
	private static final String UNFINISHED = ".writing-";

	private AtomicFiles() {}

	/** Writes a file's content to the path it is given. */
	public interface Content {
		/**
		 * Writes the content.
		 *
		 * @param path the temporary file or folder to write to
		 * @throws IOException if writing fails
		 */
		void writeTo(Path path) throws IOException;
	}

	/**
	 * Writes {@code file} as a whole, and creates its folder if it is missing. The temporary name keeps the extension,
	 * because image writers choose the format by it.
	 *
	 * @param file the file to create or to replace
	 * @param content writes the temporary file
	 * @throws UserError if the folder cannot be written to
	 */
	public static void write(final Path file, final Content content) {
		final Path folder = file.toAbsolutePath().getParent();
		Path beside = null;
		try {
			Files.createDirectories(folder);
			beside = folder.resolve(UNFINISHED + UUID.randomUUID() + "-" + file.getFileName());
			content.writeTo(beside);
			move(beside, file);
		} catch (final IOException e) {
			throw new UserError("Cannot write " + file + " (" + reason(e)
					+ "): check the permissions and the free space of the folder.", e);
		} finally {
			deleteQuietly(beside);
		}
	}

	/**
	 * Writes a folder as a whole, and replaces the folder that is there.
	 *
	 * @param folder the folder to create or to replace
	 * @param content fills the empty folder that it is given
	 * @throws UserError if the folder cannot be written
	 */
	public static void writeFolder(final Path folder, final Content content) {
		final Path parent = folder.toAbsolutePath().getParent();
		final Path beside = parent.resolve(UNFINISHED + UUID.randomUUID() + "-" + folder.getFileName());
		try {
			Files.createDirectories(beside);
			content.writeTo(beside);
			delete(folder);
			move(beside, folder);
		} catch (final IOException e) {
			throw new UserError("Cannot write " + folder + " (" + reason(e)
					+ "): check the permissions and the free space of the folder.", e);
		} finally {
			if (Files.exists(beside)) delete(beside);
		}
	}

	/**
	 * Deletes a file, or a folder with its contents. Does nothing if it does not exist.
	 *
	 * @param path a file, folder or symbolic link; links are not followed
	 * @throws UserError if something cannot be deleted
	 */
	public static void delete(final Path path) {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
		try (Stream<Path> all = Files.walk(path)) {
			for (final Path file : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList()))
				Files.delete(file);
		} catch (final IOException e) {
			throw new UserError("Cannot replace " + path + " (" + reason(e) + "): check its permissions.", e);
		}
	}

	/**
	 * Writes a text file as a whole, in UTF-8.
	 *
	 * @param file the file to create or to replace
	 * @param text its content
	 * @throws UserError if the file cannot be written
	 */
	public static void writeText(final Path file, final String text) {
		write(file, path -> Files.writeString(path, text));
	}

	/**
	 * Deletes the temporary files that a killed process left in a folder. Does nothing if the folder does not exist.
	 *
	 * @param folder searched without its subfolders
	 * @throws IOException if a file cannot be deleted
	 */
	public static void deleteUnfinished(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
			for (final Path file : files) Files.deleteIfExists(file);
		}
	}

	private static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		} catch (final AtomicMoveNotSupportedException e) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static String reason(final IOException e) {
		if (e instanceof java.nio.file.AccessDeniedException) return "no permission";
		// Its message is a path and nothing else.
		if (e instanceof java.nio.file.NoSuchFileException) return "there is no " + e.getMessage();
		return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
	}

	private static void deleteQuietly(final Path path) {
		if (path == null) return;
		try {
			Files.deleteIfExists(path);
		} catch (final IOException e) {
			// What is left is a dot file beside the target; the error that matters is on its way already.
		}
	}
}
