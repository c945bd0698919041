# A function with two inlined copies that have the same code, as an optimiser leaves them when it moves instructions
# of one among those of the other. Each of the three has a `value` of its own.
	.text
	.globl	_start
	.type	_start, @function
_start:
	nop
.Lcopies:
	leal	(%rdi,%rsi), %eax
	nop
.Lcopies_end:
	ret
.Lend:
	.size	_start, .-_start

	.section .debug_abbrev,"",@progbits
.Labbrev:
	.uleb128 1, 0x11		# DW_TAG_compile_unit
	.byte	1
	.uleb128 0x13, 0x0b, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0	# language, name, low_pc, high_pc
	.uleb128 2, 0x24		# DW_TAG_base_type
	.byte	0
	.uleb128 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0	# name, byte_size, encoding
	.uleb128 3, 0x2e		# DW_TAG_subprogram, inlined
	.byte	1
	.uleb128 0x03, 0x08, 0x20, 0x0b, 0, 0	# name, inline
	.uleb128 4, 0x05		# DW_TAG_formal_parameter, of such
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0, 0	# name, type
	.uleb128 5, 0x2e		# DW_TAG_subprogram, a body
	.byte	1
	.uleb128 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0	# name, low_pc, high_pc
	.uleb128 6, 0x34		# DW_TAG_variable
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0	# name, type, location
	.uleb128 7, 0x1d		# DW_TAG_inlined_subroutine
	.byte	1
	.uleb128 0x31, 0x13, 0x11, 0x01, 0x12, 0x06, 0, 0	# abstract_origin, low_pc, high_pc
	.uleb128 8, 0x05		# DW_TAG_formal_parameter of a copy
	.byte	0
	.uleb128 0x31, 0x13, 0x02, 0x18, 0, 0	# abstract_origin, location
	.byte	0

	.section .debug_info,"",@progbits
.Lunit:
	.long	.Lunit_end - .Lunit_version
.Lunit_version:
	.value	5
	.byte	1, 8			# DW_UT_compile, size of addresses
	.long	.Labbrev
	.uleb128 1
	.byte	0x0c			# DW_LANG_C99
	.string	"overlap.c"
	.quad	_start
	.long	.Lend - _start
.Lint:
	.uleb128 2
	.string	"int"
	.byte	4, 5			# DW_ATE_signed
.Lone:
	.uleb128 3
	.string	"one"
	.byte	1			# DW_INL_inlined
.Lone_value:
	.uleb128 4
	.string	"value"
	.long	.Lint - .Lunit
	.byte	0
.Lother:
	.uleb128 3
	.string	"other"
	.byte	1
.Lother_value:
	.uleb128 4
	.string	"value"
	.long	.Lint - .Lunit
	.byte	0
	.uleb128 5
	.string	"around"
	.quad	_start
	.long	.Lend - _start
	.uleb128 6
	.string	"value"
	.long	.Lint - .Lunit
	.byte	1, 0x51			# DW_OP_reg1: rdx
	.uleb128 7
	.long	.Lone - .Lunit
	.quad	.Lcopies
	.long	.Lcopies_end - .Lcopies
	.uleb128 8
	.long	.Lone_value - .Lunit
	.byte	1, 0x55			# DW_OP_reg5: rdi
	.byte	0
	.uleb128 7
	.long	.Lother - .Lunit
	.quad	.Lcopies
	.long	.Lcopies_end - .Lcopies
	.uleb128 8
	.long	.Lother_value - .Lunit
	.byte	1, 0x54			# DW_OP_reg4: rsi
	.byte	0
	.byte	0			# of around
	.byte	0			# of the unit
.Lunit_end:
	.section .note.GNU-stack,"",@progbits
