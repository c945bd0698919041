	.file	"shop.c"
	.text
.Ltext0:
	.file 0 "/shop" "shop.c"
	.data
	.align 4
	.type	counter, @object
	.size	counter, 4
counter:
	.long	3
	.globl	total
	.align 4
	.type	total, @object
	.size	total, 4
total:
	.long	5
	.globl	per_thread
	.section	.tbss,"awT",@nobits
	.align 4
	.type	per_thread, @object
	.size	per_thread, 4
per_thread:
	.zero	4
	.globl	matrix
	.bss
	.align 32
	.type	matrix, @object
	.size	matrix, 48
matrix:
	.zero	48
	.globl	title
	.section	.rodata
.LC0:
	.string	"shop"
	.section	.data.rel.local,"aw"
	.align 8
	.type	title, @object
	.size	title, 8
title:
	.quad	.LC0
	.globl	raw
	.bss
	.align 8
	.type	raw, @object
	.size	raw, 8
raw:
	.zero	8
	.globl	shelf
	.align 32
	.type	shelf, @object
	.size	shelf, 32
shelf:
	.zero	32
	.globl	rate
	.data
	.align 8
	.type	rate, @object
	.size	rate, 8
rate:
	.long	0
	.long	1073217536
	.globl	behind
	.bss
	.align 8
	.type	behind, @object
	.size	behind, 8
behind:
	.zero	8
	.globl	callback
	.align 8
	.type	callback, @object
	.size	callback, 8
callback:
	.zero	8
	.text
	.globl	price
	.type	price, @function
price:
.LFB1:
	.file 1 "shop.c"
	.loc 1 21 39
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -40(%rbp)
	movl	%esi, -44(%rbp)
	.loc 1 22 7
	movq	-40(%rbp), %rax
	movl	(%rax), %eax
	movl	%eax, -4(%rbp)
.LBB9:
	.loc 1 23 12
	movl	$0, -8(%rbp)
	.loc 1 23 3
	jmp	.L2
.L4:
.LBB10:
	.loc 1 24 18 discriminator 3
	movl	total(%rip), %edx
	.loc 1 24 9 discriminator 3
	movl	-8(%rbp), %eax
	addl	%edx, %eax
	movl	%eax, -12(%rbp)
.LBB11:
	.loc 1 26 11 discriminator 3
	movl	-12(%rbp), %eax
	addl	%eax, %eax
	movl	%eax, -16(%rbp)
	.loc 1 27 11 discriminator 3
	movl	-16(%rbp), %eax
	addl	%eax, -4(%rbp)
	movl	-12(%rbp), %eax
	movl	%eax, -20(%rbp)
.LBE11:
.LBB12:
.LBB13:
	.loc 1 17 7 discriminator 3
	movl	-20(%rbp), %edx
	movl	%edx, %eax
	addl	%eax, %eax
	addl	%edx, %eax
	movl	%eax, -24(%rbp)
	.loc 1 18 12 discriminator 3
	movl	counter(%rip), %edx
	movl	-24(%rbp), %eax
	addl	%edx, %eax
.LBE13:
.LBE12:
	.loc 1 29 9 discriminator 3
	addl	%eax, -4(%rbp)
.LBE10:
	.loc 1 23 31 discriminator 3
	addl	$1, -8(%rbp)
.L2:
	.loc 1 23 21 discriminator 1
	movl	-8(%rbp), %eax
	cmpl	-44(%rbp), %eax
	jl	.L4
.LBE9:
	.loc 1 31 10
	movl	-4(%rbp), %eax
	.loc 1 32 1
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE1:
	.size	price, .-price
	.globl	add
	.type	add, @function
add:
.LFB2:
	.loc 1 34 51
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rsi, %rax
	movq	%rdi, %r8
	movq	%r8, %rsi
	movq	%r9, %rdi
	movq	%rax, %rdi
	movq	%rsi, -32(%rbp)
	movq	%rdi, -24(%rbp)
	movq	%rdx, -40(%rbp)
	movq	%rcx, -48(%rbp)
	.loc 1 35 16
	movq	-32(%rbp), %rdx
	.loc 1 35 26
	movq	-24(%rbp), %rax
	.loc 1 35 8
	addq	%rdx, %rax
	movq	%rax, -8(%rbp)
	.loc 1 36 19
	movl	-40(%rbp), %eax
	movslq	%eax, %rdx
	.loc 1 36 15
	movq	-8(%rbp), %rax
	addq	%rax, %rdx
	.loc 1 36 8
	movq	-48(%rbp), %rax
	movq	%rdx, (%rax)
	.loc 1 37 10
	movq	-8(%rbp), %rax
	.loc 1 38 1
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE2:
	.size	add, .-add
	.globl	label
	.type	label, @function
