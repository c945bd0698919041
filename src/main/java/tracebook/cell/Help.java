package tracebook.cell;

/** What {@code %help} shows. */
final class Help {
  private Help() {}

  static final String TEXT =
      """
      A trace cell looks into a running process and returns a table:

        %%trace nginx --for 5s
        trace ngx_http_process_request {
          emit r.method, uri = r.uri.data;
        }

      Targets: PID, NAME, -p PID, -t PATH, --launch 'CMD ARGS'; none: the target of the last %attach.
      Options: --for 5s  --max 10000  --as NAME  --cap 256  --keep
      Places:  function, file.c:42, file.c:42#2, 0x401234, libfoo.so:function
      Statements: emit, print, let, if / else, exit
      Values:  variables by name, members, a[i], a[0..4], *p, &x, (T)e, sizeof, $args, $locals, $arg0,
               $pid, $tid, $cpu, $comm, $hit, $pc, $function, $line, $reg("rax"), $time, $timestamp
      Magics:  %attach TARGET  %detach  %target  %functions GLOB  %lines FILE:A-B  %vars PLACE
               %globals GLOB  %type NAME  %where ADDRESS  %modules
               %debugpath [DIR…]  %srcpath [FROM TO]  %help
               In Java: attach("…"), functions("…"), vars("…"), trace("…") and so on.

      Every other cell is Java. The table of a trace is the variable `events`, or the one that --as names.
      """;
}
