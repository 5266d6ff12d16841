/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.cmrgan.run.Refusal;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositiveLabelTest {
	private static String of(final String a, final String b) {
		final String label = PositiveLabel.of(List.of(a, b), "auto", "t.csv").label();
		assertEquals(label, PositiveLabel.of(List.of(b, a), "auto", "t.csv").label(), "whatever their order");
		return label;
	}

	/** The label of the disease comes first. */
	@ParameterizedTest
	@CsvSource({ "positive,negative", "Pos,Neg", "patient,control", "Patients,Healthy Controls", "diseased,healthy",
			"Abnormal,Normal", "case,control", "cases,controls", "yes,no", "TRUE,FALSE", "1,0", "Y,N", "HCM,NOR",
			"DCM,healthy", "MINF,normal", "amyloidosis,HC", "patient,x", "x,control", "malignant,benign", "ill,well",
			"disease,no disease", "fibrosis,no fibrosis", "scar,without scar", "diseased,non-diseased", "+,-",
			"HCM patients,volunteers", "myocarditis,0", "1.0,0.0", "present,absent", "disease,scar-free normal" })
	void wordsDecide(final String ill, final String other) {
		assertEquals(ill, of(ill, other));
	}

	@ParameterizedTest
	@CsvSource({ "HCM,DCM", "a,b", "1,2", "M,F", "patient,diseased", "normal,control", "mild disease,severe disease",
			"n,p", "group 1,group 2", "abnormal normal,x", "T,F", "disease-free,HCM" })
	void elseItIsAskedFor(final String a, final String b) {
		final String message = assertThrows(UserError.class, () -> PositiveLabel.of(List.of(a, b), "auto", "t.csv"))
				.getMessage();
		assertTrue(message.startsWith("The labels " + a + " and " + b + " in t.csv "), message);
		assertTrue(message.contains(": give positive="), message);
	}

	@Test
	void whatIsGivenCounts() {
		assertEquals("normal", PositiveLabel.of(List.of("normal", "patient"), "NORMAL", "t.csv").label());
		Refusal.naming(() -> PositiveLabel.of(List.of("x", "y"), "z", "t.csv"), "positive=z", "t.csv", "x or y");
		assertEquals("The positive class is HCM, because healthy means healthy; the negative class is healthy.",
				PositiveLabel.of(List.of("HCM", "healthy"), "auto", "t.csv").sentence());
	}
}
