#define _DEFAULT_SOURCE /* DT_REG and the like, where there are any */

#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is handed to the sink, and what it returned. */
struct handed {
	struct ng_input *in;
	enum ng_input_event event;
	const char *path, *why;
	struct ng_str bytes;
	int result;
};

static void
call_sink(void *arg)
{
	struct handed *h = arg;

	h->result = h->in->sink(h->in->context, h->event, h->path, h->bytes, h->why);
}

static int
hand(struct handed h)
{
	if (h.in->arena == NULL)
		call_sink(&h);
	else if (ng_arena_run(h.in->arena, call_sink, &h) < 0) {
		h.in->failed = errno;
		return -1;
	}
	return h.result;
}

/* Ends a walk: a failure goes on now that nothing is held any more. */
static int
end_walk(struct ng_input *in, int result)
{
	int error = in->failed;

	if (error == 0)
		return result;
	ng_input_end(in);
	in->failed = 0;
	ng_arena_fail(in->arena, error);
}

static int
fault(struct ng_input *in, const char *path, const char *why)
{
	return hand((struct handed){in, NG_INPUT_ERROR, path, why, {NULL, 0}, 0});
}

bool
ng_input_shrank(int fd, const struct stat *before)
{
	return S_ISREG(before->st_mode) && lseek(fd, 0, SEEK_CUR) < before->st_size;
}

/* Reads to the end, whatever size the file claims to have. 0, or -1 with *why. */
static int
read_all(struct ng_input *in, int fd, const struct stat *before, size_t *n, const char **why)
{
	ssize_t got;

	for (*n = 0;; *n += (size_t)got) {
		if (*n == in->cap) {
			size_t cap = in->cap == 0 ? (size_t)64 << 10 : in->cap * 2;
			char *bytes = realloc(in->bytes, cap);

			if (bytes == NULL) {
				*why = strerror(ENOMEM);
				return -1;
			}
			in->bytes = bytes;
			in->cap = cap;
		}
		do
			got = read(fd, in->bytes + *n, in->cap - *n);
		while (got < 0 && errno == EINTR);
		/* who has read as much as there was needn't ask */
		if (got == 0 && *n < (size_t)before->st_size && ng_input_shrank(fd, before)) {
			*why = NG_INPUT_SHRANK;
			return -1;
		}
		if (got == 0)
			return 0;
		if (got < 0) {
			*why = strerror(errno);
			return -1;
		}
		if (*n + (size_t)got > NG_INPUT_LIMIT) {
			*why = "larger than 256 MiB: not read";
			return -1;
		}
	}
}

int
ng_input_read(struct ng_input *in, const char *path, bool found)
{
	const char *why = NULL;
	bool standard = strcmp(path, "-") == 0;
	struct stat st;
	size_t n = 0;
	int fd, result;

	fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | (found ? O_NONBLOCK : 0));
	if (fd < 0)
		return fault(in, path, strerror(errno));
	result = fstat(fd, &st);
	if (result < 0) {
		why = strerror(errno);
	} else if (found && !S_ISREG(st.st_mode)) {
		why = "not a regular file";
		result = -1;
	} else {
		result = read_all(in, fd, &st, &n, &why);
	}
	if (!standard)
		close(fd);
	if (result < 0)
		return fault(in, path, why);
	return hand((struct handed){in, NG_INPUT_FILE, path, NULL, {in->bytes, n}, 0});
}

int
ng_input_file(struct ng_input *in, const char *path)
{
	return end_walk(in, ng_input_read(in, path, false));
}

/* Reads the file, or hands its path on. */
static int
take_file(struct ng_input *in, const char *path, bool found)
{
	if (in->paths)
		return hand((struct handed){in, found ? NG_INPUT_FOUND : NG_INPUT_PATH, path, NULL, {NULL, 0}, 0});
	return ng_input_read(in, path, found);
}

static bool
is_excluded(const struct ng_input *in, const char *path)
{
	const char *name = strrchr(path, '/');

	name = name == NULL ? path : name + 1;
	for (size_t i = 0; i < in->excludes; i++)
		if (fnmatch(in->exclude[i], path, 0) == 0 || fnmatch(in->exclude[i], name, 0) == 0)
			return true;
	return false;
}

/* A path still to be visited; those of one directory lie on the stack in reverse order. */
struct visit {
	char *path;
	bool directory, link;
	size_t name; /* where the name begins in it */
};

struct stack {
	struct visit *v;
	size_t n, cap;
};

/* In the byte order of the paths below one directory: a directory's name counts with its slash. */
static int
compare_visits(const void *a, const void *b)
{
	const struct visit *x = a, *y = b;
	const char *p = x->path + x->name, *q = y->path + y->name;
	unsigned char c, d;

	while (*p != '\0' && *p == *q) {
		p++;
		q++;
	}
	c = *p != '\0' ? (unsigned char)*p : x->directory ? '/' : '\0';
	d = *q != '\0' ? (unsigned char)*q : y->directory ? '/' : '\0';
	return (d > c) - (d < c);
}

static bool
is_note(const char *name)
{
	struct ng_str s = ng_str_of(name);

	return ng_str_ends(s, NG_STR(".md")) || ng_str_ends(s, NG_STR(".markdown"));
}

