package main

import (
	"slices"
	"time"
)

// operation is what a network file system's client would send to its server, not what an application calls.
type operation int

const (
	opLookup operation = iota
	opGetattr
	opSetattr
	opCreate
	opOpen
	opRead
	opWrite
	opCommit
	opClose
	opFsync
	opMkdir
	opRmdir
	opRename
	opUnlink
	opLink
	opSymlink
	opReaddir
	operationCount
)

// A round trip that changes nothing on the server; a cached read of 4 KB is three of them (OPEN, READ, CLOSE).
const roundTrip = 300 * time.Microsecond

// operations names each operation, as flags, counters and faults know it, with its latency.
var operations = [operationCount]struct {
	name        string
	latency     time.Duration
	description string
}{
	opLookup:  {"lookup", 500 * time.Microsecond, "a name is looked up that is not in the cache"},
	opGetattr: {"getattr", 500 * time.Microsecond, "attributes are fetched that are not in the cache"},
	opSetattr: {"setattr", 6 * time.Millisecond, "mode, owner, times or length are set"},
	opCreate:  {"create", 6 * time.Millisecond, "a file is created and opened"},
	opOpen:    {"open", roundTrip, "an existing file is opened"},
	opRead:    {"read", roundTrip, "data is read, besides what the bandwidth and a cold file cost"},
	opWrite:   {"write", roundTrip, "data is written, besides what the bandwidth costs"},
	opCommit:  {"commit", 5500 * time.Microsecond, "a file is closed that was written"},
	opClose:   {"close", roundTrip, "a file is closed that was not written"},
	opFsync:   {"fsync", 5500 * time.Microsecond, "a file is synchronized that was written"},
	opMkdir:   {"mkdir", 6 * time.Millisecond, "a directory is made"},
	opRmdir:   {"rmdir", 6 * time.Millisecond, "a directory is removed"},
	opRename:  {"rename", 6 * time.Millisecond, "a file or directory is renamed"},
	opUnlink:  {"unlink", 6 * time.Millisecond, "a file is removed"},
	opLink:    {"link", 6 * time.Millisecond, "a hard link is made"},
	opSymlink: {"symlink", 6 * time.Millisecond, "a symbolic link is made"},
	opReaddir: {"readdir", 500 * time.Microsecond, "a directory is listed, however long it is"},
}

func (op operation) String() string { return operations[op].name }

func operationNames() []string {
	names := make([]string, operationCount)
	for op := range operations {
		names[op] = operations[op].name
	}
	return names
}

func operationNamed(name string) (operation, bool) {
	at := slices.Index(operationNames(), name)
	return operation(at), at >= 0
}
