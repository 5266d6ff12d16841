/** One self-contained page about a study: what went in, what was made, what it was worth, and how to cite it. */
package org.cmrgan.report;
