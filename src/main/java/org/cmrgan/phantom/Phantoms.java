/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.CsvText;
import org.cmrgan.data.Hashes;
import org.cmrgan.data.Shuffle;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.cmrgan.run.Workers;

/**
 * Makes sets of phantoms. The same config gives the same images on every platform. The anatomy of a subject depends
 * only on the seed, its number and its disease, not on the other subjects.
 */
public final class Phantoms {
	private static final String DESCRIPTION = "phantom.json";

	private Phantoms() {}

	/**
	 * Writes a set of raw scans: images/*.mha, masks/*.mha, subjects.csv (image, mask, subject, label), phantom.json
	 * (what each was made from) and SHA256SUMS. The folder appears complete or not at all.
	 *
	 * @param config number of subjects, slices and patients, and the seed
	 * @param folder new or empty
	 * @param context receives progress and messages, and checks for a request to stop
	 * @return the path of subjects.csv, which is what Preprocess takes
	 * @throws UserError if the folder is not empty or cannot be written to
	 */
	public static Path write(final PhantomConfig config, final Path folder, final RunContext context) {
		final Path target = folder.toAbsolutePath().normalize();
		refuseFull(target);
		final Path beside = target.resolveSibling(".making-" + UUID.randomUUID());
		try {
			final List<Map<String, Object>> facts = writeScans(config, beside, context);
			AtomicFiles.writeText(beside.resolve("subjects.csv"), table(facts));
			AtomicFiles.writeText(beside.resolve(DESCRIPTION), description(config, facts));
			AtomicFiles.writeText(beside.resolve("SHA256SUMS"), sums(beside));
			Files.deleteIfExists(target);
			Files.move(beside, target);
		} catch (final IOException e) {
			throw new UserError("Cannot write " + folder + ": check the permissions and the free space.", e);
		} finally {
			deleteTree(beside);
		}
		context.record("images", config.subjects() * config.slices());
		context.record("patients", config.patients());
		return folder.resolve("subjects.csv");
	}

	/**
	 * {@return true if raw images are phantoms that {@link #write} made}
	 *
	 * @param source a table of raw images, or its folder
	 */
	public static boolean made(final Path source) {
		return Files.isRegularFile(source.resolve(DESCRIPTION))
				|| Files.isRegularFile(source.resolveSibling(DESCRIPTION));
	}

	/**
	 * {@return one phantom in memory: a mid-ventricular slice of a non-patient, or of a patient}
	 *
	 * @param patient true for a patient
	 * @param seed of the anatomy and the noise
	 */
	public static Phantom one(final boolean patient, final long seed) {
		final Seeds seeds = new Seeds(seed);
		return Phantom.simulate(seeds, patient ? diseaseOf(seeds, 0) : Disease.NONE, 0, 0, 1);
	}

	/** The scans of a config one by one, in the order of subjects.csv, without writing anything. */
	static Phantom simulate(final PhantomConfig config, final List<Disease> diseases, final int index) {
		final int number = index / config.slices();
		return Phantom.simulate(new Seeds(config.seed()), diseases.get(number), number, index % config.slices(),
				config.slices());
	}

	/** The disease of each subject: the config's number of patients, in a random order. */
	static List<Disease> diseases(final PhantomConfig config) {
		final Seeds seeds = new Seeds(config.seed());
		final List<Integer> order = new ArrayList<>();
		for (int i = 0; i < config.subjects(); i++) order.add(i);
		final RandomGenerator random = seeds.random("phantom.cast", 0);
		Shuffle.of(order, random);
		final List<Disease> out = new ArrayList<>();
		for (int i = 0; i < config.subjects(); i++)
			out.add(order.get(i) < config.patients() ? diseaseOf(seeds, i) : Disease.NONE);
		return out;
	}

	private static Disease diseaseOf(final Seeds seeds, final int number) {
		final double draw = seeds.random("phantom.disease", number).nextDouble();
		return draw < 0.50 ? Disease.HCM : draw < 0.82 ? Disease.DCM : Disease.AMYLOID;
	}

	private static void refuseFull(final Path folder) {
		if (!Files.exists(folder)) return;
		try (Stream<Path> entries = Files.list(folder)) {
			if (entries.findAny().isEmpty()) return;
		} catch (final IOException e) {
			throw new UserError("output " + folder + " is not a readable folder: give a new or empty folder.", e);
		}
		throw new UserError(
				"output " + folder + " is not empty: give a new or empty folder, because nothing is overwritten.");
	}

	private static List<Map<String, Object>> writeScans(final PhantomConfig config, final Path folder,
			final RunContext context) {
		final List<Disease> diseases = diseases(config);
		return Workers.inOrder(context, "Phantoms", "scan", Math.multiplyExact(config.subjects(), config.slices()),
				i -> writeScan(simulate(config, diseases, i), folder));
	}

	private static Map<String, Object> writeScan(final Phantom phantom, final Path folder) {
		MetaImageWriter.write(phantom.map(), folder.resolve("images").resolve(phantom.name() + ".mha"), true);
		MetaImageWriter.write(phantom.mask(), folder.resolve("masks").resolve(phantom.name() + ".mha"), true);
		return phantom.facts();
	}

	private static String table(final List<Map<String, Object>> facts) {
		final CsvText csv = new CsvText("image", "mask", "subject", "label");
		for (final Map<String, Object> f : facts) {
			final String image = (String) f.get("image");
			csv.row(image, image.replace("images/", "masks/"), f.get("subject"), f.get("label"));
		}
		return csv.text();
	}

	private static String description(final PhantomConfig config, final List<Map<String, Object>> facts) {
		final Map<String, Object> out = new LinkedHashMap<>();
		out.put("about", "Simulated native T1 maps of the heart at 1.5 T, short axis, in ms");
		out.put("seed", config.seed());
		out.put("subjects", config.subjects());
		out.put("patients", config.patients());
		out.put("slices", config.slices());
		out.put("scans", facts);
		return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(out) + "\n";
	}

	/** In the format of sha256sum -c. */
	private static String sums(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString().replace('\\', '/'))
					.sorted().map(name -> String.format(Locale.ROOT, "%s  %s%n", Hashes.of(folder.resolve(name)), name)
							.replace("\r\n", "\n"))
					.collect(Collectors.joining());
		}
	}

	private static void deleteTree(final Path folder) {
		if (!Files.exists(folder)) return;
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList()))
				Files.deleteIfExists(file);
		} catch (final IOException e) {
			throw new UserError("Cannot remove " + folder + ": delete it yourself.", e);
		}
	}
}
