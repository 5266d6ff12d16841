/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.cmrgan.run.UserError;

/**
 * NIfTI-1 and NIfTI-2 in one file, plain or gzipped: integers and reals of one volume, with slope and intercept
 * applied. The sform of a file defines the positions of the voxels, otherwise the qform; otherwise only the spacing is
 * known. NIfTI counts to the right and front (RAS), {@link Geometry} to the left and back, so that both axes change
 * their sign.
 * <p>
 * The format: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h and nifti2.h.
 */
final class NiftiImage {
	private static final int HEADER_1 = 348;
	private static final int HEADER_2 = 540;
	private static final int CHUNK = 1 << 16;

	private final Path file;
	private final ByteBuffer header;
	private final boolean two;
	private final boolean packed;

	private NiftiImage(final Path file, final ByteBuffer header, final boolean two, final boolean packed) {
		this.file = file;
		this.header = header;
		this.two = two;
		this.packed = packed;
	}

	/** @param first at least the first 348 bytes of the file, if it has as many */
	static boolean is(final Path file, final byte[] first) {
		if (first.length > 2 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b)
			return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".nii.gz");
		return order(first).isPresent();
	}

	private static Optional<ByteOrder> order(final byte[] first) {
		if (first.length < Integer.BYTES) return Optional.empty();
		for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			final int size = ByteBuffer.wrap(first).order(order).getInt(0);
			if (size == HEADER_1 || size == HEADER_2) return Optional.of(order);
		}
		return Optional.empty();
	}

	/** @throws UserError if it is damaged, or is not a single volume of grey values */
	static MetaImage read(final Path file) throws IOException {
		try (InputStream in = stream(file)) {
			final byte[] first = in.readNBytes(HEADER_1);
			final ByteOrder order = order(first)
					.orElseThrow(() -> UserError.of("%s is not a NIfTI file, in spite of its name: check it.", file));
			final boolean two = ByteBuffer.wrap(first).order(order).getInt(0) == HEADER_2;
			final byte[] all = Arrays.copyOf(first, two ? HEADER_2 : HEADER_1);
			if (two && in.readNBytes(all, HEADER_1, HEADER_2 - HEADER_1) < HEADER_2 - HEADER_1)
				throw new EOFException();
			return new NiftiImage(file, ByteBuffer.wrap(all).order(order), two, in instanceof GZIPInputStream).read(in);
		} catch (final EOFException | ZipException e) {
			throw new UserError(file + " ends before the last voxel, or is damaged: copy or write the file again.", e);
		}
	}

	private static InputStream stream(final Path file) throws IOException {
		final InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK);
		in.mark(2);
		final boolean packed = in.read() == 0x1f && in.read() == 0x8b;
		in.reset();
		return packed ? new GZIPInputStream(in, CHUNK) : in;
	}

	private MetaImage read(final InputStream in) throws IOException {
		checkMagic();
		final long[] size = size();
		final ElementType type = type();
		checkLength(size, type);
		final double slope = real(112, 176);
		final double intercept = real(116, 184);
		final boolean plain = slope == 0 || !Double.isFinite(slope) || slope == 1 && intercept == 0;
		final Storage storage = Storage.allocate(type, size);
		skip(in, (two ? header.getLong(168) : (long) header.getFloat(108)) - header.capacity());
		final VoxelSink sink = new VoxelSink(type, storage);
		final byte[] chunk = new byte[CHUNK];
		for (long left = bytes(size, type); left > 0;) {
			final int n = (int) Math.min(CHUNK, left);
			if (in.readNBytes(chunk, 0, n) < n) throw new EOFException();
			sink.take(ByteBuffer.wrap(chunk, 0, n).slice().order(header.order()));
			left -= n;
		}
		if (packed) GzipBytes.finish(in);
		final MetaImage raw = MetaImage.of(storage.image(), spacing());
		return placed(plain ? raw : Scaled.of(raw, slope, Double.isFinite(intercept) ? intercept : 0));
	}

	private void checkMagic() {
		final byte[] magic = new byte[3];
		header.position(two ? 4 : 344);
		header.get(magic);
		final String text = new String(magic, StandardCharsets.US_ASCII);
		if (text.equals("n+1") || text.equals("n+2")) return;
		throw UserError.of("%s is %s: write it as one file .nii or .nii.gz (ITK-SNAP, 3D Slicer and dcm2niix do).",
				file,
				text.startsWith("ni")
						? "a NIfTI header whose voxels lie in another file"
						: "in the old Analyze format, which does not distinguish left from right");
	}

	private long[] size() {
		final long axes = dim(0);
		if (axes < 1 || axes > 7) throw UserError.of("%s is damaged (dim[0] = %d): write it again.", file, axes);
		for (int axis = 4; axis <= axes; axis++)
			if (dim(axis) > 1)
				throw UserError.of(
						"%s holds %d volumes, moments or components: save the one to use in a separate file.", file,
						dim(axis));
		final long[] out = new long[3];
		for (int axis = 0; axis < 3; axis++) {
			out[axis] = axis < axes ? dim(axis + 1) : 1;
			if (out[axis] < 1)
				throw UserError.of("%s is damaged (dim[%d] = %d): write it again.", file, axis + 1, out[axis]);
		}
		return out;
	}

	private long dim(final int i) {
		return two ? header.getLong(16 + 8 * i) : header.getShort(40 + 2 * i);
	}

	private ElementType type() {
		final int code = header.getShort(two ? 12 : 70);
		switch (code) {
			case 2 :
				return ElementType.UCHAR;
			case 4 :
				return ElementType.SHORT;
			case 8 :
				return ElementType.INT;
			case 16 :
				return ElementType.FLOAT;
			case 64 :
				return ElementType.DOUBLE;
			case 256 :
				return ElementType.CHAR;
			case 512 :
				return ElementType.USHORT;
			case 768 :
				return ElementType.UINT;
			case 1024 :
				return ElementType.LONG_LONG;
			case 1280 :
				return ElementType.ULONG_LONG;
			case 128 :
			case 2304 :
				throw UserError.of("%s has colours, not intensities: export the scan itself.", file);
			case 32 :
			case 1792 :
				throw UserError.of("%s has complex numbers: write their magnitude.", file);
			default :
				throw UserError.of(
						"%s has numbers of NIfTI type %d, which is not read here: write it as 32-bit floats.", file,
						code);
		}
	}

	private static long bytes(final long[] size, final ElementType type) {
		return Math.multiplyExact(Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2]), type.bytes());
	}

	/** Checked before memory is allocated. */
	private void checkLength(final long[] size, final ElementType type) throws IOException {
		final long most = packed ? Math.multiplyExact(DataPart.DEFLATE_LIMIT, Files.size(file)) : Files.size(file);
		if (most < bytes(size, type)) throw new EOFException();
	}

	private static void skip(final InputStream in, final long count) throws IOException {
		// Four bytes after the header announce extensions; some writers omit even these.
		for (long left = count; left > 0;) {
			final long n = in.skip(left);
			if (n == 0 && in.read() < 0) throw new EOFException();
			left -= n == 0 ? 1 : n;
		}
	}

	private double[] spacing() {
		final double[] out = new double[3];
		for (int axis = 0; axis < 3; axis++) {
			final double mm = Math.abs(pixdim(axis + 1)) * unit();
			out[axis] = mm > 0 && mm < Double.POSITIVE_INFINITY ? mm : 1;
		}
		return out;
	}

	private double pixdim(final int i) {
		return two ? header.getDouble(104 + 8 * i) : header.getFloat(76 + 4 * i);
	}

	/** Spacing in mm. Without a unit, mm is assumed, as all tools do. */
	private double unit() {
		final int code = (two ? header.getInt(500) : header.get(123)) & 7;
		return code == 1 ? 1000 : code == 3 ? 1e-3 : 1;
	}

	private MetaImage placed(final MetaImage image) {
		final boolean known = Math.abs(pixdim(1)) > 0 && Math.abs(pixdim(2)) > 0;
		if ((two ? header.getInt(348) : header.getShort(254)) > 0) {
			final Optional<MetaImage> out = by(image, sform());
			if (out.isPresent()) return out.get();
		}
		if ((two ? header.getInt(344) : header.getShort(252)) > 0) {
			final Optional<MetaImage> out = by(image, qform());
			if (out.isPresent()) return out.get();
		}
		final MetaImage unplaced = image.without(GeometryPart.ORIGIN).without(GeometryPart.DIRECTION);
		return known ? unplaced : unplaced.without(GeometryPart.SPACING);
	}

	/** Rows of x, y, z in mm, RAS; columns of the three axes and the origin. */
	private double[][] sform() {
		final double[][] out = new double[3][4];
		for (int row = 0; row < 3; row++)
			for (int i = 0; i < 4; i++)
				out[row][i] = unit()
						* (two ? header.getDouble(400 + 32 * row + 8 * i) : header.getFloat(280 + 16 * row + 4 * i));
		return out;
	}

	/** The rotation of a unit quaternion; its third column is negated if pixdim[0] says so. */
	private double[][] qform() {
		final double b = real(256, 352);
		final double c = real(260, 360);
		final double d = real(264, 368);
		final double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
		final double[][] r = { { a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c) },
				{ 2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b) },
				{ 2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c } };
		final double[] spacing = spacing();
		final double[][] out = new double[3][4];
		for (int row = 0; row < 3; row++) {
			for (int axis = 0; axis < 3; axis++)
				out[row][axis] = r[row][axis] * spacing[axis] * (axis == 2 && pixdim(0) < 0 ? -1 : 1);
			out[row][3] = unit() * real(268 + 4 * row, 376 + 8 * row);
		}
		return out;
	}

	/** Empty if the matrix does not span a space. */
	private static Optional<MetaImage> by(final MetaImage image, final double[][] matrix) {
		final double[] spacing = new double[3];
		final double[] origin = new double[3];
		final double[][] direction = new double[3][3];
		for (int i = 0; i < 3; i++) {
			final double sign = i < 2 ? -1 : 1;
			origin[i] = sign * matrix[i][3];
			for (int axis = 0; axis < 3; axis++) direction[axis][i] = sign * matrix[i][axis];
		}
		for (int axis = 0; axis < 3; axis++) {
			spacing[axis] = Math.sqrt(Arrays.stream(direction[axis]).map(v -> v * v).sum());
			for (int i = 0; i < 3; i++) direction[axis][i] /= spacing[axis];
		}
		try {
			return Optional.of(image.with(Geometry.of(spacing).withOrigin(origin).withDirection(direction)));
		} catch (final UserError e) {
			// This transform is not valid; the next one may be.
			return Optional.empty();
		}
	}

	private double real(final int one, final int second) {
		return two ? header.getDouble(second) : header.getFloat(one);
	}
}
