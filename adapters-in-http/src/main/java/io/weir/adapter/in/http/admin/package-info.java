/** The operator's listener: profiler, limits, explain, fault drills. */
@NullMarked
package io.weir.adapter.in.http.admin;

import org.jspecify.annotations.NullMarked;
