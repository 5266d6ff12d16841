/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;

import org.cmrgan.nn.Backend;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ForwardingContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * run.json: the command, its values, inputs and versions, and the outcome. It says {@code running} from the moment the
 * work starts, so that a killed run can be distinguished from a finished one.
 */
public final class RunRecord implements Json.Checked {
	/** File name in the folder of what was made. */
	static final String FILE = "run.json";
	/** The record of a finished run while a later run in the same folder has not finished. */
	private static final String FINISHED = "finished.json";

	// Field names are the file's keys.
	private final String command;
	private final Map<String, String> config;
	private final Map<String, String> inputs;
	private final Map<String, String> versions = Versions.all();
	private final Map<String, String> backend = new LinkedHashMap<>();
	private String start = now();
	private final List<String> resumed = new ArrayList<>();
	private String end;
	private String status = "running";
	private String message;
	private final List<String> warnings = new ArrayList<>();
	private final Map<String, Object> facts = new LinkedHashMap<>();

	RunRecord(final String command, final Map<String, String> config, final Map<String, String> inputs) {
		this.command = command;
		this.config = new LinkedHashMap<>(config);
		this.inputs = new LinkedHashMap<>(inputs);
	}

	/** Fields that a file omits are empty. */
	@SuppressWarnings("unused")
	private RunRecord() {
		this("", Map.of(), Map.of());
	}

	@Override
	public Optional<String> complaint() {
		if (command == null || config == null || inputs == null || versions == null || backend == null
				|| warnings == null || facts == null)
			return Optional.of("one of command, config, inputs, versions, backend, warnings and facts is null");
		return config.containsValue(null) || inputs.containsValue(null) || warnings.contains(null)
				? Optional.of("config, inputs or warnings holds null")
				: Optional.empty();
	}

	/** The recorded work. */
	interface Work {
		void run(RunContext context);
	}

	/**
	 * Runs {@code work} and keeps its record in {@code folder}.
	 *
	 * @param config every value, as text
	 * @param inputs hashes of what was read, by name
	 */
	static void around(final Path folder, final String command, final Map<String, String> config,
			final Map<String, String> inputs, final RunContext context, final Work work) {
		final RunRecord record = new RunRecord(command, config, inputs);
		final Path file = folder.resolve(FILE);
		// The result of a finished run stays valid until this one has finished.
		if (isDone(folder)) read(file).write(folder.resolve(FINISHED));
		if (Files.exists(file)) record.goOnAfter(file);
		record.write(file);
		try {
			// Warnings are saved at once, because a killed process cannot save them later.
			work.run(record.recording(context, () -> record.write(file)));
			record.status = "done";
			delete(folder.resolve(FINISHED));
		} catch (final CancelledException e) {
			record.status = "cancelled";
			throw e;
		} catch (final RuntimeException | Error e) {
			record.status = "failed";
			record.message = String.valueOf(e.getMessage());
			throw e;
		} finally {
			record.end = now();
			record.backend.putAll(Backend.facts());
			record.write(file);
		}
		StageFolder.dropAside(folder);
	}

	/** Writes this record atomically. */
	void write(final Path file) {
		final JsonObject out = new JsonObject();
		out.addProperty("schema", RecordData.SCHEMA);
		Json.tree(this).entrySet().forEach(field -> out.add(field.getKey(), field.getValue()));
		out.add("config", RecordData.typed(command, config));
		Json.write(file, out);
	}

	private static RunRecord read(final Path file) {
		return Json.read(file, RunRecord.class, RecordData::asText);
	}

	/** Keeps the start and the warnings of the same work before it was interrupted. */
	private void goOnAfter(final Path file) {
		final RunRecord before = read(file);
		if ("done".equals(before.status) || !command.equals(before.command) || !config().equals(before.config())
				|| !inputs.equals(before.inputs()))
			return;
		if (before.resumed != null) resumed.addAll(before.resumed);
		resumed.add(start);
		if (before.start != null) start = before.start;
		warnings.addAll(before.warnings);
	}

	/**
	 * Adds a later decision to the record of finished work.
	 *
	 * @param about the first words of the warning; an existing warning with the same first words is replaced
	 * @param warning empty for none
	 */
	static void amend(final Path folder, final Map<String, Object> more, final String about, final String warning) {
		final RunRecord record = read(folder.resolve(FILE));
		more.forEach((name, value) -> record.facts.put(RecordData.name(name), value));
		record.warnings.removeIf(text -> text.startsWith(about));
		if (!warning.isEmpty()) record.warnings.add(warning);
		record.write(folder.resolve(FILE));
	}

	/** Writes the record of work that writes nothing until it is done. */
	void done(final Path folder) {
		status = "done";
		end = now();
		backend.putAll(Backend.facts());
		write(folder.resolve(FILE));
	}

	/**
	 * {@return the record in a folder, if there is one}
	 *
	 * @param folder of a stage
	 */
	public static Optional<RunRecord> of(final Path folder) {
		final Path file = folder.resolve(FILE);
		return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
	}

	/**
	 * {@return the record of the finished results in a folder: its own, or, if a later run was cancelled, failed or
	 * still runs, that of the run before. It is for stages that write their results at the end, so that those of the
	 * run before still exist}
	 *
	 * @param folder of a stage
	 */
	public static Optional<RunRecord> finished(final Path folder) {
		if (isDone(folder)) return of(folder);
		final Path file = folder.resolve(FINISHED);
		return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
	}

	private static void delete(final Path file) {
		try {
			Files.deleteIfExists(file);
		} catch (final IOException e) {
			throw new UserError("Cannot delete " + file + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	/** True if the work in the folder was finished. */
	static boolean isDone(final Path folder) {
		return of(folder).map(r -> "done".equals(r.status)).orElse(false);
	}

	/** Every value, as text, by the present name of its key. */
	Map<String, String> config() {
		return RecordData.current(command, config);
	}

	/** Hashes of the inputs, by name. */
	Map<String, String> inputs() {
		return RecordData.named(inputs);
	}

	/** {@return the status: running, done, cancelled or failed} */
	public String status() {
		return status;
	}

	/** Backend, device and threads, as far as the work used them. */
	Map<String, String> backend() {
		return backend;
	}

	List<String> warnings() {
		return warnings;
	}

	/** {@return counts, choices and measured values by name} */
	public Map<String, Object> facts() {
		return RecordData.named(facts);
	}

	/** The times of continuation after each interruption, in ISO 8601. */
	List<String> resumed() {
		return List.copyOf(resumed);
	}

	/** The start in ISO 8601, before any interruption. */
	String start() {
		return start;
	}

	private static String now() {
		return OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
	}

	/** A context that records warnings and facts, and passes everything on. */
	RunContext recording(final RunContext outer) {
		return recording(outer, () -> {});
	}

	private RunContext recording(final RunContext outer, final Runnable warned) {
		return new ForwardingContext(outer) {
			@Override
			public void warn(final String text) {
				synchronized (warnings) {
					// When work continues, a persisting problem is reported again but recorded once.
					if (!warnings.contains(text)) {
						warnings.add(text);
						warned.run();
					}
				}
				super.warn(text);
			}

			@Override
			public void record(final String name, final Object value) {
				facts.put(RecordData.name(name), value);
			}
		};
	}
}
