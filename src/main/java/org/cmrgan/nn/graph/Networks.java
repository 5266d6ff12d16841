/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import static org.cmrgan.nn.graph.ArchitectureBuilder.Option.NO_BIAS;
import static org.cmrgan.nn.graph.ArchitectureBuilder.Option.SPECTRAL_NORM;
import static org.cmrgan.nn.graph.ArchitectureBuilder.Option.VALID;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.cmrgan.nn.graph.ArchitectureBuilder.Option;
import org.cmrgan.nn.graph.ArchitectureBuilder.Place;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.Dense;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.Parameter;

/** The networks of the suite, each as its paper defines it. Images are [1, size, size] in [-1, 1]. */
public final class Networks {
	private static final double DCGAN_DEVIATION = 0.02;
	private static final double LEAK = 0.2;
	/** Factor after a leaky ReLU for an equalised learning rate; the operation before it has the factor. */
	private static final double LEAKY_GAIN = Math.sqrt(2);
	/**
	 * Initial factor of a detail image, so that little is added to the enlarged coarse one. With a third of it, detail
	 * learns more slowly, as measured in docs/notebook/egan-learned.md.
	 */
	private static final double FAINT = 0.3;
	/** Initial factor of the images of the coarse part's levels, relative to the image that is linear in the code. */
	private static final double SLIGHT = 0.3;
	/** Channels at the full size of a learned generator: as many as fit into a vector register. */
	private static final int FINEST = 8;
	/** Length of the vector to which a label is mapped before it joins the latent vector. */
	private static final int EMBEDDING = 16;
	/** Control points per axis of the deformation at the end of a {@link #mosaicGenerator}. */
	public static final int CONTROLS = 13;
	/** Parts per axis of the mosaic of a {@link #mosaicGenerator}. */
	public static final int PARTS = 2;

	private Networks() {}

	/**
	 * {@return E-GAN's generator (Wang et al. 2019, arXiv 1803.00657), here for 80x80. Latent vector → 5x5 maps → four
	 * times nearest-neighbour upsampling and convolution, each of half the channels → image by tanh. There is no batch
	 * norm, as in the authors' code}
	 *
	 * @param latent length of the latent vector, 100 in the paper
	 * @param width an even number, an eighth of the channels of the first maps, 64 by default: 512, 256, 128, 64, 32
	 * @param size pixels a side, a multiple of 16
	 */
	public static Architecture generator(final int latent, final int width, final int size) {
		final ArchitectureBuilder net = ArchitectureBuilder.vector(latent).startNormal(DCGAN_DEVIATION);
		return rising(net, width, size).conv(1, 3, 1).tanh().build();
	}

	/**
	 * {@return a {@link #generator} with a mosaic of mixed images added before the tanh. The convolutions start by He's
	 * distribution, the last one at 0. A dense layer gives every stored image a number for each of {@link #PARTS} by
	 * {@link #PARTS} parts of the frame. {@link ArchitectureBuilder#mixing} lets few of them count, and a 1x1
	 * convolution, whose weights are the images, mixes them. {@link ArchitectureBuilder#mosaic} joins the parts. {@link
	 * ArchitectureBuilder#warp} deforms the whole by controls that are mixed in the same way; see {@link #mosaicPath}}
	 *
	 * @param latent length of the latent vector
	 * @param width as of {@link #generator}
	 * @param size pixels a side
	 * @param images number of stored images
	 */
	public static Architecture mosaicGenerator(final int latent, final int width, final int size, final int images) {
		final ArchitectureBuilder net = ArchitectureBuilder.vector(latent).startHe(1);
		final Place z = net.here();
		final Place details = rising(net, width, size).startHe(0).conv(1, 3, 1).here();
		final Place weights = net.from(z).dense(images * PARTS * PARTS).reshape(images, PARTS, PARTS).mixing().here();
		final Place controls = net.conv(2 * CONTROLS * CONTROLS, 1, 1).mosaic(2, CONTROLS, CONTROLS).here();
		return net.from(weights).conv(size * size, 1, 1).mosaic(1, size, size).warp(controls).add(details).tanh()
				.build();
	}

