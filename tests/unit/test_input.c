#include "rule.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"

/* What the sink was told, a line each: "path=bytes", "path! why", or "path@" of a link. */
static char told[2000];
static struct ng_input input;
static char folder[] = "/tmp/ng-test-input-XXXXXX";
static char home[1000];
static int answer;

static int
note(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	size_t n = strlen(told);

	assert_ptr_equal(context, &input);
	if (event == NG_INPUT_LINK)
		snprintf(told + n, sizeof(told) - n, "%s@\n", path);
	else if (event == NG_INPUT_FILE)
		snprintf(told + n, sizeof(told) - n, "%s=%.*s\n", path, NG_STR_ARG(bytes));
	else
		snprintf(told + n, sizeof(told) - n, "%s! %s\n", path, why);
	return answer;
}

static void
write_file(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(bytes, f);
	assert_int_equal(fclose(f), 0);
}

static int
enter_folder(void **state)
{
	(void)state;
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	memset(&input, 0, sizeof(input));
	input.sink = note;
	input.context = &input;
	answer = 0;
	told[0] = '\0';
	return mkdtemp(folder) == NULL || getcwd(home, sizeof(home)) == NULL || chdir(folder) < 0 ? -1 : 0;
}

static int
leave_folder(void **state)
{
	static const char *const names[] = {
		"a.md", "b.markdown", "a/b.md", "a/c/d.md", "a-b.md", "a.b.md", ".hidden.md", ".git/x.md", "x.txt", "fifo.md",
		"link", "dangling.md", "linked.md", "d/fifo.md", "d/dangling.md", "d/link", "d/linked.md", "d/x.md", "big.md", "list", "a/c",
		"a", ".git", "d/sub.md/e.md", "d/sub.md", "d",
	};

	(void)state;
	ng_input_end(&input);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		remove(names[i]);
	return chdir(home) < 0 || rmdir(folder) < 0 ? -1 : 0;
}

#define IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

static void
a_file_is_read_whatever_its_name(void **state)
{
	(void)state;
	write_file("x.txt", "bytes");
	assert_int_equal(ng_input_path(&input, "x.txt"), 0);
	assert_string_equal(told, "x.txt=bytes\n");
}

static void
notes_below_a_folder_come_in_the_byte_order_of_their_paths(void **state)
{
	(void)state;
	assert_int_equal(mkdir("a", 0700), 0);
	assert_int_equal(mkdir("a/c", 0700), 0);
	write_file("a/c/d.md", "1");
	write_file("a/b.md", "2");
	write_file("a.b.md", "3");
	write_file("a-b.md", "4");
	write_file("a.md", "5");
	write_file("b.markdown", "6");
	write_file("x.txt", "7");
	assert_int_equal(ng_input_path(&input, "."), 0);
	assert_string_equal(told, "./a-b.md=4\n./a.b.md=3\n./a.md=5\n./a/b.md=2\n./a/c/d.md=1\n./b.markdown=6\n");
	told[0] = '\0';
	assert_int_equal(ng_input_path(&input, "a/"), 0);
	assert_string_equal(told, "a/b.md=2\na/c/d.md=1\n");
}

static void
hidden_ones_are_skipped(void **state)
{
	(void)state;
	write_file(".hidden.md", "1");
	assert_int_equal(mkdir(".git", 0700), 0);
	write_file(".git/x.md", "2");
	write_file("a.md", "3");
	assert_int_equal(ng_input_path(&input, "."), 0);
	assert_string_equal(told, "./a.md=3\n");
}

static void
links_to_files_are_followed_and_to_folders_not(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	write_file("a.md", "1");
	assert_int_equal(symlink("../a.md", "d/linked.md"), 0);
	assert_int_equal(symlink("..", "d/link"), 0);
	assert_int_equal(symlink("nowhere", "d/dangling.md"), 0);
	assert_int_equal(ng_input_path(&input, "d"), 0);
	assert_string_equal(told, "d/dangling.md! No such file or directory\nd/linked.md=1\n");
	told[0] = '\0';
	assert_int_equal(ng_input_links(&input, "d"), 0);
	assert_string_equal(told, "d/dangling.md@\nd/linked.md@\n");
	told[0] = '\0';
	assert_int_equal(ng_input_links(&input, "d/linked.md"), 0);
	assert_string_equal(told, "");
}

