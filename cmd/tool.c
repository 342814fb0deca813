#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "input.h"
#include "ng.h"
#include "replace.h"
#include "text.h"

static const char *tool_name = "ng", *tool_usage = "";

/* How many lines that are no records are told one by one. */
#define TOLD_LINES 5

/* What goes into a file or a pipe is written so much at once; a terminal has each line when it's made. */
static char output[1 << 16];

/*
 * A file that is opened must not take the place of a standard stream that is closed: what is meant for that would go into
 * the file. What stands there instead can't be used, so that this is told as before.
 */
static void
hold_streams(void)
{
	static const int modes[] = {O_WRONLY, O_RDONLY, O_RDONLY};

	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", modes[fd]) != fd)
			exit(NG_EXIT_FAILED);
}

void
ng_tool_start(const char *name, const char *usage)
{
	struct sigaction ignore;

	hold_streams();
	tool_name = name;
	tool_usage = usage;
	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, output, _IOFBF, sizeof(output));
	memset(&ignore, 0, sizeof(ignore));
	ignore.sa_handler = SIG_IGN;
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
}

/* Whether a control or bidirectional formatting character begins at s[i], whose bytes are *n. */
static bool
is_control(struct ng_str s, size_t i, size_t *n)
{
	int32_t c = ng_text_at(s, i, n);

	return ng_text_is_hidden(c) && c != 0xFEFF;
}

__attribute__((format(printf, 1, 0))) static void
tell(const char *format, va_list ap)
{
	char text[2048], line[sizeof(text) * 4 + 64];
	struct ng_str s;
	size_t at, n;

	vsnprintf(text, sizeof(text), format, ap);
	s = ng_str_of(text);
	at = (size_t)snprintf(line, 60, "%.50s: ", tool_name);
	for (size_t i = 0; i < s.n; i += n) {
		bool control = is_control(s, i, &n);

		for (size_t k = i; k < i + n; k++) {
			if (control)
				at += (size_t)snprintf(line + at, 5, "\\x%02X", (unsigned)(unsigned char)s.p[k]);
			else
				line[at++] = s.p[k];
		}
	}
	line[at++] = '\n';
	fwrite(line, 1, at, stderr);
}

void
ng_tool_warn(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	tell(format, ap);
	va_end(ap);
}

void
ng_tool_fail(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	tell(format, ap);
	va_end(ap);
	exit(NG_EXIT_FAILED);
}

void
ng_tool_no_memory(void)
{
	ng_tool_fail("not enough memory");
}

void
ng_tool_option(int option)
{
	switch (option) {
	case 'h':
		ng_tool_write(ng_str_of(tool_usage));
		exit(ng_tool_end(NG_EXIT_DONE));
	case 'V':
		ng_tool_write(ng_str_of(tool_name));
		ng_tool_write(NG_STR(" (ng) " NG_VERSION "\n"));
		exit(ng_tool_end(NG_EXIT_DONE));
	case ':':
		ng_tool_fail("option -%c needs a value; -h lists the options", optopt);
	default:
		ng_tool_fail("unknown option -%c; -h lists the options", optopt);
	}
}

static ng_day
day_of_epoch(const char *s)
{
	/* 1970-01-01 */
	ng_day first = ng_date_of(1970, 1, 1), last = ng_date_of(9999, 12, 31);
	char *end;
	long long seconds;

	errno = 0;
	seconds = strtoll(s, &end, 10);
	if (errno != 0 || end == s || *end != '\0' || seconds < 0 || seconds / 86400 > last - first)
		ng_tool_fail("SOURCE_DATE_EPOCH is no number of seconds: %s", s);
	return first + (ng_day)(seconds / 86400);
}

ng_day
ng_tool_today(const char *option)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now;
	struct tm tm;
	ng_day day;

	if (option != NULL) {
		day = ng_date_parse(ng_str_of(option));
		if (day == 0)
			ng_tool_fail("-d wants a day as YYYY-MM-DD, not %s", option);
		return day;
	}
	if (epoch != NULL && *epoch != '\0')
		return day_of_epoch(epoch);
	now = time(NULL);
	if (localtime_r(&now, &tm) == NULL)
		ng_tool_fail("the date of today is unknown: give it with -d");
	return ng_date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