	/** From a latent vector to maps of half of {@code width} channels and the full size. */
	private static ArchitectureBuilder rising(final ArchitectureBuilder net, final int width, final int size) {
		requireMultiple(size, 16);
		requireMultiple(width, 2);
		final int side = size / 16;
		net.dense(8 * width * side * side).reshape(8 * width, side, side).relu();
		for (int channels = 4 * width; channels >= width / 2; channels /= 2)
			net.upsampleBilinear().conv(channels, 3, 1).relu();
		return net;
	}

	/** What a {@link #mosaicGenerator} mixes; all are 0 initially. */
	public enum MosaicPath {
		/** Weights [latent, images, parts, parts] and offsets of the numbers that say which images count. */
		CODE,
		/** Weights [size² row-major, images, 1, 1], the images before the tanh, and offsets [size²]. */
		IMAGES,
		/** Weights [2 g g, images, 1, 1], the controls of each image, in pixels, and offsets [2 g g]. */
		CONTROLS
	}

	/**
	 * {@return the parameters of one path of a {@link #mosaicGenerator}: first the weights, then the offsets}
	 *
	 * @param generator the network
	 * @param images number of stored images
	 * @param path the path
	 * @throws IllegalArgumentException if the network has no such path
	 */
	public static List<Parameter> mosaicPath(final Architecture generator, final int images, final MosaicPath path) {
		final long[] out = generator.outputShape();
		switch (path) {
			case CODE :
				return last(generator, Dense.class, generator.inputShape()[0], (long) images * PARTS * PARTS);
			case IMAGES :
				return last(generator, Convolution.class, out[1] * out[2], images, 1, 1);
			default :
				return last(generator, Convolution.class, 2L * CONTROLS * CONTROLS, images, 1, 1);
		}
	}

	/** The last operation of a kind whose weights have a shape, because the first dense one may have the same. */
	private static List<Parameter> last(final Architecture network, final Class<? extends Operation> kind,
			final long... weights) {
		for (int i = network.operations().size() - 1; i > 0; i--)
			if (kind.isInstance(network.operations().get(i))
					&& Arrays.equals(weights, network.parameters(i).get(0).shape()))
				return network.parameters(i);
		throw new IllegalArgumentException("no " + kind.getSimpleName() + " with weights " + Arrays.toString(weights));
	}

	/**
	 * {@return E-GAN's discriminator: four 4x4 convolutions of stride 2, each of twice the channels, LeakyReLU 0.2, one
	 * logit}
	 *
	 * @param width channels of the first convolution, 64 by default
	 * @param size pixels a side
	 * @param spectralNorm whether every weight is divided by its spectral norm (Miyato et al. 2018)
	 * @param batchNorm whether batch norm follows all convolutions but the first, as in the authors' code. Weights then
	 *   start as theirs, N(0, 0.02²); otherwise by He's distribution, because narrow networks would lose the signal
	 */
	public static Architecture discriminator(final int width, final int size, final boolean spectralNorm,
			final boolean batchNorm) {
		requireMultiple(size, 16);
		final Option[] first = spectralNorm ? new Option[] { SPECTRAL_NORM } : new Option[0];
		final Option[] next = !batchNorm
				? first
				: spectralNorm ? new Option[] { NO_BIAS, SPECTRAL_NORM } : new Option[] { NO_BIAS };
		final ArchitectureBuilder net = ArchitectureBuilder.image(1, size, size);
		if (batchNorm) net.startNormal(DCGAN_DEVIATION);
		else
			net.startHe(1);
		net.conv(width, 4, 2, first).leakyRelu(0.2);
		for (int channels = 2 * width; channels <= 8 * width; channels *= 2) {
			net.conv(channels, 4, 2, next);
			if (batchNorm) net.batchNorm();
			net.leakyRelu(0.2);
		}
		return net.dense(1, first).build();
	}

