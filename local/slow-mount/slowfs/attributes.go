package main

import (
	"context"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Getattr is free while a client would have the attributes in its cache. The kernel's FUSE side also asks after each read,
// for the time of access, and after each change to a directory.
func (n *node) Getattr(ctx context.Context, handle fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	if time.Since(time.Unix(0, n.seenAt.Load())) < n.system.settings.attributeCache {
		return n.LoopbackNode.Getattr(ctx, handle, out)
	}
	return n.perform(opGetattr, func() syscall.Errno {
		return n.LoopbackNode.Getattr(ctx, handle, out)
	}, n.at())
}

func (n *node) Setattr(
	ctx context.Context, handle fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut,
) syscall.Errno {
	return n.perform(opSetattr, func() syscall.Errno {
		return n.LoopbackNode.Setattr(ctx, handle, in, out)
	}, n.at())
}

// Fsync costs what a commit costs, if there is something to commit. The backing directory is not synchronized: how
// long its disk takes is not what is modelled.
func (n *node) Fsync(_ context.Context, handle fs.FileHandle, _ uint32) syscall.Errno {
	f, isFile := handle.(*file)
	if !isFile || !f.written.Swap(false) {
		return 0
	}
	return n.perform(opFsync, func() syscall.Errno { return 0 }, n.at())
}

// CopyFileRange is not there in NFS 4.1; the kernel then copies by reading and writing, which is what costs time.
func (n *node) CopyFileRange(
	context.Context, fs.FileHandle, uint64, *fs.Inode, fs.FileHandle, uint64, uint64, uint64,
) (uint32, syscall.Errno) {
	return 0, syscall.ENOSYS
}