void
ng_tool_reads_file(struct ng_sandbox *s, const char *path)
{
	if (path != NULL && strcmp(path, "-") != 0 && ng_sandbox_read(s, path) < 0)
		ng_tool_no_memory();
}

void
ng_tool_reads_all(struct ng_sandbox *s)
{
	if (ng_sandbox_read(s, NULL) < 0)
		ng_tool_no_memory();
}

static int
on_link(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	(void)bytes;
	(void)why; /* reading will say it */
	if (event == NG_INPUT_LINK)
		ng_tool_reads_file(context, path);
	return 0;
}

void
ng_tool_reads_path(struct ng_sandbox *s, const struct ng_input *in, const char *path)
{
	struct ng_input links = {.exclude = in->exclude, .excludes = in->excludes, .sink = on_link, .context = s};

	ng_tool_reads_file(s, path);
	ng_input_links(&links, path);
}

void
ng_tool_replaces_file(struct ng_sandbox *s, const char *path)
{
	char *folder = ng_replace_folder(path);

	/* where there is none, the writing will say why */
	if (folder != NULL ? ng_sandbox_write(s, folder) < 0 : errno == ENOMEM)
		ng_tool_no_memory();
	free(folder);
}

void
ng_tool_enter(struct ng_sandbox *s)
{
	if (ng_sandbox_enter(s) < 0)
		ng_tool_fail("the sandbox: %s", strerror(errno));
}

/* The user's words, read as any input. */
struct words {
	struct ng_parser *parser;
};

static int
on_words(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct words *words = context;
	size_t line;

	if (event == NG_INPUT_ERROR)
		ng_tool_fail("%s: %s", path, why);
	words->parser = ng_parser_new(bytes, &why, &line);
	if (words->parser == NULL && why != NULL)
		ng_tool_fail("%s:%zu: %s", path, line, why);
	return 0;
}

struct ng_parser *
ng_tool_parser(const char *path)
{
	struct words words = {NULL};
	struct ng_input in = {.sink = on_words, .context = &words};

	if (path == NULL)
		on_words(&words, NG_INPUT_FILE, "", (struct ng_str){NULL, 0}, NULL);
	else
		ng_input_file(&in, path);
	ng_input_end(&in);
	if (words.parser == NULL)
		ng_tool_no_memory();
	return words.parser;
}

bool
ng_tool_is_number(const char *s, long least, long most, long *n)
{
	char *end;

	errno = 0;
	*n = strtol(s, &end, 10);
	return errno == 0 && end != s && *end == '\0' && *n >= least && *n <= most;
}

long
ng_tool_number(const char *option, char c, long least, long most)
{
	long n;

	if (!ng_tool_is_number(option, least, most, &n))
		ng_tool_fail("-%c wants a whole number from %ld to %ld, not %s", c, least, most, option);
	return n;
}

/* More threads than this are a slip of the finger. */
#define MOST_THREADS 1024

size_t
ng_tool_threads(const char *option)
{
	long n = 1;

	if (option != NULL)
		return (size_t)ng_tool_number(option, 'j', 1, MOST_THREADS);
#ifdef _SC_NPROCESSORS_ONLN
	n = sysconf(_SC_NPROCESSORS_ONLN);
#endif
	return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (size_t)n;
}

/* Records on their way to whoever takes them. */
struct taking {
	const char *name; /* of the input */
	ng_tool_take *take;
	void *context;
	size_t bad; /* lines that are none */
};

static int
on_record(void *context, const struct ng_record *r)
{
	const struct taking *t = context;

	t->take(t->context, r);
	return 0;
}

static void
on_bad_line(void *context, size_t line)
{
	struct taking *t = context;

	if (++t->bad <= TOLD_LINES)
		ng_tool_warn("%s:%zu: fewer than %d fields: no record (ng-parse makes them of notes)", t->name, line,
		             (int)NG_FIELDS);
}

