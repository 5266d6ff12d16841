/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class WindowsTest {
	private static final Rectangle SCREEN = new Rectangle(0, 30, 1000, 800);

	@Test
	void windowsStandBesideEachOtherAsLongAsThereIsRoom() {
		final List<Rectangle> taken = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			taken.add(new Rectangle(Windows.freest(SCREEN, taken, 480, 390), new java.awt.Dimension(480, 390)));
		assertEquals(List.of(new Point(0, 30), new Point(484, 30), new Point(0, 424), new Point(484, 424)),
				List.of(taken.get(0).getLocation(), taken.get(1).getLocation(), taken.get(2).getLocation(),
						taken.get(3).getLocation()));
	}

	@Test
	void withoutRoomAWindowCoversTheLeast() {
		final List<Rectangle> taken = List.of(new Rectangle(0, 30, 1000, 300), new Rectangle(0, 330, 600, 500));
		assertEquals(new Point(500, 330), Windows.freest(SCREEN, taken, 500, 500));
		// A window larger than the screen: its corner at least can be reached.
		assertEquals(new Point(0, 30), Windows.freest(SCREEN, taken, 2000, 2000));
	}
}
