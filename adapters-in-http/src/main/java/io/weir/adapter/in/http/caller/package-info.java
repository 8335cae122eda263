/** The configured callers: who they are, what they may do, their credentials. */
@NullMarked
package io.weir.adapter.in.http.caller;

import org.jspecify.annotations.NullMarked;
