#include "rule.h"

#include "note_rule.h"

static void
plain_text_is_text(void **state)
{
	(void)state;
	expect("Maria knows @bob", "................");
	expect("é ü", ".....");
	expect("2 * 3 * 4 snake_case_name a**", ".............................");
}

static void
code_spans_are_code_with_their_backticks(void **state)
{
	(void)state;
	expect("a `@b` c", "..cccc..");
	expect("a `` `@b` `` c", "..cccccccccc..");
	expect("a `b\\` @c", "..cccc...");
	expect("`a\n@b` c", "cccccc..");
	expect("a `@b", ".....");
	expect("a ``@b` c", ".........");
	expect("*`a*`", ".cccc");
}

static void
delimiters_of_emphasis_are_marks(void **state)
{
	(void)state;
	expect("*a* _b_", "*.*.*.*");
	expect("**a** __b__", "**.**.**.**");
	expect("***a***", "***.***");
	expect("**a *b* c**", "**..*.*..**");
	expect("*a **b***", "*..**.***");
	expect("a*b*c", ".*.*.");
	expect("**a", "...");
	expect("**a*", ".*.*");
	expect("*a\nb*", "*...*");
}

static void
a_links_brackets_are_marks_and_its_destination_is_hidden(void **state)
{
	(void)state;
	expect("[@a](b)", "*..*hhh");
	expect("[a]() b", "*.*hh..");
	expect("[a](@b \"@c\") d", "*.*hhhhhhhhh..");
	expect("[a](b '@)') c", "*.*hhhhhhhh..");
	expect("[a](b (@c)) d", "*.*hhhhhhhh..");
	expect("[a](<b @c>) d", "*.*hhhhhhhh..");
	expect("[a](b(c)d) e", "*.*hhhhhhh..");
	expect("[a](b (@c)) (d (e) f", "*.*hhhhhhhh.........");
	expect("[a](b (@c (d)) e", "................");
	expect("[a](b\\)c) d", "*.*hhhhhh..");
	expect("[a]( b\n\"c\" ) d", "*.*hhhhhhhhh..");
	expect("[a [b] c](d)", "*.......*hhh");
	expect("[*a* `]`](b)", "**.*.ccc*hhh");
	expect("*[a](b)*", "**.*hhh*");
	expect("[a] (b)", ".......");
	expect("[a](b c)", "........");
}

static void
a_links_title_may_stretch_over_two_lines(void **state)
{
	(void)state;
	expect("[a](b \"c\n@d\") @e\n@f", "*.*hhhhhhhhhh......");
	read_note("[a](b \"c\n@d\") e\n\nf");
	expect_block(1, 4, "f");
}

static void
reference_links_are_links_where_they_are_defined(void **state)
{
	(void)state;
	expect_text("[@a][r] b\n\n[r]: /x\n", "[@a][r] b", "*..*hhh..");
	expect_text("[r][] b\n\n[r]: /x\n", "[r][] b", "*.*hh..");
	expect_text("[r] b\n\n[R]: /x\n", "[r] b", "*.*..");
	expect_text("[a][q] b\n\n[r]: /x\n", "[a][q] b", "........");
	expect_text("[r](b\v\n\n[r]: /x\n", "[r](b\v", "*.*...");
	expect_text("[r](<b\nc>) d\n\n[r]: /x\n", "[r](<b\nc>) d", "*.*.hhhhh...");
	expect_text("[r](<<b>) d\n\n[r]: /x\n", "[r](<<b>) d", "*.*..hhh...");
	expect_text("[@a][r\\!] b\n\n[r\\!]: /x\n", "[@a][r\\!] b", "*..*hhhhh..");
	expect_text("[a][[r] b\n\n[a]: /x\n[r]: /y\n", "[a][[r] b", "*.*.*.*..");
	expect("[[Maria]]", ".........");
	expect_text("[[r]]\n\n[r]: /x\n", "[[r]]", ".*.*.");
}

static void
autolinks_are_hidden(void **state)
{
	(void)state;
	expect("a <https://b.de/@c> d", "..hhhhhhhhhhhhhhhhh..");
	expect("<http://b.de/@c> d", "hhhhhhhhhhhhhhhh..");
	expect("<a@b.de> c", "hhhhhhhh..");
	expect("https://b.de/@c", "...............");
}

static void
images_are_hidden_with_their_description(void **state)
{
	(void)state;
	expect("![a @b](c) d", "hhhhhhhhhh..");
	expect("![*a* `b` [c](d)](e) f", "hhhhhhhhhhhhhhhhhhhh..");
	expect("[![a](b) c](d)", "*hhhhhhh..*hhh");
	expect_text("![@a][r] b\n\n[r]: /x\n", "![@a][r] b", "hhhhhhhh..");
	expect("![[a.png]] b", "............");
	expect("\\![a](b)", "ee*.*hhh");
}

static void
html_is_hidden(void **state)
{
	(void)state;
	expect("a <b title=\"@x\">@c</b>", "..hhhhhhhhhhhhhh..hhhh");
	expect("a <!-- @x\n@y --> b", "..hhhhhhhhhhhhhh..");
	expect("a <b title=\"@x\ty\">@c</b>", "..hhhhhhhhhhhhhhhh..hhhh");
	expect_text("> @a <b\n    > @c", "@a <b\n> @c", "...hhhh...");
	expect_text("> @a <b\n    >", "@a <b\n>", "...hhhh");
	expect("a < b @c", "........");
}

static void
entities_and_backslashes_escape(void **state)
{
	(void)state;
	expect("&amp;a &#64;b &#x40;c", "eeeee..eeeee..eeeeee.");
	expect("&amp;amp; &#38;#38; &AMP;AMP;", "eeeee.....eeeee.....eeeee....");
	expect("a &NotEqualTilde;", "..eeeeeeeeeeeeeee");
	expect("&NotEqualTilde;a", "eeeeeeeeeeeeeee.");
	expect("&eacute;é &auml;@a", "eeeeeeee...eeeeee..");
	expect("a & b &c &unknown;d &amp", "........................");
	expect("\\@a \\*b\\* \\#", "ee..ee.ee.ee");
	expect("\\a C:\\dir \\\\@b", "..........ee..");
}

static void
spaces_and_a_backslash_break_lines(void **state)
{
	(void)state;
	expect("a  \nb", ".....");
	expect("a\\\n@b", ".e...");
	expect("a\\\nb  \nc\nd", ".e........");
	read_note("a\\\nb\\\nc\n\n@d\n\n- e\\\n  f\n\n  g");
	expect_block(1, 5, "@d");
	expect_block(2, 7, "e\\\nf");
	expect_block(3, 10, "g");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE_OF_BOTH(plain_text_is_text),
		RULE_OF_BOTH(code_spans_are_code_with_their_backticks),
		RULE_OF_BOTH(delimiters_of_emphasis_are_marks),
		RULE_OF_BOTH(a_links_brackets_are_marks_and_its_destination_is_hidden),
		RULE_OF_BOTH(a_links_title_may_stretch_over_two_lines),
		RULE_OF_BOTH(reference_links_are_links_where_they_are_defined),
		RULE_OF_BOTH(autolinks_are_hidden),
		RULE_OF_BOTH(images_are_hidden_with_their_description),
		RULE_OF_BOTH(html_is_hidden),
		RULE_OF_BOTH(entities_and_backslashes_escape),
		RULE_OF_BOTH(spaces_and_a_backslash_break_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
