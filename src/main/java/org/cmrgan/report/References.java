/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The works to cite in a paper that uses the suite. Public so that the page template can read it. Immutable. */
public final class References {
	/** One work. */
	public static final class Reference {
		private final String text;
		private final String link;

		Reference(final String text, final String link) {
			this.text = text;
			this.link = link;
		}

		private boolean isCitedBy(final String words) {
			final String surname = text.substring(0, text.indexOf(' '));
			final Matcher year = YEAR.matcher(text);
			return year.find()
					&& Pattern.compile(Pattern.quote(surname) + "( et al\\.| and \\p{L}+)? \\(?" + year.group())
							.matcher(words).find();
		}

		/** {@return authors, title, journal, year} */
		public String getText() {
			return text;
		}

		/** {@return the persistent address} */
		public String getLink() {
			return link;
		}
	}

	private static final Pattern YEAR = Pattern.compile("\\b(19|20)\\d\\d\\b");

	/** All, in the order of the methods text; the first is the paper that tables compare with. */
	private static final List<Reference> ALL = List.of(doi(
			"Fu Y, Gong M, Yang G, Hu J, Wei H, Zhou J. Optimization of cardiac magnetic resonance synthetic image based on simulated generative "
					+ "adversarial network. Mathematical Problems in Engineering 2021:3279563",
			"10.1155/2021/3279563"),
			doi("Wang C, Xu C, Yao X, Tao D. Evolutionary generative adversarial networks. IEEE Transactions on Evolutionary Computation 23(6):921–934, 2019",
					"10.1109/TEVC.2019.2895748"),
			arxiv("Zhang H, Cisse M, Dauphin YN, Lopez-Paz D. mixup: beyond empirical risk minimization. ICLR 2018",
					"1710.09412"),
			arxiv("Zhao S, Liu Z, Lin J, Zhu JY, Han S. Differentiable augmentation for data-efficient GAN training. NeurIPS 2020",
					"2006.10738"),
			doi("Cootes TF, Edwards GJ, Taylor CJ. Active appearance models. IEEE Transactions on Pattern Analysis and Machine Intelligence 23(6):681–685, 2001",
					"10.1109/34.927467"),
			arxiv("Ledig C, Theis L, Huszár F, et al. Photo-realistic single image super-resolution using a generative adversarial network. CVPR 2017",
					"1609.04802"),
			doi("Shrivastava A, Pfister T, Tuzel O, Susskind J, Wang W, Webb R. Learning from simulated and unsupervised images through adversarial training. "
					+ "CVPR 2017", "10.1109/CVPR.2017.241"),
			doi("He K, Zhang X, Ren S, Sun J. Deep residual learning for image recognition. CVPR 2016",
					"10.1109/CVPR.2016.90"),
			doi("Chollet F. Xception: deep learning with depthwise separable convolutions. CVPR 2017",
					"10.1109/CVPR.2017.195"),
			arxiv("Bińkowski M, Sutherland DJ, Arbel M, Gretton A. Demystifying MMD GANs. ICLR 2018 (KID)",
					"1801.01401"),
			arxiv("Heusel M, Ramsauer H, Unterthiner T, Nessler B, Hochreiter S. GANs trained by a two time-scale update rule converge to a local Nash "
					+ "equilibrium. NIPS 2017 (FID)", "1706.08500"),
			arxiv("Kynkäänniemi T, Karras T, Laine S, Lehtinen J, Aila T. Improved precision and recall metric for assessing generative models. NeurIPS 2019",
					"1904.06991"),
			arxiv("Naeem MF, Oh SJ, Uh Y, Choi Y, Yoo J. Reliable fidelity and diversity metrics for generative models. ICML 2020 (density, coverage)",
					"2002.09797"),
			doi("Wang Z, Simoncelli EP, Bovik AC. Multiscale structural similarity for image quality assessment. Asilomar 2003",
					"10.1109/ACSSC.2003.1292216"),
			arxiv("Meehan C, Chaudhuri K, Dasgupta S. A non-parametric test to detect data-copying in generative models. AISTATS 2020",
					"2004.05675"),
			arxiv("Alaa A, van Breugel B, Saveliev ES, van der Schaar M. How faithful is your synthetic data? ICML 2022 (authenticity)",
					"2102.08921"),
			doi("Nadeau C, Bengio Y. Inference for the generalization error. Machine Learning 52:239–281, 2003",
					"10.1023/A:1024068626366"),
			doi("Yagis E, et al. Effect of data leakage in brain MRI classification using 2D convolutional neural networks. Scientific Reports 11:22544, 2021",
					"10.1038/s41598-021-01681-w"),
			doi("Schindelin J, et al. Fiji: an open-source platform for biological-image analysis. Nature Methods 9:676–682, 2012",
					"10.1038/nmeth.2019"),
			doi("Schneider CA, Rasband WS, Eliceiri KW. NIH Image to ImageJ: 25 years of image analysis. Nature Methods 9:671–675, 2012",
					"10.1038/nmeth.2089"));

	private References() {}

	/**
	 * The paper that tables compare with, and the works that a text cites, as "Wang et al. 2019" or "Meehan et al.
	 * (2020)".
	 */
	static List<Reference> citedBy(final List<String> paragraphs) {
		final String text = String.join(" ", paragraphs);
		return ALL.stream().filter(reference -> reference == ALL.get(0) || reference.isCitedBy(text))
				.collect(Collectors.toList());
	}

	private static Reference doi(final String text, final String doi) {
		return new Reference(text, "https://doi.org/" + doi);
	}

	private static Reference arxiv(final String text, final String id) {
		return new Reference(text, "https://arxiv.org/abs/" + id);
	}
}
