#include "vault.h"

#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "workers.h"

/* Memory beyond this is given back when a file was large: a thread's for its bytes, a job's for its records. */
#define KEPT_BYTES ((size_t)4 << 20)
#define KEPT_RECORDS ((size_t)64 << 10)
/* A message of the system's is no longer. */
#define MESSAGE 200

struct ng_vault {
	const struct ng_parser *parser;
	struct ng_input in; /* walks, and reads nothing */
	struct ng_workers *workers;
	ng_vault_tell *tell;
	void *context;
};

/* A file on its way. */
struct job {
	char *path;
	bool found;
	char why[MESSAGE]; /* empty where all went well */
	size_t line, size;
	char *records; /* `n` of `cap` bytes are used */
	size_t n, cap;
};

/* What a thread has of its own. */
struct reader {
	struct ng_parser *parser;
	struct ng_input in;
	struct job *job;
};

static void
fail(struct job *job, const char *why)
{
	size_t n = strlen(why);

	n = n < MESSAGE ? n : MESSAGE - 1;
	memcpy(job->why, why, n);
	job->why[n] = '\0';
}

static void
keep_records(struct job *job, struct ng_str records)
{
	if (records.n > job->cap) {
		free(job->records);
		job->records = malloc(records.n);
		job->cap = job->records == NULL ? 0 : records.n;
	}
	if (records.n > job->cap) {
		fail(job, "out of memory: file not parsed");
		return;
	}
	if (records.n > 0)
		memcpy(job->records, records.p, records.n);
	job->n = records.n;
}

static int
on_file(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct reader *reader = context;
	struct job *job = reader->job;
	struct ng_str records;

	job->size = bytes.n;
	if (event == NG_INPUT_FILE &&
	    ng_parser_parse(reader->parser, ng_str_of(path), bytes, &records, &why, &job->line) == 0)
		keep_records(job, records);
	else
		fail(job, why);
	return 0;
}

static void *
start(void *context)
{
	struct ng_vault *v = context;
	struct reader *reader = calloc(1, sizeof(*reader));

	if (reader == NULL)
		return NULL;
	reader->in.sink = on_file;
	reader->in.context = reader;
	reader->parser = ng_parser_copy(v->parser);
	if (reader->parser != NULL)
		return reader;
	free(reader);
	return NULL;
}

static void
work(void *state, void *arg)
{
	struct reader *reader = state;
	struct job *job = arg;

	if (job->why[0] != '\0')
		return;
	reader->job = job;
	ng_input_read(&reader->in, job->path, job->found);
	if (reader->in.cap > KEPT_BYTES)
		ng_input_end(&reader->in);
}

static void
stop(void *state)
{
	struct reader *reader = state;

	ng_parser_free(reader->parser);
	ng_input_end(&reader->in);
	free(reader);
}

static void
release(void *arg)
{
	struct job *job = arg;

	free(job->path);
	free(job->records);
}

static size_t
held(const void *arg)
{
	return ((const struct job *)arg)->n;
}

static void
tell(void *context, void *arg)
{
	struct ng_vault *v = context;
	struct job *job = arg;
	struct ng_vault_note note = {job->path, job->size, {job->records, job->n}, job->why[0] != '\0' ? job->why : NULL, job->line};

	v->tell(v->context, &note);
	if (job->cap > KEPT_RECORDS) {
		free(job->records);
		job->records = NULL;
		job->cap = 0;
	}
}

/* Called for each path in the caller's thread. */
static int
on_path(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct ng_vault *v = context;
	struct job *job = ng_workers_next(v->workers);
	size_t n = strlen(path);

	(void)bytes;
	if (job == NULL)
		return -1;
	free(job->path);
	job->path = malloc(n + 1);
	if (job->path == NULL)
		return -1;
	memcpy(job->path, path, n + 1);
	job->found = event == NG_INPUT_FOUND;
	job->line = job->size = job->n = 0;
	fail(job, event == NG_INPUT_ERROR ? why : "");
	return ng_workers_put(v->workers);
}

struct ng_vault *
ng_vault_new(const struct ng_parser *parser, size_t threads, const char *const *exclude, size_t excludes,
	     ng_vault_tell *tell_note, void *context)
{
	struct ng_vault *v = calloc(1, sizeof(*v));
	struct ng_workers_task task = {v, start, work, held, tell, stop};

	if (v == NULL)
		return NULL;
	v->parser = parser;
	v->in = (struct ng_input){.exclude = exclude, .excludes = excludes, .paths = true, .sink = on_path, .context = v};
	v->tell = tell_note;
	v->context = context;
	v->workers = ng_workers_new(&task, threads, sizeof(struct job));
	if (v->workers != NULL)
		return v;
	free(v);
	return NULL;
}

int
ng_vault_path(struct ng_vault *v, const char *path)
{
	return ng_input_path(&v->in, path);
}

int
ng_vault_list(struct ng_vault *v, FILE *list)
{
	return ng_input_list(&v->in, list);
}

int
ng_vault_end(struct ng_vault *v)
{
	int result = ng_workers_end(v->workers, release);

	ng_input_end(&v->in);
	free(v);
	return result;
}
