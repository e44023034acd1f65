package main

import "sync"

// counters count what reached the server, which is not what the application called: the kernel answers a part itself.
type counters struct {
	mu       sync.Mutex
	inFlight [operationCount]int
	seen     counts
}

type counts struct {
	operations   [operationCount]int
	mostInFlight [operationCount]int
	faults       int
	coldReads    int
	warmReads    int
	bytesRead    int64
	bytesWritten int64
}

// begin counts an operation and returns what ends it.
func (c *counters) begin(op operation) (end func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen.operations[op]++
	c.inFlight[op]++
	c.seen.mostInFlight[op] = max(c.seen.mostInFlight[op], c.inFlight[op])
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.inFlight[op]--
	}
}

// count changes the counts other than those of operations.
func (c *counters) count(change func(seen *counts)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.seen)
}

func (c *counters) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen = counts{mostInFlight: c.inFlight}
}

// countersReport is the control port's answer.
type countersReport struct {
	Operations   map[string]int `json:"operations"`
	MostInFlight map[string]int `json:"mostInFlight"`
	// Opened files whose first read found them cold, or warm.
	ColdReads    int   `json:"coldReads"`
	WarmReads    int   `json:"warmReads"`
	Faults       int   `json:"faults"`
	BytesRead    int64 `json:"bytesRead"`
	BytesWritten int64 `json:"bytesWritten"`
}

func (c *counters) report() countersReport {
	c.mu.Lock()
	defer c.mu.Unlock()
	return countersReport{
		Operations:   byName(c.seen.operations),
		MostInFlight: byName(c.seen.mostInFlight),
		ColdReads:    c.seen.coldReads,
		WarmReads:    c.seen.warmReads,
		Faults:       c.seen.faults,
		BytesRead:    c.seen.bytesRead,
		BytesWritten: c.seen.bytesWritten,
	}
}

func byName(values [operationCount]int) map[string]int {
	named := make(map[string]int, operationCount)
	for op, value := range values {
		named[operation(op).String()] = value
	}
	return named
}