	/** Channels of the detail part of a {@link #learnedGenerator} at the coarse size, as a multiple of its width. */
	public static final int DETAIL_CHANNELS = 3;
	/** Ratio of the sides of the full and the coarse image of a {@link #learnedGenerator}. */
	public static final int COARSE = 2;

	/**
	 * {@return a generator that learns from few images, in two parts, like the pyramid of LAPGAN (Denton et al. 2015,
	 * arXiv 1506.05751)}
	 * <p>
	 * The <b>coarse part</b> decides anatomy, at half the image's side, as an active appearance model does (Cootes, Edwards and
	 * Taylor 2001, doi 10.1109/34.927467): an image in a mean shape is deformed by {@link ArchitectureBuilder#warp}, whose controls
	 * are linear in the code, the latent vector without its last number. The image is the sum of one that is linear in the code
	 * and those of the skip generator of StyleGAN2 (Karras et al. 2020, arXiv 1912.04958): latent vector of unit mean square and
	 * label → 5x5 maps (at 80x80) → convolution 3x3 → three levels. Each level enlarges the maps twice bilinearly and applies two
	 * convolutions 3x3; between them each channel is multiplied by a factor that is linear in latent vector and label. Each level
	 * adds an image to the twice enlarged one of the level before.
	 * <p>
	 * The <b>detail part</b> enlarges the coarse image twice and adds what is lost by that. It sees no latent vector and is fully
	 * convolutional, so it learns from every place of every image how an edge looks that is known coarsely: four convolutions 3x3
	 * at the coarse size, and one at the full size after enlargement by repeated pixels. Noise of a learned strength is added at
	 * both sizes. It comes after the deformation, because noise lies on the scanner's grid and does not move with tissue. At the
	 * full size it comes before the LeakyReLU, so that its amplitude can depend on tissue.
	 * <p>
	 * The image is tanh of the enlarged coarse image, plus the detail, clipped to [-1, 1]. Were noise added before
	 * the tanh, it would be weaker than in real images where they are dark, and stronger where they are grey.
	 * LeakyReLU 0.2 times √2, equalised learning rate.
	 * <p>
	 * It is a function of one vector: {@code latent} numbers of N(0, 1); the label as {@code classes} numbers of which one is 1
	 * and the others 0; if there is {@code noise}, numbers of N(0, 1) for maps of size / 2 and size pixels a side; then 1 and
	 * (size / 2)² zeros. While it is trained, the detail part learns from given coarse images: 0 in place of that 1, and then
	 * the inverse hyperbolic tangent of the coarse image.
	 *
	 * @param latent length of the latent vector
	 * @param classes 0 for a generator of one class, which takes no label
	 * @param width 8, 8, 4, 2 times as many channels have the maps of the coarse part; three times as many those of the
	 *            detail part but the finest
	 * @param size pixels a side, a multiple of 16
	 * @param noise whether it takes noise maps
	 */
	public static Architecture learnedGenerator(final int latent, final int classes, final int width, final int size,
			final boolean noise) {
		requireMultiple(size, 16);
		final int half = size / 2;
		final int coarse = size / COARSE;
		final int maps = noise ? half * half + size * size : 0;
		final int given = latent + classes + maps + 1;
		final ArchitectureBuilder net = ArchitectureBuilder.vector(given + coarse * coarse);
		final Place in = net.here();
		final Place code = net.slice(0, latent - 1).here();
		Place z = net.from(in).slice(0, latent).unitMeanSquare().here();
		if (classes > 0) {
			final Place label = net.from(in).slice(latent, classes).startNormal(1).dense(EMBEDDING, NO_BIAS).here();
			z = net.from(z).concatenate(label).here();
		}
		final Place own = coarsePart(net, code, z, width, size);
		final Place isOwn = net.from(in).slice(given - 1, 1).here();
		final Place whole = net.from(own).channelFactors(isOwn).here();
		net.from(in).slice(given, 1, coarse, coarse).add(whole);
		return detailPart(net, in, noise ? latent + classes : -1, width, size).clip().build();
	}

