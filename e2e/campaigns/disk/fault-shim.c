// Makes chosen calls of the C library fail on chosen paths. Loaded with LD_PRELOAD; controlled by the environment
// variable DISK_FAULT, which is read at each call: `<call>:<errno>:<path prefix>[:<times>]`.
//   call   any-open, write-open, read, write, fsync, rename
//   times  how often the call fails before it works again; always when left out
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char last_fault[PATH_MAX + 64];
static int failures_left;

// Whether this call on this path fails; errno is set then.
static int fails(const char *call, const char *path) {
  const char *fault = getenv("DISK_FAULT");
  if (fault == NULL || fault[0] == '\0' || path == NULL) return 0;
  char copy[sizeof last_fault];
  snprintf(copy, sizeof copy, "%s", fault);
  char *rest = copy;
  const char *wanted = strsep(&rest, ":");
  const char *number = strsep(&rest, ":");
  const char *prefix = strsep(&rest, ":");
  const char *times = rest;
  if (wanted == NULL || number == NULL || prefix == NULL) return 0;
  if (strcmp(wanted, call) != 0 || strncmp(path, prefix, strlen(prefix)) != 0) return 0;
  if (strcmp(last_fault, fault) != 0) {
    snprintf(last_fault, sizeof last_fault, "%s", fault);
    failures_left = times == NULL ? -1 : atoi(times);
  }
  if (failures_left == 0) return 0;
  if (failures_left > 0) failures_left -= 1;
  errno = atoi(number);
  return 1;
}

static int fails_on_file(const char *call, int file) {
  const char *fault = getenv("DISK_FAULT");
  if (fault == NULL || fault[0] == '\0') return 0;
  char link[64];
  char path[PATH_MAX + 1];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX);
  if (length <= 0) return 0;
  path[length] = '\0';
  return fails(call, path);
}

static int fails_to_open(const char *path, int flags) {
  if (fails("any-open", path)) return 1;
  return (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 && fails("write-open", path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                      \
  int name(const char *path, int flags, ...) {          \
    mode_t mode = 0;                                    \
    if ((flags & (O_CREAT | O_TMPFILE)) != 0) {         \
      va_list more;                                     \
      va_start(more, flags);                            \
      mode = va_arg(more, mode_t);                      \
      va_end(more);                                     \
    }                                                   \
    if (fails_to_open(path, flags)) return -1;          \
    return NEXT(name)(path, flags, mode);               \
  }
OPEN(open)
OPEN(open64)

ssize_t read(int file, void *bytes, size_t size) {
  return fails_on_file("read", file) ? -1 : NEXT(read)(file, bytes, size);
}
ssize_t pread64(int file, void *bytes, size_t size, off64_t at) {
  return fails_on_file("read", file) ? -1 : NEXT(pread64)(file, bytes, size, at);
}
ssize_t write(int file, const void *bytes, size_t size) {
  return fails_on_file("write", file) ? -1 : NEXT(write)(file, bytes, size);
}
ssize_t writev(int file, const struct iovec *parts, int count) {
  return fails_on_file("write", file) ? -1 : NEXT(writev)(file, parts, count);
}
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
  return fails_on_file("write", file) ? -1 : NEXT(pwrite64)(file, bytes, size, at);
}
int fsync(int file) { return fails_on_file("fsync", file) ? -1 : NEXT(fsync)(file); }
int fdatasync(int file) { return fails_on_file("fsync", file) ? -1 : NEXT(fdatasync)(file); }
int rename(const char *from, const char *to) {
  return fails("rename", to) ? -1 : NEXT(rename)(from, to);
}