label:
.LFB3:
	.loc 1 40 64
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movl	%edx, %eax
	movq	%rcx, -40(%rbp)
	movl	%esi, %edx
	movb	%dl, -28(%rbp)
	movb	%al, -32(%rbp)
	.loc 1 41 6
	cmpq	$0, -24(%rbp)
	je	.L9
	.loc 1 41 12 discriminator 1
	cmpb	$97, -28(%rbp)
	jle	.L9
	.loc 1 42 18
	movzbl	-32(%rbp), %edx
	.loc 1 42 23
	movq	-40(%rbp), %rax
	movzbl	(%rax), %eax
	movsbl	%al, %eax
	.loc 1 42 18
	addl	%edx, %eax
	jmp	.L10
.L9:
	.loc 1 43 10
	movzbl	-32(%rbp), %eax
	movl	%eax, -4(%rbp)
.LBB14:
.LBB15:
	.loc 1 17 7
	movl	-4(%rbp), %edx
	movl	%edx, %eax
	addl	%eax, %eax
	addl	%edx, %eax
	movl	%eax, -8(%rbp)
	.loc 1 18 12
	movl	counter(%rip), %edx
	movl	-8(%rbp), %eax
	addl	%edx, %eax
.LBE15:
.LBE14:
	.loc 1 43 10
	nop
.L10:
	.loc 1 44 1
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE3:
	.size	label, .-label
	.type	helper, @function
helper:
.LFB4:
	.loc 1 46 26
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movl	%edi, -4(%rbp)
	.loc 1 48 8
	movl	calls.0(%rip), %eax
	addl	$1, %eax
	movl	%eax, calls.0(%rip)
	.loc 1 49 12
	movl	calls.0(%rip), %edx
	movl	-4(%rbp), %eax
	addl	%edx, %eax
	.loc 1 50 1
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE4:
	.size	helper, .-helper
	.type	keep, @function
keep:
.LFB5:
	.loc 1 52 24
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movl	%edi, -20(%rbp)
	.loc 1 53 7
	movl	-20(%rbp), %eax
	addl	%eax, %eax
	movl	%eax, -4(%rbp)
	.loc 1 54 9
	movl	total(%rip), %edx
	movl	-4(%rbp), %eax
	addl	%edx, %eax
	movl	%eax, total(%rip)
	.loc 1 55 10
	movl	-20(%rbp), %eax
	.loc 1 56 1
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE5:
	.size	keep, .-keep
	.section	.rodata
.LC1:
	.string	"abc"
	.text
	.globl	work
	.type	work, @function
