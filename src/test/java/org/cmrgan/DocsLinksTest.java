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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every link between the pages leads to a file and a heading that exist, and every page can be reached. */
class DocsLinksTest {
	private static final Path PROJECT = Paths.get("");
	private static final Path INDEX = Paths.get("docs/README.md");
	/** Not counting tables, pictures and code. */
	private static final int LONGEST = 120;
	private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
	private static final Pattern MENTION = Pattern.compile("\\bdocs/(?:README|[a-z][\\w./-]*\\w)\\.(?:md|png)\\b");
	private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?) *#*$");
	private static final Set<String> SOURCES = Set.of("java", "html", "ijm", "groovy", "py", "xml", "md", "cff",
			"json");

	@Test
	void everyLinkLeadsToAFileAndAHeading() throws IOException {
		final List<String> broken = new ArrayList<>();
		for (final Path page : pages(PROJECT)) broken.addAll(brokenLinks(page));
		assertEquals(List.of(), broken);
	}

	@Test
	void everyPathNamedInASourceExists() throws IOException {
		final List<String> broken = new ArrayList<>();
		final List<Path> sources = files(Paths.get("src"));
		sources.addAll(files(Paths.get("macros")));
		sources.addAll(pages(PROJECT));
		sources.add(Paths.get("pom.xml"));
		for (final Path source : sources) {
			if (!SOURCES.contains(extension(source))) continue;
			final Matcher mention = MENTION.matcher(Files.readString(source));
			while (mention.find())
				if (!Files.exists(Paths.get(mention.group()))) broken.add(source + ": " + mention.group());
		}
		assertEquals(List.of(), broken);
	}

	@Test
	void everyPageAndPictureCanBeReachedFromTheIndex() throws IOException {
		final Set<Path> seen = new HashSet<>(Set.of(INDEX));
		final Deque<Path> waiting = new ArrayDeque<>(seen);
		while (!waiting.isEmpty()) {
			final Path page = waiting.remove();
			for (final String link : links(page)) {
				final Path target = target(page, link);
				if (Files.isRegularFile(target) && seen.add(target) && extension(target).equals("md"))
					waiting.add(target);
			}
		}
		final Set<Path> lost = new TreeSet<>(files(Paths.get("docs")));
		lost.removeAll(seen);
		assertEquals(Set.of(), lost, "not linked from " + INDEX + " or a page that it leads to");
	}

	@Test
	void linesHaveAtMost120Characters() throws IOException {
		final List<String> longer = new ArrayList<>();
		for (final Path page : pages(PROJECT)) {
			if (page.startsWith(".github")) continue;
			for (final String line : withoutCode(page).split("\n"))
				if (line.length() > LONGEST && !line.matches("(\\s*\\||\\s*!\\[|    |`).*"))
					longer.add(page + ": " + line);
		}
		assertEquals(List.of(), longer);
	}

	@Test
	void aWrongFileAndAWrongHeadingAreFound(@TempDir final Path folder) throws IOException {
		final Path page = Files.writeString(folder.resolve("page.md"), "# A `key`, and its *default*\n"
				+ "[a](#a-key-and-its-default) [b](#another) [c](missing.md) [d](page.md#a-key-and-its-default)\n"
				+ "```\n[e](missing-in-code.md)\n```\n[f](https://example.org) `[g](missing-in-code.md)`\n");
		assertEquals(List.of(page + ": #another", page + ": missing.md"), brokenLinks(page));
	}

	private static List<String> brokenLinks(final Path page) throws IOException {
		final List<String> broken = new ArrayList<>();
		for (final String link : links(page)) {
			final int hash = link.indexOf('#');
			final Path target = target(page, link);
			if (!Files.exists(target) || hash >= 0 && !headings(target).contains(link.substring(hash + 1)))
				broken.add(page + ": " + link);
		}
		return broken;
	}

	private static Path target(final Path page, final String link) {
		final String path = link.replaceFirst("#.*", "");
		if (path.isEmpty()) return page;
		final Path folder = page.getParent();
		return (folder == null ? Paths.get(path) : folder.resolve(path)).normalize();
	}

	private static List<String> links(final Path page) throws IOException {
		final List<String> links = new ArrayList<>();
		final Matcher link = LINK.matcher(withoutCode(page).replaceAll("`[^`\n]*`", ""));
		while (link.find()) if (!link.group(1).matches("(https?|mailto):.*")) links.add(link.group(1));
		return links;
	}

	/** The anchors that GitHub gives to a page's headings. */
	private static Set<String> headings(final Path page) throws IOException {
		final Set<String> anchors = new HashSet<>();
		final Map<String, Integer> times = new HashMap<>();
		for (final String line : withoutCode(page).split("\n")) {
			final Matcher heading = HEADING.matcher(line);
			if (!heading.matches()) continue;
			final String anchor = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
					.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
			final int before = times.merge(anchor, 1, Integer::sum) - 1;
			anchors.add(before == 0 ? anchor : anchor + "-" + before);
		}
		return anchors;
	}

	private static String withoutCode(final Path page) throws IOException {
		return Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```", "");
	}

	/** The pages written by hand: those of the project's own folder, docs, .github and sample-data. */
	private static List<Path> pages(final Path project) throws IOException {
		final List<Path> pages = new ArrayList<>();
		try (Stream<Path> top = Files.list(project.toAbsolutePath())) {
			top.filter(Files::isRegularFile).map(path -> project.resolve(path.getFileName())).forEach(pages::add);
		}
		for (final String folder : List.of("docs", ".github", "sample-data"))
			pages.addAll(files(project.resolve(folder)));
		return pages.stream().filter(page -> extension(page).equals("md")).collect(Collectors.toList());
	}

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> walk = Files.walk(folder)) {
			return walk.filter(Files::isRegularFile).collect(Collectors.toCollection(ArrayList::new));
		}
	}

	private static String extension(final Path path) {
		final String name = path.getFileName().toString();
		return name.substring(name.lastIndexOf('.') + 1);
	}
}
