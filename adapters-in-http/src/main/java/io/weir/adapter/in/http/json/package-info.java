/** Reads JSON and checks it against a declared shape, with the place of every problem. */
@NullMarked
package io.weir.adapter.in.http.json;

import org.jspecify.annotations.NullMarked;
