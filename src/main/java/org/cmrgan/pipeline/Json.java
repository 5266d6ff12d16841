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
	/** What knows whether a file that people may have edited holds all that it needs. */
	interface Checked {
		/** What is wrong with it, a clause such as "positive is not one of the classes"; nothing if it will do. */
		Optional<String> complaint();
	}

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
			.serializeSpecialFloatingPointValues().create();

	private Json() {}

	static void write(final Path file, final Object value) {
		AtomicFiles.writeText(file, GSON.toJson(value) + "\n");
	}

	/** The same as a tree, to change before it is written. */
	static JsonObject tree(final Object value) {
		return GSON.toJsonTree(value).getAsJsonObject();
	}

	static <T> T read(final Path file, final Class<T> type) {
		return read(file, text -> GSON.fromJson(text, type));
	}

	/** @param first changes what the file holds into what {@code type} has fields for */
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
			// Gson lets a number that is none through as an exception of its own kind.
			throw new UserError(
					"Cannot read " + file + " (" + e.getMessage() + "): restore it from a backup, or recompute it.", e);
		}
	}
}
