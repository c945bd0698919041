	.file	"shop.c"
	.text
.Ltext0:
	.file 0 "/shop" "shop.c"
	.p2align 4
	.globl	price
	.type	price, @function
price:
.LVL0:
.LFB1:
	.file 1 "shop.c"
	.loc 1 21 39 view -0
	.cfi_startproc
	.loc 1 22 3 view .LVU1
	.loc 1 22 7 is_stmt 0 view .LVU2
	movl	(%rdi), %eax
.LVL1:
	.loc 1 23 3 is_stmt 1 view .LVU3
.LBB19:
	.loc 1 23 8 view .LVU4
	.loc 1 23 21 view .LVU5
	testl	%esi, %esi
	jle	.L1
.LBB20:
	.loc 1 24 18 is_stmt 0 view .LVU6
	movl	total(%rip), %edi
.LVL2:
	.loc 1 24 18 view .LVU7
	addl	%edi, %esi
.LVL3:
	.loc 1 24 18 view .LVU8
	leal	(%rdi,%rdi), %edx
	leal	3(%rdi,%rdi,2), %ecx
	addl	%esi, %esi
.LVL4:
	.p2align 4,,10
	.p2align 3
.L3:
	.loc 1 24 5 is_stmt 1 discriminator 3 view .LVU9
.LBB21:
	.loc 1 26 7 discriminator 3 view .LVU10
	.loc 1 27 7 discriminator 3 view .LVU11
	.loc 1 27 11 is_stmt 0 discriminator 3 view .LVU12
	addl	%edx, %eax
.LVL5:
	.loc 1 27 11 discriminator 3 view .LVU13
.LBE21:
	.loc 1 29 5 is_stmt 1 discriminator 3 view .LVU14
.LBB22:
.LBI22:
	.loc 1 16 50 discriminator 3 view .LVU15
.LBB23:
	.loc 1 17 3 discriminator 3 view .LVU16
	.loc 1 18 3 discriminator 3 view .LVU17
	.loc 1 18 3 is_stmt 0 discriminator 3 view .LVU18
.LBE23:
.LBE22:
.LBE20:
	.loc 1 23 21 discriminator 3 view .LVU19
	addl	$2, %edx
.LVL6:
.LBB24:
	.loc 1 29 9 discriminator 3 view .LVU20
	addl	%ecx, %eax
.LVL7:
	.loc 1 29 9 discriminator 3 view .LVU21
.LBE24:
	.loc 1 23 31 is_stmt 1 discriminator 3 view .LVU22
	.loc 1 23 21 discriminator 3 view .LVU23
	addl	$3, %ecx
	cmpl	%esi, %edx
	jne	.L3
.LVL8:
.L1:
	.loc 1 23 21 is_stmt 0 discriminator 3 view .LVU24
.LBE19:
	.loc 1 32 1 view .LVU25
	ret
	.cfi_endproc
.LFE1:
	.size	price, .-price
	.p2align 4
	.globl	add
	.type	add, @function
add:
.LVL9:
.LFB2:
	.loc 1 34 51 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 35 3 view .LVU27
	.loc 1 35 8 is_stmt 0 view .LVU28
	leaq	(%rdi,%rsi), %rax
.LVL10:
	.loc 1 36 3 is_stmt 1 view .LVU29
	.loc 1 36 19 is_stmt 0 view .LVU30
	movslq	%edx, %rdx
	.loc 1 36 15 view .LVU31
	addq	%rax, %rdx
.LVL11:
	.loc 1 36 15 view .LVU32
	movq	%rdx, (%rcx)
	.loc 1 37 3 is_stmt 1 view .LVU33
	.loc 1 38 1 is_stmt 0 view .LVU34
	ret
	.cfi_endproc
.LFE2:
	.size	add, .-add
	.p2align 4
	.globl	label
	.type	label, @function
label:
.LVL12:
.LFB3:
	.loc 1 40 64 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 41 3 view .LVU36
	.loc 1 42 18 is_stmt 0 view .LVU37
	movzbl	%dl, %edx
	.loc 1 41 6 view .LVU38
	testq	%rdi, %rdi
	je	.L8
	cmpb	$97, %sil
	jle	.L8
	.loc 1 42 5 is_stmt 1 view .LVU39
	.loc 1 42 23 is_stmt 0 view .LVU40
	movsbl	(%rcx), %eax
	.loc 1 42 18 view .LVU41
	addl	%edx, %eax
	ret
	.p2align 4,,10
	.p2align 3
.L8:
	.loc 1 43 3 is_stmt 1 view .LVU42
.LVL13:
.LBB25:
.LBI25:
	.loc 1 16 50 view .LVU43
.LBB26:
	.loc 1 17 3 view .LVU44
	.loc 1 18 3 view .LVU45
	.loc 1 18 12 is_stmt 0 view .LVU46
	leal	3(%rdx,%rdx,2), %eax
.LVL14:
	.loc 1 18 12 view .LVU47
.LBE26:
.LBE25:
	.loc 1 44 1 view .LVU48
	ret
	.cfi_endproc
.LFE3:
	.size	label, .-label
	.p2align 4
	.globl	work
	.type	work, @function
work:
.LVL15:
.LFB6:
	.loc 1 58 17 is_stmt 1 view -0
	.cfi_startproc
	.loc 1 58 17 is_stmt 0 view .LVU50
	pushq	%rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	.loc 1 58 17 view .LVU51
	movl	%edi, %ebx
	.loc 1 59 3 is_stmt 1 view .LVU52
.LVL16:
	.loc 1 60 3 view .LVU53
	.loc 1 61 3 view .LVU54
.LBB37:
.LBI37:
	.loc 1 46 12 view .LVU55
.LBB38:
	.loc 1 47 3 view .LVU56
	.loc 1 48 3 view .LVU57
	.loc 1 48 8 is_stmt 0 view .LVU58
	addl	$1, calls.0(%rip)
	.loc 1 49 3 is_stmt 1 view .LVU59
.LVL17:
	.loc 1 49 3 is_stmt 0 view .LVU60
.LBE38:
.LBE37:
	.loc 1 61 43 view .LVU61
	call	near_rate@PLT
.LVL18:
	.loc 1 61 58 view .LVU62
	movl	%ebx, %edi
	call	far_rate@PLT
