/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * A short-axis section through a person, painted from back to front: T1 and readout signal on a grid that is twice as
 * fine as the pixels, so that borders get partial volume. Coordinates in mm from the image's centre, x to the right,
 * y down; the septum is on the left of the left ventricle, as in clinical short-axis views. Not thread-safe.
 */
final class Section {
	/** Fine grid points per pixel and axis. */
	static final int FINE = 2;

	/** Tells whether a point belongs to a shape. */
	private interface Region {
		boolean holds(double x, double y);
	}

	final int columns;
	final int rows;
	final double step;
	/** T1 in ms, x fastest. */
	final float[] t1;
	/** Readout signal relative to blood. */
	final float[] signal;
	/** True inside the contours that a reader would draw around the left-ventricular wall, at pixel resolution. */
	final byte[] mask;

	private final Anatomy anatomy;
	private RandomGenerator random;
	private final SmoothField texture;
	private final SmoothField regional;
	private final double level;
	private final double midX;
	private final double midY;
	private final double heartX;
	private final double heartY;
	private final Outline endocardium;
	private final double wallTilt;
	private final double wallTiltAt;
	private final double wallScale;

	/**
	 * @param level 0 at the base of the heart, 1 at its apex
	 * @param body draws what all slices of a person share; pass it in the same state for each of them
	 * @param here draws what differs between slices
	 */
	Section(final Anatomy anatomy, final double level, final int width, final int height, final double spacing,
			final RandomGenerator body, final RandomGenerator here) {
		this.anatomy = anatomy;
		this.level = level;
		columns = FINE * width;
		rows = FINE * height;
		step = spacing / FINE;
		t1 = new float[columns * rows];
		signal = new float[columns * rows];
		texture = new SmoothField(4.5, here);
		regional = new SmoothField(22, here);
		random = body;
		midX = 14 + 9 * random.nextGaussian();
		midY = -2 + 7 * random.nextGaussian();
		// The long axis is not exactly perpendicular to the section.
		heartX = midX - 10 * (level - 0.5);
		heartY = midY + 6 * (level - 0.5);
		final double shrink = 1 - 0.55 * level * level;
		final double squash = 1 + 0.05 * random.nextGaussian();
		endocardium = Outline.ellipse(heartX, heartY, anatomy.cavity * shrink * squash,
				anatomy.cavity * shrink / squash, random.nextDouble() * Math.PI).rough(0.035, 6, random);
		wallScale = 1 - 0.18 * level;
		wallTilt = 0.07 + 0.04 * random.nextGaussian();
		wallTiltAt = Math.PI + 0.5 * random.nextGaussian();
		paintChest();
		paintAbdomen();
		paintBack();
		random = here;
		paintHeart();
		mask = contours(width, height, spacing);
	}

	// ---- chest ----

	private double turn;
	private double chestX;
	private double chestY;
	private Outline cavity;

	private void paintChest() {
		turn = -0.22 + 0.10 * random.nextGaussian();
		final double size = anatomy.chest;
		chestX = midX - 18 + 6 * random.nextGaussian();
		chestY = midY + 37 * size + 5 * random.nextGaussian();
		final double fat = anatomy.fat;
		final Outline muscle = Outline.ellipse(chestX, chestY, 150 * size, 104 * size, turn).rough(0.03, 5, random)
				.boxy(0.035);
		final Outline skin = Outline
				.ellipse(chestX, chestY + 0.15 * fat, 150 * size + 1.15 * fat, 104 * size + fat, turn)
				.rough(0.025, 5, random).boxy(0.035);
		cavity = muscle.grown(-15 * size);
		fill(skin, Tissue.FAT);
		ring(skin.grown(-2), skin, Tissue.MUSCLE);
		fill(muscle, Tissue.MUSCLE);
		paintFasciae(muscle);
		fill(cavity.grown(3), Tissue.FAT);
		fill(cavity, Tissue.LUNG);
		paintRibs(muscle);
		paintLungVessels();
		paintMediastinum();
	}

