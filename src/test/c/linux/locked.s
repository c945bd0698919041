# Begins its code with an instruction that the kernel refuses to probe; then sleeps for ever.
.globl _start
refused:
  lock incl (%rdi)
  ret
_start:
  mov $34, %eax
  syscall
  jmp _start
