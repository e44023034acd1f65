package main

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func TestReservationsOfOneStreamQueue(t *testing.T) {
	p := pace{rate: 1000}
	for second := 1; second <= 3; second++ {
		if got, want := p.reserve(noon, 1000), noon.Add(time.Duration(second)*time.Second); !got.Equal(want) {
			t.Errorf("reservation %d is through at %v, not %v", second, got, want)
		}
	}
}

func TestAStreamThatIdledHasNoCredit(t *testing.T) {
	p := pace{rate: 1000}
	p.reserve(noon, 1000)
	later := noon.Add(time.Minute)
	if got, want := p.reserve(later, 500), later.Add(500*time.Millisecond); !got.Equal(want) {
		t.Errorf("through at %v, not %v", got, want)
	}
}

func TestAnUnlimitedStreamIsThroughAtOnce(t *testing.T) {
	p := pace{}
	if got := p.reserve(noon, 1<<30); !got.Equal(noon) {
		t.Errorf("through at %v, not at once", got)
	}
}
