/** Executions and their statistics in SQLite or PostgreSQL. */
@NullMarked
package io.weir.adapter.out.profiler.store;

import org.jspecify.annotations.NullMarked;
