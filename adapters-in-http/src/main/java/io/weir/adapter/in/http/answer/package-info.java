/** What a caller receives: error codes, error bodies, flat JSON, answer styles. */
@NullMarked
package io.weir.adapter.in.http.answer;

import org.jspecify.annotations.NullMarked;
