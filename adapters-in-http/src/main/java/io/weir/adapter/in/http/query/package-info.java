/** The JSON query language, which ad-hoc requests and data actions share. */
@NullMarked
package io.weir.adapter.in.http.query;

import org.jspecify.annotations.NullMarked;
