/** MetaImage files (.mha, .mhd): a reader and a writer on ImgLib2 that lose nothing and trust nothing. */
package org.cmrgan.io;
