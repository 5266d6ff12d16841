/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The classes of phantoms overlap as real ones do: Fontana 2014 found 0.84 for neighbouring groups. */
@Tag("slow")
class ClassOverlapTest {
	@Test
	void meanMyocardialT1AloneSeparatesTheClassesHalfWayOnly() {
		for (final String slices : List.of("1", "3")) {
			final PhantomConfig config = PhantomConfig
					.of(Map.of("output", "unused", "subjects", "400", "slices", slices));
			final List<Disease> diseases = Phantoms.diseases(config);
			final int each = config.slices();
			final double[] means = IntStream.range(0, 400).parallel()
					.mapToDouble(i -> Phantoms.simulate(config, diseases, i * each + each / 2).meanT1()).toArray();
			final double auc = auc(means, diseases);
			assertTrue(auc >= 0.75 && auc <= 0.90, "AUC " + auc);
		}
	}

	private static double auc(final double[] values, final List<Disease> diseases) {
		double wins = 0;
		int pairs = 0;
		for (int i = 0; i < values.length; i++) {
			if (diseases.get(i) == Disease.NONE) continue;
			for (int j = 0; j < values.length; j++) {
				if (diseases.get(j) != Disease.NONE) continue;
				pairs++;
				wins += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
			}
		}
		return wins / pairs;
	}
}
