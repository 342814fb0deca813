/* notes: reads each *.md file below a folder. What the parsers that ng-parse is measured against share. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What becomes of a file's bytes. */
static void parse(const char *bytes, size_t size);

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

static void
read_note(const char *path)
{
	static char *bytes;
	static size_t room;
	struct stat st;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fstat(fd, &st) < 0)
		die(path);
	size_t size = (size_t)st.st_size;
	if (size > room && !(bytes = realloc(bytes, room = size)))
		die(path);
	for (size_t got = 0; got < size;) {
		ssize_t n = read(fd, bytes + got, size - got);
		if (n < 0)
			die(path);
		if (n == 0)
			size = got;
		got += (size_t)n;
	}
	close(fd);
	parse(bytes, size);
}

static void
walk(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir)
		die(folder);
	while ((entry = readdir(dir))) {
		char path[4096];
		const char *end = strrchr(entry->d_name, '.');
		struct stat st;

		if (entry->d_name[0] == '.')
			continue;
		if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path) {
			errno = ENAMETOOLONG;
			die(folder);
		}
		if (end && strcmp(end, ".md") == 0)
			read_note(path);
		else if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			walk(path);
	}
	closedir(dir);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		walk(argv[i]);
	return 0;
}
