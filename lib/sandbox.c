#define _GNU_SOURCE /* syscall, O_PATH; pledge, unveil */

#include "sandbox.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#if __has_include(<linux/landlock.h>) && defined(SYS_landlock_create_ruleset)
#define HAS_LANDLOCK 1
#include <linux/landlock.h>
#endif

#if defined(__x86_64__) || (defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
#define HAS_FILTER 1
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#endif
#endif

/* clang tells by a feature, gcc by a macro. */
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) || \
	__has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED true
#else
#define SANITIZED false
#endif

/* How much a process may do with files; each includes those before. */
enum reach { NOTHING, READ, WRITE };

struct ng_sandbox_path {
	char *path; /* malloc, or NULL: everywhere */
	enum reach reach;
};

static int
add(struct ng_sandbox *s, const char *path, enum reach reach)
{
	struct ng_sandbox_path p = {NULL, reach};

	if (s->n == s->cap) {
		size_t cap = s->cap == 0 ? 8 : s->cap * 2;
		struct ng_sandbox_path *more = realloc(s->paths, cap * sizeof(*more));

		if (more == NULL)
			return -1;
		s->paths = more;
		s->cap = cap;
	}
	if (path != NULL && (p.path = strdup(path)) == NULL)
		return -1;
	s->paths[s->n++] = p;
	return 0;
}

int
ng_sandbox_read(struct ng_sandbox *s, const char *path)
{
	return add(s, path, READ);
}

int
ng_sandbox_write(struct ng_sandbox *s, const char *folder)
{
	return add(s, folder, WRITE);
}

static enum reach
reach_of(const struct ng_sandbox *s)
{
	enum reach most = NOTHING;

	for (size_t i = 0; i < s->n; i++)
		if (s->paths[i].reach > most)
			most = s->paths[i].reach;
	return most;
}

/* Whether errno says that memory or descriptors ran out; all else is a system without this. */
static bool
is_short(void)
{
	return errno == ENOMEM || errno == EMFILE || errno == ENFILE;
}

#ifdef HAS_LANDLOCK

/* Newer than Debian 12's header. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#ifndef LANDLOCK_ACCESS_FS_IOCTL_DEV
#define LANDLOCK_ACCESS_FS_IOCTL_DEV (1ULL << 15)
#endif

/* clang's counts are written into the file that has them, and cut off behind. */
#ifdef NG_SANDBOX_COUNTS
#define COUNTING LANDLOCK_ACCESS_FS_TRUNCATE
#else
#define COUNTING 0
#endif

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* What a file is replaced with, and a missing folder made. */
#define WRITING \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
	 LANDLOCK_ACCESS_FS_MAKE_DIR | COUNTING)

/* struct landlock_ruleset_attr as of Linux 6.12: a kernel takes a longer one as long as what it doesn't know is 0. */
struct rules {
	uint64_t files, net, scoped;
};

/* All that the version knows. */
static struct rules
rules_of(long version)
{
	struct rules r = {.files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};

	if (version >= 2)
		r.files |= LANDLOCK_ACCESS_FS_REFER;
	if (version >= 3)
		r.files |= LANDLOCK_ACCESS_FS_TRUNCATE;
	if (version >= 4)
		r.net = 3; /* binding and connecting TCP */
	if (version >= 5)
		r.files |= LANDLOCK_ACCESS_FS_IOCTL_DEV;
	if (version >= 6)
		r.scoped = 3; /* abstract sockets of others, signals to others */
	if (SANITIZED)
		r.files &= ~(uint64_t)(READING | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_IOCTL_DEV);
	return r;
}

/*
 * A path that can't be looked at has no rule: its opening will say why. Nor has a pipe, which needs none. Where all
 * paths can't, that is said at once, and not for each file.
 */
