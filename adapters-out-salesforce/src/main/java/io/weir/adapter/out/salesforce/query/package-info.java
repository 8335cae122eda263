/** Queries and query plans over the REST API. */
@NullMarked
package io.weir.adapter.out.salesforce.query;

import org.jspecify.annotations.NullMarked;
