/** Decorators of the query port: circuit breaker, bulkhead with shared calls, retries. */
@NullMarked
package io.weir.adapter.out.salesforce.resilience;

import org.jspecify.annotations.NullMarked;
