/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cmrgan.SharedData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;

/** Files written by or for ITK, elastix and others, compared with an independent decoder. */
class RealFilesTest {
	@TestFactory
	List<DynamicTest> aFileOfOthersIsReadAsItWasMeant() throws IOException {
		final Path folder = SharedData.find("metaimage");
		final Map<String, JsonObject> expected = new Gson().fromJson(Files.readString(folder.resolve("EXPECTED.json")),
				new TypeToken<Map<String, JsonObject>>() {
				}.getType());
		final List<DynamicTest> tests = new ArrayList<>();
		expected.forEach((name, decoded) -> tests
				.add(DynamicTest.dynamicTest(name, () -> check(folder.resolve(name), decoded))));
		assertFalse(tests.isEmpty());
		return tests;
	}

	private static void check(final Path file, final JsonObject expected) {
		final MetaImage image = MetaImageReader.read(file);
		assertArrayEquals(new Gson().fromJson(expected.get("dim"), long[].class), image.dimensions());
		assertEquals(expected.get("channels").getAsInt(), image.channels());
		assertEquals(expected.get("type").getAsString(), image.type().header());
		assertEquals(expected.get("le_sha256").getAsString(), Voxelwise.sha256(image));
	}
}
