/* Gives a fuzz target the files that its arguments name: its corpus as a test, without libFuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file's bytes in memory of just their size, so that ASan sees their end; NULL where it can't be read. */
static uint8_t *
bytes_of(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = NULL;
	long size;

	if (f == NULL)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0 && fseek(f, 0, SEEK_SET) == 0) {
		*n = (size_t)size;
		bytes = malloc(*n > 0 ? *n : 1);
		if (bytes != NULL && fread(bytes, 1, *n, f) != *n) {
			free(bytes);
			bytes = NULL;
		}
	}
	fclose(f);
	return bytes;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		size_t n = 0;
		uint8_t *bytes = bytes_of(argv[i], &n);

		if (bytes == NULL) {
			perror(argv[i]);
			return 2;
		}
		/* the last that is named is the one that failed */
		fprintf(stderr, "%s\n", argv[i]);
		LLVMFuzzerTestOneInput(bytes, n);
		free(bytes);
	}
	return 0;
}