work:
.LFB6:
	.loc 1 58 17
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$40, %rsp
	.cfi_offset 13, -24
	.cfi_offset 12, -32
	.cfi_offset 3, -40
	movl	%edi, -52(%rbp)
	.loc 1 59 14
	movl	-52(%rbp), %eax
	movl	%eax, -40(%rbp)
	.loc 1 59 29
	movl	-52(%rbp), %eax
	addl	$1, %eax
	.loc 1 59 14
	movl	%eax, -36(%rbp)
	.loc 1 60 8
	movq	$0, -48(%rbp)
	.loc 1 61 10
	movq	shelf(%rip), %rax
	movl	-52(%rbp), %edx
	movl	%edx, %esi
	movq	%rax, %rdi
	call	price
	movl	%eax, %ebx
	.loc 1 61 31
	movl	-52(%rbp), %eax
	movl	%eax, %edi
	call	helper
	.loc 1 61 29
	addl	%eax, %ebx
	.loc 1 61 43
	movl	-52(%rbp), %eax
	movl	%eax, %edi
	call	near_rate@PLT
	.loc 1 61 41
	addl	%eax, %ebx
	.loc 1 61 58
	movl	-52(%rbp), %eax
	movl	%eax, %edi
	call	far_rate@PLT
	.loc 1 61 56
	addl	%eax, %ebx
	.loc 1 61 72
	movl	-52(%rbp), %eax
	movl	%eax, %edi
	call	keep
	.loc 1 61 70
	addl	%ebx, %eax
	movslq	%eax, %rdx
	.loc 1 61 7
	movq	-48(%rbp), %rax
	addq	%rdx, %rax
	movq	%rax, -48(%rbp)
	.loc 1 62 27
	movl	-52(%rbp), %eax
	cltq
	movq	%rax, %r12
	movl	$1, %r13d
	.loc 1 62 10
	leaq	-48(%rbp), %rdx
	movq	-40(%rbp), %rax
	movq	%r12, %rsi
	movq	%r13, %rdi
	movq	%r12, %rcx
	movq	%r13, %rbx
	movq	%rsi, %rdi
	movq	%rbx, %rsi
	movq	%rdx, %rcx
	movq	%rax, %rdx
	call	add
	movq	%rax, %rbx
	.loc 1 62 51
	movq	title(%rip), %rax
	leaq	.LC1(%rip), %rdx
	movq	%rdx, %rcx
	movl	$1, %edx
	movl	$98, %esi
	movq	%rax, %rdi
	call	label
	cltq
	.loc 1 62 49
	leaq	(%rbx,%rax), %rdx
	.loc 1 62 7
	movq	-48(%rbp), %rax
	addq	%rdx, %rax
	movq	%rax, -48(%rbp)
	.loc 1 63 10
	movq	-48(%rbp), %rax
	.loc 1 64 1
	addq	$40, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE6:
	.size	work, .-work
	.globl	_start
	.type	_start, @function
_start:
.LFB7:
	.loc 1 66 19
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
.L19:
	.loc 1 68 5 discriminator 1
	movl	$3, %edi
	call	work
	jmp	.L19
	.cfi_endproc
.LFE7:
	.size	_start, .-_start
	.local	calls.0
	.comm	calls.0,4,4
