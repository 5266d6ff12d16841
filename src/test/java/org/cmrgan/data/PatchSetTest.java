/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

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
		assertTrue(message.contains("index.csv gives the id x "), message);
	}

	/** A set of which each image says which it is. */
	private PatchSet shades() {
		final Patch[] rows = new Patch[12];
		for (int i = 0; i < rows.length; i++)
			rows[i] = new Patch("i" + i, "s" + i, i % 2 == 0 ? "a" : "b", 1 + i / 6, Map.of("source", i + ".mha"));
		return PatchSet.onDemand(2, 2, 1, List.of(rows), i -> new float[] { i, i, i, i });
	}

	@Test
	void someOfMany() {
		final PatchSet some = shades().spread(5);
		assertEquals(5, some.size());
		final int[] places = { 0, 2, 4, 7, 9 };
		for (int i = 0; i < 5; i++) assertEquals("i" + places[i], some.patch(i).id());
		assertEquals(12, shades().spread(12).size());
	}

	private void edit(final UnaryOperator<List<String>> edit) throws IOException {
		shades().write(folder);
		final Path index = folder.resolve("index.csv");
		Files.write(index, edit.apply(new ArrayList<>(Files.readAllLines(index))));
	}

	@Test
	void aSortedIndexIsReadInTheOrderOfItsSlices() throws IOException {
		edit(lines -> {
			lines.subList(1, lines.size()).sort(Comparator.comparing(l -> l.split(",")[3]));
			lines.add("");
			return lines;
		});
		final PatchSet read = PatchSet.read(folder);
		assertEquals(shades().patches(), read.patches());
		assertEquals(shades().contentHash(), read.contentHash());
	}

	@Test
	void anIndexThatASpreadsheetSavedIsRead() throws IOException {
		edit(lines -> {
			lines.replaceAll(l -> l.replace(',', ';'));
			lines.set(0, "\ufeff" + lines.get(0).toUpperCase(Locale.ROOT));
			return lines;
		});
		assertEquals(shades().patches(), PatchSet.read(folder).patches());
	}

	@Test
	void damagesOfAnIndexAreNamedWithTheirLine() throws IOException {
		damaged("line 5 has fewer cells", lines -> replaced(lines, 4, "4,i3,s3"));
		damaged("lists slice 3 twice, on index.csv line 4 and on index.csv line 5",
				lines -> replaced(lines, 4, "3,i3,s3,b,1,3"));
		damaged("has no line for slice 4, although it has one for slice 5", lines -> {
			lines.remove(4);
			return lines;
		});
		damaged("line 5: slice x is not a whole number", lines -> replaced(lines, 4, "x,i3,s3,b,1,3"));
		damaged("line 5: fold (an empty cell) is not a whole number", lines -> replaced(lines, 4, "4,i3,s3,b,,3"));
		damaged("line 5 has no label", lines -> replaced(lines, 4, "4,i3,s3,,1,3"));
		damaged("has no column label", lines -> replaced(lines, 0, "slice,id,subject,class,fold,source"));
		damaged("has 11 rows but images.mha has 12 slices", lines -> lines.subList(0, 12));
		damaged("is empty", lines -> List.of());
	}

	private void damaged(final String words, final UnaryOperator<List<String>> edit) throws IOException {
		edit(edit);
		final String message = assertThrows(UserError.class, () -> PatchSet.read(folder)).getMessage();
		assertTrue(message.contains(words), message);
	}

	private static List<String> replaced(final List<String> lines, final int at, final String line) {
		lines.set(at, line);
		return lines;
	}
}
