	.file	"rate.c"
	.text
.Ltext0:
	.file 0 "/shop" "near/rate.c"
	.p2align 4
	.globl	near_rate
	.type	near_rate, @function
near_rate:
.LVL0:
.LFB1:
	.file 1 "near/rate.c"
	.loc 1 10 22 view -0
	.cfi_startproc
	.loc 1 11 3 view .LVU1
	.loc 1 12 3 view .LVU2
	.loc 1 13 3 view .LVU3
.LBB4:
.LBI4:
	.loc 1 5 12 view .LVU4
.LBB5:
	.loc 1 6 3 view .LVU5
	.loc 1 7 3 view .LVU6
	.loc 1 7 3 is_stmt 0 view .LVU7
.LBE5:
.LBE4:
	.loc 1 13 20 view .LVU8
	movl	total(%rip), %eax
.LBB7:
.LBB6:
	.loc 1 6 7 view .LVU9
	leal	(%rdi,%rdi,4), %edx
.LBE6:
.LBE7:
	.loc 1 13 20 view .LVU10
	leal	(%rax,%rdx,2), %eax
	.loc 1 14 1 view .LVU11
	ret
	.cfi_endproc
.LFE1:
	.size	near_rate, .-near_rate
.Letext0:
	.file 2 "near/../shop.h"
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0x10b
	.value	0x5
	.byte	0x1
	.byte	0x8
	.long	.Ldebug_abbrev0
	.uleb128 0x3
	.long	.LASF11
	.byte	0x1d
	.long	.LASF0
	.long	.LASF1
	.long	.LLRL3
	.quad	0
	.long	.Ldebug_line0
	.uleb128 0x1
	.byte	0x1
	.byte	0x8
	.long	.LASF2
	.uleb128 0x4
	.byte	0x4
	.byte	0x5
	.string	"int"
	.uleb128 0x1
	.byte	0x8
	.byte	0x7
	.long	.LASF3
	.uleb128 0x1
	.byte	0x1
	.byte	0x6
	.long	.LASF4
	.uleb128 0x1
	.byte	0x4
	.byte	0x7
	.long	.LASF5
	.uleb128 0x1
	.byte	0x8
	.byte	0x4
	.long	.LASF6
	.uleb128 0x1
	.byte	0x8
	.byte	0x5
	.long	.LASF7
	.uleb128 0x5
	.long	.LASF12
	.byte	0
	.byte	0x2
	.byte	0x1a
	.byte	0x8
	.uleb128 0x6
	.long	.LASF13
	.byte	0x2
	.byte	0x1c
	.byte	0xc
	.long	0x31
	.uleb128 0x2
	.long	.LASF8
	.byte	0x3
	.byte	0xc
	.long	0x31
	.uleb128 0x7
	.long	.LASF14
	.byte	0x1
	.byte	0xa
	.byte	0x5
	.long	0x31
	.quad	.LFB1
	.quad	.LFE1-.LFB1
	.uleb128 0x1
	.byte	0x9c
	.long	0xeb
	.uleb128 0x8
	.string	"n"
	.byte	0x1
	.byte	0xa
	.byte	0x13
	.long	0x31
	.uleb128 0x1
	.byte	0x55
	.uleb128 0x2
	.long	.LASF9
	.byte	0xb
	.byte	0x12
	.long	0x5b
	.uleb128 0x9
	.long	0xeb
	.quad	.LBI4
	.byte	.LVU4
	.long	.LLRL0
	.byte	0x1
	.byte	0xd
	.byte	0xa
	.uleb128 0xa
	.long	0xf8
	.long	.LLST1
	.long	.LVUS1
	.uleb128 0xb
	.long	.LLRL0
	.uleb128 0xc
	.long	0x102
	.long	.LLST2
	.long	.LVUS2
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0xd
	.long	.LASF15
	.byte	0x1
	.byte	0x5
	.byte	0xc
	.long	0x31
	.byte	0x1
	.uleb128 0xe
	.string	"v"
	.byte	0x1
	.byte	0x5
	.byte	0x17
	.long	0x31
	.uleb128 0x2
	.long	.LASF10
	.byte	0x6
	.byte	0x7
	.long	0x31
	.byte	0
	.byte	0
	.section	.debug_abbrev,"",@progbits
.Ldebug_abbrev0:
	.uleb128 0x1
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
	.uleb128 0x2
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
	.uleb128 0x3
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
	.uleb128 0x55
	.uleb128 0x17
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x4
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
	.uleb128 0x5
	.uleb128 0x13
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x6
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
	.uleb128 0x7
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
	.uleb128 0x8
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
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x9
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
	.uleb128 0xb
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0xa
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
	.uleb128 0xb
	.uleb128 0xb
	.byte	0x1
	.uleb128 0x55
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0xc
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
	.uleb128 0xd
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
	.uleb128 0xe
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
	.byte	0
	.section	.debug_loclists,"",@progbits
	.long	.Ldebug_loc3-.Ldebug_loc2
.Ldebug_loc2:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	0
.Ldebug_loc0:
.LVUS1:
	.uleb128 .LVU4
	.uleb128 .LVU7
.LLST1:
	.byte	0x8
	.quad	.LVL0
	.uleb128 .LVL0-.LVL0
	.uleb128 0x1
	.byte	0x55
	.byte	0
.LVUS2:
	.uleb128 .LVU6
	.uleb128 .LVU7
.LLST2:
	.byte	0x8
	.quad	.LVL0
	.uleb128 .LVL0-.LVL0
	.uleb128 0x5
	.byte	0x75
	.sleb128 0
	.byte	0x3a
	.byte	0x1e
	.byte	0x9f
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
.LLRL0:
	.byte	0x5
	.quad	.LBB4
	.byte	0x4
	.uleb128 .LBB4-.LBB4
	.uleb128 .LBE4-.LBB4
	.byte	0x4
	.uleb128 .LBB7-.LBB4
	.uleb128 .LBE7-.LBB4
	.byte	0
.LLRL3:
	.byte	0x7
	.quad	.Ltext0
	.uleb128 .Letext0-.Ltext0
	.byte	0
.Ldebug_ranges3:
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.section	.debug_str,"MS",@progbits,1
.LASF14:
	.string	"near_rate"
.LASF5:
	.string	"unsigned int"
.LASF15:
	.string	"helper"
.LASF3:
	.string	"long unsigned int"
.LASF8:
	.string	"limit"
.LASF2:
	.string	"unsigned char"
.LASF4:
	.string	"char"
.LASF10:
	.string	"scaled"
.LASF7:
	.string	"long int"
.LASF6:
	.string	"double"
.LASF9:
	.string	"none"
.LASF11:
	.string	"GNU C17 12.2.0 -mtune=generic -march=x86-64 -gdwarf-5 -O2 -fpie -fcf-protection=none -fno-stack-protector -fno-ident -fno-inline-functions-called-once -fasynchronous-unwind-tables"
.LASF13:
	.string	"total"
.LASF12:
	.string	"nothing"
	.section	.debug_line_str,"MS",@progbits,1
.LASF0:
	.string	"near/rate.c"
.LASF1:
	.string	"/shop"
	.section	.note.GNU-stack,"",@progbits