static int
permit(int set, const struct ng_sandbox_path *p, uint64_t handled)
{
	struct landlock_path_beneath_attr rule = {.parent_fd = open(p->path == NULL ? "/" : p->path, O_PATH | O_CLOEXEC)};
	struct stat st;
	int result = 0;

	if (rule.parent_fd < 0)
		return is_short() || p->path == NULL ? -1 : 0;
	if (fstat(rule.parent_fd, &st) < 0) {
		result = p->path == NULL ? -1 : 0;
	} else {
		rule.allowed_access = S_ISDIR(st.st_mode) ? READING : LANDLOCK_ACCESS_FS_READ_FILE;
		if (p->reach == WRITE && S_ISDIR(st.st_mode))
			rule.allowed_access |= WRITING;
		rule.allowed_access &= handled;
		if (syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) < 0 && is_short())
			result = -1;
	}
	close(rule.parent_fd);
	return result;
}

static int
restrict_paths(const struct ng_sandbox *s)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct rules rules = rules_of(version);
	int result = 0, set;

	if (version < 1)
		return 0;
	set = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0);
	if (set < 0)
		return is_short() ? -1 : 0;
	for (size_t i = 0; i < s->n && result == 0; i++)
		result = permit(set, &s->paths[i], rules.files);
	if (result == 0 && syscall(SYS_landlock_restrict_self, set, 0) == 0)
		result = SANITIZED ? NG_SANDBOX_WRITES : NG_SANDBOX_WRITES | NG_SANDBOX_READS;
	else if (result == 0 && is_short())
		result = -1;
	close(set);
	return result;
}

#elif defined(__linux__)

static int
restrict_paths(const struct ng_sandbox *s)
{
	(void)is_short;
	(void)s;
	return 0;
}

#endif

#ifdef HAS_FILTER

/* What is asked of an argument before a call is allowed. */
enum test { ALWAYS, EQUAL, AT_MOST, WITH, WITHOUT };

struct call {
	short number;
	char reach;    /* an enum reach: who may call it */
	char test;     /* an enum test, of the lower half of */
	char argument; /* this argument, with */
	uint32_t value;
};

#define OPEN_TO_WRITE (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)

/*
 * All calls that are left. Where a test fails it is the same as if the call weren't here. Those that open aren't in
 * the lists of one architecture: aarch64 has the *at calls alone.
 */
