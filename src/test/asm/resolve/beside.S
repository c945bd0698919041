# A function of a class with two blocks that have the same code, as an optimiser leaves them. Names of their variables
# are names of members too.
	.text
	.globl	_start
	.type	_start, @function
_start:
	nop
.Lblocks:
	nop
	nop
.Lblocks_end:
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
	.uleb128 3, 0x02		# DW_TAG_class_type
	.byte	1
	.uleb128 0x03, 0x08, 0x0b, 0x0b, 0, 0	# name, byte_size
	.uleb128 4, 0x0d		# DW_TAG_member
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x38, 0x0b, 0, 0	# name, type, data_member_location
	.uleb128 5, 0x0f		# DW_TAG_pointer_type
	.byte	0
	.uleb128 0x0b, 0x0b, 0x49, 0x13, 0, 0	# byte_size, type
	.uleb128 6, 0x2e		# DW_TAG_subprogram
	.byte	1
	.uleb128 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0	# name, low_pc, high_pc
	.uleb128 7, 0x05		# DW_TAG_formal_parameter
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0	# name, type, location
	.uleb128 8, 0x0b		# DW_TAG_lexical_block
	.byte	1
	.uleb128 0x11, 0x01, 0x12, 0x06, 0, 0	# low_pc, high_pc
	.uleb128 9, 0x34		# DW_TAG_variable
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0	# name, type, location
	.byte	0

	.macro	member name, offset
	.uleb128 4
	.string	"\name"
	.long	.Lint - .Lunit
	.byte	\offset
	.endm

	.macro	block
	.uleb128 8
	.quad	.Lblocks
	.long	.Lblocks_end - .Lblocks
	.endm

	.macro	variable name, register
	.uleb128 9
	.string	"\name"
	.long	.Lint - .Lunit
	.byte	1, 0x50 + \register	# DW_OP_reg0 and so on
	.endm

	.section .debug_info,"",@progbits
.Lunit:
	.long	.Lunit_end - .Lunit_version
.Lunit_version:
	.value	5
	.byte	1, 8			# DW_UT_compile, size of addresses
	.long	.Labbrev
	.uleb128 1
	.byte	0x04			# DW_LANG_C_plus_plus
	.string	"beside.cc"
	.quad	_start
	.long	.Lend - _start
.Lint:
	.uleb128 2
	.string	"int"
	.byte	4, 5			# DW_ATE_signed
.Lbox:
	.uleb128 3
	.string	"Box"
	.byte	12
	member	both, 0
	member	second, 4
	member	neither, 8
	.byte	0
.Lpointer:
	.uleb128 5
	.byte	8
	.long	.Lbox - .Lunit
	.uleb128 6
	.string	"work"
	.quad	_start
	.long	.Lend - _start
	.uleb128 7
	.string	"this"
	.long	.Lpointer - .Lunit
	.byte	1, 0x55			# DW_OP_reg5: rdi
	block
	variable both, 1
	.byte	0
	block
	variable both, 0
	variable second, 2
	.byte	0
	.byte	0			# of work
	.byte	0			# of the unit
.Lunit_end:
	.section .note.GNU-stack,"",@progbits
