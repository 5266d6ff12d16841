package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchSetTest {
	@TempDir
	Path folder;

	private static PatchSet set(final String... ids) {
		final Patch[] rows = new Patch[ids.length];
		for (int i = 0; i < ids.length; i++) rows[i] = new Patch(ids[i], "s" + i, "a", 1, Map.of());
		return PatchSet.onDemand(2, 2, 1, List.of(rows), i -> new float[4]);
	}

	@Test
	void anIdIsOfOnePatch() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> set("x", "y", "x")).getMessage().contains("x"));
		assertThrows(IllegalArgumentException.class, () -> set("x", "y").plus(set("z", "y")));
		assertEquals(3, set("x", "y").plus(set("z")).size());
	}

	@Test
	void anIndexThatGivesAnIdTwiceIsNamed() throws IOException {
		set("x", "y").write(folder);
		final Path index = folder.resolve("index.csv");
		Files.writeString(index, Files.readString(index).replace(",y,", ",x,"));
		final String message = assertThrows(UserError.class, () -> PatchSet.read(folder)).getMessage();
		assertTrue(message.contains("index.csv gives the id x to two images"), message);
	}
}
