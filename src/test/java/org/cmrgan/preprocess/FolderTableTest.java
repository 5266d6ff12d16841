/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ij.gui.Roi;
import ij.io.RoiEncoder;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders in typical layouts. Files are empty, because only their names matter, except for DICOM. */
class FolderTableTest {
	@TempDir
	Path folder;

	private void touch(final String... names) throws IOException {
		for (final String name : names) {
			Files.createDirectories(folder.resolve(name).getParent());
			Files.write(folder.resolve(name), new byte[0]);
		}
	}

	private FolderTable table(final String... keys) {
		final Map<String, String> given = new HashMap<>(Map.of("input", folder.toString()));
		for (final String key : keys)
			given.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
		return FolderTable.of(FolderConfig.of(given));
	}

	private List<String> lines(final FolderTable table) throws IOException {
		final Path file = folder.resolve("out/table.csv");
		FolderTable.write(table.rows(), file);
		return Files.readAllLines(file);
	}

	@ParameterizedTest
	@CsvSource({ "HCM/P01/scan3.nii.gz,HCM,P01", "HCM/P01_s3.mha,HCM,P01", "HCM/P01.tif,HCM,P01",
			"all/HCM/P01/scan3.dcm,HCM,P01", "P01_HCM_3.png,HCM,P01", "HCM_P01.nii,HCM,P01", "HCM-P01-a.jpg,HCM,P01" })
	void subjectAndLabelAreGuessedFromUsualPaths(final String path, final String label, final String subject)
			throws IOException {
		for (final String other : List.of("HCM", "NOR"))
			for (final String who : List.of("P01", "P02"))
				touch(path.replace("HCM", other).replace("P01", other.equals("HCM") ? who : who.replace("P", "N")));
		final FolderTable table = table();
		assertEquals(4, table.rows().size());
		final FolderTable.Row row = table.rows().stream().filter(r -> r.image().equals(folder.resolve(path)))
				.findFirst().orElseThrow();
		assertEquals(label, row.label());
		assertEquals(subject, row.subject());
		assertTrue(table.notes().get(0).contains("pattern="), table.notes().toString());
	}

	@Test
	void aNumberedFileIsASubjectAndItsCounterIsNone() throws IOException {
		touch("HCM/IMG_001.tif", "HCM/IMG_002.tif", "NOR/IMG_003.tif", "NOR/IMG_004.tif");
		assertEquals(List.of("IMG_001", "IMG_002", "IMG_003", "IMG_004"),
				table().rows().stream().map(FolderTable.Row::subject).collect(Collectors.toList()));
	}

	@Test
	void masksAreFoundBesideBelowAndInParallelFolders() throws IOException {
		touch("images/A/P1.mha", "images/A/P2.nii.gz", "images/B/Q1.tif", "images/B/Q2.png", "images/A/P1_mask.mha",
				"images/A/masks/P2.nii.gz", "masks/B/Q1.png", "images/B/Labels/Q2_seg.png");
		final FolderTable table = table();
		assertEquals(List.of("image,mask,roi,subject,label", "../images/A/P1.mha,../images/A/P1_mask.mha,,P1,A",
				"../images/A/P2.nii.gz,../images/A/masks/P2.nii.gz,,P2,A", "../images/B/Q1.tif,../masks/B/Q1.png,,Q1,B",
				"../images/B/Q2.png,../images/B/Labels/Q2_seg.png,,Q2,B"), lines(table));
	}

