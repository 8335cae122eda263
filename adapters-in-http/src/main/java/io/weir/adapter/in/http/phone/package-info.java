/** Telephone numbers, by libphonenumber. */
@NullMarked
package io.weir.adapter.in.http.phone;

import org.jspecify.annotations.NullMarked;
