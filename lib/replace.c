#define _XOPEN_SOURCE 700 /* realpath */

#include "replace.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"

#define LOCK ".lock"

/* Says what failed; the first time counts. Returns -1. */
__attribute__((format(printf, 2, 3))) static int
fail(struct ng_replace *file, const char *format, ...)
{
	va_list ap;

	if (file->why[0] != '\0')
		return -1;
	va_start(ap, format);
	vsnprintf(file->why, sizeof(file->why), format, ap);
	va_end(ap);
	return -1;
}

/* Up to n bytes; 0: the file's end. */
static ssize_t
read_some(int fd, char *p, size_t n)
{
	ssize_t got;

	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	return got;
}

static int
read_all(struct ng_arena *a, int fd, struct ng_replace *file)
{
	struct ng_buf bytes = {.arena = a};
	char part[16384];
	ssize_t got;

	while ((got = read_some(fd, part, sizeof(part))) > 0) {
		if (bytes.n + (size_t)got > NG_INPUT_LIMIT)
			return fail(file, "larger than 256 MiB: not read");
		ng_buf_add(&bytes, (struct ng_str){part, (size_t)got});
	}
	if (got < 0)
		return fail(file, "%s", strerror(errno));
	file->bytes = ng_buf_str(&bytes);
	return 0;
}

/* Finds out where the file itself stands; `make`: it may be missing. */
static int
find_path(const char *path, bool make, struct ng_replace *file)
{
	struct stat st = {.st_mode = S_IFREG};

	if (lstat(path, &st) < 0) {
		file->missing = make && errno == ENOENT && *path != '\0';
		if (!file->missing)
			return fail(file, "%s", strerror(errno));
	}
	file->path = S_ISLNK(st.st_mode) ? realpath(path, NULL) : strdup(path);
	return file->path == NULL ? fail(file, "%s", strerror(errno)) : 0;
}

