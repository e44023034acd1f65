package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// faultRequest asks for a fault: the operations it strikes, below which paths, with which error, and how often. Without
// a count or a probability it strikes always.
type faultRequest struct {
	Operations  []string `json:"operations"`
	Path        string   `json:"path"`
	Error       string   `json:"error"`
	Count       int      `json:"count"`
	Probability *float64 `json:"probability"`
	Seed        uint64   `json:"seed"`
}

// hang is given for an error where an operation shall never return: it waits until the faults are cleared, and fails then.
const hang = "HANG"

var faultErrors = map[string]syscall.Errno{
	"EACCES": syscall.EACCES,
	"EDQUOT": syscall.EDQUOT,
	"EIO":    syscall.EIO,
	"ENOSPC": syscall.ENOSPC,
	"ESTALE": syscall.ESTALE,
	hang:     syscall.EIO, // once it is let go
}

type fault struct {
	strikes [operationCount]bool
	path    *regexp.Regexp
	errno   syscall.Errno
	hangs   bool
	limited bool
	left    int
	chance  float64
	dice    *rand.Rand
}

func newFault(request faultRequest) (*fault, error) {
	errno, known := faultErrors[request.Error]
	if !known {
		return nil, fmt.Errorf("error %q is not known here: give one of %s", request.Error,
			strings.Join(slices.Sorted(maps.Keys(faultErrors)), ", "))
	}
	if len(request.Operations) == 0 {
		return nil, fmt.Errorf("a fault without operations strikes nothing: name some of %s", strings.Join(operationNames(), ", "))
	}
	if request.Count < 0 {
		return nil, fmt.Errorf("count %d is negative: give how often to strike, or leave it out to strike always", request.Count)
	}
	f := &fault{errno: errno, hangs: request.Error == hang, limited: request.Count > 0, left: request.Count, chance: 1}
	for _, name := range request.Operations {
		op, known := operationNamed(name)
		if !known {
			return nil, fmt.Errorf("operation %q is not known: name some of %s", name, strings.Join(operationNames(), ", "))
		}
		f.strikes[op] = true
	}
	if request.Probability != nil {
		f.chance = *request.Probability
		if f.chance < 0 || f.chance > 1 {
			return nil, fmt.Errorf("probability %v is not between 0 and 1", f.chance)
		}
	}
	f.dice = rand.New(rand.NewPCG(request.Seed, 0))
	f.path = compileGlob(request.Path)
	if request.Path == "" {
		f.path = compileGlob("**")
	}
	return f, nil
}

// strike says which error an operation on some paths meets, if any; a rename has two paths and either will do.
func (f *fault) strike(op operation, paths []string) syscall.Errno {
	if !f.strikes[op] || !slices.ContainsFunc(paths, f.path.MatchString) {
		return 0
	}
	if f.limited && f.left == 0 || f.dice.Float64() >= f.chance {
		return 0
	}
	f.left--
	return f.errno
}

// faults are asked in the order in which they were added; the first that strikes decides.
type faults struct {
	mu      sync.Mutex
	active  []*fault
	cleared chan struct{} // closed when the faults of now are cleared; made by the first of them
}

func (all *faults) add(f *fault) {
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.cleared == nil {
		all.cleared = make(chan struct{})
	}
	all.active = append(all.active, f)
}

func (all *faults) clear() {
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.cleared != nil {
		close(all.cleared)
	}
	all.active, all.cleared = nil, nil
}

// strike says which error an operation on some paths meets, if any. One that hangs gets it when the faults are cleared.
func (all *faults) strike(op operation, paths []string) syscall.Errno {
	f, cleared := all.striking(op, paths)
	if f == nil {
		return 0
	}
	if f.hangs {
		<-cleared
	}
	return f.errno
}

func (all *faults) striking(op operation, paths []string) (*fault, <-chan struct{}) {
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, f := range all.active {
		if f.strike(op, paths) != 0 {
			return f, all.cleared
		}
	}
	return nil, nil
}
