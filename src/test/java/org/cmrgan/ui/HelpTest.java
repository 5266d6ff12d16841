/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HelpTest {
	@Test
	void withoutWindowsItIsPlainText() {
		assertEquals("Plugins>Macros & more\n- one\n- two",
				Help.plain("<html><style>li {}</style><b>Plugins&gt;Macros &amp; more</b>\n<li>one\n<li>two</html>"));
	}
}
