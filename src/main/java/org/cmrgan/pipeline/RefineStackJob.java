/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Window;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.Refiner;

/**
 * Refine SimGAN on images of any kind and size instead of a study: each plane separately through the refiner of a saved
 * model.zip. The correction is added to the plane in the plane's own unit, so that values outside the window, which the
 * refiner sees clipped, are kept.
 */
public final class RefineStackJob implements Job {
	/** The refiner. */
	public static final Key<String> MODEL = Key
			.path("model", "model.zip of a refiner, which refines the active image instead of a study").or("");
	/** The intensities of -1 and 1 in the planes. */
	public static final Key<String> WINDOW = Key.text("window",
			"with model: intensity window LOW,HIGH, mapped to -1 and 1; auto chooses it like Preprocess MHA ROI")
			.or("auto");
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(MODEL, WINDOW);

	private static final int CHUNK = 32;
	private static final Window UNIT = new Window(-1, 1);
	/** Ratio of pixel spacings beyond which images contain other frequencies than those of the training. */
	private static final double OTHER_SPACING = 0.05;

	private final Path model;
	private final Optional<Window> given;
	private final Optional<Study> study;
	private final List<float[]> planes;
	private final int width;
	private final int height;
	private final OptionalDouble spacing;
	private final List<float[]> refined = new ArrayList<>();

	private RefineStackJob(final Settings settings, final List<float[]> planes, final int width, final int height,
			final OptionalDouble spacing) {
		model = Path.of(settings.get(MODEL));
		given = window(settings.get(WINDOW));
		study = Study.around(model);
		this.planes = planes;
		this.width = width;
		this.height = height;
		this.spacing = spacing;
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by macro key
	 * @param planes row-major, x fastest, in their own unit; they are not changed
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @param spacing pixel spacing in mm, if it is known
	 * @throws UserError if a value is not valid
	 */
	public static RefineStackJob of(final Map<String, String> given, final List<float[]> planes, final int width,
			final int height, final OptionalDouble spacing) {
		return new RefineStackJob(Settings.parse(KEYS, given), planes, width, height, spacing);
	}

	@Override
	public String name() {
		return Menu.REFINE_SIMGAN;
	}

	@Override
	public void run(final RunContext context) {
		refined.clear();
		Backend.prepare(context);
		try (Refiner refiner = Refiner.load(model);
				Progress progress = context.start("Refining", "image", planes.size())) {
			final List<Window> windows = windows(refiner.card().flatMap(ModelCard::window), context);
			warnOfSpacing(study.map(s -> s.info().spacing())
					.orElseGet(() -> refiner.card().map(ModelCard::spacing).orElse(0.0)), context);
			for (int from = 0; from < planes.size(); from += CHUNK) {
				final int to = Math.min(planes.size(), from + CHUNK);
				final List<float[]> seen = new ArrayList<>();
				for (int i = from; i < to; i++) seen.add(seen(planes.get(i), windows.get(i)));
				final List<float[]> made = refiner.refine(seen, width, height, context);
				for (int i = from; i < to; i++)
					refined.add(changed(planes.get(i), seen.get(i - from), made.get(i - from), windows.get(i)));
				progress.done(to);
			}
		}
	}

	/** {@return the refined planes in the order and unit of the given ones; empty before {@link #run}} */
	public List<float[]> refined() {
		return List.copyOf(refined);
	}

	private List<Window> windows(final Optional<Window> ofModel, final RunContext context) {
		final List<Window> out = new ArrayList<>();
		final Optional<Window> one = oneForAll(ofModel);
		for (final float[] plane : planes) out.add(one.orElseGet(() -> ofPlane(plane)));
		context.info("The refiner sees "
				+ one.map(w -> w + " as -1 to 1.").orElse("the 1st to the 99th percentile of each plane as -1 to 1."));
		return out;
	}

	/** As given; otherwise none for images of networks; otherwise that of the refiner's study, or of its file. */
	private Optional<Window> oneForAll(final Optional<Window> ofModel) {
		if (given.isPresent()) return given;
		if (planes.stream().allMatch(RefineStackJob::isUnit)) return Optional.of(UNIT);
		return study.isPresent() ? study.flatMap(s -> s.info().window(s.foldOf(model))) : ofModel;
	}

	private static boolean isUnit(final float[] plane) {
		for (final float value : plane) if (value < -1 || value > 1) return false;
		return true;
	}

	/** A plane without contrast has no percentiles, and need not be refined. */
	private static Window ofPlane(final float[] plane) {
		final float[] numbers = new float[plane.length];
		int n = 0;
		for (final float value : plane) if (Float.isFinite(value)) numbers[n++] = value;
		float least = Float.POSITIVE_INFINITY;
		float greatest = Float.NEGATIVE_INFINITY;
		for (int i = 0; i < n; i++) {
			least = Math.min(least, numbers[i]);
			greatest = Math.max(greatest, numbers[i]);
		}
		return least < greatest ? Window.ofPercentiles(java.util.Arrays.copyOf(numbers, n)) : UNIT;
	}

	private static float[] seen(final float[] plane, final Window window) {
		final float[] out = new float[plane.length];
		for (int i = 0; i < out.length; i++) out[i] = Float.isNaN(plane[i]) ? -1 : window.toUnit(plane[i]);
		return out;
	}

	private static float[] changed(final float[] plane, final float[] before, final float[] after,
			final Window window) {
		final double unit = (window.high() - window.low()) / 2;
		final float[] out = new float[plane.length];
		for (int i = 0; i < out.length; i++) out[i] = (float) (plane[i] + unit * (after[i] - before[i]));
		return out;
	}

	private void warnOfSpacing(final double trained, final RunContext context) {
		if (trained == 0 || spacing.isEmpty()) return;
		if (Math.abs(spacing.getAsDouble() / trained - 1) > OTHER_SPACING)
			context.warn(String.format(Locale.ROOT,
					"The pixel spacing of the image is %.2f mm, but the refiner was trained at %.2f mm: scale the image first.",
					spacing.getAsDouble(), trained));
	}

	/**
	 * LOW and HIGH; empty for auto.
	 *
	 * @throws UserError if the text is neither
	 */
	static Optional<Window> window(final String text) {
		if ("auto".equalsIgnoreCase(text)) return Optional.empty();
		final String[] parts = text.split(",", -1);
		try {
			if (parts.length == 2) {
				final double low = Double.parseDouble(parts[0].trim());
				final double high = Double.parseDouble(parts[1].trim());
				if (low < high && Double.isFinite(high - low)) return Optional.of(new Window(low, high));
			}
		} catch (final NumberFormatException e) {
			// The error below explains it.
		}
		throw UserError.of("window=%s is neither auto nor two increasing numbers: give LOW,HIGH, e.g. window=0,2000.",
				text);
	}

}
