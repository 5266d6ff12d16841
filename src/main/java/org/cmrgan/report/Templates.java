/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

/** The page templates beside this class; those ending in .ftlh escape all values for HTML by themselves. */
final class Templates {
	private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);

	Templates() {
		configuration.setClassForTemplateLoading(Templates.class, "");
		configuration.setDefaultEncoding("UTF-8");
		configuration.setLocale(Locale.ROOT);
		configuration.setNumberFormat("computer");
		configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
		configuration.setLogTemplateExceptions(false);
		configuration.setWrapUncheckedExceptions(true);
	}

	/** @throws IllegalStateException if template and model do not fit, which is a bug */
	String fill(final String template, final Map<String, Object> model) {
		final StringWriter out = new StringWriter();
		try {
			configuration.getTemplate(template).process(model, out);
		} catch (final IOException | TemplateException e) {
			throw new IllegalStateException("the template " + template + " does not fit its values", e);
		}
		return out.toString();
	}
}
