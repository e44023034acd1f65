package main

import (
	"context"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// file is an open file: a stream of reads and one of writes.
type file struct {
	*fs.LoopbackFile
	reads   pace
	writes  pace
	wasRead atomic.Bool
	written atomic.Bool
}

func (n *node) newFile(handle fs.FileHandle) *file {
	rates := n.system.settings
	return &file{
		LoopbackFile: handle.(*fs.LoopbackFile),
		reads:        pace{rate: rates.warmRate},
		writes:       pace{rate: rates.writeRate},
	}
}

func (n *node) Create(
	ctx context.Context, name string, flags uint32, mode uint32, out *fuse.EntryOut,
) (made *fs.Inode, handle fs.FileHandle, _ uint32, errno syscall.Errno) {
	errno = n.perform(opCreate, func() syscall.Errno {
		inode, opened, _, errno := n.LoopbackNode.Create(ctx, name, flags, mode, out)
		if errno == 0 {
			made, handle = inode, n.newFile(opened)
			n.system.warmth.written(inode.StableAttr())
		}
		return errno
	}, n.at(name))
	see(made)
	return made, handle, 0, errno
}

func (n *node) Open(ctx context.Context, flags uint32) (handle fs.FileHandle, _ uint32, errno syscall.Errno) {
	errno = n.perform(opOpen, func() syscall.Errno {
		opened, _, errno := n.LoopbackNode.Open(ctx, flags)
		if errno == 0 {
			handle = n.newFile(opened)
		}
		return errno
	}, n.at())
	return handle, 0, errno
}

func (n *node) Read(
	ctx context.Context, handle fs.FileHandle, buffer []byte, offset int64,
) (fuse.ReadResult, syscall.Errno) {
	f := handle.(*file)
	var data []byte
	errno := n.system.transfer(opRead, func(start time.Time) (time.Time, syscall.Errno) {
		result, errno := f.LoopbackFile.Read(ctx, buffer, offset)
		if errno != 0 {
			return start, errno
		}
		defer result.Done()
		bytes, status := result.Bytes(buffer)
		if status != fuse.OK {
			return start, syscall.Errno(status)
		}
		data = bytes
		return n.arrival(f, start, offset, len(data)), 0
	}, n.at())
	return fuse.ReadResultData(data), errno
}

// arrival counts data that is read, and says when it has come over the stream.
func (n *node) arrival(f *file, start time.Time, offset int64, length int) time.Time {
	s := n.system
	there, cold := s.warmth.read(n.StableAttr(), start, offset+int64(length))
	first := !f.wasRead.Swap(true)
	s.counters.count(func(seen *counts) {
		seen.bytesRead += int64(length)
		switch {
		case first && cold:
			seen.coldReads++
		case first:
			seen.warmReads++
		}
	})
	return latest(there, f.reads.reserve(start, length), s.total.reserve(start, length))
}

// Writev takes all writes: go-fuse asks a node for Write and Writev before it asks the open file, and uses Writev for
// both if there is no Write. The open file has both, so overriding one of them there would miss some.
func (n *node) Writev(
	ctx context.Context, handle fs.FileHandle, data [][]byte, offset int64,
) (written uint32, errno syscall.Errno) {
	f := handle.(*file)
	errno = n.system.transfer(opWrite, func(start time.Time) (time.Time, syscall.Errno) {
		count, errno := f.LoopbackFile.Writev(ctx, data, offset)
		written = count
		f.written.Store(true)
		n.system.warmth.written(n.StableAttr())
		n.system.counters.count(func(seen *counts) { seen.bytesWritten += int64(count) })
		return latest(f.writes.reserve(start, int(count)), n.system.total.reserve(start, int(count))), errno
	}, n.at())
	return written, errno
}

// Flush is what close waits for. A network file system commits then what was written.
func (n *node) Flush(ctx context.Context, handle fs.FileHandle) syscall.Errno {
	f := handle.(*file)
	op := opClose
	if f.written.Swap(false) {
		op = opCommit
	}
	return n.perform(op, func() syscall.Errno { return f.LoopbackFile.Flush(ctx) }, n.at())
}
