/**
 * Asks debuginfod servers for debug files by build-id, and shares the cache of elfutils' client
 * (debuginfod(8), “WEBAPI”; debuginfod_find_debuginfo(3)).
 *
 * <p>Must not know: targets, cells, DWARF. Off unless the environment names a server.
 */
@NullMarked
package tracebook.debuginfod;

import org.jspecify.annotations.NullMarked;