.LVL19:
.LBB39:
.LBI39:
	.loc 1 52 12 is_stmt 1 view .LVU63
.LBB40:
	.loc 1 53 3 view .LVU64
	.loc 1 54 3 view .LVU65
	.loc 1 53 7 is_stmt 0 view .LVU66
	leal	(%rbx,%rbx), %eax
	.loc 1 54 9 view .LVU67
	addl	%eax, total(%rip)
	.loc 1 55 3 is_stmt 1 view .LVU68
.LVL20:
	.loc 1 55 3 is_stmt 0 view .LVU69
.LBE40:
.LBE39:
	.loc 1 62 3 is_stmt 1 view .LVU70
.LBB41:
.LBI41:
	.loc 1 34 6 view .LVU71
.LBB42:
	.loc 1 35 3 view .LVU72
	.loc 1 36 3 view .LVU73
	.loc 1 37 3 view .LVU74
	.loc 1 37 3 is_stmt 0 view .LVU75
.LBE42:
.LBE41:
.LBB43:
.LBI43:
	.loc 1 40 5 is_stmt 1 view .LVU76
.LBB44:
	.loc 1 41 3 view .LVU77
	.loc 1 41 3 is_stmt 0 view .LVU78
.LBE44:
.LBE43:
	.loc 1 62 49 view .LVU79
	leal	(%rbx,%rbx,2), %edx
.LBB47:
.LBB45:
	.loc 1 41 6 view .LVU80
	cmpq	$1, title(%rip)
.LBE45:
.LBE47:
	.loc 1 64 1 view .LVU81
	popq	%rbx
	.cfi_def_cfa_offset 8
.LVL21:
.LBB48:
.LBB46:
	.loc 1 41 6 view .LVU82
	sbbq	%rax, %rax
	andq	$-92, %rax
.LVL22:
	.loc 1 41 6 view .LVU83
.LBE46:
.LBE48:
	.loc 1 63 3 is_stmt 1 view .LVU84
	.loc 1 63 10 is_stmt 0 view .LVU85
	leal	100(%rdx,%rax), %eax
	.loc 1 64 1 view .LVU86
	ret
	.cfi_endproc
.LFE6:
	.size	work, .-work
	.p2align 4
	.globl	_start
	.type	_start, @function
_start:
.LFB7:
	.loc 1 66 19 is_stmt 1 view -0
	.cfi_startproc
	subq	$8, %rsp
	.cfi_def_cfa_offset 16
	.p2align 4,,10
	.p2align 3
.L21:
	.loc 1 67 3 discriminator 1 view .LVU88
	.loc 1 68 5 discriminator 1 view .LVU89
.LVL23:
.LBB61:
.LBI61:
	.loc 1 58 5 discriminator 1 view .LVU90
.LBB62:
	.loc 1 59 3 discriminator 1 view .LVU91
	.loc 1 60 3 discriminator 1 view .LVU92
	.loc 1 61 3 discriminator 1 view .LVU93
.LBB63:
.LBI63:
	.loc 1 46 12 discriminator 1 view .LVU94
.LBB64:
	.loc 1 47 3 discriminator 1 view .LVU95
	.loc 1 48 3 discriminator 1 view .LVU96
.LBE64:
.LBE63:
	.loc 1 61 43 is_stmt 0 discriminator 1 view .LVU97
	movl	$3, %edi
.LBB66:
.LBB65:
	.loc 1 48 8 discriminator 1 view .LVU98
	addl	$1, calls.0(%rip)
	.loc 1 49 3 is_stmt 1 discriminator 1 view .LVU99
.LVL24:
	.loc 1 49 3 is_stmt 0 discriminator 1 view .LVU100
.LBE65:
.LBE66:
	.loc 1 61 43 discriminator 1 view .LVU101
	call	near_rate@PLT
.LVL25:
	.loc 1 61 58 discriminator 1 view .LVU102
	movl	$3, %edi
	call	far_rate@PLT
.LVL26:
.LBB67:
.LBI67:
	.loc 1 52 12 is_stmt 1 discriminator 1 view .LVU103
.LBB68:
	.loc 1 53 3 discriminator 1 view .LVU104
	.loc 1 54 3 discriminator 1 view .LVU105
	.loc 1 54 9 is_stmt 0 discriminator 1 view .LVU106
	addl	$6, total(%rip)
	.loc 1 55 3 is_stmt 1 discriminator 1 view .LVU107
.LVL27:
	.loc 1 55 3 is_stmt 0 discriminator 1 view .LVU108
.LBE68:
.LBE67:
	.loc 1 62 3 is_stmt 1 discriminator 1 view .LVU109
	.loc 1 62 3 is_stmt 0 discriminator 1 view .LVU110
	jmp	.L21
.LBE62:
.LBE61:
	.cfi_endproc
.LFE7:
	.size	_start, .-_start
	.local	calls.0
	.comm	calls.0,4,4
	.globl	callback
	.bss
	.align 8
	.type	callback, @object
	.size	callback, 8
callback:
	.zero	8
	.globl	behind
	.align 8
	.type	behind, @object
	.size	behind, 8
behind:
	.zero	8
	.globl	rate
	.data
	.align 8
	.type	rate, @object
	.size	rate, 8
rate:
	.long	0
	.long	1073217536
	.globl	shelf
	.bss
	.align 32
	.type	shelf, @object
	.size	shelf, 32
shelf:
	.zero	32
	.globl	raw
	.align 8
	.type	raw, @object
	.size	raw, 8
raw:
	.zero	8
	.globl	title
	.section	.rodata.str1.1,"aMS",@progbits,1
.LC0:
	.string	"shop"
	.section	.data.rel.local,"aw"
	.align 8
	.type	title, @object
	.size	title, 8
title:
	.quad	.LC0
	.globl	matrix
	.bss
	.align 32
	.type	matrix, @object
	.size	matrix, 48
matrix:
	.zero	48
	.globl	per_thread
	.section	.tbss,"awT",@nobits
	.align 4
	.type	per_thread, @object
	.size	per_thread, 4
per_thread:
	.zero	4
	.globl	total
	.data
	.align 4
	.type	total, @object
	.size	total, 4
