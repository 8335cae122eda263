/** The files by which Weir is installed say what Weir says. */
@NullMarked
package io.weir.bootstrap.deploy;

import org.jspecify.annotations.NullMarked;
