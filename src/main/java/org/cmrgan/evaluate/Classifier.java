package org.cmrgan.evaluate;

import java.util.Arrays;
import java.util.List;

import org.cmrgan.nn.Architecture;
import org.cmrgan.nn.Networks;
import org.cmrgan.nn.PublishedNames;
import org.cmrgan.run.UserError;

/** A classifier of the experiment. */
public enum Classifier {
	/** He et al. 2016, CVPR. */
	RESNET50("resnet50", "ResNet-50"),
	/** Chollet 2017, CVPR. */
	XCEPTION("xception", "Xception");

	private final String key;
	private final String title;

	Classifier(final String key, final String title) {
		this.key = key;
		this.title = title;
	}

	/** @param key as in macros and predictions.csv */
	public static Classifier of(final String key) {
		return Arrays.stream(values()).filter(c -> c.key.equals(key)).findFirst()
				.orElseThrow(() -> UserError.of("There is no classifier %s: give some of %s.", key,
						String.join(", ", keys())));
	}

	static String[] keys() {
		return Arrays.stream(values()).map(Classifier::key).toArray(String[]::new);
	}

	/**
	 * The network.
	 *
	 * @param capacity share of the published channels
	 * @param size pixels a side of the images
	 */
	public Architecture network(final double capacity, final int size) {
		return this == RESNET50 ? Networks.resNet50(capacity, 2, size) : Networks.xception(capacity, 2, size);
	}

	/** What published files of weights call its operations. */
	List<String> publishedNames() {
		return this == RESNET50 ? PublishedNames.resNet50() : PublishedNames.xception();
	}

	/** Its name in macros and files. */
	public String key() {
		return key;
	}

	/** Its name in tables. */
	public String title() {
		return title;
	}
}