total:
	.long	5
	.text
.Letext0:
	.file 2 "shop.h"
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0x7f8
	.value	0x5
	.byte	0x1
	.byte	0x8
	.long	.Ldebug_abbrev0
	.uleb128 0x1f
	.long	.LASF46
	.byte	0x1d
	.long	.LASF0
	.long	.LASF1
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.long	.Ldebug_line0
	.uleb128 0x20
	.string	"u8"
	.byte	0x2
	.byte	0x1
	.byte	0x17
	.long	0x39
	.uleb128 0x6
	.byte	0x1
	.byte	0x8
	.long	.LASF5
	.uleb128 0x21
	.long	.LASF8
	.byte	0x5
	.byte	0x4
	.long	0x65
	.byte	0x2
	.byte	0x3
	.byte	0x6
	.long	0x65
	.uleb128 0x14
	.long	.LASF2
	.byte	0
	.uleb128 0x14
	.long	.LASF3
	.byte	0x7
	.uleb128 0x22
	.long	.LASF4
	.sleb128 -1
	.byte	0
	.uleb128 0x23
	.byte	0x4
	.byte	0x5
	.string	"int"
	.uleb128 0x24
	.string	"pos"
	.byte	0x8
	.byte	0x2
	.byte	0x5
	.byte	0x8
	.long	0x8e
	.uleb128 0xb
	.string	"x"
	.byte	0x6
	.byte	0x7
	.long	0x65
	.byte	0
	.uleb128 0xb
	.string	"y"
	.byte	0x6
	.byte	0xa
	.long	0x65
	.byte	0x4
	.byte	0
	.uleb128 0x15
	.long	.LASF6
	.byte	0x40
	.byte	0xb
	.long	0x107
	.uleb128 0xb
	.string	"id"
	.byte	0xc
	.byte	0x7
	.long	0x65
	.byte	0
	.uleb128 0x4
	.long	.LASF7
	.byte	0xd
	.byte	0x8
	.long	0x107
	.byte	0x4
	.uleb128 0xb
	.string	"pos"
	.byte	0xe
	.byte	0xe
	.long	0x6c
	.byte	0x14
	.uleb128 0x4
	.long	.LASF8
	.byte	0xf
	.byte	0xe
	.long	0x40
	.byte	0x1c
	.uleb128 0x16
	.long	.LASF9
	.byte	0xc
	.long	0x12a
	.byte	0x3
	.value	0x100
	.uleb128 0x16
	.long	.LASF10
	.byte	0x16
	.long	0x12a
	.byte	0x5
	.value	0x103
	.uleb128 0x4
	.long	.LASF11
	.byte	0x11
	.byte	0x10
	.long	0x131
	.byte	0x28
	.uleb128 0x4
	.long	.LASF12
	.byte	0x12
	.byte	0x12
	.long	0x13b
	.byte	0x30
	.uleb128 0x4
	.long	.LASF13
	.byte	0x13
	.byte	0xa
	.long	0x140
	.byte	0x38
	.byte	0
	.uleb128 0xc
	.long	0x11e
	.long	0x117
	.uleb128 0x9
	.long	0x117
	.byte	0xf
	.byte	0
	.uleb128 0x6
	.byte	0x8
	.byte	0x7
	.long	.LASF14
	.uleb128 0x6
	.byte	0x1
	.byte	0x6
	.long	.LASF15
	.uleb128 0x25
	.long	0x11e
	.uleb128 0x6
	.byte	0x4
	.byte	0x7
	.long	.LASF16
	.uleb128 0x7
	.long	0x8e
	.uleb128 0x26
	.long	.LASF47
	.uleb128 0x7
	.long	0x136
	.uleb128 0x6
	.byte	0x8
	.byte	0x4
	.long	.LASF17
	.uleb128 0x15
	.long	.LASF18
	.byte	0x10
	.byte	0x16
	.long	0x16b
	.uleb128 0x4
	.long	.LASF19
	.byte	0x17
	.byte	0x8
	.long	0x16b
	.byte	0
	.uleb128 0x4
	.long	.LASF20
	.byte	0x17
	.byte	0xf
	.long	0x16b
	.byte	0x8
	.byte	0
	.uleb128 0x6
	.byte	0x8
	.byte	0x5
	.long	.LASF21
	.uleb128 0x27
	.long	.LASF22
	.byte	0x2
	.byte	0x1c
	.byte	0xc
	.long	0x65
	.uleb128 0xa
	.long	.LASF33
	.byte	0x5
	.byte	0xc
	.long	0x65
	.uleb128 0x28
	.long	0x172
	.byte	0x1
	.byte	0x6
	.byte	0x5
	.uleb128 0x9
	.byte	0x3
	.quad	total
	.uleb128 0x5
	.long	.LASF23
	.byte	0x7
	.byte	0xe
	.long	0x65
	.uleb128 0xa
	.byte	0xe
	.long	per_thread@dtpoff, 0
	.byte	0x9b
	.uleb128 0xc
	.long	0x65
	.long	0x1c7
	.uleb128 0x9
	.long	0x117
	.byte	0x2
	.uleb128 0x9
	.long	0x117
	.byte	0x3
	.byte	0
	.uleb128 0x5
	.long	.LASF24
	.byte	0x8
	.byte	0x5
	.long	0x1b1
	.uleb128 0x9
	.byte	0x3
	.quad	matrix
	.uleb128 0x5
	.long	.LASF25
	.byte	0x9
	.byte	0xd
	.long	0x1f1
	.uleb128 0x9
	.byte	0x3
	.quad	title
	.uleb128 0x7
	.long	0x125
	.uleb128 0xc
	.long	0x2e
	.long	0x206
	.uleb128 0x9
	.long	0x117
	.byte	0x7
	.byte	0
	.uleb128 0x29
	.string	"raw"
	.byte	0x1
	.byte	0xa
	.byte	0x4
	.long	0x1f6
	.uleb128 0x9
	.byte	0x3
	.quad	raw
	.uleb128 0xc
	.long	0x131
	.long	0x22c
	.uleb128 0x9
	.long	0x117
	.byte	0x3
	.byte	0
	.uleb128 0x5
	.long	.LASF26
	.byte	0xb
	.byte	0xe
	.long	0x21c
	.uleb128 0x9
	.byte	0x3
	.quad	shelf
	.uleb128 0x5
	.long	.LASF27
	.byte	0xc
	.byte	0x8
	.long	0x140
	.uleb128 0x9
	.byte	0x3
	.quad	rate
	.uleb128 0x5
	.long	.LASF28
	.byte	0xd
	.byte	0x10
	.long	0x13b
	.uleb128 0x9
	.byte	0x3
	.quad	behind
	.uleb128 0x2a
	.long	0x65
	.long	0x27a
	.uleb128 0xf
	.long	0x65
	.byte	0
	.uleb128 0x5
	.long	.LASF29
	.byte	0xe
	.byte	0x7
	.long	0x28f
	.uleb128 0x9
	.byte	0x3
	.quad	callback
	.uleb128 0x7
	.long	0x26b
	.uleb128 0x17
	.long	.LASF30
	.byte	0x1e
	.long	0x65
	.long	0x2a8
	.uleb128 0xf
	.long	0x65
	.byte	0
	.uleb128 0x17
	.long	.LASF31
	.byte	0x1d
	.long	0x65
	.long	0x2bc
	.uleb128 0xf
	.long	0x65
	.byte	0
	.uleb128 0x2b
	.long	.LASF48
	.byte	0x1
	.byte	0x42
	.byte	0x6
	.quad	.LFB7
	.quad	.LFE7-.LFB7
	.uleb128 0x1
	.byte	0x9c
	.long	0x3a8
	.uleb128 0x10
	.long	0x3a8
	.quad	.LBI61
	.byte	.LVU90
	.quad	.LBB61
	.quad	.LBE61-.LBB61
	.byte	0x44
	.byte	0x5
	.uleb128 0x2c
	.long	0x3b6
	.byte	0x3
	.uleb128 0x18
	.long	0x3bf
	.uleb128 0x2
	.long	0x3ca
	.long	.LLST25
	.long	.LVUS25
	.uleb128 0x19
	.long	0x3fb
	.quad	.LBI63
	.byte	.LVU94
	.long	.LLRL26
	.byte	0x3d
	.byte	0x1f
	.long	0x33d
	.uleb128 0x1
	.long	0x40b
	.long	.LLST27
	.long	.LVUS27
	.uleb128 0x2d
	.long	.LLRL26
	.byte	0
	.uleb128 0xd
	.long	0x3d6
	.quad	.LBI67
	.byte	.LVU103
	.quad	.LBB67
	.quad	.LBE67-.LBB67
	.byte	0x3d
	.byte	0x48
	.long	0x37c
	.uleb128 0x1
	.long	0x3e6
	.long	.LLST28
	.long	.LVUS28
	.uleb128 0x2
	.long	0x3ef
	.long	.LLST29
	.long	.LVUS29
	.byte	0
	.uleb128 0x1a
	.quad	.LVL25
	.long	0x2a8
	.long	0x393
	.uleb128 0xe
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x1
	.byte	0x33
	.byte	0
	.uleb128 0x1b
	.quad	.LVL26
	.long	0x294
	.uleb128 0xe
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x1
	.byte	0x33
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0x1c
	.long	.LASF32
	.byte	0x3a
	.long	0x65
	.long	0x3d6
	.uleb128 0x3
	.string	"n"
	.byte	0x3a
	.byte	0xe
	.long	0x65
	.uleb128 0xa
	.long	.LASF34
	.byte	0x3b
	.byte	0xe
	.long	0x6c
	.uleb128 0x1d
	.string	"sum"
	.byte	0x3c
	.byte	0x8
	.long	0x16b
	.byte	0
	.uleb128 0x11
	.long	.LASF36
	.byte	0x34
	.byte	0xc
	.long	0x65
	.byte	0x1
	.long	0x3fb
	.uleb128 0x3
	.string	"n"
	.byte	0x34
	.byte	0x15
	.long	0x65
	.uleb128 0xa
	.long	.LASF35
	.byte	0x35
	.byte	0x7
	.long	0x65
	.byte	0
	.uleb128 0x11
	.long	.LASF37
	.byte	0x2e
	.byte	0xc
	.long	0x65
	.byte	0x1
	.long	0x42b
	.uleb128 0x3
	.string	"v"
	.byte	0x2e
	.byte	0x17
	.long	0x65
	.uleb128 0x2e
	.long	.LASF49
	.byte	0x1
	.byte	0x2f
	.byte	0xe
	.long	0x65
	.uleb128 0x9
	.byte	0x3
	.quad	calls.0
	.byte	0
	.uleb128 0x1c
	.long	.LASF38
	.byte	0x28
	.long	0x65
	.long	0x463
	.uleb128 0x12
	.long	.LASF39
	.byte	0x17
	.long	0x1f1
	.uleb128 0x12
	.long	.LASF40
	.byte	0x22
	.long	0x11e
	.uleb128 0x12
	.long	.LASF41
	.byte	0x2c
	.long	0x2e
	.uleb128 0x3
	.string	"tag"
	.byte	0x28
	.byte	0x38
	.long	0x463
	.byte	0
	.uleb128 0x7
	.long	0x11e
	.uleb128 0x2f
	.string	"add"
	.byte	0x1
	.byte	0x22
	.byte	0x6
	.long	0x16b
	.byte	0x1
	.long	0x4a3
	.uleb128 0x3
	.string	"p"
	.byte	0x22
	.byte	0x16
	.long	0x147
	.uleb128 0x3
	.string	"at"
	.byte	0x22
	.byte	0x24
	.long	0x6c
	.uleb128 0x3
	.string	"out"
	.byte	0x22
	.byte	0x2e
	.long	0x4a3
	.uleb128 0xa
	.long	.LASF42
	.byte	0x23
	.byte	0x8
	.long	0x16b
	.byte	0
	.uleb128 0x7
	.long	0x16b
	.uleb128 0x30
	.long	.LASF13
	.byte	0x1
	.byte	0x15
	.byte	0x5
	.long	0x65
	.quad	.LFB1
	.quad	.LFE1-.LFB1
	.uleb128 0x1
	.byte	0x9c
	.long	0x58e
	.uleb128 0x31
	.string	"it"
	.byte	0x1
	.byte	0x15
	.byte	0x18
	.long	0x131
	.long	.LLST0
	.long	.LVUS0
	.uleb128 0x32
	.long	.LASF43
	.byte	0x1
	.byte	0x15
	.byte	0x20
	.long	0x65
	.long	.LLST1
	.long	.LVUS1
	.uleb128 0x1e
	.string	"sum"
	.byte	0x16
	.byte	0x7
	.long	0x65
	.long	.LLST2
	.long	.LVUS2
	.uleb128 0x33
	.quad	.LBB19
	.quad	.LBE19-.LBB19
	.uleb128 0x1e
	.string	"i"
	.byte	0x17
	.byte	0xc
	.long	0x65
	.long	.LLST3
	.long	.LVUS3
	.uleb128 0x34
	.long	.LLRL4
	.uleb128 0xa
	.long	.LASF44
	.byte	0x18
	.byte	0x9
	.long	0x65
	.uleb128 0x35
	.quad	.LBB21
	.quad	.LBE21-.LBB21
	.long	0x560
	.uleb128 0x36
	.long	.LASF43
	.byte	0x1
	.byte	0x1a
	.byte	0xb
	.long	0x65
	.long	.LLST5
	.long	.LVUS5
	.byte	0
	.uleb128 0x10
	.long	0x58e
	.quad	.LBI22
	.byte	.LVU15
	.quad	.LBB22
	.quad	.LBE22-.LBB22
	.byte	0x1d
	.byte	0xc
	.uleb128 0x37
	.long	0x59e
	.uleb128 0x18
	.long	0x5a7
	.byte	0
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0x11
	.long	.LASF45
	.byte	0x10
	.byte	0x32
	.long	0x65
	.byte	0x3
	.long	0x5b1
	.uleb128 0x3
	.string	"v"
	.byte	0x10
	.byte	0x3d
	.long	0x65
	.uleb128 0x1d
	.string	"w"
	.byte	0x11
	.byte	0x7
	.long	0x65
	.byte	0
	.uleb128 0x13
	.long	0x468
	.quad	.LFB2
	.quad	.LFE2-.LFB2
	.uleb128 0x1
	.byte	0x9c
	.long	0x5fa
	.uleb128 0x8
	.long	0x479
	.uleb128 0x6
	.byte	0x55
	.byte	0x93
	.uleb128 0x8
	.byte	0x54
	.byte	0x93
	.uleb128 0x8
	.uleb128 0x1
	.long	0x482
	.long	.LLST6
	.long	.LVUS6
	.uleb128 0x8
	.long	0x48c
	.uleb128 0x1
	.byte	0x52
	.uleb128 0x2
	.long	0x497
	.long	.LLST7
	.long	.LVUS7
	.byte	0
	.uleb128 0x13
	.long	0x42b
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.uleb128 0x1
	.byte	0x9c
	.long	0x66d
	.uleb128 0x8
	.long	0x439
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x8
	.long	0x443
	.uleb128 0x1
	.byte	0x54
	.uleb128 0x8
	.long	0x44d
	.uleb128 0x1
	.byte	0x51
	.uleb128 0x8
	.long	0x457
	.uleb128 0x1
	.byte	0x52
	.uleb128 0x10
	.long	0x58e
	.quad	.LBI25
	.byte	.LVU43
	.quad	.LBB25
	.quad	.LBE25-.LBB25
	.byte	0x2b
	.byte	0xa
	.uleb128 0x1
	.long	0x59e
	.long	.LLST8
	.long	.LVUS8
	.uleb128 0x2
	.long	0x5a7
	.long	.LLST9
	.long	.LVUS9
	.byte	0
	.byte	0
	.uleb128 0x13
	.long	0x3a8
	.quad	.LFB6
	.quad	.LFE6-.LFB6
	.uleb128 0x1
	.byte	0x9c
	.long	0x7f3
	.uleb128 0x1
	.long	0x3b6
	.long	.LLST10
	.long	.LVUS10
	.uleb128 0x2
	.long	0x3bf
	.long	.LLST11
	.long	.LVUS11
	.uleb128 0x2
	.long	0x3ca
	.long	.LLST12
	.long	.LVUS12
	.uleb128 0xd
	.long	0x3fb
	.quad	.LBI37
	.byte	.LVU55
	.quad	.LBB37
	.quad	.LBE37-.LBB37
	.byte	0x3d
	.byte	0x1f
	.long	0x6e1
	.uleb128 0x1
	.long	0x40b
	.long	.LLST13
	.long	.LVUS13
	.byte	0
	.uleb128 0xd
	.long	0x3d6
	.quad	.LBI39
	.byte	.LVU63
	.quad	.LBB39
	.quad	.LBE39-.LBB39
	.byte	0x3d
	.byte	0x48
	.long	0x720
	.uleb128 0x1
	.long	0x3e6
	.long	.LLST14
	.long	.LVUS14
	.uleb128 0x2
	.long	0x3ef
	.long	.LLST15
	.long	.LVUS15
	.byte	0
	.uleb128 0xd
	.long	0x468
	.quad	.LBI41
	.byte	.LVU71
	.quad	.LBB41
	.quad	.LBE41-.LBB41
	.byte	0x3e
	.byte	0xa
	.long	0x779
	.uleb128 0x1
	.long	0x48c
	.long	.LLST16
	.long	.LVUS16
	.uleb128 0x1
	.long	0x482
	.long	.LLST17
	.long	.LVUS17
	.uleb128 0x1
	.long	0x479
	.long	.LLST18
	.long	.LVUS18
	.uleb128 0x2
	.long	0x497
	.long	.LLST19
	.long	.LVUS19
	.byte	0
	.uleb128 0x19
	.long	0x42b
	.quad	.LBI43
	.byte	.LVU76
	.long	.LLRL20
	.byte	0x3e
	.byte	0x33
	.long	0x7c6
	.uleb128 0x1
	.long	0x457
	.long	.LLST21
	.long	.LVUS21
	.uleb128 0x1
	.long	0x44d
	.long	.LLST22
	.long	.LVUS22
	.uleb128 0x1
	.long	0x443
	.long	.LLST23
	.long	.LVUS23
	.uleb128 0x1
	.long	0x439
	.long	.LLST24
	.long	.LVUS24
	.byte	0
	.uleb128 0x1a
	.quad	.LVL18
	.long	0x2a8
	.long	0x7de
	.uleb128 0xe
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x2
	.byte	0x73
	.sleb128 0
	.byte	0
	.uleb128 0x1b
	.quad	.LVL19
	.long	0x294
	.uleb128 0xe
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x2
	.byte	0x73
	.sleb128 0
	.byte	0
	.byte	0
	.uleb128 0x38
	.uleb128 0x6
	.byte	0x9e
	.uleb128 0x4
	.byte	0x61
	.byte	0x62
	.byte	0x63
	.byte	0
	.byte	0
	.section	.debug_abbrev,"",@progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x17
	.uleb128 0x2137
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x34
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x17
	.uleb128 0x2137
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x3
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
	.byte	0
	.byte	0
	.uleb128 0x4
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
	.uleb128 0x5
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
	.uleb128 0x6
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
	.uleb128 0x7
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0x21
	.sleb128 8
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x8
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x9
	.uleb128 0x21
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2f
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0xa
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
	.byte	0
	.byte	0
	.uleb128 0xb
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
	.uleb128 0xc
	.uleb128 0x1
	.byte	0x1
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xd
	.uleb128 0x1d
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x52
	.uleb128 0x1
	.uleb128 0x2138
	.uleb128 0xb
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
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xe
	.uleb128 0x49
	.byte	0
	.uleb128 0x2
	.uleb128 0x18
	.uleb128 0x7e
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0xf
	.uleb128 0x5
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x10
	.uleb128 0x1d
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x52
	.uleb128 0x1
	.uleb128 0x2138
	.uleb128 0xb
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
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x12
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0x21
	.sleb128 40
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x13
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x31
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
	.uleb128 0x14
	.uleb128 0x28
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1c
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x15
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
	.uleb128 0x16
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
	.uleb128 0x17
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
	.uleb128 0x18
	.uleb128 0x34
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x19
	.uleb128 0x1d
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x52
	.uleb128 0x1
	.uleb128 0x2138
	.uleb128 0xb
	.uleb128 0x55
	.uleb128 0x17
	.uleb128 0x58
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1a
	.uleb128 0x48
	.byte	0x1
	.uleb128 0x7d
	.uleb128 0x1
	.uleb128 0x7f
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1b
	.uleb128 0x48
	.byte	0x1
	.uleb128 0x7d
	.uleb128 0x1
	.uleb128 0x7f
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1c
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
	.uleb128 0x20
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1d
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
	.byte	0
	.byte	0
	.uleb128 0x1e
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
	.uleb128 0x17
	.uleb128 0x2137
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x1f
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
	.uleb128 0x20
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
	.uleb128 0x21
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
	.uleb128 0x22
	.uleb128 0x28
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1c
	.uleb128 0xd
	.byte	0
	.byte	0
	.uleb128 0x23
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
	.uleb128 0x24
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
	.uleb128 0x25
	.uleb128 0x26
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x26
	.uleb128 0x13
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3c
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x27
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
	.uleb128 0x28
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
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x2a
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
	.uleb128 0x2b
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
	.uleb128 0x2c
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x1c
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x2d
	.uleb128 0xb
	.byte	0
	.uleb128 0x55
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x2e
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
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x2f
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
	.uleb128 0x20
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x30
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
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x31
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
	.uleb128 0x2
	.uleb128 0x17
	.uleb128 0x2137
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x32
	.uleb128 0x5
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
	.uleb128 0x2
	.uleb128 0x17
	.uleb128 0x2137
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x33
	.uleb128 0xb
	.byte	0x1
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.byte	0
	.byte	0
	.uleb128 0x34
	.uleb128 0xb
	.byte	0x1
	.uleb128 0x55
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x35
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
	.uleb128 0x36
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
	.uleb128 0x2
	.uleb128 0x17
	.uleb128 0x2137
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x37
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x38
	.uleb128 0x36
	.byte	0
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_loclists,"",@progbits
	.long	.Ldebug_loc3-.Ldebug_loc2