/* Opens the folder that holds the file; that of one that is missing is made. */
static int
open_folder(struct ng_replace *file)
{
	char *slash = strrchr(file->path, '/');

	file->name = slash == NULL ? file->path : slash + 1;
	if (*file->name == '\0')
		return fail(file, "%s", strerror(EISDIR));
	if (slash == NULL || slash == file->path) {
		file->folder = open(slash == NULL ? "." : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	} else {
		*slash = '\0';
		if (file->missing && mkdir(file->path, 0777) < 0 && errno != EEXIST)
			fail(file, "its folder can't be made: %s", strerror(errno));
		else
			file->folder = open(file->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		*slash = '/';
	}
	return file->folder < 0 ? fail(file, "its folder: %s", strerror(errno)) : 0;
}

/* Opens the file; never waits for one that isn't regular. Returns the descriptor, or -1. */
static int
open_file(struct ng_replace *file, struct stat *st)
{
	int fd = openat(file->folder, file->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return fail(file, "%s", strerror(errno));
	if (fstat(fd, st) < 0)
		fail(file, "%s", strerror(errno));
	else if (!S_ISREG(st->st_mode))
		fail(file, "%s", S_ISDIR(st->st_mode) ? strerror(EISDIR) : "not a regular file");
	else
		return fd;
	close(fd);
	return -1;
}

static void
close_folder(void *folder)
{
	close((int)(intptr_t)folder);
}

static int
read_path(struct ng_arena *a, const char *path, bool make, struct ng_replace *file)
{
	int fd, result;

	*file = (struct ng_replace){.folder = -1};
	if (find_path(path, make, file) < 0)
		return -1;
	ng_arena_own(a, free, file->path);
	if (open_folder(file) < 0)
		return -1;
	ng_arena_own(a, close_folder, (void *)(intptr_t)file->folder);
	if (file->missing)
		return 0;
	if ((fd = open_file(file, &file->stat)) < 0)
		return -1;
	result = read_all(a, fd, file);
	if (result == 0 && ng_input_shrank(fd, &file->stat))
		result = fail(file, NG_INPUT_SHRANK);
	close(fd);
	/* a rename asks for the folder's permission alone */
	if (result == 0 && faccessat(file->folder, file->name, W_OK, AT_EACCESS) < 0)
		return fail(file, "%s", strerror(errno));
	return result;
}

int
ng_replace_read(struct ng_arena *a, const char *path, struct ng_replace *file)
{
	return read_path(a, path, false, file);
}

int
ng_replace_read_or_new(struct ng_arena *a, const char *path, struct ng_replace *file)
{
	return read_path(a, path, true, file);
}

/* Whether the open file holds just these bytes. */
static bool
holds(int fd, struct ng_str bytes)
{
	char part[16384];
	ssize_t got;

	while ((got = read_some(fd, part, sizeof(part))) > 0) {
		if (!ng_str_starts(bytes, (struct ng_str){part, (size_t)got}))
			return false;
		bytes = ng_str_cut(bytes, (size_t)got, bytes.n);
	}
	return got == 0 && bytes.n == 0;
}

/* The same file with the same bytes: an editor that saves in the meantime must not lose what it saved. */
static int
check_unchanged(struct ng_replace *file)
{
	const struct stat *old = &file->stat;
	struct stat now;
	bool same = file->missing && fstatat(file->folder, file->name, &now, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT;
	int fd = file->missing ? -1 : open_file(file, &now);

	if (fd >= 0) {
		same = now.st_dev == old->st_dev && now.st_ino == old->st_ino && now.st_size == old->st_size &&
		       now.st_mtime == old->st_mtime && holds(fd, file->bytes);
		close(fd);
	}
	if (same)
		return 0;
	file->why[0] = '\0';
	file->busy = true;
	return fail(file, "changed meanwhile, left alone: run it again");
}

static int
write_all(int fd, struct ng_str s)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n == 0 ? EIO : errno;
			return -1;
		}
		s = ng_str_cut(s, (size_t)n, s.n);
	}
	return 0;
}

/* Gives the lock the owner of the file, where that is permitted, and its mode. */
static int
keep_attributes(int fd, const struct stat *file)
{
	mode_t mode = file->st_mode & 07777;
	struct stat lock;

	if (fstat(fd, &lock) < 0)
		return -1;
	/* who may not give it away keeps at least the group, if it is one of theirs */
	if ((lock.st_uid != file->st_uid || lock.st_gid != file->st_gid) &&
	    fchown(fd, file->st_uid, file->st_gid) < 0 && fchown(fd, (uid_t)-1, file->st_gid) < 0)
		mode &= 0777;
	return fchmod(fd, mode);
}

/* Fills the open lock, and closes it. */
static int
fill_lock(struct ng_replace *file, const char *lock, int fd, struct ng_str bytes)
{
	int result = 0;

	if (write_all(fd, bytes) < 0 || (!file->missing && keep_attributes(fd, &file->stat) < 0) || fsync(fd) < 0)
		result = fail(file, "left as it is: %s: %s", lock, strerror(errno));
	if (close(fd) < 0)
		result = fail(file, "left as it is: %s: %s", lock, strerror(errno));
	return result;
}

/* The name within the folder at the end of `lock`. */
static int
replace(struct ng_replace *file, const char *lock, struct ng_str bytes)
{
	const char *name = lock + (file->name - file->path);
	mode_t mode = file->missing ? 0666 : 0600;
	int fd = openat(file->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

	file->busy = fd < 0 && errno == EEXIST;
	if (file->busy)
		return fail(file, "left as it is: %s stands: another run may be at work, or was killed; if none runs, remove it",
		            lock);
	if (fd < 0)
		return fail(file, "left as it is: %s: %s", lock, strerror(errno));
	if (fill_lock(file, lock, fd, bytes) < 0 || check_unchanged(file) < 0 ||
	    (renameat(file->folder, name, file->folder, file->name) < 0 &&
	     fail(file, "left as it is: %s can't be renamed: %s", lock, strerror(errno)) < 0)) {
		if (unlinkat(file->folder, name, 0) < 0) {
			size_t n = strlen(file->why);

			snprintf(file->why + n, sizeof(file->why) - n, "; remove %s: %s", lock, strerror(errno));
		}
		return -1;
	}
	/* some file systems can't sync a folder */
	if (fsync(file->folder) < 0 && errno != EINVAL)
		return fail(file, "written, but its folder can't be synced: %s", strerror(errno));
	return 0;
}

int
ng_replace_write(struct ng_replace *file, struct ng_str bytes)
{
	size_t size = strlen(file->path) + sizeof(LOCK);
	char *lock = malloc(size);
	sigset_t signals, before;
	int result;

	if (lock == NULL)
		return fail(file, "left as it is: %s", strerror(ENOMEM));
	snprintf(lock, size, "%s" LOCK, file->path);
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &signals, &before);
	result = replace(file, lock, bytes);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	free(lock);
	return result;
}

/* Cuts the last part of a path off: "." stands for the folder of a mere name. */
static void
cut_name(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash == NULL)
		strcpy(path, ".");
	else
		slash[slash == path] = '\0';
}

char *
ng_replace_folder(const char *path)
{
	struct ng_replace file = {.folder = -1};
	struct stat st;

	if (find_path(path, true, &file) < 0) {
		free(file.path);
		return NULL;
	}
	cut_name(file.path);
	if (stat(file.path, &st) < 0)
		cut_name(file.path);
	return file.path;
}
