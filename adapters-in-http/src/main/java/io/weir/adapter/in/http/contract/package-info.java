/** Checks an answer against the caller's JSON Schema. */
@NullMarked
package io.weir.adapter.in.http.contract;

import org.jspecify.annotations.NullMarked;