.Ldebug_loc2:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	0
.Ldebug_loc0:
.LVUS25:
	.uleb128 .LVU93
	.uleb128 .LVU108
	.uleb128 .LVU110
	.uleb128 0
.LLST25:
	.byte	0x4
	.uleb128 .LVL23-.Ltext0
	.uleb128 .LVL27-.Ltext0
	.uleb128 0x2
	.byte	0x30
	.byte	0x9f
	.byte	0x4
	.uleb128 .LVL27-.Ltext0
	.uleb128 .LFE7-.Ltext0
	.uleb128 0x2
	.byte	0x37
	.byte	0x9f
	.byte	0
.LVUS27:
	.uleb128 .LVU94
	.uleb128 .LVU100
.LLST27:
	.byte	0x4
	.uleb128 .LVL23-.Ltext0
	.uleb128 .LVL24-.Ltext0
	.uleb128 0x2
	.byte	0x33
	.byte	0x9f
	.byte	0
.LVUS28:
	.uleb128 .LVU103
	.uleb128 .LVU108
.LLST28:
	.byte	0x4
	.uleb128 .LVL26-.Ltext0
	.uleb128 .LVL27-.Ltext0
	.uleb128 0x2
	.byte	0x33
	.byte	0x9f
	.byte	0
.LVUS29:
	.uleb128 .LVU105
	.uleb128 .LVU108
