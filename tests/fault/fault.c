/*
 * fault: a shared object for LD_PRELOAD that makes one call of a tool fail, for tests/fault.t and its neighbours.
 *
 * It counts two things from the start of main on: allocations, of the tool and of all libraries, and the calls of the
 * kernel below by which files and memory are reached. Allocations are taken by their names; the calls of the kernel by a
 * seccomp filter that traps what libc issues, so that what stdio does by itself counts as well, and what a sanitizer
 * does for its own sake doesn't. The environment says what is to happen:
 *
 *	NG_FAULT_TOOL  the program that is meant; in any other nothing happens
 *	NG_FAULT_LOG   a file with room for a struct report, which is filled in
 *	NG_FAULT       `alloc N once`, `alloc N on` (that one and all behind it), or `call N HOW [on]`, where HOW is a
 *	               number of errno, `short` (half of the bytes), `end` (as if there were no more), `kill`, `killed`
 *	               (behind the call), `int`, `term` or `hup`; with `on` it happens to all such calls with the same first argument from there on
 *	NG_FAULT_FILES names of standard input, output and error, with `:` between them: the program waits where it would
 *	               begin, reads a fault of REQUEST bytes from ASKS, runs in a process of its own with it, writes an
 *	               answer to ANSWERS, and so on to the end of ASKS; the first answer says that it waits. Loading a
 *	               program and its libraries costs more than most runs of it.
 *
 * Where it knows neither the system nor the processor it does nothing, and the report says so by its zeros.
 */
#define _GNU_SOURCE

#include <errno.h> /* and with it what libc this is */
#include <stddef.h>

#if defined(__linux__) && defined(__GLIBC__) && (defined(__x86_64__) || defined(__aarch64__))

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <link.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#define LOGGED 4096

enum { ASKS = 198, ANSWERS, REQUEST = 64, SECONDS = 60 }; /* as in Fault.pm */

struct answer {
	int32_t status; /* as wait gives it */
	uint32_t done;  /* as in the report */
};

struct report {
	uint32_t calls, allocs, done; /* done: how often what was asked for happened */
	struct {
		char name[16];
		int32_t first; /* its first argument: a descriptor, where it has one */
		int32_t size;  /* its third: bytes, where it has them */
	} call[LOGGED];
};

/* What is counted. */
static const struct call {
	const char *name;
	int number;
} calls[] = {
#define CALL(name) {#name, SYS_##name},
#ifdef SYS_open
	CALL(open) CALL(stat) CALL(lstat) CALL(access) CALL(readlink) CALL(mkdir) CALL(rename) CALL(unlink)
#endif
	CALL(openat) CALL(read) CALL(write) CALL(close) CALL(lseek) CALL(fstat) CALL(newfstatat) CALL(statx)
	CALL(getdents64) CALL(fsync) CALL(renameat) CALL(unlinkat) CALL(mkdirat) CALL(fchmod) CALL(fchown) CALL(faccessat)
	CALL(faccessat2) CALL(readlinkat) CALL(getcwd) CALL(fcntl) CALL(ioctl) CALL(mmap)
#ifdef SYS_renameat2
	CALL(renameat2)
#endif
#undef CALL
};

#define CALLS (sizeof(calls) / sizeof(*calls))

static struct report nowhere, *report = &nowhere;
static bool armed;
static struct {
	bool alloc, on;
	unsigned at;
	int error; /* of errno, or 0: */
	char how[16];
	const char *name; /* of the call, once it was met, */
	long first;       /* and its first argument */
} fault;

/* Allocations. Under a sanitizer they are its own, which it also has by these names. */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
__attribute__((weak)) void *__interceptor_malloc(size_t);
__attribute__((weak)) void *__interceptor_calloc(size_t, size_t);
__attribute__((weak)) void *__interceptor_realloc(void *, size_t);
__attribute__((weak)) void *__interceptor_memalign(size_t, size_t);
void *memalign(size_t align, size_t n);

static void
disarm(void)
{
	armed = false;
}

/*
 * Whether what happens now is the tool's. What comes behind its end is a profiler's, if anybody's; who wants to know of
 * that before the profiler does must ask once main runs.
 */
static bool
is_armed(void)
{
	static bool asked;

	if (armed && !asked) {
		asked = true;
		atexit(disarm);
	}
	return armed;
}

/* Whether this allocation is to fail. */
static bool
no_memory(void)
{
	unsigned n;

	if (!is_armed())
		return false;
	n = ++report->allocs;
	if (!fault.alloc || n < fault.at || (n > fault.at && !fault.on))
		return false;
	report->done++;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	if (no_memory())
		return NULL;
	return __interceptor_malloc != NULL ? __interceptor_malloc(n) : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	if (no_memory())
		return NULL;
	return __interceptor_calloc != NULL ? __interceptor_calloc(n, size) : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	if (no_memory())
		return NULL;
	return __interceptor_realloc != NULL ? __interceptor_realloc(p, n) : __libc_realloc(p, n);
}