	/**
	 * {@return the parameter of a {@link #coarseGenerator} that says how each number of a code
	 * moves the controls of the deformation: [code, 2 g g], in pixels of the coarse image}
	 *
	 * @param generator the network
	 * @param code numbers of a code
	 * @throws IllegalArgumentException if the network has none
	 */
	public static Parameter shapeModes(final Architecture generator, final int code) {
		return last(generator, Dense.class, code, 2L * CONTROLS * CONTROLS).get(0);
	}

	/**
	 * {@return the image that is linear in the code, before the tanh, in a {@link #coarseGenerator}: weights [code,
	 * pixels] and biases [pixels], of the coarse size}
	 *
	 * @param generator the network
	 * @param code numbers of a code
	 * @param side pixels a side of the coarse image
	 * @throws IllegalArgumentException if the network has none
	 */
	public static List<Parameter> appearanceModes(final Architecture generator, final int code, final int side) {
		return last(generator, Dense.class, code, (long) side * side);
	}

	/**
	 * {@return the coarse part of a {@link #learnedGenerator} alone, followed by tanh}
	 * <p>
	 * Its parameters are the first ones of the whole generator, in the order of the operations.
	 *
	 * @param latent length of the code plus 1
	 * @param width channels of the discriminator's first convolution
	 * @param size side length in pixels of the whole generator's image; the coarse image has half
	 */
	public static Architecture coarseGenerator(final int latent, final int width, final int size) {
		requireMultiple(size, 16);
		final ArchitectureBuilder net = ArchitectureBuilder.vector(latent);
		final Place in = net.here();
		final Place code = net.slice(0, latent - 1).here();
		final Place z = net.from(in).unitMeanSquare().here();
		return net.from(coarsePart(net, code, z, width, size)).tanh().build();
	}

	private static Place coarsePart(final ArchitectureBuilder net, final Place code, final Place z, final int width,
			final int size) {
		final int side = size / 16;
		equalisedBeforeLeak(net.from(z)).dense(8 * width * side * side).leakyRelu(LEAK).reshape(8 * width, side, side);
		Place x = net.conv(8 * width, 3, 1).leakyRelu(LEAK).here();
		Place image = net.startEqualised(SLIGHT, 1).conv(1, 1, 1).here();
		for (int level = 0; level < 3; level++) {
			final int channels = (8 >> level) * width;
			final Place factors = net.from(z).startEqualised(0.3, 1).startBias(1).dense(channels).startBias(0).here();
			equalisedBeforeLeak(net.from(x)).upsampleBilinear().conv(channels, 3, 1).leakyRelu(LEAK)
					.channelFactors(factors);
			x = net.conv(channels, 3, 1).leakyRelu(LEAK).here();
			final Place larger = net.from(image).upsampleBilinear().here();
			image = net.from(x).startEqualised(SLIGHT, 1).conv(1, 3, 1).add(larger).here();
		}
		final int coarse = size / COARSE;
		image = net.from(code).startEqualised(1, 1).dense(coarse * coarse).reshape(1, coarse, coarse).add(image).here();
		final Place controls = net.from(code).startEqualised(1, 1).dense(2 * CONTROLS * CONTROLS, NO_BIAS)
				.reshape(2, CONTROLS, CONTROLS).here();
		return net.from(image).warp(controls).here();
	}

