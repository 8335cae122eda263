/** The admin server of the operator: status, callers, data actions, profiler, limits, explanations, fault injection. */
@NullMarked
package io.weir.adapter.in.http.admin;

import org.jspecify.annotations.NullMarked;
