/*
 * Records, in the order the kernel saw them, all writes and syncs of files under $RECORD_UNDER into $RECORD_INTO, so
 * that a power cut can be played at any moment of the recording. Loaded with LD_PRELOAD.
 *
 * Each record: one byte of kind, then 64-bit little-endian numbers (file, offset, length), then the bytes written.
 * Kinds: O a file seen for the first time (its name follows), W a write, T a truncation to `offset`, U a removal, S a
 * sync that begins, E a sync that ended (`offset` is the number of its S).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MAX_FD 4096
#define MAX_FILES 256

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int trace = -1;
static int file_of[MAX_FD];
static char names[MAX_FILES][PATH_MAX];
static int files = 0;
static int64_t syncs = 0;

static ssize_t (*real_write)(int, const void *, size_t);

static void record(char kind, int64_t file, int64_t offset, int64_t length, const void *bytes) {
  char head[25];
  head[0] = kind;
  memcpy(head + 1, &file, 8);
  memcpy(head + 9, &offset, 8);
  memcpy(head + 17, &length, 8);
  if (real_write(trace, head, sizeof head) < 0) abort();
  if (bytes && length > 0 && real_write(trace, bytes, length) < 0) abort();
}

static void begin(void) {
  if (trace >= 0) return;
  real_write = dlsym(RTLD_NEXT, "write");
  int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  trace = real_open(getenv("RECORD_INTO"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (trace < 0) abort();
}

/* The number of a file, one more than its index; 0 for files that are not recorded. */
static void opened(int fd, const char *path) {
  const char *under = getenv("RECORD_UNDER");
  if (fd < 0 || fd >= MAX_FD || !under) return;
  pthread_mutex_lock(&lock);
  file_of[fd] = 0;
  if (strncmp(path, under, strlen(under)) == 0 && !strstr(path, "-shm")) {
    begin();
    int at = 0;
    while (at < files && strcmp(names[at], path) != 0) at++;
    if (at == files && files < MAX_FILES) {
      strncpy(names[files++], path, PATH_MAX - 1);
      record('O', at + 1, 0, strlen(path), path);
    }
    file_of[fd] = at + 1;
  }
  pthread_mutex_unlock(&lock);
}

static int recorded(int fd) { return fd >= 0 && fd < MAX_FD ? file_of[fd] : 0; }

#define OPEN(name)                                                        \
  int name(const char *path, int flags, ...) {                            \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);        \
    va_list more;                                                         \
    va_start(more, flags);                                                \
    int fd = real(path, flags, va_arg(more, int));                        \
    va_end(more);                                                         \
    opened(fd, path);                                                     \
    return fd;                                                            \
  }
OPEN(open)
OPEN(open64)

#define PWRITE(name)                                                      \
  ssize_t name(int fd, const void *bytes, size_t length, off_t offset) {  \
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, #name); \
    if (!recorded(fd)) return real(fd, bytes, length, offset);            \
    pthread_mutex_lock(&lock);                                            \
    ssize_t done = real(fd, bytes, length, offset);                       \
    if (done > 0) record('W', recorded(fd), offset, done, bytes);         \
    pthread_mutex_unlock(&lock);                                          \
    return done;                                                          \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *bytes, size_t length) {
  ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  if (!recorded(fd)) return real(fd, bytes, length);
  pthread_mutex_lock(&lock);
  off_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t done = real(fd, bytes, length);
  if (done > 0) record('W', recorded(fd), offset, done, bytes);
  pthread_mutex_unlock(&lock);
  return done;
}

#define TRUNCATE(name)                                                    \
  int name(int fd, off_t length) {                                        \
    int (*real)(int, off_t) = dlsym(RTLD_NEXT, #name);                    \
    if (!recorded(fd)) return real(fd, length);                           \
    pthread_mutex_lock(&lock);                                            \
    int done = real(fd, length);                                          \
    if (done == 0) record('T', recorded(fd), length, 0, NULL);            \
    pthread_mutex_unlock(&lock);                                          \
    return done;                                                          \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int unlink(const char *path) {
  int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
  pthread_mutex_lock(&lock);
  int done = real(path);
  for (int at = 0; at < files; at++)
    if (done == 0 && strcmp(names[at], path) == 0) record('U', at + 1, 0, 0, NULL);
  pthread_mutex_unlock(&lock);
  return done;
}

/* Not really synced: the recording alone decides what a power cut leaves. */
static int synced(int fd) {
  pthread_mutex_lock(&lock);
  int64_t number = ++syncs;
  record('S', recorded(fd), number, 0, NULL);
  pthread_mutex_unlock(&lock);
  usleep(200);
  pthread_mutex_lock(&lock);
  record('E', recorded(fd), number, 0, NULL);
  pthread_mutex_unlock(&lock);
  return 0;
}

#define SYNC(name)                                                        \
  int name(int fd) {                                                      \
    int (*real)(int) = dlsym(RTLD_NEXT, #name);                           \
    return recorded(fd) ? synced(fd) : real(fd);                          \
  }
SYNC(fsync)
SYNC(fdatasync)