void *
memalign(size_t align, size_t n)
{
	if (no_memory())
		return NULL;
	return __interceptor_memalign != NULL ? __interceptor_memalign(align, n) : __libc_memalign(align, n);
}

void *
aligned_alloc(size_t align, size_t n)
{
	return memalign(align, n);
}

int
posix_memalign(void **p, size_t align, size_t n)
{
	void *q = memalign(align, n);

	if (q != NULL)
		*p = q;
	return q == NULL ? ENOMEM : 0;
}

/* A sanitizer would take the memory of these from itself. */
char *
strndup(const char *s, size_t most)
{
	size_t n = strnlen(s, most);
	char *copy = malloc(n + 1);

	if (copy == NULL)
		return NULL;
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *
strdup(const char *s)
{
	return strndup(s, strlen(s));
}

/* Calls of the kernel. */

#ifdef __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#define REGISTER(context, i) \
	((context)->uc_mcontext.gregs[(const int[]){REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9}[i]])
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])

/* From here no call is trapped: this is no text of libc. */
static long
issue(long number, const long a[static 6])
{
	register long r10 __asm__("r10") = a[3], r8 __asm__("r8") = a[4], r9 __asm__("r9") = a[5];
	long result;

	__asm__ volatile("syscall"
	                 : "=a"(result)
	                 : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
	                 : "rcx", "r11", "memory");
	return result;
}
#else
#define ARCH AUDIT_ARCH_AARCH64
#define REGISTER(context, i) ((context)->uc_mcontext.regs[i])
#define RESULT(context) ((context)->uc_mcontext.regs[0])

static long
issue(long number, const long a[static 6])
{
	register long x8 __asm__("x8") = number, x0 __asm__("x0") = a[0], x1 __asm__("x1") = a[1], x2 __asm__("x2") = a[2];
	register long x3 __asm__("x3") = a[3], x4 __asm__("x4") = a[4], x5 __asm__("x5") = a[5];

	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
	return x0;
}
#endif

static void
send_signal(int signal)
{
	long pid = issue(SYS_getpid, (const long[6]){0}), thread = issue(SYS_gettid, (const long[6]){0});

	issue(SYS_tgkill, (const long[6]){pid, thread, signal}); /* this the sandbox allows */
	if (signal == SIGKILL) /* it comes at once, unless it is denied */
		issue(SYS_exit_group, (const long[6]){128 + SIGKILL});
}

/* Does what is asked for, to a call with these arguments. Returns what the kernel would. */
static long
misbehave(long number, long a[static 6])
{
	static const struct {
		const char *how;
		int signal;
	} signals[] = {{"kill", SIGKILL}, {"int", SIGINT}, {"term", SIGTERM}, {"hup", SIGHUP}};
	long result;

	/* in a pipeline a call more or less may come before it; half of another argument is no fault of the kernel's */
	if ((strcmp(fault.how, "short") == 0 || strcmp(fault.how, "end") == 0) && number != SYS_read && number != SYS_write)
		return issue(number, a);
	report->done++;
	if (fault.error != 0)
		return -fault.error;
	if (strcmp(fault.how, "end") == 0)
		return 0;
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		if (strcmp(fault.how, signals[i].how) == 0)
			send_signal(signals[i].signal);
	if (strcmp(fault.how, "short") == 0 && a[2] > 1)
		a[2] /= 2;
	result = issue(number, a);
	if (strcmp(fault.how, "killed") == 0)
		send_signal(SIGKILL);
	return result;
}

static void
on_call(int signal, siginfo_t *info, void *context)
{
	ucontext_t *c = context;
	int number = info->si_syscall, before = errno;
	long a[6];
	unsigned n;
	size_t i = 0;

	(void)signal;
	while (i < CALLS && calls[i].number != number)
		i++;
	for (int k = 0; k < 6; k++)
		a[k] = (long)REGISTER(c, k);
	n = is_armed() && i < CALLS ? ++report->calls : 0;
	if (n > 0 && n <= LOGGED) {
		strncpy(report->call[n - 1].name, calls[i].name, sizeof(report->call->name) - 1);
		report->call[n - 1].first = (int32_t)a[0];
		report->call[n - 1].size = a[2] > INT32_MAX ? INT32_MAX : (int32_t)a[2];
	}
	if (n > 0 && !fault.alloc && n == fault.at) {
		fault.name = calls[i].name;
		fault.first = a[0];
	}
	if (n > 0 && fault.name != NULL &&
	    (n == fault.at || (fault.on && fault.name == calls[i].name && fault.first == a[0])))
		RESULT(c) = misbehave(number, a);
	else
		RESULT(c) = issue(number, a);
	/* a tool's last act */
	if (number == SYS_close && a[0] == STDOUT_FILENO)
		armed = false;
	errno = before;
}

