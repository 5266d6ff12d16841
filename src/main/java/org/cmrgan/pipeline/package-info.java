/** Chains the stages over a study folder; the only place that knows its folder names. */
package org.cmrgan.pipeline;
