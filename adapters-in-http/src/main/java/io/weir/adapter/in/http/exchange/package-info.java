/** One HTTP request and its response: ids, body, time limit, headers. */
@NullMarked
package io.weir.adapter.in.http.exchange;

import org.jspecify.annotations.NullMarked;
