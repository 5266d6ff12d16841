package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cmrgan.data.Window;
import org.junit.jupiter.api.Test;

class WindowsTest {
	private static float[] ramp() {
		final float[] out = new float[101];
		for (int i = 0; i <= 100; i++) out[(37 * i) % 101] = 10 + i;
		return out;
	}

	@Test
	void t1HasOneWindowWhateverTheImage() {
		assertEquals(new Window(0, 2000), Windows.of("t1", ramp()));
	}

	@Test
	void minmaxReachesFromTheLeastToTheGreatest() {
		assertEquals(new Window(10, 110), Windows.of("minmax", ramp()));
	}

	@Test
	void percentileLeavesOneInAHundredOutAtEachEnd() {
		assertEquals(new Window(11, 109), Windows.of("percentile", ramp()));
	}

	@Test
	void percentileKeepsTheFewOtherValuesOfANearlyUniformPatch() {
		final float[] pixels = new float[1000];
		pixels[7] = 5;
		assertEquals(new Window(0, 5), Windows.of("percentile", pixels));
	}
}
