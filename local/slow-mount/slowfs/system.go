package main

import (
	"syscall"
	"time"
)

// system is what all nodes of a mount share.
type system struct {
	settings settings
	counters counters
	faults   faults
	warmth   *warmth
	total    pace
}

func newSystem(s settings) *system {
	return &system{settings: s, warmth: newWarmth(s.coldOpen, s.coldRate), total: pace{rate: s.totalRate}}
}

// perform does an operation on some paths: it is counted, refused where a fault strikes, and answered once its latency is
// over. The time that the work itself takes is part of the latency.
func (s *system) perform(op operation, work func() syscall.Errno, paths ...string) syscall.Errno {
	return s.transfer(op, func(start time.Time) (time.Time, syscall.Errno) {
		return start, work()
	}, paths...)
}

// transfer is perform for work that says itself when its data is through; the latency comes on top. Nothing is locked
// while it waits: operations overlap as far as the kernel lets them.
func (s *system) transfer(
	op operation,
	work func(start time.Time) (through time.Time, errno syscall.Errno),
	paths ...string,
) syscall.Errno {
	defer s.counters.begin(op)()
	start := time.Now()
	through := start
	errno := s.faults.strike(op, paths)
	if errno != 0 {
		s.counters.count(func(seen *counts) { seen.faults++ })
	} else {
		through, errno = work(start)
	}
	sleepUntil(through.Add(s.settings.latency[op]))
	return errno
}
