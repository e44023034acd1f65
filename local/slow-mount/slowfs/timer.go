package main

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// prepareToSleep gives the runtime enough of its processors for all who sleep at a time. A thread in a system call keeps
// its processor until the runtime's monitor takes it away, which may be 10 ms later, and nobody else wakes meanwhile.
func prepareToSleep() {
	runtime.GOMAXPROCS(256)
}

// sleepUntil waits in the kernel, to 50 µs or so. time.Sleep waits for whole milliseconds (the argument of epoll_wait),
// which doubles a lookup; and so, for the reason above, does anything else that waits for the runtime to poll.
func sleepUntil(deadline time.Time) {
	for left := time.Until(deadline); left > 0; left = time.Until(deadline) {
		// The kernel may be late by the thread's timer slack, 50 µs unless set; the thread is another one each time.
		unix.Prctl(unix.PR_SET_TIMERSLACK, 1, 0, 0, 0)
		wait := unix.NsecToTimespec(left.Nanoseconds())
		unix.Nanosleep(&wait, nil)
	}
}
