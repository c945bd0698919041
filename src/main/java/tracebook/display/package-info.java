/**
 * Objects to MIME bundles: text, HTML, SVG, JSON. Knows no kernel protocol and no table library:
 * whoever owns a type registers how it looks.
 */
@NullMarked
package tracebook.display;

import org.jspecify.annotations.NullMarked;
