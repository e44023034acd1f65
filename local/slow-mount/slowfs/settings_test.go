package main

import (
	"io"
	"strings"
	"testing"
	"time"
)

func parse(args ...string) (settings, error) {
	return parseSettings(append([]string{"-backing", "/b", "-mountpoint", "/m"}, args...), io.Discard)
}

func TestTheScaleAppliesToLatenciesAndTransferTimes(t *testing.T) {
	s, err := parse("-create", "8ms", "-write-bandwidth", "10", "-scale", "0.5")
	if err != nil || s.latency[opCreate] != 4*time.Millisecond || s.writeRate != 20e6 || s.attributeCache != 3*time.Second {
		t.Errorf("got %+v, %v", s, err)
	}
	s, err = parse("-scale", "0")
	if err != nil || s.latency[opCreate] != 0 || s.coldOpen != 0 || s.coldRate != 0 {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestArgumentsThatCannotBeAreRefused(t *testing.T) {
	for words, args := range map[string][]string{
		`"here" is not a flag`: {"here"},
		"-scale -1":            {"-scale", "-1"},
		"not negative":         {"-warm-bandwidth", "-5"},
		"both -backing":        {"-backing", ""},
	} {
		if _, err := parse(args...); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%v was answered with %v, not with %q", args, err, words)
		}
	}
}
