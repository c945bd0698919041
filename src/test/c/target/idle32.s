# A 32-bit program that sleeps: pause(2) for ever.
.globl _start
_start:
  mov $29, %eax
  int $0x80
  jmp _start
