/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import net.imglib2.Interval;

import org.cmrgan.io.GeometryFields;
import org.cmrgan.io.MetaImageHeader;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.UserError;
import org.scijava.io.handle.DataHandle;
import org.scijava.io.location.FileLocation;
import org.scijava.io.location.Location;
import org.scijava.plugin.Plugin;

import io.scif.AbstractChecker;
import io.scif.AbstractFormat;
import io.scif.AbstractMetadata;
import io.scif.AbstractParser;
import io.scif.AbstractTranslator;
import io.scif.AbstractWriter;
import io.scif.ByteArrayPlane;
import io.scif.ByteArrayReader;
import io.scif.Format;
import io.scif.FormatException;
import io.scif.ImageMetadata;
import io.scif.Plane;
import io.scif.Translator;
import io.scif.config.SCIFIOConfig;
import io.scif.util.FormatTools;
import io.scif.util.SCIFIOMetadataTools;

/**
 * Reads and writes MetaImage files for every program that uses SCIFIO: scripts, conversion tools, and ImageJ2 without
 * ImageJ 1.x.
 * <p>
 * The axes are x, y, z and time, then numbered axes, then channels. Every element type keeps its bits, except integers of 64
 * bits: SCIFIO has none, so they become doubles, and a file with a value of 2^53 or more is refused. Spacing becomes the
 * calibration of the axes, in mm or in the header's DistanceUnits. All other fields are in the metadata table.
 */
@Plugin(type = Format.class, name = "MetaImage")
public final class MetaImageFormat extends AbstractFormat {
	@Override
	protected String[] makeSuffixArray() {
		return new String[] { "mha", "mhd" };
	}

	/** A header and its translation into SCIFIO's metadata. */
	public static final class Metadata extends AbstractMetadata {
		private transient Optional<MetaImageHeader> header = Optional.empty();

		/** The header of the parsed file, or of the file whose metadata were translated into this object. */
		Optional<MetaImageHeader> header() {
			return header;
		}

		void setHeader(final MetaImageHeader value) {
			header = Optional.of(value);
		}

		@Override
		public void populateImageMetadata() {
			// Only for a parsed file: for a file to be written, the translator has already done this.
			if (getImageCount() > 0 || !header.isPresent()) return;
			createImageMetadata(1);
			ScifioAxes.populate(header.get(), get(0));
		}

		@Override
		public void close(final boolean fileOnly) throws IOException {
			super.close(fileOnly);
			if (!fileOnly) header = Optional.empty();
		}
	}

	/** Accepts a file by its suffix, or by its first line if it has none. */
	public static final class Checker extends AbstractChecker {
		private static final List<String> FIRST = List.of("ObjectType", "NDims", "Comment", "FormatVersion",
				"FileFormatVersion");
		private static final int LONGEST = 20;

		@Override
		public boolean isFormat(final DataHandle<Location> stream) throws IOException {
			final byte[] begin = new byte[LONGEST];
			final int length = Math.max(0, stream.read(begin));
			final String text = new String(begin, 0, length, StandardCharsets.ISO_8859_1);
			return FIRST.stream().anyMatch(key -> text.startsWith(key) && text.contains("="));
		}
	}

	public static final class Parser extends AbstractParser<Metadata> {
		@Override
		protected void typedParse(final DataHandle<Location> handle, final Metadata meta, final SCIFIOConfig config)
				throws IOException, FormatException {
			final MetaImageHeader header;
			try {
				header = MetaImageReader.header(path(handle.get()));
			} catch (final UserError e) {
				throw new FormatException(e.getMessage(), e);
			}
			meta.setHeader(header);
			GeometryFields.write(header.geometry()).forEach(meta.getTable()::put);
			header.fields().forEach(meta.getTable()::put);
		}
	}

	/** Reads the whole file when the first plane is requested: compressed or scattered voxels require that anyway. */
	public static final class Reader extends ByteArrayReader<Metadata> {
		private Optional<PlaneBytes> voxels = Optional.empty();

