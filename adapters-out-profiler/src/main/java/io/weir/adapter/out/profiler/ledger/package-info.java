/** The ledger of API requests that Weirs of one org share, in SQLite or PostgreSQL. */
@NullMarked
package io.weir.adapter.out.profiler.ledger;

import org.jspecify.annotations.NullMarked;