static const struct call calls[] = {
	{SYS_read, NOTHING, ALWAYS, 0, 0},
	{SYS_readv, NOTHING, ALWAYS, 0, 0},
	{SYS_pread64, NOTHING, ALWAYS, 0, 0},
	{SYS_write, NOTHING, ALWAYS, 0, 0},
	{SYS_writev, NOTHING, ALWAYS, 0, 0},
	{SYS_lseek, NOTHING, ALWAYS, 0, 0},
	{SYS_close, NOTHING, ALWAYS, 0, 0},
	{SYS_fstat, NOTHING, ALWAYS, 0, 0},
	{SYS_newfstatat, NOTHING, ALWAYS, 0, 0},
	{SYS_fcntl, NOTHING, AT_MOST, 1, F_SETLKW}, /* those above send signals */
	{SYS_ioctl, NOTHING, EQUAL, 1, TCGETS},     /* whether it is a terminal; others type into it */
	{SYS_mmap, NOTHING, ALWAYS, 0, 0},
	{SYS_munmap, NOTHING, ALWAYS, 0, 0},
	{SYS_mremap, NOTHING, ALWAYS, 0, 0},
	{SYS_mprotect, NOTHING, ALWAYS, 0, 0},
	{SYS_madvise, NOTHING, ALWAYS, 0, 0},
	{SYS_brk, NOTHING, ALWAYS, 0, 0},
	{SYS_rt_sigaction, NOTHING, ALWAYS, 0, 0},
	{SYS_rt_sigprocmask, NOTHING, ALWAYS, 0, 0},
	{SYS_rt_sigreturn, NOTHING, ALWAYS, 0, 0},
	{SYS_sigaltstack, NOTHING, ALWAYS, 0, 0},
	{SYS_restart_syscall, NOTHING, ALWAYS, 0, 0},
	{SYS_clone, NOTHING, WITH, 0, CLONE_THREAD},
	{SYS_futex, NOTHING, ALWAYS, 0, 0},
	{SYS_set_robust_list, NOTHING, ALWAYS, 0, 0},
	{SYS_set_tid_address, NOTHING, ALWAYS, 0, 0},
	{SYS_rseq, NOTHING, ALWAYS, 0, 0},
	{SYS_sched_yield, NOTHING, ALWAYS, 0, 0},
	{SYS_sched_getaffinity, NOTHING, ALWAYS, 0, 0},
	{SYS_getpid, NOTHING, ALWAYS, 0, 0},
	{SYS_gettid, NOTHING, ALWAYS, 0, 0},
	{SYS_clock_gettime, NOTHING, ALWAYS, 0, 0},
	{SYS_clock_nanosleep, NOTHING, ALWAYS, 0, 0},
	{SYS_nanosleep, NOTHING, ALWAYS, 0, 0},
	{SYS_getrandom, NOTHING, ALWAYS, 0, 0},
	{SYS_sysinfo, NOTHING, ALWAYS, 0, 0},
	{SYS_getcwd, NOTHING, ALWAYS, 0, 0},
	{SYS_exit, NOTHING, ALWAYS, 0, 0},
	{SYS_exit_group, NOTHING, ALWAYS, 0, 0},
	{SYS_faccessat, NOTHING, ALWAYS, 0, 0},
	{SYS_readlinkat, NOTHING, ALWAYS, 0, 0},
	{SYS_statx, NOTHING, ALWAYS, 0, 0},
	{SYS_getdents64, READ, ALWAYS, 0, 0},
	{SYS_openat, WRITE, ALWAYS, 0, 0},
	{SYS_openat, READ, WITHOUT, 2, OPEN_TO_WRITE},
	{SYS_mkdirat, WRITE, ALWAYS, 0, 0},
	{SYS_unlinkat, WRITE, ALWAYS, 0, 0},
	{SYS_renameat, WRITE, ALWAYS, 0, 0},
	{SYS_fsync, WRITE, ALWAYS, 0, 0},
	{SYS_ftruncate, WRITE, ALWAYS, 0, 0},
	{SYS_fchmod, WRITE, ALWAYS, 0, 0},
	{SYS_fchown, WRITE, ALWAYS, 0, 0},
#ifdef SYS_open
	{SYS_access, NOTHING, ALWAYS, 0, 0},
	{SYS_readlink, NOTHING, ALWAYS, 0, 0},
	{SYS_stat, NOTHING, ALWAYS, 0, 0},
	{SYS_lstat, NOTHING, ALWAYS, 0, 0},
	{SYS_time, NOTHING, ALWAYS, 0, 0},
	{SYS_gettimeofday, NOTHING, ALWAYS, 0, 0},
	{SYS_open, WRITE, ALWAYS, 0, 0},
	{SYS_open, READ, WITHOUT, 1, OPEN_TO_WRITE},
	{SYS_mkdir, WRITE, ALWAYS, 0, 0},
	{SYS_unlink, WRITE, ALWAYS, 0, 0},
	{SYS_rename, WRITE, ALWAYS, 0, 0},
#endif
};

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* From here on the calls have one number on all architectures: those of Linux 5.1 and later, and above them x32's. */
#define FIRST_NEW_CALL 424

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define JUMP(test, value, yes, no) BPF_JUMP(BPF_JMP | (test) | BPF_K, (value), (yes), (no))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))

#define BEGINNING 6
#define CALLS (sizeof(calls) / sizeof(calls[0]))
/* At most so many instructions for a call. */
#define PER_CALL 5