		@Override
		protected String[] createDomainArray() {
			return new String[] { FormatTools.MEDICAL_DOMAIN };
		}

		@Override
		public ByteArrayPlane openPlane(final int imageIndex, final long planeIndex, final ByteArrayPlane plane,
				final Interval bounds, final SCIFIOConfig config) throws FormatException, IOException {
			FormatTools.checkPlaneForReading(getMetadata(), imageIndex, planeIndex, plane.getData().length, bounds);
			try {
				if (!voxels.isPresent())
					voxels = Optional.of(PlaneBytes.of(MetaImageReader.read(path(getMetadata().getSourceLocation()))));
				voxels.get().copy(planeIndex, bounds, plane.getData());
			} catch (final UserError e) {
				throw new FormatException(e.getMessage(), e);
			}
			return plane;
		}

		@Override
		public void close(final boolean fileOnly) throws IOException {
			super.close(fileOnly);
			voxels = Optional.empty();
		}
	}

	/** Holds the planes in memory until it is closed, because a file appears complete or not at all. */
	public static final class Writer extends AbstractWriter<Metadata> {
		private static final String NONE = "Uncompressed";
		private static final String ZLIB = "zlib";

		private Optional<PlaneImage> image = Optional.empty();

		@Override
		protected String[] makeCompressionTypes() {
			return new String[] { ZLIB, NONE };
		}

		@Override
		public int[] getPixelTypes(final String codec) {
			return PlaneImage.pixelTypes();
		}

		@Override
		public boolean canDoStacks() {
			return true;
		}

		@Override
		protected void writePlane(final int imageIndex, final long planeIndex, final Plane plane, final Interval bounds)
				throws FormatException, IOException {
			checkParams(imageIndex, planeIndex, plane.getBytes(), bounds);
			if (!SCIFIOMetadataTools.wholePlane(imageIndex, getMetadata(), bounds))
				throw new FormatException("A MetaImage is written by whole planes only.");
			if (!image.isPresent()) image = Optional.of(new PlaneImage(getMetadata().get(imageIndex)));
			image.get().put(planeIndex, plane.getBytes());
		}

		@Override
		public void close(final boolean fileOnly) throws IOException {
			if (image.isPresent() && !fileOnly) {
				final Path file = path(getHandle().get());
				final PlaneImage planes = image.get();
				final Optional<MetaImageHeader> header = getMetadata().header();
				image = Optional.empty();
				try {
					MetaImageWriter.write(planes.image(header), file, !NONE.equals(getCompression()));
				} catch (final UserError e) {
					throw new IOException(e.getMessage(), e);
				}
			}
			super.close(fileOnly);
		}
	}

	/** Translates axes and calibration from any format. From a MetaImage, it also copies the other fields. */
	@Plugin(type = Translator.class)
	public static final class FromAny extends AbstractTranslator<io.scif.Metadata, Metadata> {
		@Override
		public Class<? extends io.scif.Metadata> source() {
			return io.scif.Metadata.class;
		}

		@Override
		public Class<? extends io.scif.Metadata> dest() {
			return Metadata.class;
		}

		@Override
		protected void translateFormatMetadata(final io.scif.Metadata source, final Metadata dest) {
			if (source instanceof Metadata) ((Metadata) source).header().ifPresent(dest::setHeader);
		}

		@Override
		protected void translateImageMetadata(final List<ImageMetadata> source, final Metadata dest) {
			// Nothing to do: the axes are copied already. A MetaImage can have any axes, and planes of either byte order.
		}
	}

	private static Path path(final Location location) throws IOException {
		if (location instanceof FileLocation) return ((FileLocation) location).getFile().toPath();
		throw new IOException(
				"A MetaImage may have its voxels in other files, so that only files can be read and written, " + "not "
						+ location + ": copy it to a file first.");
	}
}
