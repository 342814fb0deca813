/*
 * probe: preloaded into a tool, it says when the tool ends what is still permitted there: "probe: write=EPERM ...".
 *
 * sandbox.t builds and preloads it. PROBE_FOLDER: a folder that the tool wasn't given. What it tries after the
 * tool's own work it has tried before it, too ("before: write=ok ..."): else a refusal would prove nothing.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char line[500];

static void
say(const char *what, int done)
{
	const char *how = done ? "ok" : strerrorname_np(errno);
	size_t n = strlen(line);

	snprintf(line + n, sizeof(line) - n, " %s=%s", what, how == NULL ? "?" : how);
}

static int
try_open(const char *name, int flags)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", getenv("PROBE_FOLDER"), name);
	errno = 0;
	fd = open(path, flags | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int
try_socket(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int
try_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child > 0 && waitpid(child, NULL, 0) == child;
}

/* A program that can't be run leaves the process as it is. vfork: the sandbox may forbid it, the rest goes on. */
static int
try_exec(int may_replace)
{
	char *const argv[] = {(char *)"true", NULL}, *const environment[] = {NULL};
	int status;
	pid_t child;

	if (!may_replace) {
		execve("/bin/true", argv, environment);
		return 0;
	}
	child = fork();
	if (child == 0) {
		execve("/bin/true", argv, environment);
		_exit(1);
	}
	return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static void *
nothing(void *argument)
{
	return argument;
}

static int
try_thread(void)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, nothing, NULL);
	return errno == 0 && pthread_join(thread, NULL) == 0;
}

static void
try_all(const char *when)
{
	snprintf(line, sizeof(line), "%s:", when);
	say("read", try_open("there", O_RDONLY));
	say("write", try_open("there", O_WRONLY));
	say("make", try_open(when, O_WRONLY | O_CREAT));
	say("socket", try_socket());
	say("fork", try_fork());
	say("exec", try_exec(strcmp(when, "before") == 0));
	say("thread", try_thread());
	strcat(line, "\n");
	if (write(STDERR_FILENO, line, strlen(line)) < 0)
		_exit(99);
}

__attribute__((constructor)) static void
before(void)
{
	if (getenv("PROBE_FOLDER") != NULL)
		try_all("before");
}

__attribute__((destructor)) static void
after(void)
{
	if (getenv("PROBE_FOLDER") != NULL)
		try_all("after");
}
