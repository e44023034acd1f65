package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
	"golang.org/x/sys/unix"
)

const (
	// What an NFS client asks for by default (rsize, wsize), and FUSE's maximum.
	largestTransfer = 1 << 20
	// FUSE's own limit of 12 would queue reads ahead and asynchronous writes in the kernel.
	requestsInFlight = 1024

	unmountTries = 25
	unmountPause = 10 * time.Millisecond
)

func mount(root *node) (*fuse.Server, error) {
	s := root.system.settings
	server, err := fs.Mount(s.mountpoint, root, &fs.Options{
		AttrTimeout:     &s.attributeCache,
		EntryTimeout:    &s.attributeCache,
		NullPermissions: true, // a mode of 000 stays one
		MountOptions: fuse.MountOptions{
			FsName:            "slowfs",
			Name:              "slowfs",
			DirectMountStrict: true, // no fusermount
			AllowOther:        true,
			Options:           []string{"default_permissions"}, // this runs as root: the kernel must check
			MaxWrite:          largestTransfer,
			MaxBackground:     requestsInFlight,
			// The kernel would begin to hold requests back at three quarters.
			CongestionThreshold: requestsInFlight,
			// With it the kernel reads and writes the backing file itself, without asking here.
			DisabledCapabilities: fuse.CAP_PASSTHROUGH,
			// Else go-fuse looks up each name of a listing, one after the other, and each would wait.
			DisableReadDirPlus: true,
			DisableXAttrs:      true, // NFS 4.1 has none; the kernel asks before each write otherwise
		},
	})
	if err != nil {
		return nil, fmt.Errorf("could not mount on %s: %w (root or CAP_SYS_ADMIN, and /dev/fuse, are needed)", s.mountpoint, err)
	}
	readAheadLikeNFS(s.mountpoint)
	return server, nil
}

// readAheadLikeNFS lets one read of a file ask for all that one request may hold; the kernel's 128 KB would make eight
// of it. Where /sys can't be written, larger reads take a little longer.
func readAheadLikeNFS(mountpoint string) {
	var about unix.Stat_t
	if unix.Stat(mountpoint, &about) != nil {
		return
	}
	setting := fmt.Sprintf("/sys/class/bdi/%d:%d/read_ahead_kb", unix.Major(about.Dev), unix.Minor(about.Dev))
	os.WriteFile(setting, fmt.Appendln(nil, largestTransfer/1024), 0)
}

// unmount also succeeds on what is in use: that is detached, and then fails for those who use it.
func unmount(mountpoint string) error {
	for range unmountTries {
		err := syscall.Unmount(mountpoint, 0)
		if err == nil || errors.Is(err, syscall.EINVAL) { // EINVAL: it is no mount any more
			return nil
		}
		time.Sleep(unmountPause)
	}
	return syscall.Unmount(mountpoint, syscall.MNT_DETACH)
}

// makeMountpoint makes the directory if it is missing, and says whether it was.
func makeMountpoint(path string) (made bool, err error) {
	err = os.Mkdir(path, 0o755)
	if errors.Is(err, os.ErrExist) {
		return false, nil
	}
	return err == nil, err
}
