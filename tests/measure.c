/*
 * measure: runs a command and says what it took: "CPU-milliseconds peak-kilobytes status", with 128 and more for a signal.
 *
 * CPU time, not the clock's, so that a busy machine makes no difference. A small program of its own, since the peak of a
 * child counts what its parent held when it forked. Ends the command at 60 seconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct rlimit limit = {60, 60};
	struct rusage usage;
	pid_t child;
	int status;

	if (argc < 2)
		return 2;
	child = fork();
	if (child == 0) {
		setrlimit(RLIMIT_CPU, &limit);
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || getrusage(RUSAGE_CHILDREN, &usage) < 0) {
		perror("measure");
		return 2;
	}
	/* on the descriptor that the test opens for it */
	dprintf(3, "%ld %ld %d\n",
	        (long)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 + (long)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000,
	        usage.ru_maxrss, WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
	return 0;
}
