package org.cmrgan.evaluate;

import java.util.Locale;

/** How a training went on the images that it was shown, augmented and with dropout: one point for every few steps. Immutable. */
public final class Curve {
	/** Steps that a point is the mean of. */
	static final int STRIDE = 10;
	/** A network that was not trained in steps. */
	static final Curve NONE = new Curve("");

	private final String csv;

	private Curve(final String csv) {
		this.csv = csv;
	}

	/** Collects the points of a curve. */
	static final class Builder {
		private final StringBuilder csv = new StringBuilder("step,loss,accuracy,rate\n");
		private int steps;
		private int first;
		private double loss;
		private double right;
		private double shown;

		/**
		 * @param loss of a step
		 * @param right images of its batch that were given their label
		 * @param shown images of its batch
		 * @param rate learning rate of the step
		 */
		void step(final double loss, final int right, final int shown, final double rate) {
			steps++;
			this.loss += loss;
			this.right += right;
			this.shown += shown;
			if (steps - first < STRIDE) return;
			csv.append(String.format(Locale.ROOT, "%d,%.6f,%.6f,%.6g%n", steps, this.loss / (steps - first),
					this.right / this.shown, rate).replace("\r", ""));
			first = steps;
			this.loss = 0;
			this.right = 0;
			this.shown = 0;
		}

		Curve build() {
			return new Curve(csv.toString());
		}
	}

	boolean isEmpty() {
		return csv.isEmpty();
	}

	/** Columns step, loss, accuracy, rate. */
	String csv() {
		return csv;
	}
}
