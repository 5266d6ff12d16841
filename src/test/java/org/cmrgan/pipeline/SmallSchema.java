/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The part of JSON Schema that the suite's own schemas use: type, const, enum, required, properties, patternProperties, items. */
public final class SmallSchema {
	private SmallSchema() {}

	/**
	 * {@return what is wrong with a run.json, a line each}
	 *
	 * @param file the parsed file
	 */
	public static List<String> ofRunRecord(final JsonElement file) throws IOException {
		try (Reader in = new InputStreamReader(RunRecord.class.getResourceAsStream("run.schema.json"),
				StandardCharsets.UTF_8)) {
			return problems(JsonParser.parseReader(in).getAsJsonObject(), file, "run.json");
		}
	}

	/** What is wrong with a value, a line each. */
	static List<String> problems(final JsonObject schema, final JsonElement value, final String where) {
		final List<String> out = new ArrayList<>();
		if (schema.has("const") && !schema.get("const").equals(value)) out.add(where + " is not the constant");
		if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(value))
			out.add(where + " is none of the words");
		if (schema.has("type") && !isOf(schema.get("type"), value)) out.add(where + " is of another type");
		if (value.isJsonArray() && schema.has("items"))
			value.getAsJsonArray().forEach(e -> out.addAll(problems(schema.getAsJsonObject("items"), e, where + "[]")));
		if (value.isJsonObject()) object(schema, value.getAsJsonObject(), where, out);
		return out;
	}

	private static void object(final JsonObject schema, final JsonObject value, final String where,
			final List<String> out) {
		if (schema.has("required")) schema.getAsJsonArray("required").forEach(name -> {
			if (!value.has(name.getAsString())) out.add(where + " lacks " + name);
		});
		final boolean closed = schema.has("additionalProperties") && !schema.get("additionalProperties").getAsBoolean();
		for (final Map.Entry<String, JsonElement> field : value.entrySet()) {
			final String inner = where + "." + field.getKey();
			boolean known = false;
			if (schema.has("properties") && schema.getAsJsonObject("properties").has(field.getKey())) {
				known = true;
				out.addAll(problems(schema.getAsJsonObject("properties").getAsJsonObject(field.getKey()),
						field.getValue(), inner));
			}
			if (schema.has("patternProperties"))
				for (final Map.Entry<String, JsonElement> rule : schema.getAsJsonObject("patternProperties").entrySet())
					if (field.getKey().matches(rule.getKey())) {
						known = true;
						out.addAll(problems(rule.getValue().getAsJsonObject(), field.getValue(), inner));
					}
			if (closed && !known) out.add(inner + " has no place");
		}
	}

	private static boolean isOf(final JsonElement types, final JsonElement value) {
		final JsonArray all = new JsonArray();
		if (types.isJsonArray()) all.addAll(types.getAsJsonArray());
		else
			all.add(types);
		for (final JsonElement type : all) if (isOf(type.getAsString(), value)) return true;
		return false;
	}

	private static boolean isOf(final String type, final JsonElement value) {
		switch (type) {
			case "object" :
				return value.isJsonObject();
			case "array" :
				return value.isJsonArray();
			case "string" :
				return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
			case "number" :
				return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
			case "boolean" :
				return value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
			default :
				throw new IllegalArgumentException(type);
		}
	}
}
