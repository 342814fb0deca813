/*
 * bare: what ng-parse is measured against. It reads each *.md file below a folder, has libcmark parse
 * it with its own allocator, frees the tree, and does nothing else.
 */
#include <cmark.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
die(const char *what)
{
	fprintf(stderr, "bare: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void
parse(const char *path)
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
	cmark_node_free(cmark_parse_document(bytes, size, CMARK_OPT_DEFAULT));
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

		if (entry->d_name[0] == '.')
			continue;
		if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path) {
			errno = ENAMETOOLONG;
			die(folder);
		}
		if (end && strcmp(end, ".md") == 0)
			parse(path);
		else
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