.Letext0:
	.file 2 "shop.h"
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0x57f
	.value	0x5
	.byte	0x1
	.byte	0x8
	.long	.Ldebug_abbrev0
	.uleb128 0x17
	.long	.LASF46
	.byte	0x1d
	.long	.LASF0
	.long	.LASF1
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.long	.Ldebug_line0
	.uleb128 0x18
	.string	"u8"
	.byte	0x2
	.byte	0x1
	.byte	0x17
	.long	0x39
	.uleb128 0x5
	.byte	0x1
	.byte	0x8
	.long	.LASF5
	.uleb128 0x19
	.long	.LASF8
	.byte	0x5
	.byte	0x4
	.long	0x65
	.byte	0x2
	.byte	0x3
	.byte	0x6
	.long	0x65
	.uleb128 0xd
	.long	.LASF2
	.byte	0
	.uleb128 0xd
	.long	.LASF3
	.byte	0x7
	.uleb128 0x1a
	.long	.LASF4
	.sleb128 -1
	.byte	0
	.uleb128 0x1b
	.byte	0x4
	.byte	0x5
	.string	"int"
	.uleb128 0x1c
	.string	"pos"
	.byte	0x8
	.byte	0x2
	.byte	0x5
	.byte	0x8
	.long	0x8e
	.uleb128 0x8
	.string	"x"
	.byte	0x6
	.byte	0x7
	.long	0x65
	.byte	0
	.uleb128 0x8
	.string	"y"
	.byte	0x6
	.byte	0xa
	.long	0x65
	.byte	0x4
	.byte	0
	.uleb128 0xe
	.long	.LASF6
	.byte	0x40
	.byte	0xb
	.long	0x107
	.uleb128 0x8
	.string	"id"
	.byte	0xc
	.byte	0x7
	.long	0x65
	.byte	0
	.uleb128 0x2
	.long	.LASF7
	.byte	0xd
	.byte	0x8
	.long	0x107
	.byte	0x4
	.uleb128 0x8
	.string	"pos"
	.byte	0xe
	.byte	0xe
	.long	0x6c
	.byte	0x14
	.uleb128 0x2
	.long	.LASF8
	.byte	0xf
	.byte	0xe
	.long	0x40
	.byte	0x1c
	.uleb128 0xf
	.long	.LASF9
	.byte	0xc
	.long	0x12a
	.byte	0x3
	.value	0x100
	.uleb128 0xf
	.long	.LASF10
	.byte	0x16
	.long	0x12a
	.byte	0x5
	.value	0x103
	.uleb128 0x2
	.long	.LASF11
	.byte	0x11
	.byte	0x10
	.long	0x131
	.byte	0x28
	.uleb128 0x2
	.long	.LASF12
	.byte	0x12
	.byte	0x12
	.long	0x13b
	.byte	0x30
	.uleb128 0x2
	.long	.LASF13
	.byte	0x13
	.byte	0xa
	.long	0x140
	.byte	0x38
	.byte	0
	.uleb128 0x9
	.long	0x11e
	.long	0x117
	.uleb128 0x7
	.long	0x117
	.byte	0xf
	.byte	0
	.uleb128 0x5
	.byte	0x8
	.byte	0x7
	.long	.LASF14
	.uleb128 0x5
	.byte	0x1
	.byte	0x6
	.long	.LASF15
	.uleb128 0x1d
	.long	0x11e
	.uleb128 0x5
	.byte	0x4
	.byte	0x7
	.long	.LASF16
	.uleb128 0x6
	.long	0x8e
	.uleb128 0x1e
	.long	.LASF47
	.uleb128 0x6
	.long	0x136
	.uleb128 0x5
	.byte	0x8
	.byte	0x4
	.long	.LASF17
	.uleb128 0xe
	.long	.LASF18
	.byte	0x10
	.byte	0x16
	.long	0x16b
	.uleb128 0x2
	.long	.LASF19
	.byte	0x17
	.byte	0x8
	.long	0x16b
	.byte	0
	.uleb128 0x2
	.long	.LASF20
	.byte	0x17
	.byte	0xf
	.long	0x16b
	.byte	0x8
	.byte	0
	.uleb128 0x5
	.byte	0x8
	.byte	0x5
	.long	.LASF21
	.uleb128 0x1f
	.long	.LASF22
	.byte	0x2
	.byte	0x1c
	.byte	0xc
	.long	0x65
	.uleb128 0x3
	.long	.LASF32
	.byte	0x5
	.byte	0xc
	.long	0x65
	.uleb128 0x9
	.byte	0x3
	.quad	counter
	.uleb128 0x20
	.long	0x172
	.byte	0x1
	.byte	0x6
	.byte	0x5
	.uleb128 0x9
	.byte	0x3
	.quad	total
	.uleb128 0x4
	.long	.LASF23
	.byte	0x7
	.byte	0xe
	.long	0x65
	.uleb128 0xa
	.byte	0xe
	.long	per_thread@dtpoff, 0
	.byte	0x9b
	.uleb128 0x9
	.long	0x65
	.long	0x1d1
	.uleb128 0x7
	.long	0x117
	.byte	0x2
	.uleb128 0x7
	.long	0x117
	.byte	0x3
	.byte	0
	.uleb128 0x4
	.long	.LASF24
	.byte	0x8
	.byte	0x5
	.long	0x1bb
	.uleb128 0x9
	.byte	0x3
	.quad	matrix
	.uleb128 0x4
	.long	.LASF25
	.byte	0x9
	.byte	0xd
	.long	0x1fb
	.uleb128 0x9
	.byte	0x3
	.quad	title
	.uleb128 0x6
	.long	0x125
	.uleb128 0x9
	.long	0x2e
	.long	0x210
	.uleb128 0x7
	.long	0x117
	.byte	0x7
	.byte	0
	.uleb128 0x21
	.string	"raw"
	.byte	0x1
	.byte	0xa
	.byte	0x4
	.long	0x200
	.uleb128 0x9
	.byte	0x3
	.quad	raw
	.uleb128 0x9
	.long	0x131
	.long	0x236
	.uleb128 0x7
	.long	0x117
	.byte	0x3
	.byte	0
	.uleb128 0x4
	.long	.LASF26
	.byte	0xb
	.byte	0xe
	.long	0x226
	.uleb128 0x9
	.byte	0x3
	.quad	shelf
	.uleb128 0x4
	.long	.LASF27
	.byte	0xc
	.byte	0x8
	.long	0x140
	.uleb128 0x9
	.byte	0x3
	.quad	rate
	.uleb128 0x4
	.long	.LASF28
	.byte	0xd
	.byte	0x10
	.long	0x13b
	.uleb128 0x9
	.byte	0x3
	.quad	behind
	.uleb128 0x22
	.long	0x65
	.long	0x284
	.uleb128 0xb
	.long	0x65
	.byte	0
	.uleb128 0x4
	.long	.LASF29
	.byte	0xe
	.byte	0x7
	.long	0x299
	.uleb128 0x9
	.byte	0x3
	.quad	callback
	.uleb128 0x6
	.long	0x275
	.uleb128 0x10
	.long	.LASF30
	.byte	0x1e
	.long	0x65
	.long	0x2b2
	.uleb128 0xb
	.long	0x65
	.byte	0
	.uleb128 0x10
	.long	.LASF31
	.byte	0x1d
	.long	0x65
	.long	0x2c6
	.uleb128 0xb
	.long	0x65
	.byte	0
	.uleb128 0x23
	.long	.LASF48
	.byte	0x1
	.byte	0x42
	.byte	0x6
	.quad	.LFB7
	.quad	.LFE7-.LFB7
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x24
	.long	.LASF38
	.byte	0x1
	.byte	0x3a
	.byte	0x5
	.long	0x65
	.quad	.LFB6
	.quad	.LFE6-.LFB6
	.uleb128 0x1
	.byte	0x9c
	.long	0x32c
	.uleb128 0x1
	.string	"n"
	.byte	0x3a
	.byte	0xe
	.long	0x65
	.uleb128 0x3
	.byte	0x91
	.sleb128 -68
	.uleb128 0x3
	.long	.LASF33
	.byte	0x3b
	.byte	0xe
	.long	0x6c
	.uleb128 0x2
	.byte	0x91
	.sleb128 -56
	.uleb128 0xc
	.string	"sum"
	.byte	0x3c
	.byte	0x8
	.long	0x16b
	.uleb128 0x2
	.byte	0x91
	.sleb128 -64
	.byte	0
	.uleb128 0x11
	.long	.LASF35
	.byte	0x34
	.long	0x65
	.quad	.LFB5
	.quad	.LFE5-.LFB5
	.uleb128 0x1
	.byte	0x9c
	.long	0x367
	.uleb128 0x1
	.string	"n"
	.byte	0x34
	.byte	0x15
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -36
	.uleb128 0x3
	.long	.LASF34
	.byte	0x35
	.byte	0x7
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -20
	.byte	0
	.uleb128 0x11
	.long	.LASF36
	.byte	0x2e
	.long	0x65
	.quad	.LFB4
	.quad	.LFE4-.LFB4
	.uleb128 0x1
	.byte	0x9c
	.long	0x3a9
	.uleb128 0x1
	.string	"v"
	.byte	0x2e
	.byte	0x17
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -20
	.uleb128 0x3
	.long	.LASF37
	.byte	0x2f
	.byte	0xe
	.long	0x65
	.uleb128 0x9
	.byte	0x3
	.quad	calls.0
	.byte	0
	.uleb128 0x12
	.long	.LASF39
	.byte	0x28
	.long	0x65
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.uleb128 0x1
	.byte	0x9c
	.long	0x42a
	.uleb128 0xa
	.long	.LASF40
	.byte	0x28
	.byte	0x17
	.long	0x1fb
	.uleb128 0x2
	.byte	0x91
	.sleb128 -40
	.uleb128 0xa
	.long	.LASF41
	.byte	0x28
	.byte	0x22
	.long	0x11e
	.uleb128 0x2
	.byte	0x91
	.sleb128 -44
	.uleb128 0xa
	.long	.LASF42
	.byte	0x28
	.byte	0x2c
	.long	0x2e
	.uleb128 0x2
	.byte	0x91
	.sleb128 -48
	.uleb128 0x1
	.string	"tag"
	.byte	0x28
	.byte	0x38
	.long	0x42a
	.uleb128 0x2
	.byte	0x91
	.sleb128 -56
	.uleb128 0x13
	.long	0x560
	.quad	.LBB14
	.quad	.LBE14-.LBB14
	.byte	0x2b
	.byte	0xa
	.uleb128 0x14
	.long	0x56d
	.uleb128 0x2
	.byte	0x91
	.sleb128 -20
	.uleb128 0x15
	.long	0x577
	.uleb128 0x2
	.byte	0x91
	.sleb128 -24
	.byte	0
	.byte	0
	.uleb128 0x6
	.long	0x11e
	.uleb128 0x25
	.string	"add"
	.byte	0x1
	.byte	0x22
	.byte	0x6
	.long	0x16b
	.quad	.LFB2
	.quad	.LFE2-.LFB2
	.uleb128 0x1
	.byte	0x9c
	.long	0x487
	.uleb128 0x1
	.string	"p"
	.byte	0x22
	.byte	0x16
	.long	0x147
	.uleb128 0x2
	.byte	0x91
	.sleb128 -48
	.uleb128 0x1
	.string	"at"
	.byte	0x22
	.byte	0x24
	.long	0x6c
	.uleb128 0x2
	.byte	0x91
	.sleb128 -56
	.uleb128 0x1
	.string	"out"
	.byte	0x22
	.byte	0x2e
	.long	0x487
	.uleb128 0x2
	.byte	0x91
	.sleb128 -64
	.uleb128 0x3
	.long	.LASF43
	.byte	0x23
	.byte	0x8
	.long	0x16b
	.uleb128 0x2
	.byte	0x91
	.sleb128 -24
	.byte	0
	.uleb128 0x6
	.long	0x16b
	.uleb128 0x12
	.long	.LASF13
	.byte	0x15
	.long	0x65
	.quad	.LFB1
	.quad	.LFE1-.LFB1
	.uleb128 0x1
	.byte	0x9c
	.long	0x560
	.uleb128 0x1
	.string	"it"
	.byte	0x15
	.byte	0x18
	.long	0x131
	.uleb128 0x2
	.byte	0x91
	.sleb128 -56
	.uleb128 0xa
	.long	.LASF44
	.byte	0x15
	.byte	0x20
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -60
	.uleb128 0xc
	.string	"sum"
	.byte	0x16
	.byte	0x7
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -20
	.uleb128 0x16
	.quad	.LBB9
	.quad	.LBE9-.LBB9
	.uleb128 0xc
	.string	"i"
	.byte	0x17
	.byte	0xc
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -24
	.uleb128 0x16
	.quad	.LBB10
	.quad	.LBE10-.LBB10
	.uleb128 0x3
	.long	.LASF45
	.byte	0x18
	.byte	0x9
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -28
	.uleb128 0x26
	.quad	.LBB11
	.quad	.LBE11-.LBB11
	.long	0x535
	.uleb128 0x3
	.long	.LASF44
	.byte	0x1a
	.byte	0xb
	.long	0x65
	.uleb128 0x2
	.byte	0x91
	.sleb128 -32
	.byte	0
	.uleb128 0x13
	.long	0x560
	.quad	.LBB12
	.quad	.LBE12-.LBB12
	.byte	0x1d
	.byte	0xc
	.uleb128 0x14
	.long	0x56d
	.uleb128 0x2
	.byte	0x91
	.sleb128 -36
	.uleb128 0x15
	.long	0x577
	.uleb128 0x2
	.byte	0x91
	.sleb128 -40
	.byte	0
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0x27
	.long	.LASF49
	.byte	0x1
	.byte	0x10
	.byte	0x32
	.long	0x65
	.byte	0x3
	.uleb128 0x28
	.string	"v"
	.byte	0x1
	.byte	0x10
	.byte	0x3d
	.long	0x65
	.uleb128 0x29
	.string	"w"
	.byte	0x1
	.byte	0x11
	.byte	0x7
	.long	0x65
	.byte	0
	.byte	0
	.section	.debug_abbrev,"",@progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 2
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x4
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x5
	.uleb128 0x24
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0xe
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0x21
	.sleb128 8
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x7
	.uleb128 0x21
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2f
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x8
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 2
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x9
	.uleb128 0x1
	.byte	0x1
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xa
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0xb
	.uleb128 0x5
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xc
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0xd
	.uleb128 0x28
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1c
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0xe
	.uleb128 0x13
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 2
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0x21
	.sleb128 8
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xf
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 2
	.uleb128 0x3b
	.uleb128 0x21
	.sleb128 16
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0xd
	.uleb128 0xb
	.uleb128 0x6b
	.uleb128 0x5
	.byte	0
	.byte	0
	.uleb128 0x10
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 2
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0x21
	.sleb128 5
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3c
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x11
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0x21
	.sleb128 12
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x12
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0x21
	.sleb128 5
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x13
	.uleb128 0x1d
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x58
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x14
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x15
	.uleb128 0x34
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x16
	.uleb128 0xb
	.byte	0x1
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.byte	0
	.byte	0
	.uleb128 0x17
	.uleb128 0x11
	.byte	0x1
	.uleb128 0x25
	.uleb128 0xe
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0x1f
	.uleb128 0x1b
	.uleb128 0x1f
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x18
	.uleb128 0x16
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x19
	.uleb128 0x4
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1a
	.uleb128 0x28
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1c
	.uleb128 0xd
	.byte	0
	.byte	0
	.uleb128 0x1b
	.uleb128 0x24
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0x8
	.byte	0
	.byte	0
	.uleb128 0x1c
	.uleb128 0x13
	.byte	0x1
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1d
	.uleb128 0x26
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1e
	.uleb128 0x13
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3c
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x1f
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3c
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x20
	.uleb128 0x34
	.byte	0
	.uleb128 0x47
	.uleb128 0x13
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x21
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x22
	.uleb128 0x15
	.byte	0x1
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x23
	.uleb128 0x2e
	.byte	0
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7c
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x24
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7c
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x25
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x26
	.uleb128 0xb
	.byte	0x1
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x27
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x28
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x29
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_aranges,"",@progbits
	.long	0x2c
	.value	0x2
	.long	.Ldebug_info0
	.byte	0x8
	.byte	0
	.value	0
	.value	0
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.quad	0
	.quad	0
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.section	.debug_str,"MS",@progbits,1
.LASF28:
	.string	"behind"
