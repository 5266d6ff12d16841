/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Canvas;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Label;
import java.awt.Panel;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.pipeline.Curation;
import org.cmrgan.pipeline.Exclusions;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;

import ij.IJ;

/**
 * Shows the images of a study side by side at the same contrast: a real image, a synthetic one, its refined version,
 * the difference of the two, and the nearest real training image. The left and right keys step through the synthetic
 * images, up and down through the real ones. The key x excludes a synthetic image or includes it again, and r does so
 * with a real one. Another window shows the snapshots of a generator, to choose one.
 */
public final class BrowseWindow {
	private static final String ALL = "all";
	private static final int SIDE = 240;
	private static final int GAP = 8;
	private static final int CAPTION = 18;
	/** The difference that is shown white; its negative is black. */
	private static final float LARGEST_DIFFERENCE = 0.5f;
	private static final List<String> TITLES = List.of("real", "synthetic", "refined", "refined minus synthetic",
			"nearest real training image");

	private final Study study;
	private final Frame frame = new Frame(Menu.BROWSE);
	private final Choice folds = new Choice();
	private final Choice classes = new Choice();
	private final Choice subjects = new Choice();
	private final Button exclude = new Button("Exclude (x)");
	private final Button excludeReal = new Button("Exclude real (r)");
	private final Label line = new Label("");
	private final Label state = new Label("");
	private final Panes panes = new Panes();
	private final Set<String> excluded = new HashSet<>();
	private final Set<String> excludedReal = new HashSet<>();
	private PatchSet allReal;
	private PatchSet real;
	private PatchSet training;
	private PatchSet synthetic;
	private PatchSet refined;
	private final Map<String, Integer> refinedAt = new HashMap<>();
	private long readyAt;
	private int atReal;
	private int atSynthetic;

	private BrowseWindow(final Study study, final int fold) {
		this.study = study;
		folds.add("0: all data");
		for (int k = 1; k <= study.info().folds(); k++) folds.add(k + ": without its test subjects");
		folds.select(fold);
		classes.add(ALL);
		study.info().classes().forEach(classes::add);
		folds.addItemListener(event -> guarded(this::read));
		classes.addItemListener(event -> guarded(this::filter));
		subjects.addItemListener(event -> guarded(this::filter));
		exclude.addActionListener(event -> guarded(this::toggle));
		excludeReal.addActionListener(event -> guarded(this::toggleReal));
		layOut();
	}

	/**
	 * Opens the window, unless Java is headless.
	 *
	 * @param study the study
	 * @param fold whose synthetic images are shown
	 */
	public static void show(final Study study, final int fold) {
		if (!Windows.canShow()) return;
		final BrowseWindow window = new BrowseWindow(study, fold);
		window.read();
		window.frame.pack();
		Windows.place(window.frame);
		Windows.quietly(() -> window.frame.setVisible(true));
		window.panes.requestFocus();
	}

