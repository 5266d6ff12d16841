/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import org.cmrgan.run.UserError;

/** Finds the data files that a header names, and refuses files that it may not name. */
final class DataFolder {
	private static final Pattern WINDOWS_ABSOLUTE = Pattern.compile("[A-Za-z]:.*|[\\\\/]{2}.*");
	/** MetaIO looks for a packed file when the plain one is missing. */
	private static final String PACKED = ".gz";

	private final Path header;
	private final DataAccess access;

	DataFolder(final Path header, final DataAccess access) {
		this.header = header;
		this.access = access;
	}

	/**
	 * The real path of a data file.
	 *
	 * @throws UserError if it is missing, not a regular file, or outside the allowed folder
	 */
	Path find(final String name) throws IOException {
		return existing(name).orElseThrow(() -> UserError.of(
				"%s refers to the data file %s, which does not exist: keep both files in one folder.", header,
				shown(name)));
	}

	/** The file itself, or the packed file that replaces it. */
	private Optional<Path> existing(final String name) throws IOException {
		final Optional<Path> plain = checked(name);
		return plain.isPresent() ? plain : checked(name + PACKED);
	}

	static boolean isPacked(final Path data) {
		return data.getFileName().toString().endsWith(PACKED);
	}

	private Optional<Path> checked(final String name) throws IOException {
		final Path folder = header.toAbsolutePath().normalize().getParent();
		Path path = resolve(folder, name);
		if (access == DataAccess.BESIDE_HEADER && !path.normalize().startsWith(folder)) throw outside(name);
		if (!Files.exists(path) && name.indexOf('\\') >= 0) path = resolve(folder, name.replace('\\', '/'));
		if (access == DataAccess.BESIDE_HEADER && !path.normalize().startsWith(folder)) throw outside(name);
		if (!Files.exists(path)) return Optional.empty();
		final Path real = path.toRealPath();
		if (access == DataAccess.BESIDE_HEADER && !real.startsWith(folder.toRealPath())) throw outside(name);
		if (!Files.isRegularFile(real))
			throw UserError.of("%s refers to the data file %s, which is not a file: correct the header.", header,
					shown(name));
		return Optional.of(real);
	}

	private Path resolve(final Path folder, final String name) {
		if (access == DataAccess.BESIDE_HEADER && WINDOWS_ABSOLUTE.matcher(name).matches()) throw outside(name);
		try {
			return folder.resolve(name);
		} catch (final InvalidPathException e) {
			throw new UserError(header + " names the data file " + shown(name)
					+ ", which is not a valid file name: correct the header.", e);
		}
	}

	private UserError outside(final String name) {
		return UserError.of(
				"%s refers to the data file %s outside its folder, which is not allowed: move the file next to the header.",
				header, shown(name));
	}

	private static String shown(final String name) {
		final String printable = name.replaceAll("\\p{Cntrl}", "?");
		return printable.length() <= 200 ? printable : printable.substring(0, 200) + "...";
	}
}
