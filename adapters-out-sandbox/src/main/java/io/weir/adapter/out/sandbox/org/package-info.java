/** Tables and records: a contact centre's data. */
@NullMarked
package io.weir.adapter.out.sandbox.org;

import org.jspecify.annotations.NullMarked;
