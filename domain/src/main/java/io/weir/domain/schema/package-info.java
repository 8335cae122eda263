/** The names and types of an org's objects, fields and relationships. */
@NullMarked
package io.weir.domain.schema;

import org.jspecify.annotations.NullMarked;
