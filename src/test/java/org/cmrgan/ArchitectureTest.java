/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javassist.bytecode.BadBytecode;
import javassist.bytecode.ClassFile;
import javassist.bytecode.CodeIterator;
import javassist.bytecode.MethodInfo;
import javassist.bytecode.Opcode;

import org.cmrgan.pipeline.Study;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The directions in which packages may import each other, and calls that are forbidden everywhere. */
@Tag("long")
class ArchitectureTest {
	private static final String BASE = "org.cmrgan.";

	/** A package may use those of the lines below its own, but not those on its line. */
	private static final List<List<String>> LINES = List.of(List.of("command"), List.of("ui"), List.of("pipeline"),
			List.of("report"), List.of("preprocess", "egan", "simgan", "evaluate", "quality", "phantom", "exchange"),
			List.of("metrics"), List.of("train"), List.of("nn"), List.of("data"), List.of("io"), List.of("run"));

	private static final JavaClasses SUITE = new ClassFileImporter()
			.withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.cmrgan");

	@Test
	void importsPointDownOnly() {
		for (int line = 0; line < LINES.size(); line++) for (final String from : LINES.get(line)) {
			final List<String> forbidden = new ArrayList<>();
			for (int above = 0; above <= line; above++)
				for (final String to : LINES.get(above)) if (!to.equals(from)) forbidden.add(BASE + to + "..");
			if (!forbidden.isEmpty())
				noClasses().that().resideInAPackage(BASE + from + "..").should().dependOnClassesThat()
						.resideInAnyPackage(forbidden.toArray(new String[0])).allowEmptyShould(true).check(SUITE);
		}
	}

	/** The subpackages that train networks, run them fast, describe them, and contain their operations. */
	@Test
	void networksAreInLayers() {
		final List<String> layers = List.of(BASE + "nn", BASE + "nn.onnx", BASE + "nn.onednn", BASE + "nn.graph",
				BASE + "nn.operation");
		for (int i = 1; i < layers.size(); i++)
			noClasses().that().resideInAPackage(layers.get(i)).should().dependOnClassesThat()
					.resideInAnyPackage(layers.subList(0, i).toArray(new String[0])).check(SUITE);
	}

	/** Classes that need each other can be neither understood nor changed alone. */
	@Test
	void noTwoClassesOfAPackageNeedEachOther() {
		final Set<String> packages = new TreeSet<>();
		for (final JavaClass type : SUITE) packages.add(type.getPackageName());
		for (final String name : packages)
			slices().assignedFrom(classesOf(name)).should().beFreeOfCycles().check(SUITE);
	}

	/** Each class that is not nested is a slice. */
	private static SliceAssignment classesOf(final String name) {
		return new SliceAssignment() {
			@Override
			public SliceIdentifier getIdentifierOf(final JavaClass type) {
				if (!type.getPackageName().equals(name)) return SliceIdentifier.ignore();
				JavaClass outer = type;
				while (outer.getEnclosingClass().isPresent()) outer = outer.getEnclosingClass().get();
				return SliceIdentifier.of(outer.getSimpleName());
			}

			@Override
			public String getDescription() {
				return "the classes of " + name;
			}
		};
	}

	@Test
	void everyPackageHasItsLine() {
		final Set<String> packages = new TreeSet<>();
		for (final JavaClass type : SUITE)
			packages.add(type.getPackageName().substring(BASE.length()).replaceAll("\\..*", ""));
		LINES.forEach(packages::removeAll);
		assertEquals(Set.of(), packages);
	}

	@Test
	void algorithmsKnowNoWindowsAndNoCommands() {
		noClasses().that().resideOutsideOfPackages(BASE + "command..", BASE + "ui..").should().dependOnClassesThat()
				.resideInAnyPackage("ij.gui..", "ij.plugin.frame..", "javax.swing..", "java.awt.event..",
						"org.scijava.command..", "org.scijava.ui..", "org.scijava.widget..", "org.scijava.module..")
				.because("algorithms run without windows and without SciJava").check(SUITE);
		noClasses().that().resideOutsideOfPackages(BASE + "command..", BASE + "ui..").should().dependOnClassesThat()
				.areAssignableTo(java.awt.Component.class).check(SUITE);
	}

	@Test
	void onlyNetworksStagesAndTheirTensorsKnowDeeplearning4j() {
		noClasses().that()
				.resideInAnyPackage(BASE + "command..", BASE + "ui..", BASE + "io..", BASE + "run..", BASE + "report..",
						BASE + "phantom..", BASE + "preprocess..")
				.should().dependOnClassesThat()
				.resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..").check(SUITE);
	}