	/**
	 * From a coarse image before the tanh to one of the full size, before clipping.
	 *
	 * @param noise index of the first number of the noise maps in the vector, or negative without noise maps
	 */
	private static ArchitectureBuilder detailPart(final ArchitectureBuilder net, final Place in, final int noise,
			final int width, final int size) {
		final Place coarse = net.here();
		final int half = size / COARSE;
		final int channels = DETAIL_CHANNELS * width;
		Place x = equalisedBeforeLeak(net).conv(channels, 3, 1).leakyRelu(LEAK).here();
		for (int i = 0; i < 3; i++) {
			if (i == 1 && noise >= 0) x = noisy(net, in, x, noise, half, channels);
			x = refined(net.from(x), channels);
		}
		net.from(x).startEqualised(1, 1).conv(FINEST, 1, 1).upsample();
		x = equalisedBeforeLeak(net).conv(FINEST, 3, 1).here();
		if (noise >= 0) x = noisy(net, in, x, noise + half * half, size, FINEST);
		x = net.from(x).leakyRelu(LEAK).here();
		final Place enlarged = net.from(coarse).upsampleBilinear().tanh().here();
		return net.from(x).startEqualised(FAINT, 1).conv(1, 3, 1).add(enlarged);
	}

	/**
	 * A residual convolution, whose branch initially has a weight of one half, so that a few of them keep the scale of
	 * the signal.
	 */
	private static Place refined(final ArchitectureBuilder net, final int channels) {
		final Place before = net.here();
		return net.startEqualised(LEAKY_GAIN / 2, LEAKY_GAIN / 2).conv(channels, 3, 1).leakyRelu(LEAK).add(before)
				.here();
	}

	private static Place noisy(final ArchitectureBuilder net, final Place in, final Place x, final int first,
			final int side, final int channels) {
		net.from(in).slice(first, 1, side, side);
		return net.startHe(0).conv(channels, 1, 1, NO_BIAS).add(x).here();
	}

	/**
	 * {@return the discriminator of a {@link #coarseGenerator}, with one logit}
	 * It judges anatomy by a convolution 3x3, two 4x4 of stride 2 and one 3x3, each followed by LeakyReLU 0.2 times √2, and a
	 * dense layer. Equalised learning rate.
	 *
	 * @param width 2, 4, 8 and 8 times as many channels have its maps
	 * @param side pixels a side of the coarse image, a multiple of 4
	 */
	public static Architecture coarseDiscriminator(final int width, final int side) {
		requireMultiple(side, 4);
		final ArchitectureBuilder net = equalisedBeforeLeak(ArchitectureBuilder.image(1, side, side));
		net.conv(2 * width, 3, 1).leakyRelu(LEAK).conv(4 * width, 4, 2).leakyRelu(LEAK);
		net.conv(8 * width, 4, 2).leakyRelu(LEAK).conv(8 * width, 3, 1).leakyRelu(LEAK);
		return net.startEqualised(1, 1).dense(1).build();
	}

	/**
	 * {@return a discriminator of texture, which judges places by themselves (Isola et al. 2017, arXiv 1611.07004,
	 * section 3.2.2): one logit for each of [1, size / 4, size / 4] windows of 22 pixels a side}
	 * Fully convolutional; LeakyReLU 0.2 times √2, equalised learning rate.
	 *
	 * @param width channels of the first two convolutions; the next two have twice as many
	 * @param size pixels a side, a multiple of 4
	 */
	public static Architecture textureDiscriminator(final int width, final int size) {
		requireMultiple(size, 4);
		final ArchitectureBuilder net = equalisedBeforeLeak(ArchitectureBuilder.image(1, size, size));
		net.conv(width, 4, 2).leakyRelu(LEAK).conv(width, 3, 1).leakyRelu(LEAK);
		net.conv(2 * width, 4, 2).leakyRelu(LEAK).conv(2 * width, 3, 1).leakyRelu(LEAK);
		return net.startEqualised(1, 1).conv(1, 1, 1).build();
	}

