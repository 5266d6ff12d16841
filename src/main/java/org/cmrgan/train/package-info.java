/** The training loop that E-GAN and SimGAN share: steps, listeners, losses.csv, samples.tif, checkpoints, divergence guard. */
package org.cmrgan.train;
