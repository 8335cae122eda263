/** Weir over HTTP: the data server that flows call, and the packages behind it. */
@NullMarked
package io.weir.adapter.in.http;

import org.jspecify.annotations.NullMarked;
