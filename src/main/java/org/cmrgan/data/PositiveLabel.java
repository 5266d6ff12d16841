/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.cmrgan.run.Key;
import org.cmrgan.run.UserError;

/** Which of two labels is the positive class, to which sensitivity refers, and how that was decided. Immutable. */
public final class PositiveLabel {
	/** The wanted label, or "auto" to decide by the words of the labels. */
	public static final Key<String> KEY = Key
			.text("positive",
					"label of the diseased class; auto infers it from the label names, and stops if it cannot")
			.or("auto");

	private static final String AUTO = "auto";
	private static final Set<String> ILL = Set.of("patient", "patients", "positive", "pos", "abnormal", "diseased",
			"disease", "case", "cases", "ill", "sick", "malignant", "pathological", "pathologic", "pathology",
			"affected", "unhealthy", "present", "yes", "true", "+");
	private static final Set<String> WELL = Set.of("normal", "normals", "nor", "nl", "nc", "healthy", "control",
			"controls", "ctrl", "ctl", "hc", "hv", "volunteer", "volunteers", "negative", "neg", "benign", "well",
			"unaffected", "undiseased", "absent", "no", "none", "false", "-", "0");
	/** Words for disease only next to their counterpart: alone, 1 may be the first of two groups, and n anything. */
	private static final List<List<String>> PAIRS = List.of(List.of("0", "1"), List.of("n", "y"));
	private static final Set<String> NEGATIONS = Set.of("no", "non", "not", "without", "never", "free");
	private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}+]+");

	private final String label;
	private final String other;
	private final String reason;

	private PositiveLabel(final String label, final String other, final String reason) {
		this.label = label;
		this.other = other;
		this.reason = reason;
	}

	private enum Health {
		ILL,
		WELL,
		UNKNOWN
	}

	/**
	 * {@return the positive class and the reason for the choice}
	 *
	 * @param labels the two labels
	 * @param wanted one of the labels; or "auto", which chooses a word for disease, or the label beside a word for
	 *   health
	 * @param source where the labels are from, for messages
	 * @throws UserError if no image has the wanted label, or if no word decides
	 */
	public static PositiveLabel of(final List<String> labels, final String wanted, final String source) {
		final String first = labels.get(0);
		final String second = labels.get(1);
		if (!AUTO.equalsIgnoreCase(wanted)) {
			for (final String label : labels)
				if (Names.key(label).equals(Names.key(wanted)))
					return new PositiveLabel(label, label.equals(first) ? second : first,
							"positive=" + wanted + " was given");
			throw UserError.of("positive=%s is not a label in %s: give %s.", wanted, source,
					String.join(" or ", labels));
		}
		return byWords(first, second).or(() -> byWords(second, first)).orElseThrow(() -> UserError.of(
				"The labels %s and %s in %s do not tell which class is diseased: give positive=%s or positive=%s.",
				first, second, source, written(first), written(second)));
	}

	private static Optional<PositiveLabel> byWords(final String ill, final String well) {
		final Health one = health(ill);
		final Health two = health(well);
		final List<String> pair = List.of(Names.key(well), Names.key(ill));
		if (one == Health.ILL && two != Health.ILL || PAIRS.contains(pair))
			return Optional.of(new PositiveLabel(ill, well, "the word means disease"));
		if (two == Health.WELL && one != Health.WELL)
			return Optional.of(new PositiveLabel(ill, well, well + " means healthy"));
		return Optional.empty();
	}

	private static Health health(final String label) {
		final String whole = Names.key(label);
		if (ILL.contains(whole)) return Health.ILL;
		if (WELL.contains(whole)) return Health.WELL;
		final List<String> words = new ArrayList<>();
		for (final String word : GAPS.split(Names.clean(label).toLowerCase(Locale.ROOT)))
			if (!word.isEmpty()) words.add(word);
		if (words.size() < 2) return Health.UNKNOWN;
		final boolean well = words.stream().anyMatch(WELL::contains);
		final boolean ill = words.stream().anyMatch(ILL::contains);
		// "No disease" is healthy, whatever the name of the disease; "non-normal" is not reliable.
		if (NEGATIONS.contains(words.get(0)))
			return words.stream().skip(1).anyMatch(WELL::contains) ? Health.UNKNOWN : Health.WELL;
		if (words.stream().anyMatch(NEGATIONS::contains) || well == ill) return Health.UNKNOWN;
		return ill ? Health.ILL : Health.WELL;
	}

	private static String written(final String label) {
		return label.contains(" ") ? "[" + label + "]" : label;
	}

	/** {@return the positive class} */
	public String label() {
		return label;
	}

	/**
	 * {@return a sentence that says which class is positive, which is negative, and why; for the log and the report}
	 */
	public String sentence() {
		return "The positive class is " + label + ", because " + reason + "; the negative class is " + other + ".";
	}
}
