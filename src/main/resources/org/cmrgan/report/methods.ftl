<#-- Plain text to paste; blank lines part paragraphs. -->
<#if t1>Native T1 maps<#else>Cardiac MR images</#if> of ${subjects} subjects (${images} images: ${positiveImages} ${positive}, ${negativeImages} ${negative}) were <#if settings.preprocess??>resampled
to ${spacing} mm, cropped to a region of interest about the myocardium of ${width}×${height} pixels<#else>taken as they were, of ${width}×${height} pixels at ${spacing} mm,</#if> and normalised to [−1, 1]<#if window?has_content> (${window})</#if>.
Subjects were assigned to ${folds} folds, stratified by class; no subject's images straddle folds, and everything that is fitted
(intensity choices, generators, refiners, classifiers, the multiple of added images) was fitted within the training part of a fold (Yagis et al. 2021).
<#if settings.preprocess??>Settings of the preprocessing: ${settings.preprocess}.</#if>

<#if settings.egan??>
Synthetic images of each class came from an evolutionary generative adversarial network (E-GAN; Wang et al. 2019) with heuristic, minimax and
least-squares mutations, a fitness of quality (mean discriminator output) plus gamma times diversity (minus the log norm of the discriminator's
gradient), and a discriminator trained on mixup (Zhang et al. 2018) of real and synthetic images, following Fu et al. (2021). Settings: ${settings.egan}.
</#if>

<#if settings.simgan??>
Synthetic images were refined by SimGAN (Shrivastava et al. 2017) with the networks of Fu et al. (2021): a refiner of residual blocks with PReLU and no
activation after the addition, a fully convolutional patch discriminator, a history buffer that supplies half of the refined images of each
discriminator batch, L1 self-regularisation against the identity map, and both networks pre-trained. Settings: ${settings.simgan}.
</#if>

<#if settings.evaluate??>
The gain was measured with a small convolutional network that keeps position, ResNet-50 (He et al. 2016) and Xception (Chollet 2017), as far as they
are in the tables, trained with and without added images for equal numbers of optimiser steps with class-balanced sampling, and tested on real,
unaugmented images of held-out subjects only; beside them, as a yardstick, with a support vector machine on histograms of oriented gradients.
Intervals are 95 % percentile intervals of a subject-cluster bootstrap; arms were compared by an exact test that swaps the arms by subject, with Holm's
adjustment, beside exact McNemar and the corrected resampled t-test of Nadeau and Bengio (2003). Settings: ${settings.evaluate}.
</#if>

<#if measured>
Image quality was measured on the fixed hand-made feature vector and on further features where named, by the unbiased kernel inception distance
(Bińkowski et al. 2018), the Fréchet inception distance on principal components (Heusel et al. 2017), precision and recall (Kynkäänniemi et al. 2019),
density and coverage (Naeem et al. 2020) and 3-scale MS-SSIM (Wang et al. 2003). Copies were looked for by normalised cross-correlation under flips,
quarter turns and small shifts, by the data-copying test of Meehan et al. (2020) and by authenticity (Alaa et al. 2022).
<#if settings.quality??>Settings: ${settings.quality}.</#if>
</#if>

All computations were done with CMR GAN<#if suite?has_content> ${suite}</#if>, a plugin suite for Fiji (Schindelin et al. 2012)<#if imagej?has_content>, on ImageJ ${imagej}
(Schneider et al. 2012)</#if><#if dl4j?has_content> and Deeplearning4j ${dl4j}</#if>.