	/** Largest thickness in mm of a sheet of fat between muscles. */
	private static final double FASCIA = 8;

	/** Sheets of fat between the layers of chest muscle. */
	private void paintFasciae(final Outline muscle) {
		final Outline between = muscle.grown(-6);
		final SmoothField gap = new SmoothField(35, random);
		paintIn(between.x, between.y, between.reach(), Tissue.FAT, (x, y) -> {
			final double d = between.distance(x, y);
			return Math.abs(d) < FASCIA && Math.abs(d) < 0.7 + 0.9 * gap.at(x, y);
		});
	}

	private void paintRibs(final Outline muscle) {
		final Outline path = muscle.grown(-10);
		final double phase = random.nextDouble();
		for (int i = 0; i < 15; i++) {
			final double angle = 2 * Math.PI * (i + phase + 0.15 * random.nextGaussian()) / 15;
			final double ux = FastMath.cos(angle);
			final double uy = FastMath.sin(angle);
			final double r = path.radius(ux, uy);
			final Outline rib = Outline.ellipse(path.x + r * ux, path.y + r * uy, 9 + 3 * random.nextDouble(), 4.2,
					angle + Math.PI / 2 + 0.2 * random.nextGaussian());
			fill(rib, Tissue.BONE);
			fill(rib.grown(-1.6), Tissue.MARROW);
		}
	}

	private void paintLungVessels() {
		for (int i = 0; i < 46; i++) {
			final double angle = 2 * Math.PI * random.nextDouble();
			final double far = 0.35 + 0.6 * random.nextDouble();
			final double r = far * cavity.radius(FastMath.cos(angle), FastMath.sin(angle));
			final double x = cavity.x + r * FastMath.cos(angle);
			final double y = cavity.y + r * FastMath.sin(angle);
			final double size = (0.8 + 2.4 * random.nextDouble() * random.nextDouble()) * (1.3 - far);
			final Outline vessel = Outline.ellipse(x, y, size * (1 + 2.5 * random.nextDouble()), size,
					angle + 0.5 * random.nextGaussian());
			fill(vessel, Tissue.BLOOD, anatomy.blood);
		}
	}

	/** Fat and thymus remnant between breastbone and heart, and the pleura's folds beside it. */
	private void paintMediastinum() {
		final double up = -Math.PI / 2 + turn - 0.35;
		final double r = 0.62 * cavity.radius(FastMath.cos(up), FastMath.sin(up));
		final Outline pad = Outline.ellipse(cavity.x + r * FastMath.cos(up) - 4, cavity.y + r * FastMath.sin(up),
				28 + 6 * random.nextGaussian(), 0.45 * r, turn).rough(0.25, 6, random);
		final Outline inside = cavity.grown(1);
		paintIn(pad.x, pad.y, pad.reach(), Tissue.FAT, (x, y) -> pad.holds(x, y) && inside.holds(x, y));
		// Breastbone.
		final double at = cavity.radius(FastMath.cos(up), FastMath.sin(up)) + 6;
		final Outline sternum = Outline
				.ellipse(cavity.x + at * FastMath.cos(up), cavity.y + at * FastMath.sin(up), 17, 5.5, turn - 0.2)
				.rough(0.05, 4, random);
		fill(sternum, Tissue.BONE);
		fill(sternum.grown(-1.5), Tissue.MARROW);
	}

	// ---- abdomen ----

