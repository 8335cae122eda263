/** A sandbox for each JUnit test. */
@NullMarked
package io.weir.adapter.out.sandbox.junit;

import org.jspecify.annotations.NullMarked;
