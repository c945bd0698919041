/**
 * What a cell does: Java cells run in JShell in this process, trace cells and magics go to {@link
 * tracebook.cell.TraceCells}. The only user of JShell; knows nothing of the Jupyter protocol.
 */
@NullMarked
package tracebook.cell;

import org.jspecify.annotations.NullMarked;
