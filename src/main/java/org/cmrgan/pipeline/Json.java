/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RegularFile;
import org.cmrgan.run.UserError;

/** study.json and run.json as text. */
final class Json {
	/** An object that can check whether it is complete, because people may have edited its file. */
	interface Checked {
		/** The problem, a clause such as "positive is not one of the classes"; empty if there is none. */
		Optional<String> complaint();
	}

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
			.serializeSpecialFloatingPointValues().create();

	private Json() {}

	static void write(final Path file, final Object value) {
		AtomicFiles.writeText(file, GSON.toJson(value) + "\n");
	}

	/** The same as a JSON tree, which can be changed before it is written. */
	static JsonObject tree(final Object value) {
		return GSON.toJsonTree(value).getAsJsonObject();
	}

	static <T> T read(final Path file, final Class<T> type) {
		return read(file, text -> GSON.fromJson(text, type));
	}

	/** @param first converts the content of the file to the fields of {@code type} */
	static <T> T read(final Path file, final Class<T> type, final UnaryOperator<JsonObject> first) {
		return read(file, text -> {
			final JsonObject tree = GSON.fromJson(text, JsonObject.class);
			return GSON.fromJson(tree == null ? null : first.apply(tree), type);
		});
	}

	private static <T> T read(final Path file, final Function<String, T> reader) {
		try {
			final T value = reader.apply(Files.readString(RegularFile.of(file)));
			if (value == null) throw new JsonParseException("the file is empty");
			if (value instanceof Checked) ((Checked) value).complaint().ifPresent(why -> {
				throw new JsonParseException(why);
			});
			return value;
		} catch (final IOException | RuntimeException e) {
			// Gson throws a different exception for an invalid number.
			throw new UserError(
					"Cannot read " + file + " (" + e.getMessage() + "): restore it from a backup, or recompute it.", e);
		}
	}
}