	private void paintAbdomen() {
		// The heart rests on the diaphragm.
		final double under = heartY + endocardium.reach() + anatomy.wall * wallScale - 3 + 5 * random.nextDouble();
		final double domeX = midX - 42 + 8 * random.nextGaussian();
		final double curve = 0.0034 + 0.0012 * random.nextDouble();
		final double curveRight = 0.0022 + 0.0012 * random.nextDouble();
		final SmoothField wave = new SmoothField(40, random);
		final Outline inside = cavity.grown(1);
		final Region below = (x, y) -> {
			final double d = x - domeX;
			return inside.holds(x, y) && y > under - 3 + (d < 0 ? curve : curveRight) * d * d + 1.2 * wave.at(x, 0);
		};
		final double reach = cavity.reach() + 5;
		paintIn(cavity.x, cavity.y, reach, Tissue.FAT, below);
		final double border = midX + 14 + 9 * random.nextGaussian();
		final Region liver = (x, y) -> below.holds(x, y - 2.2) && x < border + 0.35 * (under - y) + 4 * wave.at(3, y);
		paintIn(cavity.x, cavity.y, reach, Tissue.LIVER, liver);
		paintLiverVessels(liver, domeX, under);
		final Outline stomach = Outline
				.ellipse(border + 34 + 4 * random.nextGaussian(), under + 27 + 3 * random.nextGaussian(),
						27 + 4 * random.nextGaussian(), 19 + 3 * random.nextGaussian(), 0.5)
				.rough(0.1, 5, random);
		final Region deep = (x, y) -> below.holds(x, y - 3);
		paintIn(stomach.x, stomach.y, stomach.reach() + 4, Tissue.MUSCLE,
				(x, y) -> stomach.distance(x, y) < 3 && deep.holds(x, y));
		final boolean gas = random.nextDouble() < 0.5;
		final double surface = stomach.y - 6 + 6 * random.nextGaussian();
		final Tissue content = random.nextDouble() < 0.5 ? Tissue.STOMACH : Tissue.FLUID;
		final double contentT1 = content.t1 - 500 * random.nextDouble();
		paintIn(stomach.x, stomach.y, stomach.reach(), content, contentT1,
				(x, y) -> stomach.holds(x, y) && deep.holds(x, y));
		if (gas)
			paintIn(stomach.x, stomach.y, stomach.reach(), Tissue.GAS,
					(x, y) -> y < surface && stomach.holds(x, y) && deep.holds(x, y));
		final Outline spleen = Outline
				.ellipse(border + 84 + 5 * random.nextGaussian(), under + 34, 16 + 3 * random.nextGaussian(), 30, 0.5)
				.rough(0.07, 5, random);
		paintIn(spleen.x, spleen.y, spleen.reach(), Tissue.SPLEEN, (x, y) -> spleen.holds(x, y) && deep.holds(x, y));
	}

	private void paintLiverVessels(final Region liver, final double domeX, final double under) {
		for (int i = 0; i < 16; i++) {
			final double size = 1 + 3 * random.nextDouble() * random.nextDouble();
			final Outline vessel = Outline.ellipse(domeX + 42 * random.nextGaussian(),
					under + 18 + 50 * random.nextDouble(), size * (1 + 4 * random.nextDouble()), size,
					Math.PI * random.nextDouble());
			paintIn(vessel.x, vessel.y, vessel.reach(), Tissue.BLOOD, anatomy.blood,
					(x, y) -> vessel.holds(x, y) && liver.holds(x, y));
		}
	}

	// ---- back ----