.LLST29:
	.byte	0x4
	.uleb128 .LVL26-.Ltext0
	.uleb128 .LVL27-.Ltext0
	.uleb128 0x2
	.byte	0x36
	.byte	0x9f
	.byte	0
.LVUS0:
	.uleb128 0
	.uleb128 .LVU7
	.uleb128 .LVU7
	.uleb128 0
.LLST0:
	.byte	0x4
	.uleb128 .LVL0-.Ltext0
	.uleb128 .LVL2-.Ltext0
	.uleb128 0x1
	.byte	0x55
	.byte	0x4
	.uleb128 .LVL2-.Ltext0
	.uleb128 .LFE1-.Ltext0
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x9f
	.byte	0
.LVUS1:
	.uleb128 0
	.uleb128 .LVU8
	.uleb128 .LVU8
	.uleb128 0
.LLST1:
	.byte	0x4
	.uleb128 .LVL0-.Ltext0
	.uleb128 .LVL3-.Ltext0
	.uleb128 0x1
	.byte	0x54
	.byte	0x4
	.uleb128 .LVL3-.Ltext0
	.uleb128 .LFE1-.Ltext0
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x54
	.byte	0x9f
	.byte	0
.LVUS2:
	.uleb128 .LVU3
	.uleb128 0
.LLST2:
	.byte	0x4
	.uleb128 .LVL1-.Ltext0
	.uleb128 .LFE1-.Ltext0
	.uleb128 0x1
	.byte	0x50
	.byte	0