	/**
	 * {@return the weights of the convolutions that make an image, of one channel}
	 *
	 * @param network a {@link #coarseGenerator}
	 */
	public static List<Parameter> toImage(final Architecture network) {
		final List<Parameter> out = new ArrayList<>();
		for (int i = 1; i < network.operations().size(); i++)
			if (network.operations().get(i) instanceof Convolution && network.shape(i)[0] == 1)
				out.add(network.parameters(i).get(0));
		return out;
	}

	private static ArchitectureBuilder equalisedBeforeLeak(final ArchitectureBuilder net) {
		return net.startEqualised(LEAKY_GAIN, LEAKY_GAIN);
	}

	/** The output layer of the refiner. */
	public enum Head {
		/** Image + correction: the identity can be reached; clamp to [-1, 1] when exporting. */
		SKIP,
		/** The correction is the image, as Table 1 draws it: the identity must be learned; clamp to [-1, 1] when exporting. */
		IMAGE,
		/** tanh(correction), as ports of SimGAN have it. */
		TANH
	}

	/**
	 * {@return SimGAN's refiner as in Fu et al. 2021 (Table 1, left column): 3x3 convolution, residual blocks of Figure
	 * 4, 1x1 convolution, image. The last convolution of each residual block starts at 0. With {@link Head#SKIP} the
	 * whole correction does, so that the refiner starts as the identity}
	 *
	 * @param channels 64 in SimGAN
	 * @param blocks 5 in the paper
	 * @param size pixels a side
	 * @param head the output layer
	 */
	public static Architecture refiner(final int channels, final int blocks, final int size, final Head head) {
		final ArchitectureBuilder net = ArchitectureBuilder.image(1, size, size).startHe(1);
		final Place image = net.here();
		net.conv(channels, 3, 1).prelu();
		for (int i = 0; i < blocks; i++) residual(net, channels);
		if (head == Head.TANH) return net.startHe(Math.sqrt(0.5)).conv(1, 1, 1).tanh().build();
		if (head == Head.IMAGE) return net.startHe(Math.sqrt(0.5)).conv(1, 1, 1).build();
		return net.startNormal(0).conv(1, 1, 1).add(image).build();
	}

	/**
	 * {@return SimGAN's discriminator as in Fu et al. 2021 (Table 1, right column): two convolutions of stride 2, 3x3
	 * max pooling of stride 1, two residual blocks, two 1x1 convolutions. The output is two logits, real and refined,
	 * for each of (size / 4)² patches: [2, size / 4, size / 4]. The softmax belongs to the loss}
	 *
	 * @param first channels of the first convolution, 96 in SimGAN
	 * @param channels channels of the second convolution and the residual structures, 64 in SimGAN
	 * @param last channels of the first 1x1 convolution, 32 in SimGAN
	 * @param leak slope for negative values of the units outside the residual blocks; 0 is ReLU, as in SimGAN
	 * @param size pixels a side
	 */
	public static Architecture patchDiscriminator(final int first, final int channels, final int last,
			final double leak, final int size) {
		requireMultiple(size, 4);
		final ArchitectureBuilder net = ArchitectureBuilder.image(1, size, size).startHe(1);
		rectify(net.conv(first, 3, 2), leak);
		rectify(net.conv(channels, 3, 2), leak).maxPool(3, 1);
		for (int i = 0; i < 2; i++) residual(net, channels);
		return rectify(net.startHe(1).conv(last, 1, 1), leak).startHe(Math.sqrt(0.5)).conv(2, 1, 1).build();
	}

	/**
	 * {@return a {@link #patchDiscriminator(int, int, int, double, int)} with ReLU}
	 *
	 * @param first channels of the first convolution
	 * @param channels channels of the second convolution and the residual blocks
	 * @param last channels of the first 1x1 convolution
	 * @param size pixels a side
	 */
	public static Architecture patchDiscriminator(final int first, final int channels, final int last, final int size) {
		return patchDiscriminator(first, channels, last, 0, size);
	}

