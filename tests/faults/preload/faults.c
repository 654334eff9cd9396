/* Stands between a program and the disk: notes every call that changes
 * something under one folder, and lets one of them fail.
 *
 *   FAULTS_ROOT    the folder that is watched
 *   FAULTS_TAPE    where to note the calls, and what is said on standard output
 *   FAULTS_STRIKE  which call is struck, and how:
 *                  "7 once 5"  the seventh fails with errno 5, the next work again
 *                  "7 on 28"   the seventh and all later ones fail
 *                  "7 half 28" of the seventh half is written, later ones fail
 *                  "7 kill 0"  the program is killed before the seventh
 *   FAULTS_MARK    a file that is made when the call was reached
 *   FAULTS_SOCKETS where to note the families of sockets that are opened
 *
 * A preloaded library needs no rights, unlike tracing, and is as fast as the
 * disk: ten thousand runs fit in a night.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MOST_FILES 4096

enum { OPENED = 1, CLOSED, WROTE, CUT, SYNCED, RENAMED, LINKED, UNLINKED, MADE, REMOVED, SAID };
enum { CREATED = 1, EMPTIED = 2, FOLDER = 4 };
enum how { NEVER, ONCE, ON, HALF, KILL };

static pthread_mutex_t one_at_a_time = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_length;
static int tape = -1;
static enum how how = NEVER;
static long strike_at, calls;
static int strike_with;
static unsigned char watched[MOST_FILES];

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("FAULTS_ROOT");
    if (folder) {
        snprintf(root, sizeof root, "%s", folder);
        root_length = strlen(root);
    }
    const char *name = getenv("FAULTS_TAPE");
    if (name) {
        int low = REAL(open)(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        tape = fcntl(low, F_DUPFD_CLOEXEC, 900);
        REAL(close)(low);
    }
    const char *strike = getenv("FAULTS_STRIKE");
    char word[8] = "";
    if (strike && sscanf(strike, "%ld %7s %d", &strike_at, word, &strike_with) == 3) {
        how = word[1] == 'n' ? (word[2] == 'c' ? ONCE : ON) : word[0] == 'h' ? HALF : KILL;
    }
}

static void note(int kind, int fd, int64_t at, const void *a, size_t a_length, const void *b,
                 size_t b_length) {
    if (tape < 0) return;
    struct {
        uint32_t kind;
        int32_t fd;
        int64_t at;
        uint32_t a, b;
    } head = {kind, fd, at, a_length, b_length};
    struct iovec parts[3] = {
        {&head, sizeof head}, {(void *)a, a_length}, {(void *)b, b_length}};
    if (REAL(writev)(tape, parts, 3) < 0) abort();
}

static void note_path(int kind, const char *a, const char *b) {
    note(kind, -1, 0, a, strlen(a), b, b ? strlen(b) : 0);
}

/* The path as an absolute one, if it lies under the root. */
static const char *under_root(int folder, const char *path, char whole[PATH_MAX]) {
    if (!root_length) return NULL;
    if (path[0] == '/') {
        snprintf(whole, PATH_MAX, "%s", path);
    } else if (folder == AT_FDCWD && getcwd(whole, PATH_MAX)) {
        size_t length = strlen(whole);
        snprintf(whole + length, PATH_MAX - length, "/%s", path);
    } else {
        return NULL;
    }
    int inside = strncmp(whole, root, root_length) == 0 &&
                 (whole[root_length] == '/' || whole[root_length] == 0);
    return inside ? whole : NULL;
}

static int is_watched(int fd) { return fd >= 0 && fd < MOST_FILES && watched[fd]; }

static void mark(void) {
    const char *name = getenv("FAULTS_MARK");
    if (name) REAL(close)(REAL(open)(name, O_WRONLY | O_CREAT, 0600));
}