/* Where libc's text lies. */
static int
find_libc(struct dl_phdr_info *object, size_t size, void *range)
{
	uint64_t *r = range;
	const char *name = strrchr(object->dlpi_name, '/');

	(void)size;
	if (name == NULL || strncmp(name, "/libc.so", 8) != 0)
		return 0;
	for (int i = 0; i < object->dlpi_phnum; i++)
		if (object->dlpi_phdr[i].p_type == PT_LOAD && (object->dlpi_phdr[i].p_flags & PF_X) != 0) {
			r[0] = object->dlpi_addr + object->dlpi_phdr[i].p_vaddr;
			r[1] = r[0] + object->dlpi_phdr[i].p_memsz;
		}
	return 1;
}

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define POINTER offsetof(struct seccomp_data, instruction_pointer)

/* Traps the calls of the list where they come from libc: all of its text has the same upper half of the address. */
static bool
trap_calls(void)
{
	struct sock_filter code[16 + CALLS], *f = code;
	struct sock_fprog program = {.filter = code};
	struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
	uint64_t range[2] = {0, 0};

	dl_iterate_phdr(find_libc, range);
	if (range[0] == 0 || range[0] >> 32 != range[1] >> 32)
		return false;
	/* each jump that leaves lands on the last but one, which allows */
#define LEAVE ((unsigned char)(code + 7 + CALLS - f))
	*f++ = (struct sock_filter)LOAD(arch);
	*f = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 0, LEAVE), f++;
	*f++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, POINTER + 4);
	*f = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(range[0] >> 32), 0, LEAVE), f++;
	*f++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, POINTER);
	*f = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)range[0], 0, LEAVE), f++;
	*f = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (uint32_t)range[1], LEAVE, 0), f++;
	*f++ = (struct sock_filter)LOAD(nr);
	for (size_t i = 0; i < CALLS; i++) {
		unsigned char trap = (unsigned char)(CALLS - i);

		*f++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].number, trap, 0);
	}
	*f++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	*f++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
	program.len = (unsigned short)(f - code);
	sigemptyset(&action.sa_mask);
	return sigaction(SIGSYS, &action, NULL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* Puts the files that are named "in:out:err" in the place of the streams. */
static void
take_files(const char *names)
{
	char name[256];

	for (int stream = 0; stream <= STDERR_FILENO; stream++) {
		size_t n = strcspn(names, ":");
		int fd;

		if (n >= sizeof(name))
			_exit(127);
		memcpy(name, names, n);
		name[n] = '\0';
		names += n + (names[n] == ':');
		fd = open(name, stream == STDIN_FILENO ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC, 0666);
		if (fd < 0 || dup2(fd, stream) != stream)
			_exit(127);
		if (fd != stream)
			close(fd);
	}
}

/* Waits for faults. Returns in a process for each, with the fault in `what`; ends where there are no more. */
static void
serve(const char *files, char what[static REQUEST])
{
	struct answer answer = {0, 0};

	for (;;) {
		pid_t pid;

		if (write(ANSWERS, &answer, sizeof(answer)) != sizeof(answer) || read(ASKS, what, REQUEST) != REQUEST)
			_exit(0);
		report->calls = report->allocs = report->done = 0;
		pid = fork();
		if (pid == 0) {
			close(ASKS);
			close(ANSWERS);
			take_files(files);
			alarm(SECONDS);
			return;
		}
		answer.status = 127 << 8;
		while (pid > 0 && waitpid(pid, &answer.status, 0) < 0 && errno == EINTR);
		answer.done = report->done;
	}
}

__attribute__((constructor)) static void
arm(void)
{
	const char *tool = getenv("NG_FAULT_TOOL"), *log = getenv("NG_FAULT_LOG"), *what = getenv("NG_FAULT");
	const char *files = getenv("NG_FAULT_FILES");
	char kind[8] = "", on[8] = "", asked[REQUEST];
	int fd;
	void *map;

	if (tool == NULL || log == NULL || strcmp(tool, program_invocation_short_name) != 0)
		return;
	fd = open(log, O_RDWR | O_CLOEXEC);
	map = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(*report), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (fd >= 0)
		close(fd);
	if (map == MAP_FAILED)
		return;
	report = map;
	if (files != NULL) {
		serve(files, asked);
		what = asked;
	}
	if (what != NULL && sscanf(what, "%7s %u %15s %7s", kind, &fault.at, fault.how, on) < 3)
		fault.at = 0;
	fault.alloc = strcmp(kind, "alloc") == 0;
	fault.on = strcmp(fault.alloc ? fault.how : on, "on") == 0;
	fault.error = fault.alloc ? 0 : atoi(fault.how);
	if (getenv("NG_FAULT_NO_CALLS") == NULL)
		trap_calls();
	armed = true;
}

#endif

/* No unit may be empty. */
typedef int fault_is_no_empty_unit;
