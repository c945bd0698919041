/* Instructions that a probe must keep away from, or that it steps over. Each function begins at a
   multiple of 256 behind 0x401000, so that cells can name addresses. */
  .intel_syntax noprefix
  .text
  .macro function name
  .balign 256, 0x90
  .globl \name
  .type \name, @function
\name:
  .endm

  function exchange
  push rbp
  .byte 0x49, 0x90 # xchg r8, rax, as the kernel mistakes it for a nop
  pop rbp
  ret
  .size exchange, . - exchange

  function nop_inside
  push rbp
  .byte 0x0f, 0x1f, 0x44, 0x00, 0x00
  pop rbp
  ret
  .size nop_inside, . - nop_inside

  function nop_first
  .byte 0x0f, 0x1f, 0x44, 0x00, 0x00
  ret
  .size nop_first, . - nop_first

  function locked
  lock inc dword ptr [rdi]
  ret
  .size locked, . - locked

  function branch_target
  endbr64
  push rbp
  pop rbp
  ret
  .size branch_target, . - branch_target

  function long_ones
  movabs rax, 0x1122334455667788
  ret
  .size long_ones, . - long_ones

  function unknown
  .byte 0x06 # no instruction of 64-bit code
  ret
  .size unknown, . - unknown

  function chosen
  ret
  .size chosen, . - chosen
  .globl pick
  .type pick, @gnu_indirect_function
  .set pick, chosen
  .globl pick_avx2
  .type pick_avx2, @function
  .set pick_avx2, chosen

  .section .tbss, "awT", @nobits
  .globl per_thread
  .type per_thread, @object
per_thread:
  .zero 8
  .size per_thread, 8

  .section .note.GNU-stack, "", @progbits
