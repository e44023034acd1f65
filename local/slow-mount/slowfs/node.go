package main

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// node is a file or directory; this file holds what it does as a directory.
type node struct {
	*fs.LoopbackNode
	system *system
	seenAt atomic.Int64 // when an answer last brought this node's attributes along
}

func newRoot(s *system) (*node, error) {
	root, err := fs.NewLoopbackRoot(s.settings.backing)
	if err != nil {
		return nil, err
	}
	return &node{LoopbackNode: root.(*fs.LoopbackNode), system: s}, nil
}

func (n *node) WrapChild(_ context.Context, child fs.InodeEmbedder) fs.InodeEmbedder {
	return &node{LoopbackNode: child.(*fs.LoopbackNode), system: n.system}
}

// at is the path below the mount of this node, or of a name in it.
func (n *node) at(name ...string) string {
	return filepath.Join(append([]string{n.Path(n.Root())}, name...)...)
}

// perform does an operation of this node; every answer of a server also holds its attributes.
func (n *node) perform(op operation, work func() syscall.Errno, paths ...string) syscall.Errno {
	errno := n.system.perform(op, work, paths...)
	n.see()
	return errno
}

func (n *node) see() { n.seenAt.Store(time.Now().UnixNano()) }

func see(made *fs.Inode) {
	if made != nil {
		made.Operations().(*node).see()
	}
}

func (n *node) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (found *fs.Inode, errno syscall.Errno) {
	errno = n.perform(opLookup, func() (errno syscall.Errno) {
		found, errno = n.LoopbackNode.Lookup(ctx, name, out)
		return
	}, n.at(name))
	see(found)
	return
}

func (n *node) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (made *fs.Inode, errno syscall.Errno) {
	errno = n.perform(opMkdir, func() (errno syscall.Errno) {
		made, errno = n.LoopbackNode.Mkdir(ctx, name, mode, out)
		return
	}, n.at(name))
	see(made)
	return
}

func (n *node) Rmdir(ctx context.Context, name string) syscall.Errno {
	return n.perform(opRmdir, func() syscall.Errno { return n.LoopbackNode.Rmdir(ctx, name) }, n.at(name))
}

func (n *node) Unlink(ctx context.Context, name string) syscall.Errno {
	return n.perform(opUnlink, func() syscall.Errno {
		if child := n.GetChild(name); child != nil {
			n.system.warmth.forget(child.StableAttr())
		}
		return n.LoopbackNode.Unlink(ctx, name)
	}, n.at(name))
}

func (n *node) Rename(
	ctx context.Context, name string, newParent fs.InodeEmbedder, newName string, flags uint32,
) syscall.Errno {
	target := newParent.(*node).at(newName)
	return n.perform(opRename, func() syscall.Errno {
		return n.LoopbackNode.Rename(ctx, name, newParent, newName, flags)
	}, n.at(name), target)
}

func (n *node) Link(
	ctx context.Context, target fs.InodeEmbedder, name string, out *fuse.EntryOut,
) (made *fs.Inode, errno syscall.Errno) {
	errno = n.perform(opLink, func() (errno syscall.Errno) {
		made, errno = n.LoopbackNode.Link(ctx, target, name, out)
		return
	}, n.at(name))
	see(made)
	return
}

func (n *node) Symlink(
	ctx context.Context, target, name string, out *fuse.EntryOut,
) (made *fs.Inode, errno syscall.Errno) {
	errno = n.perform(opSymlink, func() (errno syscall.Errno) {
		made, errno = n.LoopbackNode.Symlink(ctx, target, name, out)
		return
	}, n.at(name))
	see(made)
	return
}

func (n *node) OpendirHandle(ctx context.Context, flags uint32) (listing fs.FileHandle, _ uint32, errno syscall.Errno) {
	errno = n.perform(opReaddir, func() (errno syscall.Errno) {
		listing, _, errno = n.LoopbackNode.OpendirHandle(ctx, flags)
		return
	}, n.at())
	return listing, 0, errno
}
