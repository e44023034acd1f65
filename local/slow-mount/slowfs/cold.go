package main

import "github.com/hanwen/go-fuse/v2/fs"

// cool makes all files cold and the kernel forget what it holds, as if the function ran in a new environment.
func (s *system) cool(root *fs.Inode) {
	s.warmth.cool()
	// Drops the names below, with the attributes and pages of all that is not open.
	for name := range root.Children() {
		root.NotifyEntry(name)
	}
	dropCaches(root)
}

// dropCaches reaches what is open. A node that the kernel has forgotten by now is refused with ENOENT, as is right.
func dropCaches(parent *fs.Inode) {
	for _, child := range parent.Children() {
		child.NotifyContent(0, 0)
		child.Operations().(*node).seenAt.Store(0)
		dropCaches(child)
	}
}