/* Allows a call; returns how many instructions that took. In the accumulator is, and stays, its number. */
static size_t
allow(struct sock_filter f[PER_CALL], const struct call *call, uint32_t value)
{
	uint16_t test = call->test == EQUAL ? BPF_JEQ : call->test == AT_MOST ? BPF_JGT : BPF_JSET;
	bool yes = call->test == EQUAL || call->test == WITH;
	struct sock_filter always[] = {
		JUMP(BPF_JEQ, (uint32_t)call->number, 0, 1),
		ANSWER(SECCOMP_RET_ALLOW),
	};
	struct sock_filter tested[] = {
		JUMP(BPF_JEQ, (uint32_t)call->number, 0, 4),
		LOAD(args[(size_t)call->argument]),
		JUMP(test, value, yes ? 0 : 1, yes ? 1 : 0),
		ANSWER(SECCOMP_RET_ALLOW),
		ANSWER(SECCOMP_RET_ERRNO | EPERM),
	};

	if (call->test == ALWAYS) {
		memcpy(f, always, sizeof(always));
		return sizeof(always) / sizeof(always[0]);
	}
	memcpy(f, tested, sizeof(tested));
	return PER_CALL;
}

static int
restrict_calls(enum reach reach)
{
	static const struct sock_filter beginning[BEGINNING] = {
		LOAD(arch),
		JUMP(BPF_JEQ, ARCHITECTURE, 1, 0),
		ANSWER(SECCOMP_RET_ERRNO | EPERM),
		LOAD(nr),
		JUMP(BPF_JGE, FIRST_NEW_CALL, 0, 1),
		ANSWER(SECCOMP_RET_ERRNO | ENOSYS),
	};
	/* abort() signals the process itself; nobody else may be signalled */
	const struct call own = {SYS_tgkill, NOTHING, EQUAL, 0, 0};
	struct sock_filter f[BEGINNING + (CALLS + 1) * PER_CALL + 1];
	struct sock_fprog program = {.filter = f};
	size_t n = BEGINNING;

	memcpy(f, beginning, sizeof(beginning));
	for (size_t i = 0; i < CALLS; i++)
		if (calls[i].reach <= (char)reach)
			n += allow(f + n, &calls[i], calls[i].value);
	n += allow(f + n, &own, (uint32_t)getpid());
	f[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ERRNO | EPERM);
	program.len = (unsigned short)n;
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0)
		return NG_SANDBOX_CALLS;
	return is_short() ? -1 : 0;
}

#elif defined(__linux__)

static int
restrict_calls(enum reach reach)
{
	(void)reach;
	return 0;
}

#endif

#ifdef __linux__

static int
enter(const struct ng_sandbox *s)
{
	int paths, filter = 0;

	/* without it only root may do the rest */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return 0;
	paths = restrict_paths(s);
	if (paths >= 0 && !SANITIZED)
		filter = restrict_calls(reach_of(s));
	return paths < 0 || filter < 0 ? -1 : paths | filter;
}

#elif defined(__OpenBSD__)

static int
enter(const struct ng_sandbox *s)
{
	static const char *const promises[] = {"stdio", "stdio rpath", "stdio rpath wpath cpath fattr"};

	for (size_t i = 0; i < s->n; i++) {
		const struct ng_sandbox_path *p = &s->paths[i];

		/* what isn't there can't be unveiled; a pipe needs nothing */
		if (unveil(p->path == NULL ? "/" : p->path, p->reach == WRITE ? "rwc" : "r") < 0 && is_short())
			return -1;
	}
	if (s->n > 0 && unveil(NULL, NULL) < 0)
		return is_short() ? -1 : 0;
	if (pledge(promises[reach_of(s)], NULL) < 0)
		return is_short() ? -1 : 0;
	return NG_SANDBOX_WRITES | NG_SANDBOX_READS | NG_SANDBOX_CALLS;
}

#else

static int
enter(const struct ng_sandbox *s)
{
	(void)reach_of;
	(void)is_short;
	(void)s;
	return 0;
}

#endif

int
ng_sandbox_enter(struct ng_sandbox *s)
{
	int result = 0, error;

#ifdef NG_SANDBOX_COUNTS
	result = ng_sandbox_write(s, NG_SANDBOX_COUNTS);
#endif
	if (result == 0)
		result = enter(s);
	error = errno;
	for (size_t i = 0; i < s->n; i++)
		free(s->paths[i].path);
	free(s->paths);
	*s = (struct ng_sandbox){NULL, 0, 0};
	errno = error;
	return result;
}
