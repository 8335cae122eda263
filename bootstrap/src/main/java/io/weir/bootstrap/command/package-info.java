/** The command line. */
@NullMarked
package io.weir.bootstrap.command;

import org.jspecify.annotations.NullMarked;
