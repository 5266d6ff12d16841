/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
	@TempDir
	Path folder;

	private Map<String, String> read(final String json) throws IOException {
		return SettingsFile.read(Files.writeString(folder.resolve("keys.json"), json).toString(), "Train E-GAN");
	}

	@Test
	void textNumbersFlagsAndListsAreTaken() throws IOException {
		assertEquals(
				Map.of("preset", "quick", "seed", "7", "resume", "false", "arms", "none,egan", "multiples", "3,4",
						"batch", "16"),
				read("{\"preset\": \"quick\", \"seed\": 7, \"resume\": false, \"arms\": [\"none\", \"egan\"], "
						+ "\"multiples\": [3, 4], \"generations\": null, \"Train E-GAN\": {\"batch\": 16}}"));
	}

	@Test
	void aNameThatNoFileMayHaveIsRefused() {
		assertTrue(assertThrows(UserError.class, () -> SettingsFile.read("a\0b", "Train E-GAN")).getMessage()
				.startsWith("settings=a\0b is not a path "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '\'', value = { "{\"Train E-GAN\":{\"batch\":{\"x\":1}}}; batch",
			"{\"Evaluate Augmentation\":{\"arms\":{}}}; Evaluate Augmentation.arms", "{\"arms\":[\"none\",null]}; arms",
			"{\"multiples\":[[3],4]}; multiples", "{\"config\":{},\"command\":null}; command",
			"{\"config\":{},\"command\":[\"Train E-GAN\"]}; command" })
	void valuesOfOtherKindsAreNamedByTheirKey(final String json, final String key) {
		final String message = assertThrows(UserError.class, () -> read(json)).getMessage();
		assertTrue(message.startsWith("settings=" + folder.resolve("keys.json") + ": the value of " + key + " is not "),
				message);
	}

	@Test
	void formerNamesStandForThePresentOnes() throws IOException {
		assertEquals(Map.of("learning_rate", "0.001", "discriminator_steps", "3", "Train SimGAN.select", "last"), read(
				"{\"Train E-GAN\": {\"learningrate\": 0.001, \"criticsteps\": 3}, \"Train SimGAN\": {\"keep\": \"last\"}}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Evaluate Augmentation", "Run Full Pipeline" })
	void aKeyThatMeansSomethingElseToEachTrainingIsRefusedOutsideOfTheirObjects(final String command)
			throws IOException {
		final Path file = Files.writeString(folder.resolve("keys.json"),
				"{\"learning_rate\": 0.01, \"select\": \"last\", \"discriminator_steps\": 3, \"batch\": 8, \"epochs\": 2}");
		final UserError e = assertThrows(UserError.class, () -> SettingsFile.read(file.toString(), command));
		assertEquals(3, e.problems().size(), e.getMessage());
		final String[] both = { "learning_rate is not the same setting in Evaluate Augmentation and Train E-GAN",
				"select is not the same setting in Evaluate Augmentation and Train SimGAN",
				"discriminator_steps is not the same setting in Train E-GAN and Train SimGAN" };
		for (int i = 0; i < both.length; i++) assertTrue(e.problems().get(i).contains(both[i]), e.getMessage());
	}

	@Test
	void whatIsClearReachesTheTrainingsThatItIsMeantFor() throws IOException {
		final Path file = Files.writeString(folder.resolve("keys.json"),
				"{\"batch\": 8, \"generations\": 5, \"epochs\": 2, \"Train E-GAN\": {\"learning_rate\": 0.01}, "
						+ "\"Evaluate Augmentation\": {\"learning_rate\": 0.1}}");
		assertEquals(Map.of("batch", "8", "generations", "5", "epochs", "2", "learning_rate", "0.1",
				"Train E-GAN.batch", "8", "Train SimGAN.batch", "8", "Train E-GAN.generations", "5",
				"Train E-GAN.learning_rate", "0.01"), SettingsFile.read(file.toString(), "Evaluate Augmentation"));
		assertEquals(Map.of("learning_rate", "0.001"), read("{\"learning_rate\": 0.001}"), "to one training alone");
	}
}
