/** Serves the org over Salesforce's own HTTP API. */
@NullMarked
package io.weir.adapter.out.sandbox.http;

import org.jspecify.annotations.NullMarked;