	private void paintBack() {
		final double size = anatomy.chest;
		final double down = Math.PI / 2 + turn - 0.12 + 0.06 * random.nextGaussian();
		final double ux = FastMath.cos(down);
		final double uy = FastMath.sin(down);
		final double wall = cavity.radius(ux, uy);
		final double spineX = cavity.x + (wall - 12) * ux;
		final double spineY = cavity.y + (wall - 12) * uy;
		for (int side = -1; side <= 1; side += 2) {
			final Outline erector = Outline.ellipse(spineX + 27 * ux - side * 25 * uy,
					spineY + 27 * uy + side * 25 * ux, 21 * size, 15 * size, turn).rough(0.06, 4, random);
			fill(erector.grown(1.2), Tissue.FAT);
			fill(erector, Tissue.MUSCLE);
		}
		final Outline body = Outline.ellipse(spineX, spineY, 18 * size, 15 * size, turn).rough(0.04, 4, random);
		fill(body.grown(2.5), Tissue.FAT);
		fill(body, Tissue.BONE);
		fill(body.grown(-1.5), Tissue.MARROW);
		final Outline canal = Outline.circle(spineX + 23 * size * ux, spineY + 23 * size * uy, 9);
		fill(canal.grown(4), Tissue.BONE);
		fill(canal.grown(1), Tissue.FAT);
		fill(canal, Tissue.FLUID);
		fill(canal.grown(-4.5), Tissue.NERVE);
		final Outline process = Outline.ellipse(spineX + 42 * size * ux, spineY + 42 * size * uy, 3.5, 9, turn);
		fill(process, Tissue.BONE);
		fill(process.grown(-1.5), Tissue.MARROW);
		final double left = 22 * size + 2 * random.nextGaussian();
		final Outline aorta = Outline.circle(spineX + left * uy - 9 * ux + 3, spineY - left * ux - 11 * uy,
				10.5 + 1.2 * random.nextGaussian()).rough(0.03, 3, random);
		fill(aorta.grown(3.2), Tissue.FAT);
		fill(aorta.grown(1.6), Tissue.MUSCLE);
		fill(aorta, Tissue.BLOOD, anatomy.blood + 10);
		final Outline gullet = Outline.ellipse(aorta.x - 13, aorta.y - 13, 7.5, 5, 0.4);
		fill(gullet, Tissue.MUSCLE);
		fill(gullet.grown(-3), Tissue.FLUID, 1500);
	}

	// ---- heart ----

	private double wallAt(final double ux, final double uy) {
		final double bulging = FastMath.exp(
				anatomy.bulgeFocus * (ux * FastMath.cos(anatomy.bulgeAt) + uy * FastMath.sin(anatomy.bulgeAt) - 1));
		final double tilt = 1 + wallTilt * (ux * FastMath.cos(wallTiltAt) + uy * FastMath.sin(wallTiltAt));
		return wallScale * (anatomy.wall * tilt + anatomy.bulge * bulging);
	}

	private static final int TABLE = 512;

	/** Radius of the epicardium around the ventricle's centre in each direction of the table. */
	private double[] epicardialRadii() {
		final double[] out = new double[TABLE];
		for (int i = 0; i < TABLE; i++) {
			final double dx = across(i);
			final double dy = across(i - TABLE / 4.0);
			final double r = Math.sqrt(dx * dx + dy * dy);
			out[i] = endocardium.radius(dx / r, dy / r) + wallAt(dx / r, dy / r);
		}
		return out;
	}

	/** The x of a point that runs once around the square with corners on the axes: a circle without trigonometry. */
	private static double across(final double i) {
		final double quarters = 4 * (i + TABLE) / TABLE % 4;
		return quarters < 2 ? 1 - quarters : quarters - 3;
	}

	/** Distance to the epicardium along the ray from the ventricle's centre. */
	private double beyondEpicardium(final double[] radii, final double x, final double y) {
		final double dx = x - heartX;
		final double dy = y - heartY;
		final double sum = Math.abs(dx) + Math.abs(dy);
		if (sum < 1e-9) return -radii[0];
		final double quarters = dy >= 0 ? 1 - dx / sum : 3 + dx / sum;
		final double at = quarters * (TABLE / 4.0);
		final int i = (int) at;
		final double part = at - i;
		return Math.sqrt(dx * dx + dy * dy) - (1 - part) * radii[i % TABLE] - part * radii[(i + 1) % TABLE];
	}

	private static double highest(final double[] values) {
		double out = 0;
		for (final double v : values) out = Math.max(out, v);
		return out;
	}

