/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
	@TempDir
	Path folder;

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
		}
	}

	@Test
	void aFileThatFailsHalfWayLeavesTheOldOneAndNothingBeside() throws IOException {
		final Path file = folder.resolve("a.csv");
		AtomicFiles.writeText(file, "old");
		final UserError e = assertThrows(UserError.class, () -> AtomicFiles.write(file, path -> {
			assertTrue(path.toString().endsWith(".csv"), "writers choose the format by the extension");
			Files.writeString(path, "half");
			throw new IOException("the disk is full");
		}));
		assertTrue(e.getMessage().contains(file.toString()) && e.getMessage().contains("the disk is full"));
		assertEquals("old", Files.readString(file));
		assertEquals(List.of("a.csv"), names());
	}

	@Test
	void aBugInAWriterLeavesNothingBesideEither() throws IOException {
		assertThrows(IllegalStateException.class, () -> AtomicFiles.write(folder.resolve("a.txt"), path -> {
			Files.writeString(path, "half");
			throw new IllegalStateException();
		}));
		assertEquals(List.of(), names());
	}

	@Test
	void theFileIsNotThereBeforeItIsWhole() {
		final Path file = folder.resolve("new/deep/a.txt");
		AtomicFiles.write(file, path -> {
			Files.writeString(path, "whole");
			assertFalse(Files.exists(file));
		});
		assertTrue(Files.exists(file));
	}

	@Test
	void aFolderIsReplacedAsAWhole() throws IOException {
		final Path set = folder.resolve("set");
		AtomicFiles.writeFolder(set, path -> Files.writeString(path.resolve("old"), "1"));
		assertThrows(UserError.class, () -> AtomicFiles.writeFolder(set, path -> {
			Files.writeString(path.resolve("new"), "2");
			throw new IOException("no space");
		}));
		assertTrue(Files.exists(set.resolve("old")));
		AtomicFiles.writeFolder(set, path -> Files.writeString(path.resolve("new"), "2"));
		assertFalse(Files.exists(set.resolve("old")));
		assertEquals("2", Files.readString(set.resolve("new")));
		assertEquals(List.of("set"), names());
	}

	@Test
	void whatAKilledProcessHadBegunIsRemovedAndNothingElse() throws IOException {
		Files.writeString(folder.resolve(".writing-1234-a.txt"), "half");
		Files.writeString(folder.resolve("a.txt"), "whole");
		AtomicFiles.deleteUnfinished(folder);
		assertEquals(List.of("a.txt"), names());
		AtomicFiles.deleteUnfinished(folder.resolve("none"));
	}
}
