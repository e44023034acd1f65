package main

import (
	"sync"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
)

// warmth knows which files are in the server's fast storage. A file is warm once it was written through the mount or
// brought in by a read; all others are cold, as objects are that came into the bucket by themselves. It is kept beside
// the tree of nodes, because the kernel lets that forget.
type warmth struct {
	wait time.Duration // for the first byte of a cold file
	rate float64       // at which the rest follows

	mu    sync.Mutex
	files map[fs.StableAttr]time.Time // since when a file is there or on its way; files that are missing are cold
}

func newWarmth(wait time.Duration, rate float64) *warmth {
	return &warmth{wait: wait, rate: rate, files: map[fs.StableAttr]time.Time{}}
}

// written makes a file warm.
func (w *warmth) written(file fs.StableAttr) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files[file] = time.Time{}
}

// read says when a file is there up to an offset, and whether that read finds it cold. The first read of a cold file
// brings it in, from its beginning; whoever else reads meanwhile waits for the same transfer.
func (w *warmth) read(file fs.StableAttr, now time.Time, upTo int64) (ready time.Time, cold bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	began, known := w.files[file]
	if !known {
		began = now
		w.files[file] = now
	}
	if began.IsZero() {
		return now, false
	}
	ready = began.Add(w.wait + transferTime(upTo, w.rate))
	return latest(now, ready), !known || ready.After(now)
}

// forget drops what is known of a file that was removed.
func (w *warmth) forget(file fs.StableAttr) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.files, file)
}

// cool makes all files cold.
func (w *warmth) cool() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.files)
}
