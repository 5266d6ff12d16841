/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.cmrgan.data.Hashes;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.TableFile;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.io.ImageKinds;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;

/**
 * What the suite does with files, on the file systems of Windows, macOS and Linux, in memory: their roots, separators and rules of
 * case. Locks of open files, which Windows has besides, are not among what such a file system imitates.
 */
class PlatformsTest {
	static Stream<Configuration> platforms() {
		return Stream.of(Configuration.windows(), Configuration.osX(), Configuration.unix());
	}

	private static Path folder(final FileSystem files) throws IOException {
		return Files.createDirectories(
				files.getRootDirectories().iterator().next().resolve("Eigene Studien").resolve("ä b"));
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.toList());
		}
	}

	@ParameterizedTest
	@MethodSource("platforms")
	void filesAreReplacedAsAWholeAndNothingIsLeftBeside(final Configuration platform) throws IOException {
		try (FileSystem files = Jimfs.newFileSystem(platform)) {
			final Path folder = folder(files);
			final Path file = folder.resolve("run.json");
			AtomicFiles.writeText(file, "one");
			AtomicFiles.writeText(file, "two");
			assertEquals("two", Files.readString(file));
			assertThrows(UserError.class, () -> AtomicFiles.write(file, path -> {
				Files.writeString(path, "three");
				throw new IOException("disk full");
			}));
			assertEquals("two", Files.readString(file));
			AtomicFiles.writeFolder(folder.resolve("synthetic"), to -> Files.writeString(to.resolve("a.csv"), "a"));
			AtomicFiles.writeFolder(folder.resolve("synthetic"), to -> Files.writeString(to.resolve("b.csv"), "b"));
			assertEquals(List.of("b.csv"), names(folder.resolve("synthetic")));
			assertEquals(List.of("run.json", "synthetic"), names(folder));
			AtomicFiles.delete(folder.resolve("synthetic"));
			assertFalse(Files.exists(folder.resolve("synthetic")));
		}
	}

	@ParameterizedTest
	@MethodSource("platforms")
	void imagesAreReadWhereverTheyLie(final Configuration platform) throws IOException {
		try (FileSystem files = Jimfs.newFileSystem(platform)) {
			final Path folder = folder(files);
			final MetaImage image = MetaImage.of(ArrayImgs.floats(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2), 1.5, 1.2);
			for (final String name : List.of("scan.mha", "scan.mhd")) {
				MetaImageWriter.write(image, folder.resolve(name), true);
				final MetaImage back = MetaImageReader.read(folder.resolve(name));
				assertArrayEquals(image.spacing(), back.spacing());
				assertEquals(6, back.asFloats().getAt(2, 1).get());
				assertEquals(back.geometry(), ImageFiles.read(folder.resolve(name)).geometry());
			}
			ImageKinds.gzip(folder.resolve("scan.nii.gz"),
					ImageKinds.nifti1(ByteOrder.LITTLE_ENDIAN, 2, 1, 1, (short) 7, (short) 8));
			assertEquals(8, ImageFiles.read(folder.resolve("scan.nii.gz")).asFloats().getAt(1, 0, 0).get());
			assertEquals(Optional.of(folder.resolve("scan.mha")), ImageFiles.find(folder.resolve("scan")));
			assertEquals(64, Hashes.of(folder.resolve("scan.mha")).length());
		}
	}

	@ParameterizedTest
	@MethodSource("platforms")
	void setsAreWrittenAndRead(final Configuration platform) throws IOException {
		try (FileSystem files = Jimfs.newFileSystem(platform)) {
			final PatchSet set = new PatchSet(2, 2, 1.2,
					List.of(new Patch("i1", "s1", "patient", 1, Map.of()),
							new Patch("i2", "s2", "normal", 2, Map.of())),
					List.of(new float[] { 0, 1, 0, -1 }, new float[] { 1, 1, 0, 0 }));
			final Path folder = folder(files).resolve("real");
			set.write(folder);
			assertEquals(set.contentHash(), PatchSet.read(folder).contentHash());
		}
	}

	@ParameterizedTest
	@MethodSource("platforms")
	void aTableNamesItsFilesWithSlashesOnEverySystem(final Configuration platform) throws IOException {
		try (FileSystem files = Jimfs.newFileSystem(platform)) {
			final Path folder = folder(files);
			final Path image = folder.resolve("scans").resolve("HCM").resolve("P01.mha");
			final Path table = folder.resolve("subjects.csv");
			FolderTable.write(List.of(new FolderTable.Row(image, Optional.of(image.resolveSibling("P01_mask.mha")),
					Optional.empty(), "P01", "HCM")), table);
			assertEquals("scans/HCM/P01.mha,scans/HCM/P01_mask.mha,,P01,HCM", Files.readAllLines(table).get(1));
			// As a spreadsheet on Windows leaves it.
			Files.writeString(table, "\ufeff" + Files.readString(table).replace(",", ";").replace("\n", "\r\n"));
			final TableFile read = TableFile.read(table, List.of("image", "mask", "roi", "subject", "label"));
			assertEquals("P01", read.rows().get(0).get("subject"));
			final Path named = table.resolveSibling(read.rows().get(0).get("image")).normalize();
			assertEquals(image, named);
			assertTrue(named.startsWith(folder));
		}
	}
}
