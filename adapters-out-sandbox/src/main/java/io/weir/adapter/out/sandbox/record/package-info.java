/** Reads and writes records over HTTP: by id or key, alone or many in one request. */
@NullMarked
package io.weir.adapter.out.sandbox.record;

import org.jspecify.annotations.NullMarked;