	private void paintHeart() {
		final double[] epicardium = epicardialRadii();
		final double reach = highest(epicardium);
		final double septal = epicardium[TABLE / 2];
		// A crescent: an ellipse that the left ventricle will cover to about a third of its own radius.
		final double room = (28 + 2.5 * random.nextGaussian()) * anatomy.rightVentricle * anatomy.chest
				* (1 - 0.6 * level * FastMath.sqrt(level));
		final double width = (0.65 * septal + room) / 2;
		final double tall = (0.96 + 0.05 * random.nextGaussian()) * septal * (1 - 0.15 * level)
				* (0.5 + 0.5 * anatomy.rightVentricle);
		final Outline right = Outline.ellipse(heartX - septal - room + width, heartY - 4 + 2 * random.nextGaussian(),
				width, tall, 0.26 + 0.10 * random.nextGaussian()).rough(0.06, 5, random);
		final double rightWall = 3.2 + 0.4 * random.nextGaussian();
		final double fat = anatomy.heartFat;
		final double fluid = anatomy.pericardialFluid;
		final SmoothField pad = new SmoothField(30, random);
		final Region[] layers = new Region[3];
		final double[] beyond = { fat + fluid + 1.3, fat + fluid, fat };
		for (int i = 0; i < 3; i++) {
			final double mm = beyond[i];
			layers[i] = (x, y) -> {
				// Fat is thick at the front and in the grooves, and nearly absent near the lung.
				final double extra = mm * Math.max(0.25, 0.75 + 0.45 * pad.at(x, y) - 0.012 * (x - heartX));
				return beyondEpicardium(epicardium, x, y) < extra * 0.8 || right.distance(x, y) < rightWall + extra;
			};
		}
		final double box = reach + 2 * width + 30;
		paintIn(heartX - 20, heartY, box, Tissue.PERICARDIUM, layers[0]);
		if (fluid > 0) paintIn(heartX - 20, heartY, box, Tissue.FLUID, layers[1]);
		paintIn(heartX - 20, heartY, box, Tissue.FAT, layers[2]);
		paintGrooves(epicardium, right, rightWall);
		paintIn(right.x, right.y, right.reach() + 6, Tissue.MYOCARDIUM, anatomy.myocardium + 10,
				(x, y) -> right.distance(x, y) < rightWall);
		fill(right, Tissue.BLOOD, anatomy.blood + 15);
		paintRightTrabeculae(right, epicardium);
		paintMyocardium(epicardium, reach);
		fill(endocardium, Tissue.BLOOD, anatomy.blood);
		paintPapillaries();
	}

	/** The groove between the right and left ventricle: fat with a coronary vessel in it. */
	private void paintGrooves(final double[] epicardium, final Outline right, final double rightWall) {
		boolean was = meets(epicardium, right, rightWall, TABLE - 1);
		for (int i = 0; i < TABLE; i++) {
			final boolean is = meets(epicardium, right, rightWall, i);
			if (is != was) {
				final double[] place = beside(i, epicardium[i] + 2.5);
				final double x = place[0];
				final double y = place[1];
				fill(Outline.circle(x, y, 4 + 2.5 * random.nextDouble() + 0.3 * anatomy.heartFat).rough(0.1, 4, random),
						Tissue.FAT);
				fill(Outline.circle(x + random.nextGaussian(), y + random.nextGaussian(),
						1.1 + 0.6 * random.nextDouble()), Tissue.BLOOD, anatomy.blood);
			}
			was = is;
		}
	}

	private boolean meets(final double[] epicardium, final Outline right, final double rightWall, final int i) {
		final double[] place = beside(i, epicardium[i]);
		return right.distance(place[0], place[1]) < rightWall;
	}

	/** The point in the i-th direction of the table, {@code r} from the ventricle's centre. */
	private double[] beside(final int i, final double r) {
		final double dx = across(i);
		final double dy = across(i - TABLE / 4.0);
		final double length = Math.sqrt(dx * dx + dy * dy);
		return new double[] { heartX + r * dx / length, heartY + r * dy / length };
	}

