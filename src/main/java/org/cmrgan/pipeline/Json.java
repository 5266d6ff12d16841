package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/** study.json and run.json as text. */
final class Json {
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
			.serializeSpecialFloatingPointValues()
			.create();

	private Json() {}

	static void write(final Path file, final Object value) {
		AtomicFiles.writeText(file, GSON.toJson(value) + "\n");
	}

	static <T> T read(final Path file, final Class<T> type) {
		try {
			final T value = GSON.fromJson(Files.readString(file), type);
			if (value == null) throw new JsonParseException("the file is empty");
			return value;
		} catch (final IOException | JsonParseException e) {
			throw new UserError(
					"Cannot read " + file + " (" + e.getMessage() + "): restore it from a copy, or make it again.", e);
		}
	}
}
