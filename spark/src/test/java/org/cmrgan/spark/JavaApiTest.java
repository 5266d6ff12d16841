/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A jar that names a Scala type runs only on builds of Spark for one Scala version. */
class JavaApiTest {
	@Test
	void noTypeOfScalaIsNamed() {
		noClasses().should().dependOnClassesThat().resideInAPackage("scala..").check(new ClassFileImporter()
				.withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.cmrgan.spark"));
	}
}
