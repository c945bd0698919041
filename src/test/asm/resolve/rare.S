# Variables in places where compilers seldom put them, functions that begin with a loop, and a type that is not the same
# in two units.
	.text
	.globl	_start
	.type	_start, @function
_start:
	nop
.Lbody:
	nop
	ret
.Lend:
	.size	_start, .-_start

	.macro	loop name
	.globl	\name
	.type	\name, @function
\name:
	decl	%edi
	jnz	\name
	ret
	.size	\name, .-\name
	.endm
	loop	loop_one
	loop	loop_two

	.globl	plain
	.type	plain, @function
plain:
	nop
	ret
	.size	plain, .-plain

	.data
zeros:
	.quad	0, 0

	.section .debug_abbrev,"",@progbits
.Labbrev:
	.uleb128 1, 0x11		# DW_TAG_compile_unit
	.byte	1
	.uleb128 0x13, 0x0b, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0	# language, name, low_pc, high_pc
	.uleb128 2, 0x24		# DW_TAG_base_type
	.byte	0
	.uleb128 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0	# name, byte_size, encoding
	.uleb128 3, 0x2e		# DW_TAG_subprogram
	.byte	1
	.uleb128 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0	# name, low_pc, high_pc
	.uleb128 4, 0x05		# DW_TAG_formal_parameter
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0	# name, type, location
	.uleb128 5, 0x34		# DW_TAG_variable
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0	# name, type, location
	.uleb128 6, 0x0f		# DW_TAG_pointer_type
	.byte	0
	.uleb128 0x0b, 0x0b, 0x49, 0x13, 0, 0	# byte_size, type
	.uleb128 7, 0x01		# DW_TAG_array_type
	.byte	1
	.uleb128 0x49, 0x13, 0, 0	# type
	.uleb128 8, 0x21		# DW_TAG_subrange_type
	.byte	0
	.uleb128 0x37, 0x0b, 0, 0	# count
	.uleb128 9, 0x13		# DW_TAG_structure_type
	.byte	1
	.uleb128 0x03, 0x08, 0x0b, 0x0b, 0, 0	# name, byte_size
	.uleb128 10, 0x0d		# DW_TAG_member
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x38, 0x0b, 0, 0	# name, type, data_member_location
	.uleb128 11, 0x11		# DW_TAG_compile_unit, without code
	.byte	1
	.uleb128 0x13, 0x0b, 0x03, 0x08, 0, 0	# language, name
	.byte	0

	.section .debug_info,"",@progbits
	.macro	unit name
.L\name:
	.long	.L\name\()_end - .L\name\()_version
.L\name\()_version:
	.value	5
	.byte	1, 8			# DW_UT_compile, size of addresses
	.long	.Labbrev
	.endm

	.macro	base label, name, size, encoding
\label:
	.uleb128 2
	.string	"\name"
	.byte	\size, \encoding
	.endm

	.macro	array label, element, count
\label:
	.uleb128 7
	.long	\element - .Lunit
	.uleb128 8
	.byte	\count
	.byte	0
	.endm

	.macro	pieces name, type, first, second, size
	.uleb128 5
	.string	"\name"
	.long	\type - .Lunit
	.if	\second
	.uleb128 6
	.else
	.uleb128 5
	.endif
	.byte	\first
	.byte	0x93, \size		# DW_OP_piece
	.if	\second
	.byte	\second
	.endif
	.byte	0x93, \size
	.endm

	unit	unit
	.uleb128 1
	.byte	0x1d			# DW_LANG_C11
	.string	"rare.c"
	.quad	_start
	.long	.Lend - _start
	base	.Lint, "int", 4, 5
	base	.Lchar, "char", 1, 6
	base	.Ldouble, "double", 8, 4
	base	.Llong, "long", 8, 5
.Lpointer:
	.uleb128 6
	.byte	8
	.long	.Lint - .Lunit
	array	.Lints, .Lint, 2
	array	.Ltext, .Lchar, 2
	array	.Lnone, .Lint, 0
.Lpair:
	.uleb128 9
	.string	"pair"
	.byte	16
	.uleb128 10
	.string	"first"
	.long	.Llong - .Lunit
	.byte	0
	.uleb128 10
	.string	"second"
	.long	.Llong - .Lunit
	.byte	8
	.byte	0
	array	.Lpairs, .Lpair, 1
	.uleb128 3
	.string	"f"
	.quad	_start
	.long	.Lend - _start
.Lobject:
	.uleb128 5
	.string	"object"
	.long	.Lint - .Lunit
	.uleb128 1
	.byte	0x51			# DW_OP_reg1
	.uleb128 4
	.string	"n"
	.long	.Lint - .Lunit
	.uleb128 1
	.byte	0x55			# DW_OP_reg5
	.uleb128 5
	.string	"p"
	.long	.Lpointer - .Lunit
	.uleb128 6
	.byte	0xa0			# DW_OP_implicit_pointer
	.long	.Lobject
	.sleb128 0
	pieces	two, .Lints, 0x55, 0x54, 4	# DW_OP_reg5, DW_OP_reg4
	pieces	text, .Ltext, 0x55, 0x54, 1
	pieces	number, .Ldouble, 0x55, 0x54, 4
	pieces	half, .Lpair, 0x55, 0, 8
	pieces	halves, .Lpairs, 0x55, 0, 8
	.uleb128 5
	.string	"none"
	.long	.Lnone - .Lunit
	.uleb128 9
	.byte	0x03			# DW_OP_addr
	.quad	zeros
	.byte	0
	.uleb128 3
	.string	"ghost"
	.quad	0x900000		# in no segment
	.long	16
	.byte	0
	.byte	0
.Lunit_end:

	.macro	twin unit, size
	unit	\unit
	.uleb128 11
	.byte	0x1d
	.string	"\unit\().c"
	.uleb128 9
	.string	"twin"
	.byte	\size
	.byte	0
	.byte	0
.L\unit\()_end:
	.endm
	twin	first, 4
	twin	second, 8
	.section .note.GNU-stack,"",@progbits
