"""The installed kernel speaks Jupyter's protocol: jupyter_kernel_test against the kernelspec `tracebook`."""

import unittest

import jupyter_kernel_test


class ProtocolTest(jupyter_kernel_test.KernelTests):
    kernel_name = "tracebook"
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("to the error stream");'
    code_execute_result = [{"code": "6 * 7", "result": "42"}]
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_display_data = [{"code": 'display(html("<b>bold</b>"));', "mime": "text/html"}]
    code_clear_output = "clear();"
    code_history_pattern = "6*7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = '"text".substring'

    completion_samples = [{"text": '"text".subs', "matches": {"substring("}}]
    complete_code_samples = ["int one = 1;", "6 * 7", "%%trace 1\ntrace main { emit $pid; }"]
    incomplete_code_samples = ["class Unfinished {", "if (true) {", "%%trace 1\ntrace main {"]
    invalid_code_samples = ["int = ;"]


if __name__ == "__main__":
    unittest.main()
