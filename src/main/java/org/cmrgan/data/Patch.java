/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The metadata of one patch, real or synthetic: one row of index.csv. Immutable. */
public final class Patch {
	private final String id;
	private final String subject;
	private final String label;
	private final int fold;
	private final Map<String, String> more;

	/**
	 * @param id unique within its set
	 * @param subject the person it was taken of; empty for a synthetic or refined patch
	 * @param label one of the study's two classes
	 * @param fold the fold in which it is tested, from 1; 0 where that has no meaning
	 * @param more further columns of index.csv by name, in order
	 */
	public Patch(final String id, final String subject, final String label, final int fold,
			final Map<String, String> more) {
		this.id = Objects.requireNonNull(id);
		this.subject = Objects.requireNonNull(subject);
		this.label = Objects.requireNonNull(label);
		this.fold = fold;
		this.more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
	}

	/** {@return the name of the patch, unique in its set} */
	public String id() {
		return id;
	}

	/** {@return the subject; empty for a synthetic patch} */
	public String subject() {
		return subject;
	}

	/** {@return the class} */
	public String label() {
		return label;
	}

	/** {@return the fold in which the patch is tested, from 1; 0 if there is none} */
	public int fold() {
		return fold;
	}

	/** {@return the values of further columns by name, in order} */
	public Map<String, String> more() {
		return more;
	}

	/**
	 * {@return the value of a further column, or an empty string}
	 *
	 * @param column its name
	 */
	public String get(final String column) {
		return more.getOrDefault(column, "");
	}

	/**
	 * {@return this patch with one further column set}
	 *
	 * @param column its name
	 * @param value its text
	 */
	public Patch with(final String column, final String value) {
		final Map<String, String> changed = new LinkedHashMap<>(more);
		changed.put(column, value);
		return new Patch(id, subject, label, fold, changed);
	}

	/**
	 * {@return this patch, tested in another fold}
	 *
	 * @param k the fold
	 */
	public Patch inFold(final int k) {
		return new Patch(id, subject, label, k, more);
	}

	@Override
	public boolean equals(final Object other) {
		if (!(other instanceof Patch)) return false;
		final Patch that = (Patch) other;
		return id.equals(that.id) && subject.equals(that.subject) && label.equals(that.label) && fold == that.fold
				&& more.equals(that.more);
	}

	@Override
	public int hashCode() {
		return id.hashCode();
	}

	@Override
	public String toString() {
		return id + " (" + label + ")";
	}
}