	private void layOut() {
		final Panel top = new Panel(new FlowLayout(FlowLayout.LEFT));
		add(top, "Fold", folds, "The images and networks of a fold; 0 is all data.");
		add(top, "Class", classes, "Images of this class only.");
		add(top, "Subject of the real image", subjects, "Real images of this subject only.");
		final Panel bottom = new Panel(new BorderLayout());
		final Panel words = new Panel(new java.awt.GridLayout(2, 1));
		words.add(line);
		words.add(state);
		bottom.add(words, BorderLayout.CENTER);
		final Panel buttons = new Panel(new FlowLayout(FlowLayout.RIGHT));
		button(buttons, "Previous", () -> step(-1));
		button(buttons, "Next", () -> step(1));
		button(buttons, "Next real", () -> stepReal(1));
		buttons.add(exclude);
		Hint.on(exclude, "Refining, evaluation, quality and report no longer use it; it stays in its set.");
		buttons.add(excludeReal);
		Hint.on(excludeReal, "No stage and no fold uses it from now on; results that depend on it are out of date.");
		button(buttons, "Snapshots", this::snapshots);
		bottom.add(buttons, BorderLayout.EAST);
		frame.add(top, BorderLayout.NORTH);
		frame.add(panes, BorderLayout.CENTER);
		frame.add(bottom, BorderLayout.SOUTH);
		final KeyAdapter keys = new KeyAdapter() {
			@Override
			public void keyPressed(final KeyEvent event) {
				// A key that is held down repeats. Repeats that came during the last operation would undo it.
				if (event.getWhen() < readyAt) return;
				guarded(() -> press(event.getKeyCode()));
				readyAt = System.currentTimeMillis();
			}
		};
		panes.addKeyListener(keys);
		frame.addKeyListener(keys);
		frame.addWindowListener(new WindowAdapter() {
			/** Keys work at once, without a click into the images. */
			@Override
			public void windowActivated(final WindowEvent event) {
				panes.requestFocus();
			}

			@Override
			public void windowClosing(final WindowEvent event) {
				frame.dispose();
			}
		});
	}

	private static void add(final Panel panel, final String label, final Choice choice, final String hint) {
		panel.add(new Label(label));
		panel.add(choice);
		Hint.on(choice, hint);
	}

	private void button(final Panel panel, final String label, final Runnable action) {
		final Button button = new Button(label);
		button.addActionListener(event -> guarded(action));
		panel.add(button);
	}

	private void press(final int key) {
		switch (key) {
			case KeyEvent.VK_LEFT :
				step(-1);
				break;
			case KeyEvent.VK_RIGHT :
				step(1);
				break;
			case KeyEvent.VK_UP :
				stepReal(-1);
				break;
			case KeyEvent.VK_DOWN :
				stepReal(1);
				break;
			case KeyEvent.VK_HOME :
				step(-synthetic.size());
				break;
			case KeyEvent.VK_END :
				step(synthetic.size());
				break;
			case KeyEvent.VK_X :
				toggle();
				break;
			case KeyEvent.VK_R :
				toggleReal();
				break;
			default :
				break;
		}
	}

	/** Errors are shown in the window; for example, nothing can be excluded while a job works on the study. */
	private void guarded(final Runnable action) {
		try {
			action.run();
		} catch (final UserError e) {
			IJ.error(Menu.BROWSE, e.getMessage());
		}
		panes.requestFocus();
	}

	private int fold() {
		return folds.getSelectedIndex();
	}

	private void read() {
		allReal = study.allReal(fold());
		training = study.real(fold()).trainingOf(fold());
		excluded.clear();
		excludedReal.clear();
		for (final Patch patch : allReal.patches()) if (Exclusions.isExcluded(patch)) excludedReal.add(patch.id());
		refinedAt.clear();
		refined = setOf(study.refined(fold()));
		for (int i = 0; i < refined.size(); i++) refinedAt.put(parent(refined.patch(i)), i);
		for (final Patch patch : setOf(study.synthetic(fold())).patches())
			if (Exclusions.isExcluded(patch)) excluded.add(patch.id());
		filter();
	}

	/** The synthetic image of a refined one is named. */
	private static String parent(final Patch patch) {
		return patch.get("parent").isEmpty() ? patch.id() : patch.get("parent");
	}

	private PatchSet setOf(final java.nio.file.Path folder) {
		return Files.exists(folder.resolve("index.csv")) ? PatchSet.read(folder) : allReal.subset();
	}

	private void filter() {
		final String label = classes.getSelectedItem();
		final PatchSet ofClass = label.equals(ALL) ? allReal : allReal.ofLabel(label);
		offer(ofClass.subjects());
		final String subject = subjects.getSelectedItem();
		real = subject.equals(ALL) ? ofClass : ofClass.filter(p -> p.subject().equals(subject));
		final PatchSet made = setOf(study.synthetic(fold()));
		synthetic = label.equals(ALL) ? made : made.ofLabel(label);
		atReal = Math.min(atReal, Math.max(0, real.size() - 1));
		atSynthetic = Math.min(atSynthetic, Math.max(0, synthetic.size() - 1));
		draw();
	}

