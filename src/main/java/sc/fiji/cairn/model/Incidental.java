// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a parameter of a training that does not change its course, so that a run with another one may go on from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Incidental {}
