/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.run.UserError;

/**
 * Reads any bytes as a header and its voxels, in a folder with data files that it may name and others, by path and by link, that it
 * may not. What follows the first {@link #SPLIT} is a file of its own, which the header may name as raw, gzip or TIFF data. They make
 * an image, which can be written and read again, or a {@link UserError}, and nothing else; no image holds a byte from outside the
 * folder.
 */
final class HostileFiles implements Closeable {
	private static final byte[] SPLIT = "\n----\n".getBytes(StandardCharsets.ISO_8859_1);
	private static final int SECRET = 12;
	private static final int LARGEST_COPY = 1 << 12;

	private static final List<String> DATA = List.of("any.raw", "any.tif", "packed.raw.gz");

	private final Path outside;
	private final Path folder;
	private final String secret;

	HostileFiles() throws IOException {
		final Path memory = Path.of("/dev/shm");
		outside = Files.isWritable(memory)
				? Files.createTempDirectory(memory, "hostile")
				: Files.createTempDirectory("hostile");
		folder = Files.createDirectories(outside.resolve("folder/below")).getParent();
		final byte[] bytes = new byte[64];
		new Random().nextBytes(bytes);
		secret = new String(bytes, 0, SECRET, StandardCharsets.ISO_8859_1);
		Files.write(outside.resolve("secret.raw"), bytes);
		Files.createSymbolicLink(folder.resolve("link.raw"), outside.resolve("secret.raw"));
		Files.createSymbolicLink(folder.resolve("up"), outside);
		final MetaImage image = Voxelwise.random(ElementType.UCHAR, 1, 1, 4, 4, 4);
		MetaImageWriter.write(image, folder.resolve("a.mhd"), false);
		MetaImageWriter.write(image, folder.resolve("a.mhd"), true);
		MetaImageWriter.write(image, folder.resolve("s.mhd"), WriteOptions.plain().series());
		MetaImageWriter.write(image, folder.resolve("below/b.mhd"), false);
		Files.writeString(folder.resolve("t.raw"), "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20");
	}

	void check(final byte[] bytes) throws IOException {
		final Path file = folder.resolve("any.mha");
		final int split = split(bytes);
		Files.write(file, Arrays.copyOf(bytes, split));
		final byte[] data = Arrays.copyOfRange(bytes, Math.min(bytes.length, split + SPLIT.length), bytes.length);
		for (final String name : DATA) if (split < bytes.length) Files.write(folder.resolve(name), data);
		else
			Files.deleteIfExists(folder.resolve(name));
		final MetaImage image;
		try {
			image = MetaImageReader.read(file);
		} catch (final UserError e) {
			assertFalse(e.getMessage().startsWith("Cannot read"), e.getMessage());
			return;
		}
		final byte[] voxels = Voxelwise.bytes(image);
		assertFalse(new String(voxels, StandardCharsets.ISO_8859_1).contains(secret),
				"a file outside the folder was read");
		if (voxels.length > LARGEST_COPY) return;
		final Path copy = folder.resolve("copy.mha");
		MetaImageWriter.write(image, copy, voxels.length % 2 == 0);
		final MetaImage back = MetaImageReader.read(copy);
		assertArrayEquals(voxels, Voxelwise.bytes(back));
	}

	private static int split(final byte[] bytes) {
		for (int i = 1; i + SPLIT.length <= bytes.length; i++)
			if (Arrays.equals(bytes, i, i + SPLIT.length, SPLIT, 0, SPLIT.length)) return i;
		return bytes.length;
	}

	@Override
	public void close() throws IOException {
		final List<Path> all;
		try (Stream<Path> files = Files.walk(outside)) {
			all = files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
		}
		for (final Path file : all) Files.delete(file);
	}
}