	private void paintRightTrabeculae(final Outline right, final double[] epicardium) {
		final int count = 5 + random.nextInt(5);
		for (int i = 0; i < count; i++) {
			final double angle = Math.PI + 1.25 * random.nextGaussian();
			final double ux = FastMath.cos(angle);
			final double uy = FastMath.sin(angle);
			final double r = right.radius(ux, uy) - 1.5 - 3 * random.nextDouble();
			final Outline one = Outline.ellipse(right.x + r * ux, right.y + r * uy, 2 + 2.5 * random.nextDouble(),
					1.1 + 0.6 * random.nextDouble(), angle + 0.6 * random.nextGaussian());
			paintIn(one.x, one.y, one.reach(), Tissue.MYOCARDIUM, anatomy.myocardium,
					(x, y) -> one.holds(x, y) && beyondEpicardium(epicardium, x, y) > 0);
		}
	}

	private void paintMyocardium(final double[] epicardium, final double reach) {
		final double scarAt = anatomy.disease == Disease.HCM
				? anatomy.bulgeAt + 0.6 * random.nextGaussian()
				: Math.PI + 0.5 * random.nextGaussian();
		final double scarX = FastMath.cos(scarAt);
		final double scarY = FastMath.sin(scarAt);
		final double focus = 5 + 8 * random.nextDouble();
		final double slope = anatomy.disease == Disease.AMYLOID ? -45 : -10;
		each(heartX, heartY, reach + 2, (x, y, at) -> {
			final double outside = beyondEpicardium(epicardium, x, y);
			final double inside = endocardium.distance(x, y);
			if (outside > 0 || inside < 0) return;
			// 0 at the endocardium, 1 at the epicardium.
			final double depth = inside / (inside - outside + 1e-9);
			final double dx = x - heartX;
			final double dy = y - heartY;
			final double r = Math.sqrt(dx * dx + dy * dy);
			double value = anatomy.myocardium + Tissue.MYOCARDIUM.texture * texture.at(x, y) + 16 * regional.at(x, y)
					+ slope * (depth - 0.5);
			if (anatomy.scar > 0) {
				final double across = 1 - Math.min(1, Math.abs(depth - 0.5) / 0.45);
				value += anatomy.scar * across * FastMath.exp(focus * ((dx * scarX + dy * scarY) / r - 1))
						* (1 + 0.25 * texture.at(x, y));
			}
			t1[at] = (float) value;
			signal[at] = (float) Tissue.MYOCARDIUM.signal;
		});
	}

	private void paintPapillaries() {
		if (level < 0.25 || level > 0.85) {
			paintTrabeculae(level > 0.85 ? 6 : 3);
			return;
		}
		final double[] angles = { -0.75 + 0.25 * random.nextGaussian(), 1.45 + 0.25 * random.nextGaussian() };
		for (final double angle : angles) {
			final double ux = FastMath.cos(angle);
			final double uy = FastMath.sin(angle);
			final double size = Math.min(0.22 * endocardium.radius(ux, uy),
					(3.1 + 0.5 * random.nextGaussian()) * (1 + 0.025 * anatomy.bulge));
			final double free = level > 0.6 ? 0.3 : 1;
			final double r = endocardium.radius(ux, uy) - size * (1.1 + free * random.nextDouble());
			final Outline muscle = Outline.ellipse(heartX + r * ux, heartY + r * uy, size * 1.25, size * 0.95,
					angle + 0.5 * random.nextGaussian()).rough(0.1, 4, random);
			paintIn(muscle.x, muscle.y, muscle.reach(), Tissue.MYOCARDIUM, anatomy.myocardium,
					(x, y) -> muscle.holds(x, y) && endocardium.holds(x, y));
			// Sometimes with two heads.
			if (random.nextDouble() < 0.35) {
				final Outline head = Outline.circle(heartX + r * ux - 1.7 * size * uy,
						heartY + r * uy + 1.7 * size * ux, 0.6 * size);
				paintIn(head.x, head.y, head.reach(), Tissue.MYOCARDIUM, anatomy.myocardium,
						(x, y) -> head.holds(x, y) && endocardium.holds(x, y));
			}
		}
		paintTrabeculae(3);
	}