.LASF23:
	.string	"per_thread"
.LASF11:
	.string	"next"
.LASF8:
	.string	"state"
.LASF4:
	.string	"STOPPED"
.LASF46:
	.string	"GNU C17 12.2.0 -mtune=generic -march=x86-64 -gdwarf-5 -O0 -fpie -fcf-protection=none -fno-stack-protector -fno-ident -fno-inline-functions-called-once -fasynchronous-unwind-tables"
.LASF44:
	.string	"count"
.LASF45:
	.string	"step"
.LASF18:
	.string	"pair"
.LASF2:
	.string	"IDLE"
.LASF27:
	.string	"rate"
.LASF40:
	.string	"text"
.LASF33:
	.string	"origin"
.LASF32:
	.string	"counter"
.LASF5:
	.string	"unsigned char"
.LASF25:
	.string	"title"
.LASF14:
	.string	"long unsigned int"
.LASF29:
	.string	"callback"
.LASF10:
	.string	"kind"
.LASF41:
	.string	"grade"
.LASF20:
	.string	"second"
.LASF13:
	.string	"price"
.LASF17:
	.string	"double"
.LASF39:
	.string	"label"
.LASF48:
	.string	"_start"
.LASF36:
	.string	"helper"
.LASF9:
	.string	"flag"
.LASF16:
	.string	"unsigned int"
.LASF31:
	.string	"near_rate"
.LASF15:
	.string	"char"
.LASF47:
	.string	"hidden"
.LASF37:
	.string	"calls"
.LASF38:
	.string	"work"
.LASF26:
	.string	"shelf"
.LASF35:
	.string	"keep"
.LASF49:
	.string	"scaled"
.LASF24:
	.string	"matrix"
.LASF43:
	.string	"both"
.LASF42:
	.string	"level"
.LASF12:
	.string	"secret"
.LASF22:
	.string	"total"
.LASF21:
	.string	"long int"
.LASF30:
	.string	"far_rate"
.LASF3:
	.string	"RUNNING"
.LASF6:
	.string	"item"
.LASF34:
	.string	"doubled"
.LASF19:
	.string	"first"
.LASF7:
	.string	"name"
	.section	.debug_line_str,"MS",@progbits,1
.LASF1:
	.string	"/shop"
.LASF0:
	.string	"shop.c"
	.section	.note.GNU-stack,"",@progbits