/* Counts a call that changes something; whether it is to fail. */
static int strikes(int frees_room) {
    if (how == NEVER) return 0;
    int n = ++calls;
    if (n < strike_at || (n > strike_at && (how == ONCE || how == KILL))) return 0;
    if (how == KILL) {
        mark();
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    if (strike_with == ENOSPC && frees_room) return 0;
    mark();
    errno = strike_with;
    return 1;
}

/* ---- opening and closing ------------------------------------------------ */

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    const char *inside = under_root(folder, path, whole);
    if (!inside) return REAL(openat)(folder, path, flags, mode);
    pthread_mutex_lock(&one_at_a_time);
    struct stat there;
    int exists = stat(inside, &there) == 0;
    int creates = (flags & O_CREAT) && !exists;
    int empties = (flags & O_TRUNC) && exists;
    int fd = -1;
    if (!((creates || empties) && strikes(0))) fd = REAL(openat)(folder, path, flags, mode);
    if (fd >= 0 && fd < MOST_FILES) {
        int is_folder = exists && S_ISDIR(there.st_mode);
        watched[fd] = 1;
        note(OPENED, fd,
             (creates ? CREATED : 0) | (empties ? EMPTIED : 0) | (is_folder ? FOLDER : 0), inside,
             strlen(inside), NULL, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return fd;
}

#define MODE_OF(flags)                                                                             \
    mode_t mode = 0;                                                                               \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                         \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode = va_arg(rest, mode_t);                                                               \
        va_end(rest);                                                                              \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(folder, path, flags, mode);
}

int close(int fd) {
    pthread_mutex_lock(&one_at_a_time);
    if (is_watched(fd)) {
        watched[fd] = 0;
        note(CLOSED, fd, 0, NULL, 0, NULL, 0);
    }
    int done = REAL(close)(fd);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

/* ---- writing ------------------------------------------------------------ */

static ssize_t written(int fd, const void *bytes, size_t count, off_t at, int moves) {
    pthread_mutex_lock(&one_at_a_time);
    ssize_t done = -1;
    int is_struck = is_watched(fd) && strikes(0);
    if (is_struck && how == HALF && calls == strike_at && count > 1) {
        count /= 2;
        is_struck = 0;
    }
    if (!is_struck) {
        if (is_watched(fd) && moves) {
            int appends = fcntl(fd, F_GETFL) & O_APPEND;
            at = lseek(fd, 0, appends ? SEEK_END : SEEK_CUR);
        }
        done = moves ? REAL(write)(fd, bytes, count) : REAL(pwrite)(fd, bytes, count, at);
        if (done > 0 && is_watched(fd)) note(WROTE, fd, at, bytes, done, NULL, 0);
        if (done > 0 && fd == STDOUT_FILENO) note(SAID, fd, 0, bytes, done, NULL, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t count) { return written(fd, bytes, count, 0, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return written(fd, bytes, count, at, 0);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return written(fd, bytes, count, at, 0);
}

/* As many of the parts as a plain write takes: the caller asks again. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (!is_watched(fd) && fd != STDOUT_FILENO) return REAL(writev)(fd, parts, count);
    for (int i = 0; i < count; i++) {
        if (parts[i].iov_len) return write(fd, parts[i].iov_base, parts[i].iov_len);
    }
    return 0;
}

/* Refused, so that the caller copies by reading and writing. */
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t count, unsigned flags) {
    if (is_watched(to)) return errno = ENOSYS, -1;
    return REAL(copy_file_range)(from, a, to, b, count, flags);
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t count) {
    if (is_watched(to)) return errno = ENOSYS, -1;
    ssize_t (*real)(int, int, off64_t *, size_t) = dlsym(RTLD_NEXT, "sendfile64");
    return real(to, from, at, count);
}
ssize_t sendfile(int to, int from, off_t *at, size_t count) {
    return sendfile64(to, from, at, count);
}

static int cut(int fd, off_t length) {
    pthread_mutex_lock(&one_at_a_time);
    struct stat there;
    int shrinks = fstat(fd, &there) == 0 && length <= there.st_size;
    int done = -1;
    if (!(is_watched(fd) && strikes(shrinks))) done = REAL(ftruncate)(fd, length);
    if (done == 0 && is_watched(fd)) note(CUT, fd, length, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

/* ---- syncing ------------------------------------------------------------ */

static int synced(int fd, int (*real)(int)) {
    pthread_mutex_lock(&one_at_a_time);
    int done = -1;
    if (!(is_watched(fd) && strikes(0))) done = real(fd);
    if (done == 0 && is_watched(fd)) note(SYNCED, fd, 0, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

/* ---- names -------------------------------------------------------------- */

/* Carries out `call`, which changes names, unless it is struck. */
#define NAMED(kind, frees_room, call, from, to)                                                    \
    if (!(from)) return call;                                                                      \
    pthread_mutex_lock(&one_at_a_time);                                                            \
    int done = -1;                                                                                 \
    if (!strikes(frees_room)) done = call;                                                         \
    if (done == 0) note_path(kind, from, to);                                                      \
    pthread_mutex_unlock(&one_at_a_time);                                                          \
    return done;

int rename(const char *from, const char *to) {
    char a[PATH_MAX], b[PATH_MAX];
    const char *old = under_root(AT_FDCWD, from, a), *new = under_root(AT_FDCWD, to, b);
    NAMED(RENAMED, 0, REAL(rename)(from, to), old, new)
}
int linkat(int f, const char *from, int t, const char *to, int flags) {
    char a[PATH_MAX], b[PATH_MAX];
    const char *old = under_root(f, from, a), *new = under_root(t, to, b);
    NAMED(LINKED, 0, REAL(linkat)(f, from, t, to, flags), old, new)
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
int unlink(const char *path) {
    char a[PATH_MAX];
    const char *old = under_root(AT_FDCWD, path, a);
    NAMED(UNLINKED, 1, REAL(unlink)(path), old, NULL)
}
int mkdir(const char *path, mode_t mode) {
    char a[PATH_MAX];
    const char *made = under_root(AT_FDCWD, path, a);
    NAMED(MADE, 0, REAL(mkdir)(path, mode), made, NULL)
}
int rmdir(const char *path) {
    char a[PATH_MAX];
    const char *old = under_root(AT_FDCWD, path, a);
    NAMED(REMOVED, 1, REAL(rmdir)(path), old, NULL)
}

/* ---- connections -------------------------------------------------------- */

int socket(int family, int type, int protocol) {
    const char *name = getenv("FAULTS_SOCKETS");
    if (name) {
        char line[64];
        int length = snprintf(line, sizeof line, "%d\n", family);
        int fd = REAL(open)(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (fd >= 0 && REAL(write)(fd, line, length) < 0) abort();
        REAL(close)(fd);
    }
    return REAL(socket)(family, type, protocol);
}
