/** A strict reader for the operator's YAML documents, with file and line for every problem. */
@NullMarked
package io.weir.adapter.in.http.yaml;

import org.jspecify.annotations.NullMarked;
