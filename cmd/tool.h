/*
 * tool: what all mains share: diagnostics, the day, reading records, and output that never fails silently.
 *
 * The one place that reads the clock, the environment and standard input for records, and that exits.
 * Calls: lib/.
 */
#ifndef NG_TOOL_H
#define NG_TOOL_H

#include <stdbool.h>

#include "date.h"
#include "input.h"
#include "network.h"
#include "parse.h"
#include "record.h"
#include "sandbox.h"
#include "str.h"

/* Exit statuses, everywhere the same. */
enum { NG_EXIT_DONE = 0, NG_EXIT_NOTHING = 1, NG_EXIT_FINDINGS = 1, NG_EXIT_FAILED = 2 };

/*
 * Called first: the name for diagnostics and the usage for -h, both borrowed. Ignores SIGPIPE, so that it is
 * told. Where a standard stream is closed, no file takes its place.
 */
void ng_tool_start(const char *name, const char *usage);

/* Writes `NAME: message` and a line end to standard error; control characters are shown as \xHH. */
__attribute__((format(printf, 1, 2))) void ng_tool_warn(const char *format, ...);

/* The same, then ends the program with NG_EXIT_FAILED. */
__attribute__((format(printf, 1, 2))) _Noreturn void ng_tool_fail(const char *format, ...);

/* Deals with what all tools' getopt may return: `h`, `V`, `:` and `?`. Ends the program. */
_Noreturn void ng_tool_option(int option);

/*
 * The day that -d names (NULL: none was given), else SOURCE_DATE_EPOCH, else the local date. Fails on what
 * is no day.
 */
ng_day ng_tool_today(const char *option);

/* A parser with the words of -l's file (NULL: none was given). Ends the program where it can't be read or holds others. */
struct ng_parser *ng_tool_parser(const char *path);

/* What must be named before ng_tool_enter: a file that will be read (NULL: none), */
void ng_tool_reads_file(struct ng_sandbox *s, const char *path);

/* what `in` will read of a path, and where the links within lead; */
void ng_tool_reads_path(struct ng_sandbox *s, const struct ng_input *in, const char *path);

/* any file that there is, */
void ng_tool_reads_all(struct ng_sandbox *s);

/* the file that `replace` will write. */
void ng_tool_replaces_file(struct ng_sandbox *s, const char *path);

/* Enters the sandbox: after options and the clock, before the first byte of any input. Ends the program for want of memory. */
void ng_tool_enter(struct ng_sandbox *s);

/* Whether s is a whole number from `least` to `most`, and which. */
bool ng_tool_is_number(const char *s, long least, long most, long *n);

/* A whole number from `least` to `most`, given with option `-c`. Fails on anything else. */
long ng_tool_number(const char *option, char c, long least, long most);

/* Takes a record in, inside ng_arena_run of the arena that was given; it holds until the next one. */
typedef void ng_tool_take(void *context, const struct ng_record *r);

/*
 * Reads records from standard input. A line that is no record is told and skipped, as is an input that can't be
 * read. Returns NG_EXIT_DONE, or NG_EXIT_FAILED where something was skipped. Where memory runs out the program ends.
 * Where `otherwise` isn't NULL, an input that can't be read to its end also ends it, and the message says so: what is
 * left undone.
 */
int ng_tool_read(struct ng_arena *a, ng_tool_take *take, void *context, const char *otherwise);

/* The same from a file (or FIFO); one that can't be opened ends the program. */
int ng_tool_read_file(const char *path, struct ng_arena *a, ng_tool_take *take, void *context, const char *otherwise);

/* For ng_tool_read with a network as its context. */
void ng_tool_take_into_network(void *net, const struct ng_record *r);

/* Settles the network (network.h), and says so where -i names nobody in it. */
void ng_tool_settle(struct ng_network *net, ng_day today, struct ng_str me);

/* The goal that an option or operand names; `option` is as a message shows it. Fails where there is none. */
uint32_t ng_tool_goal(const struct ng_network *net, const char *option, struct ng_str name);

/* Writes to standard output; ends the program with a message where that fails. */
void ng_tool_write(struct ng_str s);

/* The same with control characters shown as \xHH. A NUL must stand behind s. */
void ng_tool_write_visible(struct ng_str s);

/* Writes the header line of records. */
void ng_tool_header(void);

/* Ends the program for want of memory. */
_Noreturn void ng_tool_no_memory(void);

/* Closes standard output. Returns `status`, or NG_EXIT_FAILED with a message where something was lost. */
int ng_tool_end(int status);

#endif