	@Test
	void roisAreFoundAloneAndInAZip() throws IOException {
		touch("A/P1.tif", "A/P2.tif", "A/P3.tif", "B/Q1.tif", "B/Q2.tif");
		Files.write(folder.resolve("A/P1.roi"), RoiEncoder.saveAsByteArray(new Roi(3, 4, 20, 10)));
		for (int n = 1; n <= 2; n++)
			try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("B/Q" + n + ".zip")))) {
				for (int i = 0; i < n; i++) {
					zip.putNextEntry(new ZipEntry(i + ".roi"));
					zip.write(RoiEncoder.saveAsByteArray(new Roi(5, 6, 30, 40)));
				}
			}
		final FolderTable table = table();
		assertEquals(List.of("image,mask,roi,subject,label", "../A/P1.tif,,../A/P1.roi,P1,A",
				"../B/Q1.tif,,\"5.0,6.0,30.0,40.0\",Q1,B"), lines(table));
		assertTrue(table.notes().stream().anyMatch(n -> n.contains("Q2.zip contains several ROIs")),
				table.notes() + "");
	}

	@Test
	void aFolderOfDicomIsOneImage() throws IOException {
		final byte[] dicom = new byte[200];
		System.arraycopy("DICM".getBytes(), 0, dicom, 128, 4);
		for (final String who : List.of("A/P1", "A/P2", "B/Q1", "B/Q2")) {
			touch(who + "/t1map/IM1", who + "/t1map/IM2", who + "/t1map_mask.nii.gz");
			Files.write(folder.resolve(who + "/t1map/IM1"), dicom);
			Files.write(folder.resolve(who + "/t1map/IM2"), dicom);
		}
		assertEquals("../A/P1/t1map,../A/P1/t1map_mask.nii.gz,,P1,A", lines(table()).get(1));
		assertEquals(4, table().rows().size());
	}

	@Test
	void aSeriesOfOneSliceHasItsMaskBesideItsFolder() throws IOException {
		final byte[] dicom = new byte[200];
		System.arraycopy("DICM".getBytes(), 0, dicom, 128, 4);
		for (final String who : List.of("A/P1", "A/P2", "B/Q1", "B/Q2")) {
			touch(who + "/t1map/IM1", who + "/t1map_mask.nii.gz");
			Files.write(folder.resolve(who + "/t1map/IM1"), dicom);
		}
		Files.move(folder.resolve("B/Q2/t1map_mask.nii.gz"), folder.resolve("B/Q2/t1map.roi"));
		assertEquals("../A/P1/t1map,../A/P1/t1map_mask.nii.gz,,P1,A", lines(table()).get(1));
		assertEquals("../B/Q2/t1map,,../B/Q2/t1map.roi,Q2,B", lines(table()).get(4));
	}

	@Test
	void aPatternAndLabelsTellWhatNoGuessCan() throws IOException {
		touch("x/01-HCM.mha", "x/02-HCM.mha", "x/03-DCM.mha", "x/04-NOR.mha", "x/05-NOR.mha", "x/06-RV.mha",
				"x/readme.mha");
		final FolderTable table = table("pattern=x/{subject}-{label}", "labels=HCM:patient, DCM:patient, NOR:normal");
		assertEquals(List.of("01 patient", "02 patient", "03 patient", "04 normal", "05 normal"),
				table.rows().stream().map(r -> r.subject() + " " + r.label()).collect(Collectors.toList()));
		assertEquals(2, table.notes().size(), table.notes() + "");
		assertTrue(table.notes().get(0).startsWith("1 of 7 images do not match"), table.notes() + "");
		assertTrue(table.notes().get(1).startsWith("Images of the labels RV were left out"), table.notes() + "");
		final String refused = assertThrows(UserError.class, () -> table("pattern=x/{subject}-{label}")).getMessage();
		assertTrue(refused.contains("4 labels (DCM, HCM, NOR, RV)"), refused);
	}

	@Test
	void masksAreWhereTheUserSays() throws IOException {
		touch("A/P1.mha", "A/P2.mha", "B/Q1.mha", "B/Q2.mha", "A/out/P1-heart.nii", "B/out/Q2-heart.nii");
		assertEquals(List.of("image,mask,roi,subject,label", "../A/P1.mha,../A/out/P1-heart.nii,,P1,A",
				"../B/Q2.mha,../B/out/Q2-heart.nii,,Q2,B"), lines(table("masks=out/{name}-heart")));
	}

	@Test
	void whatCannotBeToldIsSaid() throws IOException {
		assertTrue(refused().contains("There is no image in"), refused());
		touch("one.mha", "two.mha");
		assertTrue(refused().contains("do not show two labels"), refused());
		touch("A/P1/a.mha", "B/P1/a.mha");
		assertTrue(refused("pattern={label}/{subject}/*").contains("Subject P1"),
				refused("pattern={label}/{subject}/*"));
		assertTrue(refused("pattern={label}").contains("has no {subject}"), refused("pattern={label}"));
	}

	private String refused(final String... keys) {
		return assertThrows(UserError.class, () -> table(keys)).getMessage();
	}
}