.LVUS3:
	.uleb128 .LVU5
	.uleb128 .LVU9
.LLST3:
	.byte	0x4
	.uleb128 .LVL1-.Ltext0
	.uleb128 .LVL4-.Ltext0
	.uleb128 0x2
	.byte	0x30
	.byte	0x9f
	.byte	0
.LVUS5:
	.uleb128 .LVU11
	.uleb128 .LVU20
	.uleb128 .LVU20
	.uleb128 .LVU24
.LLST5:
	.byte	0x4
	.uleb128 .LVL4-.Ltext0
	.uleb128 .LVL6-.Ltext0
	.uleb128 0x1
	.byte	0x51
	.byte	0x4
	.uleb128 .LVL6-.Ltext0
	.uleb128 .LVL8-.Ltext0
	.uleb128 0x3
	.byte	0x71
	.sleb128 -2
	.byte	0x9f
	.byte	0
.LVUS6:
	.uleb128 0
	.uleb128 .LVU32
.LLST6:
	.byte	0x4
	.uleb128 .LVL9-.Ltext0
	.uleb128 .LVL11-.Ltext0
	.uleb128 0x1
	.byte	0x51
	.byte	0
.LVUS7:
	.uleb128 .LVU29
	.uleb128 0
.LLST7:
	.byte	0x4
	.uleb128 .LVL10-.Ltext0
	.uleb128 .LFE2-.Ltext0
	.uleb128 0x1
	.byte	0x50
	.byte	0
