/** The configured callers with their credentials and limits. */
@NullMarked
package io.weir.adapter.in.http.caller;

import org.jspecify.annotations.NullMarked;
