/** Describes both endpoints: OpenAPI, JSON Schemas, snippets for CXone. */
@NullMarked
package io.weir.adapter.in.http.openapi;

import org.jspecify.annotations.NullMarked;