.LVUS8:
	.uleb128 .LVU43
	.uleb128 .LVU47
.LLST8:
	.byte	0x4
	.uleb128 .LVL13-.Ltext0
	.uleb128 .LVL14-.Ltext0
	.uleb128 0x6
	.byte	0x71
	.sleb128 0
	.byte	0x8
	.byte	0xff
	.byte	0x1a
	.byte	0x9f
	.byte	0
.LVUS9:
	.uleb128 .LVU45
	.uleb128 .LVU47
.LLST9:
	.byte	0x4
	.uleb128 .LVL13-.Ltext0
	.uleb128 .LVL14-.Ltext0
	.uleb128 0x8
	.byte	0x71
	.sleb128 0
	.byte	0x8
	.byte	0xff
	.byte	0x1a
	.byte	0x33
	.byte	0x1e
	.byte	0x9f
	.byte	0
.LVUS10:
	.uleb128 0
	.uleb128 .LVU62
	.uleb128 .LVU62
	.uleb128 .LVU82
	.uleb128 .LVU82
	.uleb128 0
.LLST10:
	.byte	0x4
	.uleb128 .LVL15-.Ltext0
	.uleb128 .LVL18-1-.Ltext0
	.uleb128 0x1
	.byte	0x55
	.byte	0x4
	.uleb128 .LVL18-1-.Ltext0
	.uleb128 .LVL21-.Ltext0
	.uleb128 0x1
	.byte	0x53
	.byte	0x4
	.uleb128 .LVL21-.Ltext0
	.uleb128 .LFE6-.Ltext0
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x9f
	.byte	0
.LVUS11:
	.uleb128 .LVU53
	.uleb128 .LVU62
	.uleb128 .LVU62
	.uleb128 .LVU82
	.uleb128 .LVU82
	.uleb128 .LVU85
.LLST11:
	.byte	0x4
	.uleb128 .LVL16-.Ltext0
	.uleb128 .LVL18-1-.Ltext0
	.uleb128 0x8
	.byte	0x55
	.byte	0x93
	.uleb128 0x4
	.byte	0x75
	.sleb128 1
	.byte	0x9f
	.byte	0x93
	.uleb128 0x4
	.byte	0x4
	.uleb128 .LVL18-1-.Ltext0
	.uleb128 .LVL21-.Ltext0
	.uleb128 0x8
	.byte	0x53
	.byte	0x93
	.uleb128 0x4
	.byte	0x73
	.sleb128 1
	.byte	0x9f
	.byte	0x93
	.uleb128 0x4
	.byte	0x4
	.uleb128 .LVL21-.Ltext0
	.uleb128 .LVL22-.Ltext0
	.uleb128 0xe
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x9f
	.byte	0x93
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x23
	.uleb128 0x1
	.byte	0x9f
	.byte	0x93
	.uleb128 0x4
	.byte	0
.LVUS12:
	.uleb128 .LVU54
	.uleb128 .LVU69
	.uleb128 .LVU74
	.uleb128 .LVU82
	.uleb128 .LVU82
	.uleb128 .LVU83
.LLST12:
	.byte	0x4
	.uleb128 .LVL16-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x2
	.byte	0x30
	.byte	0x9f
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL21-.Ltext0
	.uleb128 0xd
	.byte	0x73
	.sleb128 0
	.byte	0x8
	.byte	0x20
	.byte	0x24
	.byte	0x8
	.byte	0x20
	.byte	0x26
	.byte	0x31
	.byte	0x24
	.byte	0x23
	.uleb128 0x1
	.byte	0x9f
	.byte	0x4
	.uleb128 .LVL21-.Ltext0
	.uleb128 .LVL22-.Ltext0
	.uleb128 0xe
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x8
	.byte	0x20
	.byte	0x24
	.byte	0x8
	.byte	0x20
	.byte	0x26
	.byte	0x31
	.byte	0x24
	.byte	0x23
	.uleb128 0x1
	.byte	0x9f
	.byte	0
.LVUS13:
	.uleb128 .LVU55
	.uleb128 .LVU60
