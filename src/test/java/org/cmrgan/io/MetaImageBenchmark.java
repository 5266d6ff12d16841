/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import net.imglib2.img.array.ArrayImgs;

/**
 * Reading and writing 512 x 512 x 256 voxels of 16 bits, and the lower bounds of reading: decompressing the same bytes,
 * and reading them into an array. Run it with {@code mvnw test-compile exec:exec@bench-metaimage}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(value = 1, jvmArgs = "-Xmx4g")
public class MetaImageBenchmark {
	private static final int[] SIZE = { 512, 512, 256 };

	private Path folder;
	private MetaImage image;
	private byte[] stream;

	@Setup(Level.Trial)
	public void write() throws IOException {
		folder = Files.createTempDirectory("benchmark");
		image = image();
		MetaImageWriter.write(image, folder.resolve("plain.mhd"), false);
		MetaImageWriter.write(image, folder.resolve("packed.mhd"), true);
		stream = Files.readAllBytes(folder.resolve("packed.zraw"));
	}

	/** Smooth anatomy and some noise: what a scanner gives. */
	static MetaImage image() {
		final short[] voxels = new short[SIZE[0] * SIZE[1] * SIZE[2]];
		final Random random = new Random(1);
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = (short) (900 + 400 * Math.sin(i * 0.01) + 12 * random.nextGaussian());
		return MetaImage.of(ArrayImgs.shorts(voxels, SIZE[0], SIZE[1], SIZE[2]), 1, 1, 1);
	}

	@TearDown(Level.Trial)
	public void delete() throws IOException {
		for (final String name : new String[] { "plain.mhd", "plain.raw", "packed.mhd", "packed.zraw", "written.mha" })
			Files.deleteIfExists(folder.resolve(name));
		Files.delete(folder);
	}

	@Benchmark
	public Object readCompressed() {
		return MetaImageReader.read(folder.resolve("packed.mhd"));
	}

	@Benchmark
	public Object inflateOnly() throws DataFormatException {
		final byte[] bytes = new byte[2 * SIZE[0] * SIZE[1] * SIZE[2]];
		final Inflater inflater = new Inflater();
		inflater.setInput(stream);
		int length = 0;
		while (length < bytes.length) length += inflater.inflate(bytes, length, bytes.length - length);
		inflater.end();
		return bytes;
	}

	@Benchmark
	public Object readPlain() {
		return MetaImageReader.read(folder.resolve("plain.mhd"));
	}

	@Benchmark
	public Object readBytesOnly() throws IOException {
		return Files.readAllBytes(folder.resolve("plain.raw"));
	}

	@Benchmark
	public void writeCompressed() {
		MetaImageWriter.write(image, folder.resolve("written.mha"), true);
	}

	@Benchmark
	public void writePlain() {
		MetaImageWriter.write(image, folder.resolve("written.mha"), false);
	}
}
