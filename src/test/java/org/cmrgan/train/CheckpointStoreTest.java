/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints changed by a disk or an attacker. */
class CheckpointStoreTest {
	@TempDir
	Path folder;

	/** Stores an array, and counts how often one is restored. */
	private static final class Numbers implements Trainee {
		private float[] values = new float[500];
		private int loads;

		@Override
		public List<String> columns() {
			return List.of("x");
		}

		@Override
		public Map<String, Double> step(final long step) {
			values[(int) step] = step;
			return Map.of("x", 1.0);
		}

		@Override
		public List<float[]> snapshot(final long step) {
			return List.of(new float[1]);
		}

		@Override
		public void save(final DataOutputStream out) throws IOException {
			SavedFloats.write(values, out);
		}

		@Override
		public void load(final DataInputStream in) throws IOException {
			loads++;
			values = SavedFloats.read(in);
		}

		@Override
		public void soften(final int times) {}
	}

	private CheckpointStore store(final long step) {
		final CheckpointStore store = new CheckpointStore(folder.resolve("checkpoint"), "settings\nseed 1");
		store.save(CheckpointStore.STATE, step, List.of("Sum diverged."), new Numbers());
		return store;
	}

	@Test
	void comesBackWhole() {
		final CheckpointStore store = store(7);
		final Numbers numbers = new Numbers();
		final CheckpointStore.Position at = store.load(CheckpointStore.STATE, numbers);
		assertEquals(7, at.step());
		assertEquals(List.of("Sum diverged."), at.setbacks());
		assertEquals(1, numbers.loads);
	}

	@Test
	void aFlippedBitIsRefusedBeforeAnythingIsParsed() throws IOException {
		mutants(150);
	}

	@Test
	@Tag("slow")
	void fiveThousandFlippedBitsAreRefused() throws IOException {
		mutants(5000);
	}

	private void mutants(final int count) throws IOException {
		final CheckpointStore store = store(7);
		final Path file = folder.resolve("checkpoint/state");
		final byte[] whole = Files.readAllBytes(file);
		final SplittableRandom random = new SplittableRandom(27);
		final Numbers numbers = new Numbers();
		for (int i = 0; i < count; i++) {
			final byte[] bytes = whole.clone();
			bytes[random.nextInt(bytes.length)] ^= 1 << random.nextInt(8);
			Files.write(file, bytes);
			assertTrue(assertThrows(UserError.class, () -> store.load(CheckpointStore.STATE, numbers)).getMessage()
					.endsWith("to start again."));
			assertThrows(UserError.class, () -> store.step(CheckpointStore.STATE));
		}
		assertEquals(0, numbers.loads);
	}

	@Test
	void oneThatIsCutOrLongerIsRefused() throws IOException {
		final CheckpointStore store = store(7);
		final Path file = folder.resolve("checkpoint/state");
		final byte[] whole = Files.readAllBytes(file);
		for (int length = 0; length <= whole.length + 40; length += length < 80 ? 1 : 37) {
			if (length == whole.length) continue;
			Files.write(file, Arrays.copyOf(whole, length));
			assertThrows(UserError.class, () -> store.load(CheckpointStore.STATE, new Numbers()));
		}
	}

	@Test
	void aStepBeyondTheScheduleIsRefused() {
		store(51);
		final TrainingLoop loop = new TrainingLoop(new Schedule("Sum", "step", 50, 7), folder, "settings\nseed 1", 1, 1,
				1, List.of(), RunContext.quiet());
		assertTrue(assertThrows(UserError.class, () -> loop.run(new Numbers())).getMessage()
				.contains("step 51, beyond the requested 50"));
	}

	@Test
	void anArrayTakesNoMoreMemoryThanThereIsOfIt() throws IOException {
		final byte[] claimed = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putFloat(1).array();
		assertThrows(EOFException.class,
				() -> SavedFloats.read(new DataInputStream(new ByteArrayInputStream(claimed))));
		final byte[] negative = ByteBuffer.allocate(8).putInt(-1).putFloat(1).array();
		assertThrows(IOException.class,
				() -> SavedFloats.read(new DataInputStream(new ByteArrayInputStream(negative))));
		final byte[] one = ByteBuffer.allocate(8).putInt(1).putFloat(3).array();
		assertArrayEquals(new float[] { 3 }, SavedFloats.read(new DataInputStream(new ByteArrayInputStream(one))));
	}

	@Test
	void anotherInstructionSetIsToldAndOtherSettingsAreRefused() {
		final Path there = folder.resolve("isa");
		new CheckpointStore(there, "seed=1\ninstruction set=AVX2\nversion=1\n").save(CheckpointStore.STATE, 7,
				List.of(), new Numbers());
		final CheckpointStore other = new CheckpointStore(there, "seed=1\ninstruction set=AVX512_CORE\nversion=1\n");
		assertEquals("AVX2 and now AVX512_CORE",
				other.load(CheckpointStore.STATE, new Numbers()).otherInstructions().orElseThrow());
		final CheckpointStore same = new CheckpointStore(there, "seed=1\ninstruction set=AVX2\nversion=1\n");
		assertTrue(same.load(CheckpointStore.STATE, new Numbers()).otherInstructions().isEmpty());
		final CheckpointStore seed = new CheckpointStore(there, "seed=2\ninstruction set=AVX2\nversion=1\n");
		assertTrue(assertThrows(UserError.class, () -> seed.load(CheckpointStore.STATE, new Numbers())).getMessage()
				.contains("then seed=1, now seed=2"));
	}
}