/* Says why an input wasn't read to its end. */
static void
tell_cut(const char *name, const char *why, const char *otherwise)
{
	if (otherwise != NULL)
		ng_tool_fail("%s: %s; %s", name, why, otherwise);
	ng_tool_warn("%s: %s", name, why);
}

static int
read_records(struct ng_arena *a, int fd, struct taking taking, const char *otherwise)
{
	struct ng_record_sink sink = {&taking, on_record, on_bad_line};
	struct stat file;
	bool known = fstat(fd, &file) == 0, read = ng_record_read(a, fd, &sink) == 0;

	if (!read) {
		tell_cut(taking.name, strerror(errno), otherwise);
	} else if (known && ng_input_shrank(fd, &file)) {
		tell_cut(taking.name, NG_INPUT_SHRANK, otherwise);
		read = false;
	}
	if (taking.bad > TOLD_LINES)
		ng_tool_warn("%s: %zu more lines like that", taking.name, taking.bad - TOLD_LINES);
	return read && taking.bad == 0 ? NG_EXIT_DONE : NG_EXIT_FAILED;
}

int
ng_tool_read(struct ng_arena *a, ng_tool_take *take, void *context, const char *otherwise)
{
	return read_records(a, STDIN_FILENO, (struct taking){"standard input", take, context, 0}, otherwise);
}

int
ng_tool_read_file(const char *path, struct ng_arena *a, ng_tool_take *take, void *context, const char *otherwise)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), status;

	if (fd < 0)
		ng_tool_fail("%s: %s", path, strerror(errno));
	status = read_records(a, fd, (struct taking){path, take, context, 0}, otherwise);
	close(fd);
	return status;
}

void
ng_tool_take_into_network(void *net, const struct ng_record *r)
{
	ng_network_add(net, r);
}

void
ng_tool_settle(struct ng_network *net, ng_day today, struct ng_str me)
{
	ng_network_settle(net, today, me);
	if (me.n > 0 && net->me == NG_NONE)
		ng_tool_warn("-i %.*s: the notes name nobody like that", NG_STR_ARG(me));
}

uint32_t
ng_tool_goal(const struct ng_network *net, const char *option, struct ng_str name)
{
	uint32_t goal = ng_network_goal(net, name);

	if (goal == NG_NONE)
		ng_tool_fail("%s%.*s: the notes have no goal like that", option, NG_STR_ARG(name));
	return goal;
}

void
ng_tool_write_visible(struct ng_str s)
{
	char code[5];

	for (size_t i = 0, n; i < s.n; i += n) {
		if (!is_control(s, i, &n)) {
			ng_tool_write(ng_str_cut(s, i, i + n));
			continue;
		}
		for (size_t k = 0; k < n; k++) {
			snprintf(code, sizeof(code), "\\x%02X", (unsigned)(unsigned char)s.p[i + k]);
			ng_tool_write((struct ng_str){code, 4});
		}
	}
}

static _Noreturn void
lost_output(int error)
{
	ng_tool_fail("standard output: %s", error == 0 ? "could not be written" : strerror(error));
}

void
ng_tool_write(struct ng_str s)
{
	static bool begun;

	errno = 0;
	if (s.n > 0 && fwrite(s.p, 1, s.n, stdout) != s.n)
		lost_output(errno);
	/* whoever reads the pipe can begin */
	if (!begun && s.n > 0 && fflush(stdout) != 0)
		lost_output(errno);
	begun = begun || s.n > 0;
}

void
ng_tool_header(void)
{
	for (int f = 0; f < NG_FIELDS; f++) {
		ng_tool_write(ng_str_of(ng_field_name((enum ng_field)f)));
		ng_tool_write(f + 1 < NG_FIELDS ? NG_STR("\t") : NG_STR("\n"));
	}
}

int
ng_tool_end(int status)
{
	errno = 0;
	if (ferror(stdout) || fflush(stdout) != 0)
		lost_output(errno);
	if (fclose(stdout) != 0)
		lost_output(errno);
	return status;
}
