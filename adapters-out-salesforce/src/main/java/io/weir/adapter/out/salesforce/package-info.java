/** Salesforce over its REST API: logins, queries, pages, limits, and what to do when any of these fail. */
@NullMarked
package io.weir.adapter.out.salesforce;

import org.jspecify.annotations.NullMarked;
