/** Weir over HTTP: the webhook that flows call, and what an operator asks. */
@NullMarked
package io.weir.adapter.in.http;

import org.jspecify.annotations.NullMarked;