.LLST13:
	.byte	0x4
	.uleb128 .LVL16-.Ltext0
	.uleb128 .LVL17-.Ltext0
	.uleb128 0x1
	.byte	0x55
	.byte	0
.LVUS14:
	.uleb128 .LVU63
	.uleb128 .LVU69
.LLST14:
	.byte	0x4
	.uleb128 .LVL19-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x1
	.byte	0x53
	.byte	0
.LVUS15:
	.uleb128 .LVU65
	.uleb128 .LVU69
.LLST15:
	.byte	0x4
	.uleb128 .LVL19-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x5
	.byte	0x73
	.sleb128 0
	.byte	0x31
	.byte	0x24
	.byte	0x9f
	.byte	0
.LVUS16:
	.uleb128 .LVU71
	.uleb128 .LVU75
.LLST16:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x6
	.byte	0xa0
	.long	.Ldebug_info0+970
	.sleb128 0
	.byte	0
.LVUS17:
	.uleb128 .LVU71
	.uleb128 .LVU75
	.uleb128 .LVU75
	.uleb128 .LVU82
	.uleb128 .LVU82
	.uleb128 0
.LLST17:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x8
	.byte	0x53
	.byte	0x93
	.uleb128 0x4
	.byte	0x73
	.sleb128 1
	.byte	0x9f
	.byte	0x93
	.uleb128 0x4
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL21-.Ltext0
	.uleb128 0x7
	.byte	0x93
	.uleb128 0x4
	.byte	0x73
	.sleb128 1
	.byte	0x9f
	.byte	0x93
	.uleb128 0x4
	.byte	0x4
	.uleb128 .LVL21-.Ltext0
	.uleb128 .LFE6-.Ltext0
	.uleb128 0xa
	.byte	0x93
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x23
	.uleb128 0x1
	.byte	0x9f
	.byte	0x93
	.uleb128 0x4
	.byte	0
.LVUS18:
	.uleb128 .LVU71
	.uleb128 .LVU75
.LLST18:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0xf
	.byte	0x73
	.sleb128 0
	.byte	0x8
	.byte	0x20
	.byte	0x24
	.byte	0x8
	.byte	0x20
	.byte	0x26
	.byte	0x9f
	.byte	0x93
	.uleb128 0x8
	.byte	0x31
	.byte	0x9f
	.byte	0x93
	.uleb128 0x8
	.byte	0
.LVUS19:
	.uleb128 .LVU73
	.uleb128 .LVU75
.LLST19:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0xb
	.byte	0x73
	.sleb128 0
	.byte	0x8
	.byte	0x20
	.byte	0x24
	.byte	0x8
	.byte	0x20
	.byte	0x26
	.byte	0x23
	.uleb128 0x1
	.byte	0x9f
	.byte	0
.LVUS21:
	.uleb128 .LVU75
	.uleb128 .LVU78
.LLST21:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x6
	.byte	0xa0
	.long	.Ldebug_info0+2035
	.sleb128 0
	.byte	0
.LVUS22:
	.uleb128 .LVU75
	.uleb128 .LVU78
.LLST22:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x2
	.byte	0x31
	.byte	0x9f
	.byte	0
.LVUS23:
	.uleb128 .LVU75
	.uleb128 .LVU78
.LLST23:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x3
	.byte	0x8
	.byte	0x62
	.byte	0x9f
	.byte	0
.LVUS24:
	.uleb128 .LVU75
	.uleb128 .LVU78
.LLST24:
	.byte	0x4
	.uleb128 .LVL20-.Ltext0
	.uleb128 .LVL20-.Ltext0
	.uleb128 0x9
	.byte	0x3
	.quad	title
	.byte	0
.Ldebug_loc3:
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
	.section	.debug_rnglists,"",@progbits
.Ldebug_ranges0:
	.long	.Ldebug_ranges3-.Ldebug_ranges2
.Ldebug_ranges2:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	0
.LLRL4:
	.byte	0x4
	.uleb128 .LBB20-.Ltext0
	.uleb128 .LBE20-.Ltext0
	.byte	0x4
	.uleb128 .LBB24-.Ltext0
	.uleb128 .LBE24-.Ltext0
	.byte	0
.LLRL20:
	.byte	0x4
	.uleb128 .LBB43-.Ltext0
	.uleb128 .LBE43-.Ltext0
	.byte	0x4
	.uleb128 .LBB47-.Ltext0
	.uleb128 .LBE47-.Ltext0
	.byte	0x4
	.uleb128 .LBB48-.Ltext0
	.uleb128 .LBE48-.Ltext0
	.byte	0
.LLRL26:
	.byte	0x4
	.uleb128 .LBB63-.Ltext0
	.uleb128 .LBE63-.Ltext0
	.byte	0x4
	.uleb128 .LBB66-.Ltext0
	.uleb128 .LBE66-.Ltext0
	.byte	0
.Ldebug_ranges3:
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
.LASF6:
	.string	"item"
.LASF43:
	.string	"count"
.LASF44:
	.string	"step"
.LASF18:
	.string	"pair"
.LASF2:
	.string	"IDLE"
.LASF16:
	.string	"unsigned int"
.LASF27:
	.string	"rate"
.LASF39:
	.string	"text"
.LASF34:
	.string	"origin"
.LASF33:
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
.LASF40:
	.string	"grade"
.LASF20:
	.string	"second"
.LASF13:
	.string	"price"
.LASF17:
	.string	"double"
.LASF38:
	.string	"label"
.LASF48:
	.string	"_start"
.LASF37:
	.string	"helper"
.LASF9:
	.string	"flag"
.LASF46:
	.string	"GNU C17 12.2.0 -mtune=generic -march=x86-64 -gdwarf-5 -O2 -fpie -fcf-protection=none -fno-stack-protector -fno-ident -fno-inline-functions-called-once -fasynchronous-unwind-tables"
.LASF15:
	.string	"char"
.LASF47:
	.string	"hidden"
.LASF49:
	.string	"calls"
.LASF32:
	.string	"work"
.LASF26:
	.string	"shelf"
.LASF36:
	.string	"keep"
.LASF45:
	.string	"scaled"
.LASF24:
	.string	"matrix"
.LASF42:
	.string	"both"
.LASF41:
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
.LASF31:
	.string	"near_rate"
.LASF35:
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
