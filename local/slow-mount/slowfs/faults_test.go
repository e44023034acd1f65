package main

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func mustFault(t *testing.T, request faultRequest) *fault {
	t.Helper()
	f, err := newFault(request)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFaultStrikesItsOperationsBelowItsPath(t *testing.T) {
	f := mustFault(t, faultRequest{Operations: []string{"create", "rename"}, Path: "small/**/*.tmp", Error: "EIO"})
	for _, c := range []struct {
		op    operation
		paths []string
		want  syscall.Errno
	}{
		{opCreate, []string{"small/a/b/x.tmp"}, syscall.EIO},
		{opRename, []string{"small/x.tmp", "small/x.json"}, syscall.EIO},
		{opRename, []string{"small/x.json", "small/x.tmp"}, syscall.EIO},
		{opUnlink, []string{"small/x.tmp"}, 0},
		{opCreate, []string{"large/x.tmp"}, 0},
	} {
		if got := f.strike(c.op, c.paths); got != c.want {
			t.Errorf("%v of %v met %v, not %v", c.op, c.paths, got, c.want)
		}
	}
}

func TestACountIsUsedUpByStrikesAlone(t *testing.T) {
	f := mustFault(t, faultRequest{Operations: []string{"write"}, Error: "EDQUOT", Count: 2})
	f.strike(opRead, []string{"x"})
	var got []syscall.Errno
	for range 3 {
		got = append(got, f.strike(opWrite, []string{"x"}))
	}
	if want := []syscall.Errno{syscall.EDQUOT, syscall.EDQUOT, 0}; !slices.Equal(got, want) {
		t.Errorf("met %v, not %v", got, want)
	}
}

func strikes(t *testing.T, probability float64, seed uint64) (pattern []bool, count int) {
	f := mustFault(t, faultRequest{Operations: []string{"read"}, Error: "EIO", Probability: &probability, Seed: seed})
	for range 1000 {
		struck := f.strike(opRead, []string{"x"}) != 0
		pattern = append(pattern, struck)
		if struck {
			count++
		}
	}
	return
}

func TestAProbabilityIsKeptAndItsSeedRepeatsIt(t *testing.T) {
	first, count := strikes(t, 0.25, 7)
	again, _ := strikes(t, 0.25, 7)
	other, _ := strikes(t, 0.25, 8)
	if count < 200 || count > 300 || !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Errorf("%d of 1000; the same again: %t; other with another seed: %t", count, slices.Equal(first, again), !slices.Equal(first, other))
	}
	if _, count := strikes(t, 0, 1); count != 0 {
		t.Errorf("a probability of 0 struck %d times", count)
	}
	if _, count := strikes(t, 1, 1); count != 1000 {
		t.Errorf("a probability of 1 struck %d times of 1000", count)
	}
}

func TestTheFirstFaultThatStrikesDecides(t *testing.T) {
	var all faults
	all.add(mustFault(t, faultRequest{Operations: []string{"open"}, Error: "ESTALE", Count: 1}))
	all.add(mustFault(t, faultRequest{Operations: []string{"open"}, Error: "EACCES"}))
	first, second := all.strike(opOpen, []string{"x"}), all.strike(opOpen, []string{"x"})
	all.clear()
	third := all.strike(opOpen, []string{"x"})
	if first != syscall.ESTALE || second != syscall.EACCES || third != 0 {
		t.Errorf("met %v, %v, %v", first, second, third)
	}
}

func TestARequestThatCannotBeIsRefusedByName(t *testing.T) {
	two := 2.0
	for words, request := range map[string]faultRequest{
		`error "EFOO"`:        {Operations: []string{"read"}, Error: "EFOO"},
		"without operations":  {Error: "EIO"},
		`operation "reading"`: {Operations: []string{"reading"}, Error: "EIO"},
		"count -1":            {Operations: []string{"read"}, Error: "EIO", Count: -1},
		"probability 2":       {Operations: []string{"read"}, Error: "EIO", Probability: &two},
	} {
		if _, err := newFault(request); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%+v was answered with %v, not with %q", request, err, words)
		}
	}
}

func TestAnOperationThatHangsReturnsOnceTheFaultsAreCleared(t *testing.T) {
	var all faults
	f, err := newFault(faultRequest{Operations: []string{"open"}, Error: "HANG"})
	if err != nil {
		t.Fatal(err)
	}
	all.add(f)
	returned := make(chan syscall.Errno)
	go func() { returned <- all.strike(opOpen, []string{"a"}) }()
	select {
	case errno := <-returned:
		t.Fatalf("it returned %v at once", errno)
	case <-time.After(50 * time.Millisecond):
	}
	if errno := all.strike(opRead, []string{"a"}); errno != 0 {
		t.Errorf("an operation that has no fault got %v", errno)
	}
	all.clear()
	if errno := <-returned; errno != syscall.EIO {
		t.Errorf("got %v", errno)
	}
}
