/** OAuth for one app and one user. */
@NullMarked
package io.weir.adapter.out.sandbox.login;

import org.jspecify.annotations.NullMarked;
