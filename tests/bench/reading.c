/* reading: what ng-match and ng-report are measured against. It decodes records and writes them again, nothing else. */
#include <stdio.h>
#include <unistd.h>

#include "record.h"

struct run {
	struct ng_arena *arena;
	struct ng_buf line;
	int result;
};

static int
copy(void *context, const struct ng_record *r)
{
	struct run *run = context;

	run->line.n = 0;
	ng_record_encode(r, &run->line);
	return fwrite(run->line.p, 1, run->line.n, stdout) != run->line.n;
}

static void
refuse(void *context, size_t line)
{
	struct run *run = context;

	fprintf(stderr, "reading: line %zu is no record\n", line);
	run->result = -1;
}

static void
read_all(void *context)
{
	struct run *run = context;
	struct ng_record_sink sink = {run, copy, refuse};

	run->line.arena = run->arena;
	if (ng_record_read(run->arena, STDIN_FILENO, &sink) != 0)
		run->result = -1;
}

int
main(void)
{
	static char out[1 << 16];
	struct run run = {.arena = ng_arena_new(0)};

	setvbuf(stdout, out, _IOFBF, sizeof(out));
	if (run.arena == NULL || ng_arena_run(run.arena, read_all, &run) < 0 || run.result != 0 || fclose(stdout) != 0) {
		perror("reading");
		return 2;
	}
	ng_arena_free(run.arena);
	return 0;
}
