# Code and data that hand-written debug info describes, see OperationsTest: at `here` the registers
# are rax 0x1122334455667788, rbx -5, rcx 7, rdx data, rsi 20, rdi 3, r8 to r15 8 to 15.
    .text
    .globl main
    .type main, @function
main:
    .cfi_startproc
    .file 1 "written.s"
    .loc 1 1
.Lmain:
    pushq %rbx
    .cfi_def_cfa_offset 16
    .cfi_offset 3, -16
    pushq %r12
    .cfi_def_cfa_offset 24
    .cfi_offset 12, -24
    pushq %r13
    .cfi_def_cfa_offset 32
    .cfi_offset 13, -32
    pushq %r14
    .cfi_def_cfa_offset 40
    .cfi_offset 14, -40
    pushq %r15
    .cfi_def_cfa_offset 48
    .cfi_offset 15, -48
    leaq data(%rip), %rdi
    call probed
.Lreturned:
    popq %r15
    .cfi_def_cfa_offset 40
    popq %r14
    .cfi_def_cfa_offset 32
    popq %r13
    .cfi_def_cfa_offset 24
    popq %r12
    .cfi_def_cfa_offset 16
    popq %rbx
    .cfi_def_cfa_offset 8
    xorl %eax, %eax
    ret
    .cfi_endproc
.Lmain_end:
    .size main, .-main

    .globl probed
    .type probed, @function
probed:
    .cfi_startproc
    .loc 1 10
.Lprobed:
    pushq $4711
    .cfi_def_cfa_offset 16
    .loc 1 11
    movabsq $0x1122334455667788, %rax
    movq $-5, %rbx
    movq $7, %rcx
    leaq data(%rip), %rdx
    movq $20, %rsi
    movq $3, %rdi
    movq $8, %r8
    movq $9, %r9
    movq $10, %r10
    movq $11, %r11
    movq $12, %r12
    movq $13, %r13
    movq $14, %r14
    movq $15, %r15
    .loc 1 12
here:
    nop
    .loc 1 13
    popq %rax
    .cfi_def_cfa_offset 8
    ret
    .cfi_endproc
.Lprobed_end:
    .size probed, .-probed

    .data
    .globl data
data:
    .quad 0x8877665544332211, -2, 77
pointer:
    .quad data+16
    .section .tdata, "awT", @progbits
first_of_thread:
    .quad 4241
of_thread:
    .quad 4242

    .section .debug_addr, "", @progbits
    .4byte .Laddr_end-.Laddr_start
.Laddr_start:
    .2byte 5
    .byte 8, 0
.Laddr:
    .8byte data
    .8byte 123456
.Laddr_end:

    .section .debug_line, "", @progbits
