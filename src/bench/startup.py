"""Kernel start to kernel_info and to the first Java cell, in ms.

Usage: startup.py RUNS COMMAND [ARGUMENT...]

COMMAND with its arguments and a connection file starts the kernel. Needs jupyter_client.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file


def once(command):
    file = os.path.join(tempfile.mkdtemp(), "connection.json")
    write_connection_file(file)
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    begin = time.perf_counter()
    kernel = subprocess.Popen([*command, file])
    try:
        client.kernel_info()
        client.get_shell_msg(timeout=30)
        info = time.perf_counter() - begin
        client.execute("1 + 1")
        reply = client.get_shell_msg(timeout=30)
        cell = time.perf_counter() - begin
        assert reply["content"]["status"] == "ok", reply
        client.execute('Table.create("t", IntColumn.create("a", 1, 2)).rowCount()')
        reply = client.get_shell_msg(timeout=30)
        table = time.perf_counter() - begin
        assert reply["content"]["status"] == "ok", reply
        with open(f"/proc/{kernel.pid}/status") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        return info * 1000, cell * 1000, table * 1000, peak / 1024
    finally:
        client.stop_channels()
        kernel.kill()
        kernel.wait()


runs = [once(sys.argv[2:]) for _ in range(int(sys.argv[1]))]
for name, values in zip(
    ("kernel_info ms", "first Java cell ms", "first table ms", "peak MB"), zip(*runs)
):
    print(f"{name:20} min {min(values):6.0f}  median {statistics.median(values):6.0f}")