	private void offer(final List<String> names) {
		final String chosen = subjects.getItemCount() == 0 ? ALL : subjects.getSelectedItem();
		subjects.removeAll();
		subjects.add(ALL);
		names.forEach(subjects::add);
		subjects.select(names.contains(chosen) ? chosen : ALL);
	}

	private void step(final int by) {
		if (synthetic.isEmpty()) stepReal(by);
		else {
			atSynthetic = Math.max(0, Math.min(synthetic.size() - 1, atSynthetic + by));
			draw();
		}
	}

	private void stepReal(final int by) {
		atReal = Math.max(0, Math.min(real.size() - 1, atReal + by));
		draw();
	}

	private void toggle() {
		if (synthetic.isEmpty()) return;
		final String id = synthetic.patch(atSynthetic).id();
		final boolean out = !excluded.contains(id);
		say(Curation.set(study, fold(), List.of(id), out));
		if (out) excluded.add(id);
		else
			excluded.remove(id);
		draw();
	}

	private void toggleReal() {
		if (real.isEmpty()) return;
		final String id = real.patch(atReal).id();
		say(Curation.set(study, fold(), List.of(id), !excludedReal.contains(id)));
		read();
	}

	/** The class that is shown, or that of the current image. */
	private void snapshots() {
		final String label = !classes.getSelectedItem().equals(ALL)
				? classes.getSelectedItem()
				: synthetic.isEmpty() ? study.info().positive() : synthetic.patch(atSynthetic).label();
		SnapshotWindow.show(study, fold(), label, this::say);
	}

	private void say(final String outOfDate) {
		state.setText(outOfDate);
		if (!outOfDate.isEmpty()) IJ.log(Menu.BROWSE + ": " + outOfDate);
	}

