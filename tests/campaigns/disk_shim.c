/* Stands between a program and its disk (LD_PRELOAD, glibc): makes chosen calls on files and folders
 * below one folder fail, and writes down every change with its data. Told what to do by the functions
 * at the end, which disk_shim.py calls. One thread. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static char root[PATH_MAX];
static long calls, first, last;
static int error, shortened;
static int log_fd = -1;

static int watched(const char *path) {
    size_t length = strlen(root);
    return length && path && !strncmp(path, root, length);
}

/* The path of an open file, as it is called now. */
static int path_of(int fd, char *path) {
    char link[64];
    if (!*root) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlink, link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return watched(path);
}

/* The path of a name in an open folder, as shutil.rmtree gives it. */
static void path_in(int folder, const char *name, char *path) {
    if (folder == AT_FDCWD || *name == '/' || !path_of(folder, path))
        snprintf(path, PATH_MAX, "%s", name);
    else
        snprintf(path + strlen(path), PATH_MAX - strlen(path), "/%s", name);
}

/* Count a call; tell whether it has to fail, and set errno. */
static int fails(void) {
    calls++;
    if (!first || calls < first || calls > last) return 0;
    errno = error;
    return 1;
}

static void put(const void *data, size_t size) {
    for (size_t done = 0; done < size;) {
        long written = syscall(SYS_write, log_fd, (const char *)data + done, size - done);
        if (written <= 0) _exit(99);
        done += written;
    }
}

static void record(const char *what, const char *path, const char *to, off_t at, const void *data,
                   size_t size) {
    char head[3 * PATH_MAX];
    int saved = errno;
    if (log_fd < 0) return;
    int length = snprintf(head, sizeof head, "%s\t%s\t%s\t%lld\t%zu\n", what, path, to,
                          (long long)at, size);
    put(head, length);
    put(data, size);
    errno = saved;
}

static ssize_t write_at(int fd, const void *data, size_t size, off_t at, int moves) {
    char path[PATH_MAX];
    int mine = path_of(fd, path);
    if (mine && fails()) {
        if (!(shortened && calls == first && size > 1)) return -1;
        size /= 2;
    }
    if (mine && moves) at = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    ssize_t written = moves ? syscall(SYS_write, fd, data, size)
                            : syscall(SYS_pwrite64, fd, data, size, at);
    if (mine && written > 0) record("write", path, "", at, data, written);
    return written;
}

ssize_t write(int fd, const void *data, size_t size) { return write_at(fd, data, size, 0, 1); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    return write_at(fd, data, size, at, 0);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    return write_at(fd, data, size, at, 0);
}

static int sync_one(int fd, long call) {
    char path[PATH_MAX];
    int mine = path_of(fd, path);
    if (mine && fails()) return -1;
    int result = syscall(call, fd);
    if (mine && !result) record("fsync", path, "", 0, "", 0);
    return result;
}
int fsync(int fd) { return sync_one(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_one(fd, SYS_fdatasync); }

static int cut(int fd, off_t size) {
    char path[PATH_MAX];
    int mine = path_of(fd, path);
    if (mine && fails()) return -1;
    int result = syscall(SYS_ftruncate, fd, size);
    if (mine && !result) record("cut", path, "", size, "", 0);
    return result;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int open_one(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    path_in(folder, name, path);
    int mine = watched(path);
    struct stat status;
    /* A full disk refuses no file that is there. */
    if (mine && (error != ENOSPC || flags & O_CREAT) && fails()) return -1;
    int is_new = mine && flags & O_CREAT && lstat(path, &status);
    int fd = syscall(SYS_openat, folder, name, flags, mode);
    if (mine && fd >= 0 && is_new) record("make", path, "", 0, "", 0);
    if (mine && fd >= 0 && !is_new && flags & O_TRUNC) record("cut", path, "", 0, "", 0);
    return fd;
}
#define TAKE_MODE                    \
    mode_t mode = 0;                 \
    if (flags & O_CREAT) {           \
        va_list rest;                \
        va_start(rest, flags);       \
        mode = va_arg(rest, mode_t); \
        va_end(rest);                \
    }
int open(const char *path, int flags, ...) {
    TAKE_MODE
    return open_one(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    TAKE_MODE
    return open_one(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    TAKE_MODE
    return open_one(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    TAKE_MODE
    return open_one(folder, path, flags, mode);
}

int rename(const char *from, const char *to) {
    int mine = watched(from);
    if (mine && fails()) return -1;
    int result = REAL(rename)(from, to);
    if (mine && !result) record("rename", from, to, 0, "", 0);
    return result;
}
static int remove_one(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    path_in(folder, name, path);
    int mine = watched(path);
    /* A full disk refuses no deletion. */
    if (mine && error != ENOSPC && fails()) return -1;
    int result = syscall(SYS_unlinkat, folder, name, flags);
    if (mine && !result) record("unlink", path, "", 0, "", 0);
    return result;
}
int unlink(const char *path) { return remove_one(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return remove_one(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *name, int flags) { return remove_one(folder, name, flags); }
int mkdir(const char *path, mode_t mode) {
    int mine = watched(path);
    if (mine && fails()) return -1;
    int result = REAL(mkdir)(path, mode);
    if (mine && !result) record("mkdir", path, "", 0, "", 0);
    return result;
}

/* --- told by disk_shim.py ------------------------------------------------------------------- */

/* Watch what lies below this folder; "" watches nothing. */
void shim_watch(const char *folder) { snprintf(root, sizeof root, "%s", folder); }

/* Let calls number `from` to `to` fail, counted from now; 0 lets none. */
void shim_fail(long from, long to, int with, int cut_short) {
    calls = 0, first = from, last = to, error = with, shortened = cut_short;
}

/* How many calls there were since shim_fail. */
long shim_calls(void) { return calls; }

/* Write changes down from now on. */
int shim_record(const char *path) {
    log_fd = syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    return log_fd;
}

/* Write down a remark between the changes. */
void shim_note(const char *text) { record("note", "", "", 0, text, strlen(text)); }
