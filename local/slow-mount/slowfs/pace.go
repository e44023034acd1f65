package main

import (
	"sync"
	"time"
)

// pace is the clock of one stream of data: what is sent over it goes out one after the other, at its rate. A stream that
// idled has no credit.
type pace struct {
	rate float64 // bytes a second; 0 is unlimited

	mu   sync.Mutex
	free time.Time // when all that was reserved has gone out
}

// reserve queues a number of bytes and says when the last of them is out.
func (p *pace) reserve(now time.Time, bytes int) time.Time {
	if p.rate == 0 {
		return now
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = latest(now, p.free).Add(transferTime(int64(bytes), p.rate))
	return p.free
}

// transferTime is how long bytes take at a rate in bytes a second, where 0 is unlimited.
func transferTime(bytes int64, rate float64) time.Duration {
	if rate == 0 {
		return 0
	}
	return time.Duration(float64(bytes) / rate * float64(time.Second))
}

func latest(times ...time.Time) time.Time {
	var last time.Time
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}
