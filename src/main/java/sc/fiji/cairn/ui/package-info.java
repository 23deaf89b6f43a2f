/** Windows and figures. */
package sc.fiji.cairn.ui;
