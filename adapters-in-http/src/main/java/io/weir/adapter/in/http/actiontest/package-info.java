/** Reads the tests that belong to data actions. */
@NullMarked
package io.weir.adapter.in.http.actiontest;

import org.jspecify.annotations.NullMarked;
