/**
 * The Jupyter wire: sockets, threads, signed messages and their order. Asks one {@link
 * tracebook.jupyter.Engine} what a cell does, and knows nothing of Java, traces or tables. The only
 * user of ZeroMQ.
 *
 * <p>Framing follows "Messaging in Jupyter" 5.3. Connection file and signatures are basekernel's;
 * its event loop is not used.
 */
@NullMarked
package tracebook.jupyter;

import org.jspecify.annotations.NullMarked;
