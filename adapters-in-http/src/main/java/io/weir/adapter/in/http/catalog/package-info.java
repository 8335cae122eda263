/** Reads data actions from a folder of YAML files. */
@NullMarked
package io.weir.adapter.in.http.catalog;

import org.jspecify.annotations.NullMarked;