	private void paintTrabeculae(final int count) {
		for (int i = 0; i < count; i++) {
			final double angle = 0.4 + 1.3 * random.nextGaussian();
			final double ux = FastMath.cos(angle);
			final double uy = FastMath.sin(angle);
			final double r = endocardium.radius(ux, uy);
			final Outline one = Outline.circle(heartX + r * ux, heartY + r * uy, 0.9 + 0.9 * random.nextDouble());
			paintIn(one.x, one.y, one.reach(), Tissue.MYOCARDIUM, anatomy.myocardium,
					(x, y) -> one.holds(x, y) && endocardium.holds(x, y));
		}
	}

	/** The wall between the contours of a careful reader, who stays about half a pixel away from blood and fat. */
	private byte[] contours(final int width, final int height, final double spacing) {
		final double[] epicardium = epicardialRadii();
		final double inner = 0.75 + 0.15 * random.nextGaussian();
		final double outer = 0.65 + 0.15 * random.nextGaussian();
		final SmoothField hand = new SmoothField(25, random);
		final byte[] out = new byte[width * height];
		final double reach = highest(epicardium);
		for (int j = 0; j < height; j++) {
			for (int i = 0; i < width; i++) {
				final double x = (i - (width - 1) / 2.0) * spacing;
				final double y = (j - (height - 1) / 2.0) * spacing;
				if (Math.abs(x - heartX) > reach || Math.abs(y - heartY) > reach) continue;
				if (endocardium.distance(x, y) > inner + 0.25 * hand.at(x, y)
						&& beyondEpicardium(epicardium, x, y) < -outer + 0.25 * hand.at(y, x))
					out[j * width + i] = 1;
			}
		}
		return out;
	}

	double heartX() {
		return heartX;
	}

	double heartY() {
		return heartY;
	}

	// ---- painting ----

	/** Called for a point of the fine grid. */
	private interface Visitor {
		void visit(double x, double y, int at);
	}

	private void each(final double x, final double y, final double reach, final Visitor visitor) {
		final double left = -(columns - 1) / 2.0 * step;
		final double top = -(rows - 1) / 2.0 * step;
		final int i0 = Math.max(0, (int) Math.floor((x - reach - left) / step));
		final int i1 = Math.min(columns - 1, (int) Math.ceil((x + reach - left) / step));
		final int j0 = Math.max(0, (int) Math.floor((y - reach - top) / step));
		final int j1 = Math.min(rows - 1, (int) Math.ceil((y + reach - top) / step));
		for (int j = j0; j <= j1; j++)
			for (int i = i0; i <= i1; i++) visitor.visit(left + i * step, top + j * step, j * columns + i);
	}

	private void paintIn(final double x, final double y, final double reach, final Tissue tissue, final double value,
			final Region region) {
		each(x, y, reach, (px, py, at) -> {
			if (!region.holds(px, py)) return;
			t1[at] = (float) (tissue.texture == 0 ? value : value + tissue.texture * texture.at(px, py));
			signal[at] = (float) tissue.signal;
		});
	}

	private void paintIn(final double x, final double y, final double reach, final Tissue tissue, final Region region) {
		paintIn(x, y, reach, tissue, tissue.t1, region);
	}

	private void fill(final Outline outline, final Tissue tissue, final double value) {
		paintIn(outline.x, outline.y, outline.reach(), tissue, value, outline::holds);
	}

	private void fill(final Outline outline, final Tissue tissue) {
		fill(outline, tissue, tissue.t1);
	}

	private void ring(final Outline inner, final Outline outer, final Tissue tissue) {
		paintIn(outer.x, outer.y, outer.reach(), tissue, (x, y) -> outer.holds(x, y) && !inner.holds(x, y));
	}
}
