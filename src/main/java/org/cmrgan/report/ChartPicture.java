/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A chart as a picture on white, at twice its nominal size, for slides and papers. */
final class ChartPicture {
	/** Okabe and Ito's colours that are visible on white; report.ftlh has the same. */
	private static final Color[] COLOURS = { new Color(0x0072b2), new Color(0xd55e00), new Color(0x007a5a),
			new Color(0xa8477f), new Color(0x8a6500), new Color(0x333333) };
	private static final int ZOOM = 2;
	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
	private static final int LEGEND_LINE = 20;
	private static final int LEGEND_WIDTH = ChartLayout.RIGHT - ChartLayout.LEFT;
	/** Distance from the beginning of a line's sample to its name. */
	private static final int LEGEND_TEXT = 38;
	private static final Color INK = new Color(0x222222);
	private static final Color SOFT = new Color(0x565d66);
	private static final Color GRID = new Color(0xdddddd);

	private ChartPicture() {}

	static BufferedImage of(final Chart chart) {
		final ChartLayout layout = new ChartLayout(chart);
		final int titleHeight = 24;
		final int height = titleHeight + ChartLayout.HEIGHT + LEGEND_LINE * rows(layout.lines()) + 6;
		final BufferedImage out = new BufferedImage(ZOOM * ChartLayout.WIDTH, ZOOM * height,
				BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = out.createGraphics();
		try {
			g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
			g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
			g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
			g.setColor(Color.WHITE);
			g.fillRect(0, 0, out.getWidth(), out.getHeight());
			g.scale(ZOOM, ZOOM);
			g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
			g.setColor(INK);
			g.drawString(chart.title(), ChartLayout.LEFT, 16);
			g.translate(0, titleHeight);
			g.setFont(FONT);
			axes(g, layout);
			for (final ChartLayout.Line line : layout.lines()) draw(g, line);
			legend(g, layout.lines());
		} finally {
			g.dispose();
		}
		return out;
	}

	private static void axes(final Graphics2D g, final ChartLayout layout) {
		final FontMetrics font = g.getFontMetrics();
		g.setStroke(new BasicStroke(1));
		for (final ChartLayout.Tick t : layout.yTicks()) {
			g.setColor(GRID);
			g.draw(new Line2D.Double(ChartLayout.LEFT, t.at, ChartLayout.RIGHT, t.at));
			g.setColor(INK);
			g.drawString(t.text, ChartLayout.LEFT - 7 - font.stringWidth(t.text), (float) t.at + 4);
		}
		for (final ChartLayout.Tick t : layout.xTicks()) {
			g.setColor(INK);
			g.draw(new Line2D.Double(t.at, ChartLayout.BOTTOM, t.at, ChartLayout.BOTTOM + 4));
			float y = ChartLayout.BOTTOM + 18;
			for (final String line : t.text.split("\n")) {
				g.drawString(line, (float) t.at - font.stringWidth(line) / 2f, y);
				y += font.getHeight();
			}
		}
		g.setColor(INK);
		g.draw(new Line2D.Double(ChartLayout.LEFT, ChartLayout.BOTTOM, ChartLayout.RIGHT, ChartLayout.BOTTOM));
		final Chart chart = layout.chart();
		g.drawString(chart.xLabel(), (ChartLayout.LEFT + ChartLayout.RIGHT - font.stringWidth(chart.xLabel())) / 2,
				ChartLayout.HEIGHT - 10);
		final AffineTransform kept = g.getTransform();
		g.rotate(-Math.PI / 2);
		g.drawString(chart.yLabel(), -(ChartLayout.TOP + ChartLayout.BOTTOM + font.stringWidth(chart.yLabel())) / 2,
				14);
		g.setTransform(kept);
	}

	private static void draw(final Graphics2D g, final ChartLayout.Line line) {
		g.setColor(colour(line));
		g.setStroke(new BasicStroke(1.5f));
		for (final double[] b : line.bars) {
			g.draw(new Line2D.Double(b[0], b[1], b[0], b[2]));
			g.draw(new Line2D.Double(b[0] - ChartLayout.CAP, b[1], b[0] + ChartLayout.CAP, b[1]));
			g.draw(new Line2D.Double(b[0] - ChartLayout.CAP, b[2], b[0] + ChartLayout.CAP, b[2]));
		}
		g.setStroke(stroke(line));
		for (final List<double[]> part : line.parts) {
			final Path2D path = new Path2D.Double();
			for (int i = 0; i < part.size(); i++) {
				if (i == 0) path.moveTo(part.get(i)[0], part.get(i)[1]);
				else
					path.lineTo(part.get(i)[0], part.get(i)[1]);
			}
			if (line.joined) g.draw(path);
			if (line.marked) for (final double[] p : part) mark(g, line.style, p[0], p[1]);
		}
	}

	private static void mark(final Graphics2D g, final int style, final double x, final double y) {
		if (style % 4 == 0) g.fill(new Ellipse2D.Double(x - 4, y - 4, 8, 8));
		else if (style % 4 == 1) g.fill(new Rectangle2D.Double(x - 3.5, y - 3.5, 7, 7));
		else if (style % 4 == 2) g.fill(polygon(x, y - 5, x + 5, y + 4, x - 5, y + 4));
		else
			g.fill(polygon(x, y - 5.5, x + 5.5, y, x, y + 5.5, x - 5.5, y));
	}

	private static Path2D polygon(final double... xy) {
		final Path2D out = new Path2D.Double();
		out.moveTo(xy[0], xy[1]);
		for (int i = 2; i < xy.length; i += 2) out.lineTo(xy[i], xy[i + 1]);
		out.closePath();
		return out;
	}

	private static Color colour(final ChartLayout.Line line) {
		if (line.reference) return line.style == 0 ? INK : SOFT;
		return COLOURS[line.style % COLOURS.length];
	}

	private static BasicStroke stroke(final ChartLayout.Line line) {
		final float[][] dashes = line.reference ? ChartLayout.REFERENCES : ChartLayout.DASHES;
		final float[] dash = dashes[line.style % dashes.length];
		final float width = line.reference ? 1.5f : 2;
		return dash.length == 0
				? new BasicStroke(width)
				: new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
	}

	/** Columns of the legend: two if all names fit into half the width. */
	private static int columns(final List<ChartLayout.Line> lines) {
		final FontRenderContext context = new FontRenderContext(null, true, true);
		return lines.stream().allMatch(
				line -> LEGEND_TEXT + FONT.getStringBounds(line.name, context).getWidth() < LEGEND_WIDTH / 2.0) ? 2 : 1;
	}

	private static int rows(final List<ChartLayout.Line> lines) {
		final int columns = columns(lines);
		return (lines.size() + columns - 1) / columns;
	}

	private static void legend(final Graphics2D g, final List<ChartLayout.Line> lines) {
		final int columns = columns(lines);
		for (int i = 0; i < lines.size(); i++) {
			final ChartLayout.Line line = lines.get(i);
			final int x = ChartLayout.LEFT + i % columns * LEGEND_WIDTH / 2;
			final int y = ChartLayout.HEIGHT + 10 + i / columns * LEGEND_LINE;
			g.setColor(colour(line));
			g.setStroke(stroke(line));
			if (line.joined) g.draw(new Line2D.Double(x, y, x + 30, y));
			if (line.marked) mark(g, line.style, x + 15, y);
			g.setColor(INK);
			g.drawString(line.name, x + LEGEND_TEXT, y + 4);
		}
	}
}