	/**
	 * Java's deserialisation, and everything in the libraries that leads to it or trusts the header of a file in native
	 * code.
	 */
	@Test
	void noFileThatIsReadCanMakeObjects() {
		noClasses().should().dependOnClassesThat()
				.haveNameMatching("java\\.io\\.Object(In|Out)putStream|java\\.beans\\.XML.*|java\\.rmi\\..*"
						+ "|javax\\.script\\..*|.*\\.ModelSerializer|.*\\.ModelGuesser|.*\\.SerializationUtils"
						+ "|.*\\.NormalizerSerializer|.*\\.NDArraySerializer|org\\.nd4j\\.autodiff\\..*")
				.because("a file of somebody else's must not run code").check(SUITE);
		noClasses().should().callMethodWhere(target(nameMatching(
				"read|readBinary|readNumpy|readTxt|readTxtString|load|fromByteArray|createFromNpy.*|createNpy.*"))
				.and(target(owner(assignableTo(Nd4j.class)))))
				.because("ND4J's readers hand a header to native code unchecked: see ArrayStream").check(SUITE);
		noClasses().should()
				.callMethodWhere(target(nameMatching("load|fromJson|fromYaml"))
						.and(target(owner(resideInAPackage("org.deeplearning4j..")))))
				.because("Deeplearning4j makes objects of the classes that a file names: see ModelConfiguration")
				.check(SUITE);
	}

	/**
	 * A job hands on the settings and the study that it has checked. Those that read settings from text have no other
	 * settings, hand them to several stages, or measure presets.
	 */
	@Test
	void aJobReadsItsSettingsAndItsStudyOnce() {
		noClasses().that().resideInAPackage(BASE + "pipeline..").and().haveNameMatching(".*Job(\\$.*)?").and()
				.haveNameNotMatching(".*\\.(FullPipeline|BackendReport|MakePhantom|NewStudy)Job(\\$.*)?").should()
				.callMethodWhere(target(name("of")).and(target(owner(nameMatching("org\\.cmrgan\\..*Config"))))
						.and(target(rawParameterTypes(Map.class))))
				.check(SUITE);
		noClasses().that().haveNameNotMatching(
				".*\\.(OpenStudyJob|StudyJob|PreprocessJob|ExportModelJob|StackStudy|Study|StudyChoices|TimeEstimate)(\\$.*)?")
				.should().callMethod(Study.class, "open", Path.class).check(SUITE);
	}

	@Test
	void nothingIsPrintedPastTheLog() {
		noClasses().should().accessField(System.class, "out").check(SUITE);
		noClasses().that().resideOutsideOfPackage(BASE + "ui..").should().accessField(System.class, "err").check(SUITE);
		noClasses().should().callMethodWhere(target(name("printStackTrace"))).check(SUITE);
	}

	@Test
	void nothingIsSpeltAsTheCountryDoes() {
		noClasses().should().callMethod(String.class, "format", String.class, Object[].class).orShould()
				.callMethod(Formatter.class, "format", String.class, Object[].class).orShould()
				.callMethod(String.class, "toLowerCase").orShould().callMethod(String.class, "toUpperCase")
				.because(
						"files, identifiers and messages have the same digits and letters everywhere: give Locale.ROOT")
				.check(SUITE);
	}

	@Test
	void nothingStaticChanges() {
		// ND4J itself is set up once for the whole process, and only there.
		noFields().that().areStatic().and().areNotDeclaredIn("org.cmrgan.nn.Backend").should().notBeFinal()
				.check(SUITE);
	}

	/** Callers get an Optional or an empty list instead. Deeplearning4j and oneDNN expect null for "none". */
	@Test
	void nothingReturnsNull() throws IOException, BadBytecode {
		final Set<String> found = new TreeSet<>();
		for (final JavaClass type : SUITE) {
			if (type.getName().equals(BASE + "nn.ArchitectureLayer")
					|| type.getPackageName().equals(BASE + "nn.onednn"))
				continue;
			try (DataInputStream in = new DataInputStream(
					type.getSource().orElseThrow().getUri().toURL().openStream())) {
				for (final MethodInfo method : new ClassFile(in).getMethods())
					if (method.getCodeAttribute() != null && returnsNull(method.getCodeAttribute().iterator()))
						found.add(type.getName() + "." + method.getName());
			}
		}
		assertEquals(Set.of(), found);
	}

	/** True if null is pushed on the stack and returned, perhaps after a jump of a conditional expression. */
	private static boolean returnsNull(final CodeIterator code) throws BadBytecode {
		while (code.hasNext()) {
			if (code.byteAt(code.next()) != Opcode.ACONST_NULL) continue;
			int at = code.lookAhead();
			while (code.byteAt(at) == Opcode.CHECKCAST || code.byteAt(at) == Opcode.GOTO)
				at += code.byteAt(at) == Opcode.GOTO ? code.s16bitAt(at + 1) : 3;
			if (code.byteAt(at) == Opcode.ARETURN) return true;
		}
		return false;
	}
}
