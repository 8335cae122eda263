/** Runs the tests of data actions on the sandbox. */
@NullMarked
package io.weir.bootstrap.actiontest;

import org.jspecify.annotations.NullMarked;
