// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that holds parameters which several commands have: the fields of that object (or of each, if there are
 * several) that are annotated as parameters are parameters of the command, at the place of this field among its own.
 *
 * <pre>{@code
 * @Shared("segment")
 * private final ImagePart part = new ImagePart();
 * }</pre>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Shared {

	/** What the descriptions and attributes of these parameters have in place of <code>{0}</code>, <code>{1}</code>, ... */
	String[] value() default {};

	/** Title of the group of the dialog, for parameters that name none. */
	String group() default "";
}
