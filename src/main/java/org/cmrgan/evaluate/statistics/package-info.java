/** What can be said of test results, and how surely: metrics, intervals and tests that respect images of one subject belonging together. */
package org.cmrgan.evaluate.statistics;