static void
a_folder_may_be_named_as_a_note(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	assert_int_equal(mkdir("d/sub.md", 0700), 0);
	write_file("d/sub.md/e.md", "1");
	assert_int_equal(ng_input_path(&input, "d"), 0);
	assert_string_equal(told, "d/sub.md/e.md=1\n");
}

static void
a_fifo_that_was_found_is_not_waited_for(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	assert_int_equal(mkfifo("d/fifo.md", 0600), 0);
	write_file("d/x.md", "1");
	assert_int_equal(ng_input_path(&input, "d"), 0);
	assert_string_equal(told, "d/fifo.md! not a regular file\nd/x.md=1\n");
}

static void
what_is_not_there_is_told(void **state)
{
	(void)state;
	assert_int_equal(ng_input_path(&input, "a.md"), 0);
	assert_string_equal(told, "a.md! No such file or directory\n");
}

static void
globs_leave_out_by_path_or_last_name(void **state)
{
	static const char *const globs[] = {"a/c", "*-b.md", "x.txt"};

	(void)state;
	input.exclude = globs;
	input.excludes = 3;
	assert_int_equal(mkdir("a", 0700), 0);
	assert_int_equal(mkdir("a/c", 0700), 0);
	write_file("a/c/d.md", "1");
	write_file("a/b.md", "2");
	write_file("a-b.md", "3");
	write_file("x.txt", "4");
	assert_int_equal(ng_input_path(&input, "a"), 0);
	assert_int_equal(ng_input_path(&input, "a-b.md"), 0);
	assert_int_equal(ng_input_path(&input, "x.txt"), 0);
	assert_string_equal(told, "a/b.md=2\n");
}

static void
a_list_of_paths_is_separated_by_nul(void **state)
{
	static const char list[] = "a.md\0\0b c\nd\0x.txt";
	FILE *f = fopen("list", "w+");

	(void)state;
	assert_non_null(f);
	fwrite(list, 1, sizeof(list) - 1, f);
	rewind(f);
	write_file("a.md", "1");
	write_file("x.txt", "2");
	assert_int_equal(ng_input_list(&input, f), 0);
	fclose(f);
	assert_string_equal(told, "a.md=1\nb c\nd! No such file or directory\nx.txt=2\n");
}

static void
a_list_that_cannot_be_read_is_told(void **state)
{
	FILE *f;

	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	f = fopen("d", "r");
	assert_non_null(f);
	assert_int_equal(ng_input_list(&input, f), 0);
	fclose(f);
	assert_string_equal(told, "-! Is a directory\n");
}

static void
the_sinks_answer_ends_the_walk(void **state)
{
	FILE *f = fopen("list", "w+");

	(void)state;
	assert_non_null(f);
	fwrite("a.md\0b.markdown", 1, 15, f);
	rewind(f);
	write_file("a.md", "1");
	write_file("b.markdown", "2");
	answer = 7;
	assert_int_equal(ng_input_path(&input, "."), 7);
	assert_string_equal(told, "./a.md=1\n");
	assert_int_equal(ng_input_list(&input, f), 7);
	assert_string_equal(told, "./a.md=1\na.md=1\n");
	fclose(f);
}

static void
a_dash_is_standard_input(void **state)
{
	int old = dup(STDIN_FILENO), fd;

	(void)state;
	write_file("a.md", "from a pipe");
	fd = open("a.md", O_RDONLY);
	assert_true(old >= 0 && fd >= 0);
	assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(ng_input_path(&input, "-"), 0);
	assert_int_equal(dup2(old, STDIN_FILENO), STDIN_FILENO);
	close(fd);
	close(old);
	assert_string_equal(told, "-=from a pipe\n");
}

