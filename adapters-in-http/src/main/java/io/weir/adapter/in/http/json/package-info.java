/** Reads JSON and checks it against a declared shape, with the place of every problem; escapes texts for JSON. */
@NullMarked
package io.weir.adapter.in.http.json;

import org.jspecify.annotations.NullMarked;
