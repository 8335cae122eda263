/** The files of an org's folder, read without knowledge of the objects: JSON, CSV and trees of records. */
@NullMarked
package io.weir.adapter.out.sandbox.file;

import org.jspecify.annotations.NullMarked;