static size_t size;

static int
measure(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	(void)context;
	(void)path;
	assert_int_equal(event, NG_INPUT_FILE);
	assert_null(why);
	size = bytes.n;
	for (size_t i = 0; i < bytes.n; i++)
		assert_true(bytes.p[i] == (char)('a' + i % 26));
	return 0;
}

static void
a_file_is_read_to_its_end(void **state)
{
	FILE *f = fopen("big.md", "w");

	(void)state;
	assert_non_null(f);
	for (int i = 0; i < 300000; i++)
		putc('a' + i % 26, f);
	fclose(f);
	input.sink = measure;
	assert_int_equal(ng_input_path(&input, "big.md"), 0);
	assert_int_equal(size, 300000);
	write_file("a.md", "abc");
	assert_int_equal(ng_input_path(&input, "a.md"), 0);
	assert_int_equal(size, 3);
}

static void
a_file_over_the_limit_is_not_read(void **state)
{
	(void)state;
	write_file("big.md", "x");
	assert_int_equal(truncate("big.md", (off_t)NG_INPUT_LIMIT + 1), 0);
	assert_int_equal(ng_input_path(&input, "big.md"), 0);
	assert_string_equal(told, "big.md! larger than 256 MiB: not read\n");
}

static int
give_up(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	(void)event;
	(void)path;
	(void)bytes;
	(void)why;
	ng_arena_fail(context, E2BIG);
}

static void
walk_in_vain(void *arg)
{
	struct ng_input *in = arg;

	ng_input_path(in, ".");
	fail();
}

static void
a_sink_that_ends_the_run_leaves_nothing_behind(void **state)
{
	struct ng_input in = {.sink = give_up, .arena = ng_arena_new(0)};

	(void)state;
	in.context = in.arena;
	write_file("a.md", "1");
	write_file("a-b.md", "2");
	assert_int_equal(ng_arena_run(in.arena, walk_in_vain, &in), -1);
	assert_int_equal(errno, E2BIG);
	assert_null(in.bytes);
	ng_arena_free(in.arena);
}

static void
a_file_that_became_shorter_is_told(void **state)
{
	struct stat before;
	int fd;

	(void)state;
	write_file("a.md", "12345");
	fd = open("a.md", O_RDWR);
	assert_int_equal(fstat(fd, &before), 0);
	assert_int_equal(ftruncate(fd, 4), 0);
	lseek(fd, 0, SEEK_END);
	assert_true(ng_input_shrank(fd, &before));
	assert_int_equal(ftruncate(fd, 6), 0);
	lseek(fd, 0, SEEK_END);
	assert_false(ng_input_shrank(fd, &before));
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_file_is_read_whatever_its_name),
		IN_FOLDER(notes_below_a_folder_come_in_the_byte_order_of_their_paths),
		IN_FOLDER(hidden_ones_are_skipped),
		IN_FOLDER(links_to_files_are_followed_and_to_folders_not),
		IN_FOLDER(a_folder_may_be_named_as_a_note),
		IN_FOLDER(a_fifo_that_was_found_is_not_waited_for),
		IN_FOLDER(what_is_not_there_is_told),
		IN_FOLDER(globs_leave_out_by_path_or_last_name),
		IN_FOLDER(a_list_of_paths_is_separated_by_nul),
		IN_FOLDER(a_list_that_cannot_be_read_is_told),
		IN_FOLDER(the_sinks_answer_ends_the_walk),
		IN_FOLDER(a_dash_is_standard_input),
		IN_FOLDER(a_file_is_read_to_its_end),
		IN_FOLDER(a_file_over_the_limit_is_not_read),
		IN_FOLDER(a_sink_that_ends_the_run_leaves_nothing_behind),
		IN_FOLDER(a_file_that_became_shorter_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
