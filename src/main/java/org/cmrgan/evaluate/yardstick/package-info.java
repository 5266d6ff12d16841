/** A classifier without a network, trained in seconds: what a network has to beat before a gain of it means anything. */
package org.cmrgan.evaluate.yardstick;