	private static ArchitectureBuilder rectify(final ArchitectureBuilder net, final double leak) {
		return leak == 0 ? net.relu() : net.leakyRelu(leak);
	}

	/** Figure 4 of Fu et al. 2021: x + convolution(PReLU(convolution(x))), nothing after the addition. */
	private static void residual(final ArchitectureBuilder net, final int channels) {
		final Place in = net.here();
		// The values of this stream are not bounded, so the branch is initially 0.
		net.startHe(1).conv(channels, 3, 1).prelu().startHe(0.1).conv(channels, 3, 1).add(in);
	}

	/**
	 * {@return a small classifier that keeps positions, with logits as output. It has five 3x3 convolutions of c, c,
	 * 2c, 4c and c channels, each with batch norm and ReLU. The image is halved first, and again after the second and
	 * each further convolution but the last, by average pooling. Then follow dropout and one dense layer from all
	 * pixels of the last maps. Weights start as in PyTorch}
	 *
	 * @param channels c
	 * @param classes number of classes
	 * @param size pixels a side, at least 16; 80 leaves maps of 5x5
	 * @param dropout share that is dropped before the last layer, from 0 to below 1
	 */
	public static Architecture small(final int channels, final int classes, final int size, final double dropout) {
		final ArchitectureBuilder net = ArchitectureBuilder.image(1, size, size).startUniform().averagePool(2, 2);
		convolved(net, channels);
		for (int times = 1; times <= 4; times *= 2) convolved(net, times * channels).averagePool(2, 2);
		return convolved(net, channels).dropout(dropout).dense(classes).build();
	}

	private static ArchitectureBuilder convolved(final ArchitectureBuilder net, final int channels) {
		return net.conv(channels, 3, 1, NO_BIAS).batchNorm().relu();
	}

	/**
	 * {@return ResNet-50 (He et al. 2016, arXiv 1512.03385; stride in the 3x3 convolution), with logits as output.
	 * Weights start as in torchvision}
	 *
	 * @param width share of the published channels, 1 for all
	 * @param classes number of classes
	 * @param size pixels a side
	 */
	public static Architecture resNet50(final double width, final int classes, final int size) {
		return resNet50(width, classes, size, Ends.PUBLISHED);
	}

	/**
	 * {@return a {@link #resNet50(double, int, int)} with changes}
	 *
	 * @param width share of the published channels, 1 for all
	 * @param classes number of classes
	 * @param size pixels a side
	 * @param ends changes to the published network
	 */
	public static Architecture resNet50(final double width, final int classes, final int size, final Ends ends) {
		return resNet50(width, classes, 1, size, ends);
	}

	/**
	 * {@return a {@link #resNet50(double, int, int)} with changes, on images of several channels}
	 *
	 * @param width share of the published channels, 1 for all
	 * @param classes number of classes
	 * @param colours number of input channels
	 * @param size pixels a side
	 * @param ends changes to the published network
	 */
	public static Architecture resNet50(final double width, final int classes, final int colours, final int size,
			final Ends ends) {
		final ArchitectureBuilder net = ArchitectureBuilder.image(colours, size, size).startFanOut();
		// The published network has biases before its batch norms; they have no effect and are left out.
		net.conv(scaled(64, width), 7, 2, NO_BIAS).batchNorm().relu();
		if (ends.hasEarlyPooling()) net.maxPool(3, 2);
		final int[] blocks = { 3, 4, 6, 3 };
		for (int stage = 0; stage < 4; stage++)
			for (int b = 0; b < blocks[stage]; b++)
				bottleneck(net, scaled(64 << stage, width), b == 0, b == 0 && stage > 0 ? 2 : 1, ends.branchStart());
		return ends.head(net, classes);
	}

