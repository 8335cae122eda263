/** The calls that the sandbox received, for tests to assert on. */
@NullMarked
package io.weir.adapter.out.sandbox.call;

import org.jspecify.annotations.NullMarked;