static char *
join_path(const char *directory, const char *name)
{
	size_t n = strlen(directory), m = strlen(name);
	bool slash = directory[n - 1] == '/';
	char *path = malloc(n + m + 2);

	if (path == NULL)
		return NULL;
	memcpy(path, directory, n);
	if (!slash)
		path[n++] = '/';
	memcpy(path + n, name, m + 1);
	return path;
}

/* Takes the path over. */
static int
push(struct stack *s, char *path, size_t name, bool directory, bool link)
{
	if (path != NULL && s->n == s->cap) {
		size_t cap = s->cap == 0 ? 64 : s->cap * 2;
		struct visit *v = realloc(s->v, cap * sizeof(*v));

		if (v == NULL) {
			free(path);
			path = NULL;
		} else {
			s->v = v;
			s->cap = cap;
		}
	}
	if (path == NULL)
		return -1;
	s->v[s->n++] = (struct visit){path, directory, link, name};
	return 0;
}

/* What kind of file a directory's entry is, without a look at the file where the system says it; 0: nobody knows. */
static mode_t
kind_of(const struct dirent *e, const char *path)
{
	struct stat st;

#ifdef DT_UNKNOWN
	if (e->d_type == DT_DIR || e->d_type == DT_REG || e->d_type == DT_LNK)
		return e->d_type == DT_DIR ? S_IFDIR : e->d_type == DT_REG ? S_IFREG : S_IFLNK;
#else
	(void)e;
#endif
	return lstat(path, &st) == 0 ? st.st_mode & S_IFMT : 0;
}

/* Whether there may be notes behind that name. What nobody knows may be a directory, unless it is gone. */
static bool
is_wanted(mode_t kind, const char *name, const char *path)
{
	struct stat st;

	if (kind == 0 && errno != ENOENT)
		return true;
	if (kind == S_IFLNK && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return false;
	return kind == S_IFDIR || is_note(name);
}

/* Pushes what a directory holds; what can't be looked at is pushed as a file, whose opening then says why. */
static int
read_directory(struct ng_input *in, struct stack *s, const char *path)
{
	DIR *dir = opendir(path);
	size_t first = s->n;
	struct dirent *e;
	int error = 0;

	if (dir == NULL)
		return fault(in, path, strerror(errno));
	for (errno = 0; error == 0 && (e = readdir(dir)) != NULL; errno = 0) {
		char *child;
		mode_t kind;

		if (e->d_name[0] == '.')
			continue;
		child = join_path(path, e->d_name);
		if (child == NULL) {
			error = ENOMEM;
			break;
		}
		kind = kind_of(e, child);
		if (!is_wanted(kind, e->d_name, child) || is_excluded(in, child)) {
			free(child);
			continue;
		}
		if (push(s, child, strlen(child) - strlen(e->d_name), kind == S_IFDIR, kind == S_IFLNK) < 0)
			error = ENOMEM;
	}
	if (error == 0)
		error = errno;
	closedir(dir);
	if (s->n > first)
		qsort(s->v + first, s->n - first, sizeof(*s->v), compare_visits);
	return error == 0 ? 0 : fault(in, path, strerror(error));
}

static int
walk(struct ng_input *in, const char *path, int file(struct ng_input *in, const struct visit *visit))
{
	struct stack s = {NULL, 0, 0};
	int result = read_directory(in, &s, path);

	while (s.n > 0) {
		struct visit v = s.v[--s.n];

		if (result == 0)
			result = v.directory ? read_directory(in, &s, v.path) : file(in, &v);
		free(v.path);
	}
	free(s.v);
	return result;
}

static bool
is_directory(const char *path)
{
	struct stat st;

	return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
read_found(struct ng_input *in, const struct visit *v)
{
	return take_file(in, v->path, true);
}

static int
read_path(struct ng_input *in, const char *path)
{
	if (is_excluded(in, path))
		return 0;
	return is_directory(path) ? walk(in, path, read_found) : take_file(in, path, false);
}

int
ng_input_path(struct ng_input *in, const char *path)
{
	return end_walk(in, read_path(in, path));
}

static int
hand_link(struct ng_input *in, const struct visit *v)
{
	return v->link ? hand((struct handed){in, NG_INPUT_LINK, v->path, NULL, {NULL, 0}, 0}) : 0;
}

int
ng_input_links(struct ng_input *in, const char *path)
{
	return end_walk(in, is_excluded(in, path) || !is_directory(path) ? 0 : walk(in, path, hand_link));
}

int
ng_input_list(struct ng_input *in, FILE *list)
{
	char *path = NULL;
	size_t cap = 0;
	int result = 0;
	struct stat before = {.st_mode = 0};

	/* where it can't be asked, reading says why */
	if (fstat(fileno(list), &before) < 0)
		before.st_mode = 0;
	errno = 0;
	while (result == 0 && getdelim(&path, &cap, '\0', list) > 0) {
		if (path[0] != '\0')
			result = read_path(in, path);
		errno = 0;
	}
	if (result == 0 && (ferror(list) || !feof(list)))
		result = fault(in, "-", strerror(errno));
	else if (result == 0 && ng_input_shrank(fileno(list), &before))
		result = fault(in, "-", NG_INPUT_SHRANK);
	free(path);
	return end_walk(in, result);
}

void
ng_input_end(struct ng_input *in)
{
	free(in->bytes);
	in->bytes = NULL;
	in->cap = 0;
}
