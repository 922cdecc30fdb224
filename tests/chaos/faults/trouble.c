/*
 * Preloaded into a server, it makes the system's calls fail as a file says, which both map: four
 * 64-bit numbers: milliseconds that each fsync takes, the errno with which each fsync fails, and by
 * how many milliseconds the wall clock is ahead.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct trouble {
  volatile int64_t sync_ms, sync_errno, ahead_ms, unused;
};
static struct trouble calm;
static struct trouble *trouble = &calm;

__attribute__((constructor)) static void open_trouble(void) {
  const char *path = getenv("BESIDE_TROUBLE");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof calm, PROT_READ, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) trouble = mapped;
  close(file);
}

static int troubled_sync(int file, const char *name) {
  int64_t ms = trouble->sync_ms;
  if (ms > 0) {
    struct timespec pause = {ms / 1000, (ms % 1000) * 1000000};
    nanosleep(&pause, NULL);
  }
  if (trouble->sync_errno) {
    errno = (int)trouble->sync_errno;
    return -1;
  }
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return sync(file);
}

int fsync(int file) { return troubled_sync(file, "fsync"); }
int fdatasync(int file) { return troubled_sync(file, "fdatasync"); }

int clock_gettime(clockid_t clock, struct timespec *now) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, now);
  if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += trouble->ahead_ms / 1000;
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec exact;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &exact) != 0) return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}