	private void draw() {
		final List<BufferedImage> images = new ArrayList<>();
		final List<String> names = new ArrayList<>();
		for (int i = 0; i < TITLES.size(); i++) {
			images.add(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY));
			names.add("none");
		}
		if (!real.isEmpty()) put(images, names, 0, real.pixels(atReal), 1, name(real.patch(atReal)));
		if (!synthetic.isEmpty()) drawSynthetic(images, names);
		panes.show(images, names, !synthetic.isEmpty() && excluded.contains(synthetic.patch(atSynthetic).id()),
				isRealOut());
		line.setText(words());
		exclude.setLabel(!synthetic.isEmpty() && excluded.contains(synthetic.patch(atSynthetic).id())
				? "Include (x)"
				: "Exclude (x)");
		exclude.setEnabled(!synthetic.isEmpty());
		excludeReal.setLabel(isRealOut() ? "Include real (r)" : "Exclude real (r)");
		excludeReal.setEnabled(!real.isEmpty());
	}

	private boolean isRealOut() {
		return !real.isEmpty() && excludedReal.contains(real.patch(atReal).id());
	}

	private void drawSynthetic(final List<BufferedImage> images, final List<String> names) {
		final float[] made = synthetic.pixels(atSynthetic);
		final String id = synthetic.patch(atSynthetic).id();
		put(images, names, 1, made, 1, name(synthetic.patch(atSynthetic)));
		final Integer at = refinedAt.get(id);
		if (at != null) {
			final float[] after = refined.pixels(at);
			put(images, names, 2, after, 1, name(refined.patch(at)));
			final float[] difference = new float[after.length];
			for (int i = 0; i < difference.length; i++) difference[i] = after[i] - made[i];
			put(images, names, 3, difference, LARGEST_DIFFERENCE, "black -0.5, white +0.5");
		}
		final int nearest = nearest(made, training);
		if (nearest >= 0) put(images, names, 4, training.pixels(nearest), 1, name(training.patch(nearest)));
	}

	private void put(final List<BufferedImage> images, final List<String> names, final int place, final float[] pixels,
			final float white, final String name) {
		images.set(place, GreyPicture.of(pixels, allReal.width(), allReal.height(), white));
		names.set(place, name);
	}

	/** With its label, where the id does not begin with it, as those of synthetic images do. */
	private static String name(final Patch patch) {
		return patch.id().startsWith(patch.label()) ? patch.id() : patch.id() + " (" + patch.label() + ")";
	}

	private String words() {
		final String ofReal = real.isEmpty()
				? "no real image"
				: "real " + (atReal + 1) + " of " + real.size()
						+ (excludedReal.isEmpty() ? "" : ", " + excludedReal.size() + " of all excluded");
		if (synthetic.isEmpty()) return ofReal + "; no synthetic images in this fold";
		final long out = synthetic.patches().stream().filter(p -> excluded.contains(p.id())).count();
		return "synthetic " + (atSynthetic + 1) + " of " + synthetic.size() + ", " + out + " excluded; " + ofReal;
	}

	/** The index of the image with the smallest mean absolute difference, or -1 if there are no images. */
	static int nearest(final float[] image, final PatchSet among) {
		int best = -1;
		double least = Double.POSITIVE_INFINITY;
		for (int i = 0; i < among.size(); i++) {
			final float[] other = among.pixels(i);
			double sum = 0;
			for (int j = 0; j < image.length && sum < least; j++) sum += Math.abs(image[j] - other[j]);
			if (sum >= least) continue;
			least = sum;
			best = i;
		}
		return best;
	}

	/** The images side by side, below their titles and above their names. */
	private static final class Panes extends Canvas {
		private static final long serialVersionUID = 1L;

		private transient List<BufferedImage> images = List.of();
		private List<String> names = List.of();
		private boolean crossed;
		private boolean crossedReal;

		void show(final List<BufferedImage> now, final List<String> called, final boolean out, final boolean realOut) {
			images = now;
			names = called;
			crossed = out;
			crossedReal = realOut;
			repaint();
		}

		@Override
		public Dimension getPreferredSize() {
			return new Dimension(TITLES.size() * (SIDE + GAP) + GAP, SIDE + 2 * CAPTION + 2 * GAP);
		}

		@Override
		public void update(final Graphics g) {
			paint(g);
		}

		@Override
		public void paint(final Graphics g) {
			final BufferedImage page = new BufferedImage(getWidth(), getHeight(), BufferedImage.TYPE_INT_RGB);
			final Graphics on = page.getGraphics();
			on.setColor(Color.DARK_GRAY);
			on.fillRect(0, 0, getWidth(), getHeight());
			final int side = Math.max(32,
					Math.min((getWidth() - GAP) / TITLES.size() - GAP, getHeight() - 2 * CAPTION - 2 * GAP));
			for (int i = 0; i < images.size(); i++) {
				final int x = GAP + i * (side + GAP);
				on.setColor(Color.WHITE);
				on.drawString(TITLES.get(i), x, CAPTION - 4);
				on.drawImage(images.get(i), x, CAPTION, side, side, null);
				on.setColor(Color.LIGHT_GRAY);
				on.setClip(x, 0, side, getHeight());
				on.drawString(names.get(i), x, CAPTION + side + CAPTION - 4);
				on.setClip(null);
			}
			if (crossedReal) cross(on, GAP, side);
			if (crossed) cross(on, GAP + side + GAP, side);
			g.drawImage(page, 0, 0, null);
		}

		private static void cross(final Graphics on, final int x, final int side) {
			on.setColor(new Color(0xd55e00));
			on.drawLine(x, CAPTION, x + side, CAPTION + side);
			on.drawLine(x + side, CAPTION, x, CAPTION + side);
			on.drawString("excluded", x + 4, CAPTION + 14);
		}
	}
}
