/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that a user may have meant by a misspelt one. */
public final class Spelling {
	private static final int MOST = 3;
	/** Fewest letters of a word that counts as similar because it is part of another. */
	private static final int FEWEST_SHARED = 3;

	private Spelling() {}

	/** The names nearest to a word, the nearest first: at most three, and none if no name is similar. */
	static List<String> nearest(final String word, final Collection<String> names) {
		final String wanted = plain(word);
		return names.stream().distinct().filter(name -> isSimilar(wanted, plain(name))).sorted(Comparator
				.comparingInt((String name) -> distance(wanted, plain(name))).thenComparing(Comparator.naturalOrder()))
				.limit(MOST).collect(Collectors.toList());
	}

	/**
	 * {@return a question that follows an error, such as " Did you mean batch or width?"; empty if no name is similar}
	 *
	 * @param words as the user wrote them
	 * @param names the names that exist
	 */
	public static String question(final Collection<String> words, final Collection<String> names) {
		final List<String> near = words.stream().flatMap(word -> nearest(word, names).stream()).distinct()
				.collect(Collectors.toList());
		return near.isEmpty() ? "" : " Did you mean " + list(near) + "?";
	}

	/** "a", "a or b", "a, b or c". */
	private static String list(final List<String> words) {
		final int last = words.size() - 1;
		return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
	}

	private static String plain(final String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[_\\- ]", "");
	}

	/** A third of the letters may be wrong, or one word may contain the other. */
	private static boolean isSimilar(final String a, final String b) {
		final int shorter = Math.min(a.length(), b.length());
		return distance(a, b) <= Math.max(1, Math.max(a.length(), b.length()) / 3)
				|| shorter >= FEWEST_SHARED && (a.contains(b) || b.contains(a));
	}

	/** Edit distance in which swapping two neighbours is one edit (optimal string alignment: Damerau 1964). */
	static int distance(final String a, final String b) {
		final int[][] d = new int[a.length() + 1][b.length() + 1];
		for (int i = 0; i <= a.length(); i++) for (int j = 0; j <= b.length(); j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			final int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
			d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
			final boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
					&& a.charAt(i - 2) == b.charAt(j - 1);
			if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
		}
		return d[a.length()][b.length()];
	}
}
