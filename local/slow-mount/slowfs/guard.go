package main

import (
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// guardCommand is the first argument of a guard: a second process that unmounts if this one is killed outright, which
// would leave a directory that nobody can read or remove.
const guardCommand = "unmount-when-orphaned"

const (
	removeMountpoint = "and-remove"
	keepMountpoint   = "and-keep"
)

// startGuard starts the guard, which waits on a pipe for word that all is unmounted, or for the pipe to break.
func startGuard(mountpoint string, remove bool) (dismiss func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	end := keepMountpoint
	if remove {
		end = removeMountpoint
	}
	guard := exec.Command(self, guardCommand, mountpoint, end)
	guard.Dir = "/"
	guard.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // what kills our process group spares it
	word, err := guard.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := guard.Start(); err != nil {
		return nil, err
	}
	return func() {
		word.Write([]byte("unmounted")) // a guard that is gone needs no word
		word.Close()
		guard.Wait()
	}, nil
}

// runGuard is the guard's own life.
func runGuard(mountpoint, end string) int {
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	word, _ := io.ReadAll(os.Stdin)
	if len(word) > 0 {
		return 0
	}
	if unmount(mountpoint) != nil {
		return 1
	}
	if end == removeMountpoint {
		os.Remove(mountpoint) // stays if it is not empty
	}
	return 0
}
