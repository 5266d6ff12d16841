/** The experiment: classifiers trained with and without augmentation, tested on held-out subjects, and what that shows. */
package org.cmrgan.evaluate;
