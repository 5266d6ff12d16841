/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of the page: a heading, and blocks of text, tables, pictures and charts. Public so that the page template can
 * read it.
 */
public final class Section {
	/** One block. {@link #getKind()} says what it contains. */
	public static final class Block {
		private final String kind;
		private final Object content;

		Block(final String kind, final Object content) {
			this.kind = kind;
			this.content = content;
		}

		/** {@return the kind: text, note, quote, list, table, picture, charts or pairs} */
		public String getKind() {
			return kind;
		}

		/** {@return the content, according to the kind} */
		public Object getContent() {
			return content;
		}
	}

	private final String id;
	private final String title;
	private final List<Block> blocks = new ArrayList<>();
	private final List<Table> tables = new ArrayList<>();
	private final List<Picture> pictures = new ArrayList<>();
	private final List<Chart> charts = new ArrayList<>();

	Section(final String id, final String title) {
		this.id = id;
		this.title = title;
	}

	/** {@return the id of the HTML element} */
	public String getId() {
		return id;
	}

	/** {@return the heading} */
	public String getTitle() {
		return title;
	}

	/** {@return the blocks, in order} */
	public List<Block> getBlocks() {
		return blocks;
	}

	/** A paragraph. */
	Section text(final String sentence) {
		return block("text", sentence);
	}

	/** A remark in small print, such as on a preset; ignored if empty. */
	Section note(final String sentence) {
		return sentence.isEmpty() ? this : block("note", sentence);
	}

	/** Text to copy. */
	Section quote(final List<String> paragraphs) {
		return block("quote", paragraphs);
	}

	Section list(final List<String> items) {
		return items.isEmpty() ? this : block("list", items);
	}

	Section table(final Table table) {
		tables.add(table);
		return block("table", table);
	}

	/** A table that is folded until the reader opens it. */
	Section foldedTable(final Table table) {
		tables.add(table);
		return block("folded", table);
	}

	Section picture(final Picture picture) {
		pictures.add(picture);
		return block("picture", picture);
	}

	/** Charts side by side if the window is wide enough; empty ones are left out. */
	Section charts(final List<Chart> several) {
		final List<Map<String, Object>> models = new ArrayList<>();
		for (final Chart chart : several) {
			if (chart.isEmpty()) continue;
			charts.add(chart);
			models.add(new ChartLayout(chart).model());
		}
		return models.isEmpty() ? this : block("charts", models);
	}

	/** Charts that are folded under a title until the reader opens them. */
	Section foldedCharts(final String heading, final List<Chart> several) {
		final Section inner = new Section("", heading).charts(several);
		if (inner.blocks.isEmpty()) return this;
		charts.addAll(inner.charts);
		return block("foldedCharts", inner);
	}

	List<Table> tables() {
		return tables;
	}

	List<Picture> pictures() {
		return pictures;
	}

	List<Chart> charts() {
		return charts;
	}

	private Section block(final String kind, final Object content) {
		blocks.add(new Block(kind, content));
		return this;
	}
}
