"""The protocol's own test suite, run against the installed kernel, or against one that was just built.

Usage: kernel_test.py [COMMAND [ARGUMENT...]]

COMMAND with its arguments and a connection file starts the kernel; without it the kernelspec `tracebook` does.
"""

import json
import os
import sys
import tempfile
import unittest

import jupyter_kernel_test

# Seconds until a message that does not come is given up.
PATIENCE = 60


class TracebookKernelTest(jupyter_kernel_test.KernelTests):
    kernel_name = "tracebook"
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("trouble");'
    completion_samples = [
        {"text": '"text".toUpperC', "matches": {"toUpperCase("}},
        {"text": "Table.cre", "matches": {"create("}},
    ]
    complete_code_samples = ["1 + 1", "int x = 5;", "void f() {}", "%nothing"]
    incomplete_code_samples = ["void f() {", "int x ="]
    invalid_code_samples = ["int = )"]
    code_generate_error = 'throw new RuntimeException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
    ]
    code_display_data = [
        {"code": 'display(html("<b>bold</b>"));', "mime": "text/html"},
    ]
    code_history_pattern = "6 * *"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = '"text".toUpperCase'
    code_clear_output = "clear();"

    def execute_helper(self, *code, **options):
        """The suite waits for a tenth of a second for each message, which a busy machine may take longer for."""
        channel = self.kc.iopub_channel
        get_msg = channel.get_msg
        channel.get_msg = lambda timeout: get_msg(timeout=PATIENCE)
        try:
            return super().execute_helper(*code, **options)
        finally:
            del channel.get_msg


def install(command):
    TracebookKernelTest.kernel_name = "tracebook-under-test"
    root = tempfile.mkdtemp()
    directory = os.path.join(root, "kernels", TracebookKernelTest.kernel_name)
    os.makedirs(directory)
    with open(os.path.join(directory, "kernel.json"), "w") as spec:
        json.dump(
            {
                "argv": [*command, "{connection_file}"],
                "display_name": "Tracebook under test",
                "language": "java",
                "interrupt_mode": "message",
            },
            spec,
        )
    os.environ["JUPYTER_PATH"] = root


if __name__ == "__main__":
    if len(sys.argv) > 1:
        install(sys.argv[1:])
    unittest.main(argv=sys.argv[:1], verbosity=2)
