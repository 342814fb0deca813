/*
 * cost FILE COMMAND [ARGUMENT ...]: runs the command, with its standard output into FILE, and prints
 * what it took: seconds of CPU (user and system, its children's too), seconds that went by, and the
 * peak of its resident memory in MB, separated by spaces.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* getrusage counts in KB; macOS in bytes. */
#ifdef __APPLE__
#define RSS_PER_MB (1024.0 * 1024.0)
#else
#define RSS_PER_MB 1024.0
#endif

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
die(const char *what)
{
	fprintf(stderr, "cost: %s: %s\n", what, strerror(errno));
	exit(2);
}

int
main(int argc, char **argv)
{
	struct rusage used;
	int status;

	if (argc < 3) {
		fputs("usage: cost FILE COMMAND [ARGUMENT ...]\n", stderr);
		return 2;
	}
	double start = now();
	pid_t child = fork();
	if (child < 0)
		die("fork");
	if (child == 0) {
		int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0666);
		if (out < 0 || dup2(out, STDOUT_FILENO) < 0)
			die(argv[1]);
		execvp(argv[2], argv + 2);
		die(argv[2]);
	}
	if (waitpid(child, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &used) < 0)
		die(argv[2]);
	printf("%.4f %.4f %.1f\n", seconds(used.ru_utime) + seconds(used.ru_stime), now() - start,
	       (double)used.ru_maxrss / RSS_PER_MB);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
