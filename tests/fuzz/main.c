/* Gives a fuzz target the files that its arguments name: its corpus as a test, without libFuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
on_file(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	/* a copy of its own size, so that ASan sees its end */
	uint8_t *copy = malloc(bytes.n > 0 ? bytes.n : 1);

	if (event == NG_INPUT_ERROR || copy == NULL) {
		fprintf(stderr, "%s: %s\n", path, event == NG_INPUT_ERROR ? why : "not enough memory");
		exit(2);
	}
	for (size_t i = 0; i < bytes.n; i++)
		copy[i] = (uint8_t)bytes.p[i];
	*(const char **)context = path;
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(copy, bytes.n);
	free(copy);
	return 0;
}

int
main(int argc, char **argv)
{
	const char *path = NULL;
	struct ng_input in = {.sink = on_file, .context = &path};

	for (int i = 1; i < argc; i++)
		ng_input_file(&in, argv[i]);
	ng_input_end(&in);
	return 0;
}