.Lline:

    .section .debug_abbrev, "", @progbits
    .uleb128 1          # unit: language, name, code, lines, addresses
    .uleb128 0x11
    .byte 1
    .uleb128 0x13
    .uleb128 0x0b
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x11
    .uleb128 0x01
    .uleb128 0x12
    .uleb128 0x01
    .uleb128 0x10
    .uleb128 0x17
    .uleb128 0x73
    .uleb128 0x17
    .byte 0, 0
    .uleb128 2          # base type: name, encoding, size
    .uleb128 0x24
    .byte 0
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x3e
    .uleb128 0x0b
    .uleb128 0x0b
    .uleb128 0x0b
    .byte 0, 0
    .uleb128 3          # function: name, code, frame base
    .uleb128 0x2e
    .byte 1
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x11
    .uleb128 0x01
    .uleb128 0x12
    .uleb128 0x01
    .uleb128 0x40
    .uleb128 0x18
    .uleb128 0x7a       # all calls are described
    .uleb128 0x19
    .byte 0, 0
    .uleb128 4          # variable: name, type, location
    .uleb128 0x34
    .byte 0
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x49
    .uleb128 0x13
    .uleb128 0x02
    .uleb128 0x18
    .byte 0, 0
    .uleb128 5          # parameter: name, type
    .uleb128 0x05
    .byte 0
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x49
    .uleb128 0x13
    .byte 0, 0
    .uleb128 6          # call site: return address, function
    .uleb128 0x48
    .byte 1
    .uleb128 0x7d
    .uleb128 0x01
    .uleb128 0x7f
    .uleb128 0x13
    .byte 0, 0
    .uleb128 7          # what it passes: location, value, value that it points to
    .uleb128 0x49
    .byte 0
    .uleb128 0x02
    .uleb128 0x18
    .uleb128 0x7e
    .uleb128 0x18
    .uleb128 0x86
    .uleb128 0x18
    .byte 0, 0
    .uleb128 8          # what it passes: parameter, value
    .uleb128 0x49
    .byte 0
    .uleb128 0x80
    .uleb128 0x13
    .uleb128 0x7e
    .uleb128 0x18
    .byte 0, 0
    .uleb128 9          # pointer: type
    .uleb128 0x0f
    .byte 0
    .uleb128 0x49
    .uleb128 0x13
    .byte 0, 0
    .uleb128 10         # variable without a place: name, type
    .uleb128 0x34
    .byte 0
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x49
    .uleb128 0x13
    .byte 0, 0
    .uleb128 11         # structure: name, size
    .uleb128 0x13
    .byte 1
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x0b
    .uleb128 0x0b
    .byte 0, 0
    .uleb128 12         # member: name, type, offset
    .uleb128 0x0d
    .byte 0
    .uleb128 0x03
    .uleb128 0x08
    .uleb128 0x49
    .uleb128 0x13
    .uleb128 0x38
    .uleb128 0x0b
    .byte 0, 0
    .byte 0

    .section .debug_info, "", @progbits
.Lunit:
    .4byte .Lunit_end-.Lversion
.Lversion:
    .2byte 5
    .byte 1, 8
    .4byte .debug_abbrev
    .uleb128 1
    .byte 0x1d
    .string "written.s"
    .8byte .Lmain
    .8byte .Lprobed_end
    .4byte .Lline
    .4byte .Laddr
long:
    .uleb128 2
    .string "long"
    .byte 5, 8
ulong:
    .uleb128 2
    .string "unsigned long"
    .byte 7, 8
int:
    .uleb128 2
    .string "int"
    .byte 5, 4
uint:
    .uleb128 2
    .string "unsigned int"
    .byte 7, 4
schar:
    .uleb128 2
    .string "signed char"
    .byte 6, 1
double:
    .uleb128 2
    .string "double"
    .byte 4, 8
plong:
    .uleb128 9
    .4byte long-.Lunit
pplong:
    .uleb128 9
    .4byte plong-.Lunit
pair:
    .uleb128 11
    .string "pair"
    .byte 16
    .uleb128 12
    .string "a"
    .4byte int-.Lunit
    .byte 0
    .uleb128 12
    .string "b"
    .4byte int-.Lunit
    .byte 4
    .uleb128 12
    .string "c"
    .4byte long-.Lunit
    .byte 8
    .byte 0
    .uleb128 3
    .string "main"
    .8byte .Lmain
    .8byte .Lmain_end
    .uleb128 1
    .byte 0x9c
    .uleb128 6
    .8byte .Lreturned
    .4byte probed_entry-.Lunit
    .uleb128 7
    .uleb128 1
    .byte 0x55          # rdi
    .uleb128 2
    .byte 0x08, 99
    .uleb128 2
    .byte 0x09, -3
    .uleb128 8
    .4byte dropped-.Lunit
    .uleb128 2
    .byte 0x08, 98
    .byte 0
    .byte 0
probed_entry:
    .uleb128 3
    .string "probed"
    .8byte .Lprobed
    .8byte .Lprobed_end
    .uleb128 1
    .byte 0x9c
dropped:
    .uleb128 5
    .string "dropped"
    .4byte long-.Lunit
nowhere:
    .uleb128 10
    .string "nowhere"
    .4byte long-.Lunit
# the variables follow
