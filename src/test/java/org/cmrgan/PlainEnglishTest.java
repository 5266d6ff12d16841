/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * Messages and descriptions of keys use the term of the field instead of a circumlocution; CONTRIBUTING has the rules.
 */
class PlainEnglishTest {
	/** Circumlocutions, each with the words to use. */
	private static final List<String[]> INSTEAD = List.of(new String[] { "no sure difference", "not significant" },
			new String[] { "shown to be (better|worse)", "significantly better or worse" },
			new String[] { "(is|are) no numbers?\\b", "is NaN or infinite, or is not a number" },
			new String[] { "no longer a number", "became NaN or infinite" },
			new String[] { "will not do\\b", "is not valid" }, new String[] { "way back through", "backward pass" },
			new String[] { "how far apart its pixels", "pixel spacing" },
			new String[] { "distance of (a patch's|the) pixels", "pixel spacing" },
			new String[] { "\\bgo(es)? on (with|from|after|without)\\b", "continue" },
			new String[] { "\\banew\\b(?!=)", "again, or recompute" },
			new String[] { "is (told|said) (at once|of)", "name who does it" },
			new String[] { "label of the ill\\b|the ill one", "the diseased class" },
			new String[] { "\\bno (class|label|unit|refiner|stack|path|regular file|file name) of\\b", "not a … of" },
			new String[] { "is no (class|unit|refiner|stack|path|regular|file name|label|length)\\b", "is not a …" },
			new String[] { "is none of\\b", "is not one of" }, new String[] { "what came of\\b", "the results of" },
			new String[] { "take it as it is|taken as (it is|they are)", "kept or used as it is" },
			new String[] { "\\bleast value\\b|\\bgreatest value\\b", "minimum, maximum" },
			new String[] { "stands in \\[", "is enclosed in [" },
			new String[] { "list with commas", "comma-separated list" },
			new String[] { "values? that (are|is) not numbers", "NaN or infinite values" },
			new String[] { "\\bmend\\b", "correct" }, new String[] { "\\bhearts?' wall|heart's wall", "myocardium" },
			new String[] { "slope below 0", "negative slope" }, new String[] { "\\bleans on\\b", "is biased towards" },
			new String[] { "to begin anew|begins? at random", "start again, random initialisation" },
			new String[] { "(?<![Tt]here )\\bis no (?!longer|closer)|(?<![Tt]here )\\bare no (?!longer)",
					"is not a …" },
			new String[] { "\\bin place of\\b", "instead of" }, new String[] { "\\bcut short\\b", "interrupted" },
			new String[] { "\\b(folder|file|run|name) of its own\\b", "a separate …" },
			new String[] { "\\bmade (images?|sets?)\\b", "synthetic image, synthetic set" },
			new String[] { "\\b(every|any|no|some)body\\b", "every, any or no user, or the actor" },
			new String[] { "\\bought to\\b", "should" }, new String[] { "\\blest\\b", "so that … not" },
			new String[] { "\\bheld against\\b", "compared with" },
			new String[] { "to the byte|to the bit", "identical" },
			new String[] { "\\b(take|takes|taken) in again|(Leave|Take) (real )?(in|out) \\(", "exclude, include" },
			new String[] { "\\blooked for\\b", "searched for" },
			new String[] { "\\bgive(s|n)? .* back\\b", "reproduce" },
			new String[] { "\\b(what|that) (lies|is) (outside|beside)", "values outside" },
			new String[] { "\\bnaming the more frequent", "predicting the more frequent" },
			new String[] { "\\bnothing (is known|follows)\\b", "say what is not known" });

	/** A string, whose text is group 1, or a character or comment, so that quotes in these do not start a string. */
	private static final Pattern TOKEN = Pattern
			.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'|/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

	@Test
	void messagesAndKeysHoldNoCircumlocution() throws IOException {
		final List<String> found = new ArrayList<>();
		try (Stream<Path> walk = Files.walk(Paths.get("src/main/java"))) {
			for (final Path source : walk.filter(path -> path.toString().endsWith(".java"))
					.collect(Collectors.toList()))
				for (final String complaint : complaints(Files.readString(source)))
					found.add(source.getFileName() + ": " + complaint);
		}
		assertEquals(List.of(), found);
	}

	@Test
	void aCircumlocutionIsFoundInATextAndNotInAComment() {
		assertEquals(List.of("\"%s is no class of this study.\": write not a … of"), complaints(
				"/** What will not do. */\n// no sure difference\nerror(\"%s is no class of this study.\");"));
	}

	private static List<String> complaints(final String source) {
		final List<String> out = new ArrayList<>();
		final Matcher token = TOKEN.matcher(source);
		while (token.find()) {
			final String text = token.group(1);
			if (text == null || !text.contains(" ")) continue;
			for (final String[] pair : INSTEAD) if (Pattern.compile(pair[0]).matcher(text).find()) {
				out.add("\"" + text + "\": write " + pair[1]);
				break;
			}
		}
		return out;
	}
}
