package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
	private static final Window STORED = new Window(-256, 256);

	@TempDir
	Path folder;

	@Test
	void everyFoldSeesTheRealImagesThroughItsOwnWindow() {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			rows.add(STORED.noteIn(new Patch("i" + i, "s" + i, i % 2 == 0 ? "a" : "b", 1 + i / 2, Map.of())));
			pixels.add(new float[] { STORED.toUnit(100), STORED.toUnit(150), STORED.toUnit(200), STORED.toUnit(0) });
		}
		final List<Window> windows = List.of(new Window(0, 200), new Window(100, 200), new Window(100, 150));
		Study.create(folder,
				new StudyInfo(List.of("a", "b"), "a", 2, 1.2, "percentile", Optional.empty(), windows, 2, 1,
						"table", "hash", Map.of()),
				new PatchSet(2, 2, 1.2, rows, pixels));
		final Study study = Study.open(folder);
		assertArrayEquals(new float[] { 0, 0.5f, 1, -1 }, study.real().pixels(3));
		assertArrayEquals(new float[] { -1, 0, 1, -1 }, study.real(1).pixels(3));
		assertArrayEquals(new float[] { -1, 1, 1, -1 }, study.real(2).pixels(3));
		assertEquals(Optional.of(windows.get(2)), Window.of(study.real(2).patch(3)));
		assertEquals(Optional.of(windows.get(1)), study.info().window(1));
		assertEquals(Optional.empty(), study.info().window());
		assertEquals(2, study.foldOf(folder.resolve("fold-2/simgan/model.zip")));
		assertEquals(0, study.foldOf(folder.resolve("other/model.zip")));
	}
}