	private static void bottleneck(final ArchitectureBuilder net, final int channels, final boolean widens,
			final int stride, final double gamma) {
		final Place in = net.here();
		Place shortcut = in;
		if (widens) shortcut = net.conv(4 * channels, 1, stride, NO_BIAS).batchNorm().here();
		net.from(in).conv(channels, 1, 1, NO_BIAS).batchNorm().relu();
		net.conv(channels, 3, stride, NO_BIAS).batchNorm().relu();
		net.conv(4 * channels, 1, 1, NO_BIAS).batchNorm(gamma).add(shortcut).relu();
	}

	/**
	 * {@return Xception (Chollet 2017, arXiv 1610.02357, figure 5), with logits as output}
	 *
	 * @param width share of the published channels, 1 for all
	 * @param classes number of classes
	 * @param size pixels a side
	 */
	public static Architecture xception(final double width, final int classes, final int size) {
		return xception(width, classes, size, Ends.PUBLISHED);
	}

	/**
	 * {@return an {@link #xception(double, int, int)} with changes}
	 *
	 * @param width share of the published channels, 1 for all
	 * @param classes number of classes
	 * @param size pixels a side
	 * @param ends changes to the published network
	 */
	public static Architecture xception(final double width, final int classes, final int size, final Ends ends) {
		return xception(width, classes, 1, size, ends);
	}

	/**
	 * {@return an {@link #xception(double, int, int)} with changes, on images of several channels}
	 *
	 * @param width share of the published channels, 1 for all
	 * @param classes number of classes
	 * @param colours number of input channels
	 * @param size pixels a side
	 * @param ends changes to the published network
	 */
	public static Architecture xception(final double width, final int classes, final int colours, final int size,
			final Ends ends) {
		final ArchitectureBuilder net = ArchitectureBuilder.image(colours, size, size).startHe(1);
		net.conv(scaled(32, width), 3, ends.hasEarlyPooling() ? 2 : 1, NO_BIAS, VALID).batchNorm().relu();
		net.conv(scaled(64, width), 3, 1, NO_BIAS, VALID).batchNorm().relu();
		entry(net, scaled(128, width), scaled(128, width), false);
		entry(net, scaled(256, width), scaled(256, width), true);
		final int middle = scaled(728, width);
		entry(net, middle, middle, true);
		for (int i = 0; i < 8; i++) {
			final Place in = net.here();
			for (int k = 0; k < 2; k++) separable(net.relu(), middle);
			separable(net.relu(), middle, ends.branchStart()).add(in);
		}
		entry(net, middle, scaled(1024, width), true);
		separable(net, scaled(1536, width)).relu();
		separable(net, scaled(2048, width)).relu();
		return ends.head(net, classes);
	}

	/** Two separable convolutions and a max pooling of stride 2, beside a 1x1 convolution of stride 2. */
	private static void entry(final ArchitectureBuilder net, final int first, final int second,
			final boolean reluFirst) {
		final Place in = net.here();
		final Place shortcut = net.conv(second, 1, 2, NO_BIAS).batchNorm().here();
		net.from(in);
		if (reluFirst) net.relu();
		separable(net, first).relu();
		separable(net, second).maxPool(3, 2).add(shortcut);
	}

	private static ArchitectureBuilder separable(final ArchitectureBuilder net, final int channels) {
		return separable(net, channels, 1);
	}

	private static ArchitectureBuilder separable(final ArchitectureBuilder net, final int channels,
			final double gamma) {
		return net.depthwise(3, 1).conv(channels, 1, 1, NO_BIAS).batchNorm(gamma);
	}

	/** Rounded to a multiple of 8, for the vector units; at least 8. */
	private static int scaled(final int channels, final double width) {
		return width == 1 ? channels : Math.max(8, (int) Math.round(channels * width / 8) * 8);
	}

	private static void requireMultiple(final int size, final int of) {
		if (size < of || size % of != 0) throw new IllegalArgumentException(size + " is not a multiple of " + of);
	}
}
