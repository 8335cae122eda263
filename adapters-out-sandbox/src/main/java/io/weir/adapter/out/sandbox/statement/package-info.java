/** A SOQL statement as records, and the refusal of one. */
@NullMarked
package io.weir.adapter.out.sandbox.statement;

import org.jspecify.annotations.NullMarked;
